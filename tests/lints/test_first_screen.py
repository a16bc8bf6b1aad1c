"""Tests the checks of what a visitor sees first, of headings, and of too much of one thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lints.small_site import (
    LEA,
    STORY,
    find_problems,
    problems_called,
    story_of,
)

BALM = "name: Léa\nfavorites: [cloud-balm]\n"
PRODUCTS = "content/products.yaml"
CATALOGUE = "cloud-balm: {name: Balm, url: https://lune.example/balm}\n" + "".join(
    f"p{n}: {{name: P{n}, url: https://lune.example/p{n}}}\n" for n in range(12)
)


@pytest.mark.parametrize(
    ("facts", "is_reported"),
    [
        ("name: Léa\nlocation: Lyon\n", True),
        ("name: Léa\nfavorites: [cloud-balm]\nsections: [story]\n", True),
        ("name: Léa\nroutine: {steps: [{text: Warm it.}]}\n", True),
        (BALM, False),
        ("name: Léa\ncode: LEA15\n", False),
        ("name: Léa\nlists: [{title: Bag, products: [cloud-balm]}]\n", False),
    ],
)
def test_a_first_screen_without_a_call_is_reported(tmp_path: Path, facts: str, is_reported: bool) -> None:
    assert bool(problems_called("no-call", find_problems(tmp_path, {LEA: facts, STORY: story_of(90)}))) is is_reported


@pytest.mark.parametrize(("count", "is_reported"), [(9, False), (10, True), (12, True)])
def test_more_than_nine_favourites_are_reported(tmp_path: Path, count: int, is_reported: bool) -> None:
    facts = "name: Léa\nfavorites:\n" + "".join(f"  - p{n}\n" for n in range(count))
    problems = problems_called("many-favorites", find_problems(tmp_path, {LEA: facts, PRODUCTS: CATALOGUE}))
    assert [f"{count} favorites" in problem.message for problem in problems] == [True] * is_reported
    assert [problem.place.keys for problem in problems] == [("favorites", 9)] * is_reported


MANY = BALM + "routine: {steps: [{text: Warm it., product: cloud-balm}]}\n"


@pytest.mark.parametrize(
    ("facts", "story", "is_reported"),
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
def test_a_product_in_four_sections_is_reported(tmp_path: Path, facts: str, story: str, is_reported: bool) -> None:
    problems = find_problems(tmp_path, {LEA: facts, STORY: story, PRODUCTS: CATALOGUE})
    assert bool(problems_called("repeated-product", problems)) is is_reported


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
def test_a_heading_of_more_than_80_letters_is_reported(
    tmp_path: Path, facts: str, keys: list[tuple[object, ...]]
) -> None:
    problems = problems_called("long-title", find_problems(tmp_path, {LEA: BALM + facts + "\n", STORY: story_of(90)}))
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
    problems = problems_called("unused-title", find_problems(tmp_path, {LEA: BALM + facts + "\n", STORY: story_of(90)}))
    assert [problem.place.keys for problem in problems] == [("titles", key) for key in keys]
    assert all(problem.place.on == "key" for problem in problems)


def test_an_unknown_section_of_a_title_is_a_mistake(tmp_path: Path) -> None:
    all_problems = find_problems(tmp_path, {LEA: BALM + "titles: {favourites: Mine}\n", STORY: story_of(90)})
    [problem] = problems_called("unknown-section", all_problems)
    assert problem.place.keys == ("titles", "favourites")
    assert "favorites" in problem.help
