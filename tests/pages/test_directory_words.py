"""Tests that every page calls the programme what `directory:` in site.yaml says, in the page's language."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.pages.directory_words import split_emphasis
from generator.problems import Report
from tests.scenario import FOLDER

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0h40v10H0z"/></svg>'
WORDS = """
logo: logo.svg
directory:
  name: {en: The Lune crew, fr: La bande Lune}
  title: {en: The Lune *crew*, fr: La *bande* Lune}
  link: {en: The crew, fr: La bande}
  invitation: {en: Meet the crew, fr: Voir la bande}
  logo: {en: "Lune: the crew", fr: "Lune : la bande"}
"""


def _pages(tmp_path: Path, words: str) -> dict[str, LexborHTMLParser]:
    shutil.copytree(FOLDER / "base", tmp_path, dirs_exist_ok=True)
    (tmp_path / "content/logo.svg").write_text(LOGO)
    site = tmp_path / "content/site.yaml"
    site.write_text(site.read_text("utf-8").replace("theme: plain", "theme: dew") + words, "utf-8")
    people = tmp_path / "content/ambassadors"
    (people / "ines.md").write_text("---\nname: Inès\nlocale: fr\nfavorites: [cloud-balm]\n---\nBonjour.\n", "utf-8")
    (people / "otto.md").write_text("---\nname: Otto\nstatus: ended\nlocale: fr\n---\n", "utf-8")
    report = Report()
    rendered_site = render_site(BuildOptions(tmp_path), report)
    assert rendered_site is not None, list(report)
    pages = {file.path: file.data for file in rendered_site.files if file.path.endswith(".html") and file.data}
    return {path: LexborHTMLParser(data.decode()) for path, data in pages.items()}


def _text(page: LexborHTMLParser, selector: str) -> str:
    element = page.css_first(selector)
    assert element is not None
    return element.text()


def _links_home(page: LexborHTMLParser, home: str) -> set[str]:
    return {
        (link.attributes.get("aria-label") or link.text()).strip()
        for link in page.css("a")
        if link.attributes.get("href") == home
    }


def test_all_words_are_the_brands_own_in_each_language(tmp_path: Path) -> None:
    pages = _pages(tmp_path, WORDS)
    directory, person, ended, missing = (
        pages[path] for path in ("index.html", "ines/index.html", "otto/index.html", "404.html")
    )
    heading = directory.css_first("h1")
    assert heading is not None
    assert heading.html == "<h1>The Lune <em>crew</em></h1>"
    assert "La bande Lune" in _text(person, ".hero .eyebrow")
    assert _text(ended, ".eyebrow") == "La bande Lune"
    assert {"Lune : la bande", "La bande"} <= _links_home(person, "../")
    assert "Meet the crew" in _text(missing, "main")
    for page in pages.values():
        assert "circle" not in (page.body.text() if page.body else "").lower()


def test_the_name_alone_is_enough(tmp_path: Path) -> None:
    pages = _pages(tmp_path, "\nlogo: logo.svg\ndirectory: {name: Team Lune}\n")
    assert _text(pages["index.html"], "h1") == "Team Lune"
    assert "Team Lune" in _text(pages["404.html"], "main")
    assert {"Lune: Team Lune", "Team Lune"} <= _links_home(pages["ines/index.html"], "../")
    for page in pages.values():
        assert "circle" not in (page.body.text() if page.body else "").lower()


def test_words_that_are_not_set_come_from_the_theme(tmp_path: Path) -> None:
    pages = _pages(tmp_path, "\ndirectory: {link: Everybody}\n")
    assert "Everybody" in _links_home(pages["ines/index.html"], "../")
    assert _text(pages["index.html"], "h1") == "The Lune circle"


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("The Lune *crew*", (("The Lune ", False), ("crew", True))),
        ("*All* of *us*", (("All", True), (" of ", False), ("us", True))),
        ("Plain", (("Plain", False),)),
        ("2 * 3", (("2 * 3", False),)),
        ("*crew* * co", (("crew", True), (" * co", False))),
        ("", ()),
        ("<b>*&*", (("<b>", False), ("&", True))),
    ],
)
def test_emphasis_in_the_directory_words_is_marked_up(text: str, runs: tuple[tuple[str, bool], ...]) -> None:
    assert split_emphasis(text) == runs
