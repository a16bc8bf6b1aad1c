"""Tests which font files a page loads: a person's page loads those of its language."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.example import Example
from tests.browser.measures import faces_of
from tests.browser.visit import visiting

WHOLE = {"display", "display-italic", "text"}


def loaded_fonts(browser: Browser, url: str) -> tuple[set[str], int]:
    """Return the names of the font files that a page loads, and their bytes."""
    with visiting(browser) as visit:
        page = visit.open(url)
        page.evaluate("for (const image of document.images) image.loading = 'eager'")
        visit.settle()
        fonts = {address: size for address, (kind, size) in visit.sizes.items() if kind == "font"}
        assert {face.split()[0] for face in faces_of(page, "h1")} == {"Newsreader"}
    return {re.sub(r".*/([a-z-]+)\.[0-9a-f]{12}\.woff2", r"\1", address) for address in fonts}, sum(fonts.values())


@pytest.mark.parametrize(
    ("path", "language", "most"),
    [
        ("noor-haddad/", "en", 46_000),
        ("hanna-krueger/", "de", 48_500),
        ("carmen-ruiz/", "es", 49_000),
        ("lea-moreau/", "fr", 52_500),
    ],
)
def test_a_person_loads_the_fonts_of_their_language(
    browser: Browser, example: Example, path: str, language: str, most: int
) -> None:
    files, size = loaded_fonts(browser, example.url + path)
    assert files == {f"{name}-{language}" for name in WHOLE}
    assert size < most


@pytest.mark.parametrize("path", ["", "about-the-circle/", "404.html"])
def test_pages_of_all_people_load_whole_fonts(browser: Browser, example: Example, path: str) -> None:
    """These pages have names of every language."""
    files, size = loaded_fonts(browser, example.url + path)
    assert files <= WHOLE
    assert size < 60_000
