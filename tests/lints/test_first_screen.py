"""Advice on what a visitor meets first, on headings, and on too much of one thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lints.advised import (
    LEA,
    STORY,
    advised,
    named,
    words,
)

BALM = "name: Léa\nfavorites: [cloud-balm]\n"
PRODUCTS = "content/products.yaml"
CATALOGUE = "cloud-balm: {name: Balm, url: https://lune.example/balm}\n" + "".join(
    f"p{n}: {{name: P{n}, url: https://lune.example/p{n}}}\n" for n in range(12)
)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ("name: Léa\nlocation: Lyon\n", True),
        ("name: Léa\nfavorites: [cloud-balm]\nsections: [story]\n", True),
        ("name: Léa\nroutine: {steps: [{text: Warm it.}]}\n", True),
        (BALM, False),
        ("name: Léa\ncode: LEA15\n", False),
        ("name: Léa\nlists: [{title: Bag, products: [cloud-balm]}]\n", False),
    ],
)
def test_a_first_screen_has_something_to_tap(tmp_path: Path, facts: str, told: bool) -> None:
    assert bool(named("no-call", advised(tmp_path, {LEA: facts, STORY: words(90)}))) is told


@pytest.mark.parametrize(("count", "told"), [(9, []), (10, [3]), (12, [3])])
def test_nine_favourites_are_enough(tmp_path: Path, count: int, told: list[int]) -> None:
    facts = "name: Léa\nfavorites:\n" + "".join(f"  - p{n}\n" for n in range(count))
    problems = named("many-favorites", advised(tmp_path, {LEA: facts, PRODUCTS: CATALOGUE}))
    assert [f"{count} favorites" in problem.message for problem in problems] == [True] * len(told)
    assert [problem.place.keys for problem in problems] == [("favorites", 9)] * len(told)


MANY = BALM + "routine: {steps: [{text: Warm it., product: cloud-balm}]}\n"


@pytest.mark.parametrize(
    ("facts", "story", "told"),
    [
        (MANY + "lists: [{title: Bag, products: [cloud-balm]}]\n", "[Balm](product:cloud-balm)", True),
        (
            MANY + "lists: [{title: Bag, products: [p1]}]\n",
            "[Balm](product:cloud-balm)\n\n![](product:cloud-balm)",
            False,
        ),
        (MANY + "lists: [{title: Bag, products: [cloud-balm]}]\n", "Nothing.", False),
        (MANY + "lists: [{title: Bag, products: [cloud-balm]}]\nsections: [story, favorites, lists]\n", "Hi.", False),
    ],
)
def test_a_product_is_enough_in_three_sections(tmp_path: Path, facts: str, story: str, told: bool) -> None:
    problems = advised(tmp_path, {LEA: facts, STORY: story, PRODUCTS: CATALOGUE})
    assert bool(named("repeated-product", problems)) is told


@pytest.mark.parametrize(
    ("facts", "keys"),
    [
        (f"titles: {{story: {'a' * 80}}}", []),
        (f"titles: {{story: {'a' * 81}}}", [("titles", "story")]),
        (f"titles: {{story: '*{'a' * 80}*'}}", []),  # asterisks are not shown
        (f"titles: {{story: {{en: Short, fr: {'a' * 90}}}}}", []),
        (f"routine: {{title: {'a' * 90}, steps: [{{text: Warm it.}}]}}", [("routine", 0, "title")]),
        (f"video: {{title: {'a' * 90}, url: 'https://video.example/1'}}", [("video", "title")]),
    ],
)
def test_a_heading_is_four_lines_at_most(tmp_path: Path, facts: str, keys: list[tuple[object, ...]]) -> None:
    problems = named("long-title", advised(tmp_path, {LEA: BALM + facts + "\n", STORY: words(90)}))
    assert [problem.place.keys for problem in problems] == keys


@pytest.mark.parametrize(
    ("facts", "keys"),
    [
        ("titles: {story: Mine, favorites: Mine}", []),
        ("titles: {faq: Mine}", ["faq"]),
        ("titles: {favorites: Mine}\nsections: [story]", ["favorites"]),
        ("titles: {routine: Mine}\nroutine: {steps: [{text: Warm it.}]}", []),
        ("titles: {routine: Mine}\nroutine: {title: Ten, steps: [{text: Warm it.}]}", ["routine"]),
        ("titles: {video: Mine}\nvideo: {title: Film, url: 'https://video.example/1'}", ["video"]),
        ("titles: {offer: Mine}\ncode: LEA15", []),
    ],
)
def test_a_heading_that_nobody_sees_is_reported(tmp_path: Path, facts: str, keys: list[str]) -> None:
    problems = named("unused-title", advised(tmp_path, {LEA: BALM + facts + "\n", STORY: words(90)}))
    assert [problem.place.keys for problem in problems] == [("titles", key) for key in keys]
    assert all(problem.place.on == "key" for problem in problems)


def test_an_unknown_section_of_a_title_is_a_mistake(tmp_path: Path) -> None:
    problems = advised(tmp_path, {LEA: BALM + "titles: {favourites: Mine}\n", STORY: words(90)})
    [told] = named("unknown-section", problems)
    assert told.place.keys == ("titles", "favourites")
    assert "favorites" in told.help
