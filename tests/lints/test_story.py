from __future__ import annotations

from pathlib import Path

import pytest

from generator.lints.story_length import count_words
from generator.problems import Place, Report
from generator.prose.render import render_prose
from tests.lints.advised import (
    LEA,
    STORY,
    advised,
    named,
    words,
)


@pytest.mark.parametrize(("count", "names"), [(79, ["short-story"]), (80, []), (800, []), (801, ["long-story"])])
def test_how_long_a_story_may_be(tmp_path: Path, count: int, names: list[str]) -> None:
    problems = advised(tmp_path, {STORY: words(count)})
    told = [problem for problem in problems if problem.name.endswith("-story")]
    assert [problem.name for problem in told] == names
    assert [f"{count} words" in problem.message for problem in told] == [True] * len(names)
    assert {problem.place.file for problem in told} <= {STORY}


def test_no_story_is_a_short_one_and_reported_once(tmp_path: Path) -> None:
    problems = advised(tmp_path, {STORY: ""})
    [told] = named("short-story", problems)
    assert (told.message, told.place.file) == ("Léa has no story", LEA)
    assert named("no-product-in-story", problems) == []


def test_a_story_left_out_on_purpose_is_no_news(tmp_path: Path) -> None:
    problems = advised(tmp_path, {LEA: "name: Léa\nfavorites: [cloud-balm]\nsections: [favorites]\n", STORY: "Hi."})
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
    ("story", "told"),
    [
        ("The balm.", True),
        ("[The balm](product:cloud-balm)", False),
        ("Look:\n\n![](product:cloud-balm)", False),
        ("[The balm](https://lune.example/balm)", False),
        ("[The balm](https://shop.lune.example/balm)", False),
        ("[My friend](https://elsewhere.example/)", True),
    ],
)
def test_a_product_in_the_story(tmp_path: Path, story: str, told: bool) -> None:
    assert bool(named("no-product-in-story", advised(tmp_path, {STORY: story}))) is told


@pytest.mark.parametrize(
    ("sections", "index"),
    [("[story, favorites]", None), ("[favorites, story]", 0), ("[faq, favorites, story]", 1), ("[favorites]", None)],
)
def test_the_story_comes_before_the_products(tmp_path: Path, sections: str, index: int | None) -> None:
    profile = f"name: Léa\nfavorites: [cloud-balm]\nfaq: [{{question: A?, answer: B.}}]\nsections: {sections}\n"
    told = named("product-before-story", advised(tmp_path, {LEA: profile}))
    assert [problem.place.keys for problem in told] == ([] if index is None else [("sections", index)])


def test_a_section_with_nothing_in_it_comes_before_nothing(tmp_path: Path) -> None:
    profile = "name: Léa\nfavorites: [cloud-balm]\nsections: [lists, story, favorites]\n"
    assert named("product-before-story", advised(tmp_path, {LEA: profile})) == []


def test_the_order_of_a_theme_is_reported_once_and_at_the_theme(tmp_path: Path) -> None:
    theme = (Path(__file__).parents[1] / "scenarios/base/themes/plain/theme.toml").read_text("utf-8")
    other = theme.replace('["story", "routine", "favorites"', '["favorites", "story", "routine"')
    assert other != theme
    people = {f"content/ambassadors/p{n}.md": "---\nname: P\nfavorites: [cloud-balm]\n---\nHello.\n" for n in range(3)}
    problems = advised(tmp_path, {"themes/plain/theme.toml": other, **people})
    [told] = named("product-before-story", problems)
    assert (told.place.file, told.place.keys) == ("content/site.yaml", ("theme",))
