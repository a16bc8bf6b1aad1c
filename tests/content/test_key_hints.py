"""Tests that the hint for an unknown key says where it belongs, or which key it resembles."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.load import load_site
from generator.content.positions import locate
from generator.problems import Report
from generator.sections import BUILT_IN

SITE = "brand: Lune\nurl: https://friends.example\nshop: https://lune.example\n"


def load(root: Path, profile: str, site: str = "", products: str = "") -> Report:
    files = {
        "site.yaml": SITE + site,
        "products.yaml": products,
        "ambassadors/lea/profile.yaml": "name: Léa\n" + profile,
    }
    for file, text in files.items():
        path = root / "content" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    report = Report()
    load_site(root, BUILT_IN, report)
    return report


@pytest.mark.parametrize(
    ("profile", "hint"),
    [
        ("instagram: lea\n", "write it below `socials`, as `instagram`"),
        ("tiktok: lea\n", "write it below `socials`, as `tiktok`"),
        ("twitter: lea\n", "write it below `socials`, as `x`"),
        ("socials: {insta: lea}\n", "here that is `instagram`"),
        ("socials: {name: Lea}\n", "write it further left, at the top level"),
        ("portrait_alt: Her face\n", "write it below `portrait`, as `alt`"),
        ("utm_source: lea\n", "it belongs in content/site.yaml, below `tracking`, in it `utm`, as `source`"),
        ("scheme: awin\n", "it belongs in content/site.yaml, below `tracking`, as `scheme`"),
        ("currency: EUR\n", "it belongs in content/site.yaml"),
        ("price: 24\n", "it belongs in content/products.yaml below its product"),
        ("joined: 2025-03-01\n", "here that is `since`"),
        ("Name: Lea\n", "did you mean `name`?"),
        ("favourites: [x]\n", "did you mean `favorites`?"),
        ("loaction: Lyon\n", "did you mean `location`?"),
    ],
)
def test_an_unknown_key_of_a_profile_has_a_hint(tmp_path: Path, profile: str, hint: str) -> None:
    assert [problem.help for problem in load(tmp_path, profile) if problem.name == "unknown-key"] == [hint]


def test_the_hint_for_an_unlike_key_lists_the_known_keys(tmp_path: Path) -> None:
    (problem,) = (candidate for candidate in load(tmp_path, "quote: yes\n") if candidate.name == "unknown-key")
    assert problem.help.startswith("the keys here are name, called, handle,")


@pytest.mark.parametrize(
    ("site", "hint"),
    [
        ("utm_source: x\n", "write it below `tracking`, in it `utm`, as `source`"),
        ("scheme: awin\n", "write it below `tracking`, as `scheme`"),
        ("niches: [a]\n", "it belongs in the profile of a person"),
        ("instagram: lune\n", "it belongs in the profile of a person, below `socials`, as `instagram`"),
        ("twitter: lune\n", "it belongs in the profile of a person, below `socials`, as `x`"),
        ("socials: {tiktok: lune}\n", "it belongs in the profile of a person"),
        ("favorites: [balm]\n", "it belongs in the profile of a person"),
        ("tracking: {shop: x}\n", "write it further left, at the top level"),
    ],
)
def test_an_unknown_key_of_the_site_has_a_hint(tmp_path: Path, site: str, hint: str) -> None:
    assert [problem.help for problem in load(tmp_path, "", site) if problem.name == "unknown-key"] == [hint]


def test_a_problem_of_a_repeated_key_is_at_the_value_that_counts(tmp_path: Path) -> None:
    report = load(tmp_path, "code: LEA15\nsocials: {x: lea}\ncode: LEA 15\nsocials: {x: lea, instagram: a b}\n")
    lines = {}
    for problem in report:
        span = locate(tmp_path, problem.place)
        assert span is not None
        lines[problem.name] = span.line
    assert lines == {"duplicate-key": 5, "not-a-code": 4, "not-an-account": 5}
