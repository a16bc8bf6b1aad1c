"""Tests the checks of a story: its length, a product in it, and its place before the products."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.lints.story_length import count_words
from generator.problems import Place, Report
from generator.prose.render import render_prose
from tests.lints.small_site import (
    LEA,
    STORY,
    find_problems,
    problems_called,
    story_of,
)


@pytest.mark.parametrize(("count", "names"), [(79, ["short-story"]), (80, []), (800, []), (801, ["long-story"])])
def test_a_story_has_80_to_800_words(tmp_path: Path, count: int, names: list[str]) -> None:
    all_problems = find_problems(tmp_path, {STORY: story_of(count)})
    problems = [problem for problem in all_problems if problem.name.endswith("-story")]
    assert [problem.name for problem in problems] == names
    assert [f"{count} words" in problem.message for problem in problems] == [True] * len(names)
    assert {problem.place.file for problem in problems} <= {STORY}


def test_a_missing_story_is_reported_once_as_short(tmp_path: Path) -> None:
    problems = find_problems(tmp_path, {STORY: ""})
    [problem] = problems_called("short-story", problems)
    assert (problem.message, problem.place.file) == ("Léa has no story", LEA)
    assert problems_called("no-product-in-story", problems) == []


def test_a_story_left_out_on_purpose_is_not_reported(tmp_path: Path) -> None:
    problems = find_problems(
        tmp_path, {LEA: "name: Léa\nfavorites: [cloud-balm]\nsections: [favorites]\n", STORY: "Hi."}
    )
    assert [problem for problem in problems if "story" in problem.name] == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("one two *three*", 3),
        ("朝の光", 2),  # three letters, rounded up
        ("Dew を 朝に use", 4),
        ("ก" * 160, 80),
        ("mother-in-law’s l’été", 2),
        ("", 0),
    ],
)
def test_words_are_counted_in_every_script(text: str, count: int) -> None:
    assert count_words(render_prose(text, Place("x.md"), "content", Report())) == count


@pytest.mark.parametrize(
    ("story", "is_reported"),
    [
        ("The balm.", True),
        ("[The balm](product:cloud-balm)", False),
        ("Look:\n\n![](product:cloud-balm)", False),
        ("[The balm](https://lune.example/balm)", False),
        ("[The balm](https://shop.lune.example/balm)", False),
        ("[My friend](https://elsewhere.example/)", True),
    ],
)
def test_a_story_without_a_product_is_reported(tmp_path: Path, story: str, is_reported: bool) -> None:
    assert bool(problems_called("no-product-in-story", find_problems(tmp_path, {STORY: story}))) is is_reported


@pytest.mark.parametrize(
    ("sections", "index"),
    [("[story, favorites]", None), ("[favorites, story]", 0), ("[faq, favorites, story]", 1), ("[favorites]", None)],
)
def test_products_before_the_story_are_reported(tmp_path: Path, sections: str, index: int | None) -> None:
    profile = f"name: Léa\nfavorites: [cloud-balm]\nfaq: [{{question: A?, answer: B.}}]\nsections: {sections}\n"
    problems = problems_called("product-before-story", find_problems(tmp_path, {LEA: profile}))
    assert [problem.place.keys for problem in problems] == ([] if index is None else [("sections", index)])


def test_an_empty_section_may_come_before_the_story(tmp_path: Path) -> None:
    profile = "name: Léa\nfavorites: [cloud-balm]\nsections: [lists, story, favorites]\n"
    assert problems_called("product-before-story", find_problems(tmp_path, {LEA: profile})) == []


def test_the_order_of_a_theme_is_reported_once_at_the_theme(tmp_path: Path) -> None:
    theme = (Path(__file__).parents[1] / "scenarios/base/themes/plain/theme.toml").read_text("utf-8")
    changed_theme = theme.replace('["story", "routine", "favorites"', '["favorites", "story", "routine"')
    assert changed_theme != theme
    people = {f"content/ambassadors/p{n}.md": "---\nname: P\nfavorites: [cloud-balm]\n---\nHello.\n" for n in range(3)}
    all_problems = find_problems(tmp_path, {"themes/plain/theme.toml": changed_theme, **people})
    [problem] = problems_called("product-before-story", all_problems)
    assert (problem.place.file, problem.place.keys) == ("content/site.yaml", ("theme",))
