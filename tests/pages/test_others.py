"""Tests which people are shown on pages that are about nobody, and that these pages follow the roster."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from generator.build.options import BuildOptions
from generator.build.run import build_site
from generator.problems import Report

SITE = """\
brand: Lune
url: https://friends.example
shop: https://lune.example
locale: en
share_cards: false
channels: [ig]
"""
PEOPLE = {
    "ada": ("en", True, ""),
    "bea": ("fr", True, ""),
    "cyd": ("en-GB", True, ""),
    "dan": ("en", False, ""),
    "eve": ("fr", True, ""),
    "fay": ("de", True, ""),
    "gus": ("fr", True, "status: ended\nuntil: 2026-06-30\n"),
}
"""Language, whether there is a portrait, and more facts."""


def write_person(root: Path, slug: str, locale: str, portrait: bool, more: str) -> None:
    face = "portrait: {src: ../images/face.jpg, alt: A face}\n" if portrait else ""
    text = f"---\nname: {slug.title()} Moon\nlocale: {locale}\n{face}{more}---\nHello.\n"
    (root / f"content/ambassadors/{slug}.md").write_text(text, "utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for folder in ("ambassadors", "images", "pages"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    Image.linear_gradient("L").resize((1000, 1250)).save(tmp_path / "content/images/face.jpg")
    (tmp_path / "content/site.yaml").write_text(SITE, "utf-8")
    (tmp_path / "content/pages/legal.md").write_text("---\ntitle: Legal\nlocale: fr\n---\nHello.\n", "utf-8")
    for slug, facts in PEOPLE.items():
        write_person(tmp_path, slug, *facts)
    return tmp_path


def build(site: Path) -> int:
    """Build into `output`, and return how many people the build rendered."""
    report = Report()
    result = build_site(BuildOptions(site, date(2026, 11, 22)), site / "output", False, report)
    assert result is not None, list(report)
    return result.rendered_count


def shown_people(site: Path, page: str) -> list[str]:
    links = LexborHTMLParser((site / "output" / page).read_text("utf-8")).css(".others h3 a")
    return [link.attributes["href"] or "" for link in links]


def test_people_of_the_pages_language_come_first(site: Path) -> None:
    build(site)
    assert shown_people(site, "404.html") == ["/ada/", "/cyd/", "/bea/"]
    assert shown_people(site, "legal/index.html") == ["../bea/", "../eve/", "../ada/"]
    assert shown_people(site, "gus/index.html") == ["../bea/", "../eve/", "../ada/"]
    assert shown_people(site, "gus/ig/index.html") == ["../../bea/", "../../eve/", "../../ada/"]


def test_a_thank_you_follows_the_roster(site: Path) -> None:
    """The page of an ended person is rendered again when the people that it shows change, and only then."""
    build(site)
    write_person(site, "eve", "fr", True, "status: draft\n")
    build(site)
    assert shown_people(site, "gus/index.html") == ["../bea/", "../ada/", "../cyd/"]
    write_person(site, "bia", "fr", True, "")
    build(site)
    assert shown_people(site, "gus/index.html") == ["../bea/", "../bia/", "../ada/"]
    write_person(site, "gus", "fr", True, "status: ended\nuntil: 2026-07-31\n")
    build(site)
    assert "juillet" in (site / "output/gus/index.html").read_text("utf-8")
    assert build(site) == 0


@pytest.mark.parametrize("contact", [False, True], ids=["without contact", "with contact"])
@pytest.mark.parametrize(
    ("people", "alone"),
    [(1, ""), (2, ""), (3, "alone-2"), (4, "alone-3"), (5, "alone-2 alone-4"), (7, "alone-2 alone-3"), (8, "")],
)
def test_a_single_entry_in_the_last_row_is_as_wide_as_the_row(
    site: Path, people: int, alone: str, contact: bool
) -> None:
    for slug in PEOPLE:
        (site / f"content/ambassadors/{slug}.md").unlink()
    for number in range(people):
        write_person(site, f"p{number}", "en", False, "")
    if contact:
        (site / "content/site.yaml").write_text(f"{SITE}contact: https://lune.example/contact\n", "utf-8")
    build(site)
    entries = LexborHTMLParser((site / "output/index.html").read_text("utf-8")).css(".people .entry")
    expected_classes = ["entry"] * (people - 1) + [f"entry {alone}".strip() if not contact else "entry"]
    assert [(entry.attributes["class"] or "") for entry in entries] == expected_classes
