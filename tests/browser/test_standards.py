"""The example before the two judges that are machines: axe-core and the Nu HTML checker."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.example import Example
from tests.browser.measures import accessibility, nu_errors
from tests.browser.visit import visiting


def test_axe_finds_nothing(browser: Browser, example: Example, axe: Path) -> None:
    """In the dark all but the colours is the same."""
    wrong = {}
    with visiting(browser, color_scheme="light", reduced_motion="reduce") as visit:
        for path in example.cover(example.faces, 2):
            page = visit.open(example.url + path)
            if found := accessibility(page, axe):
                wrong[path, "light"] = found
            page.emulate_media(color_scheme="dark")
            if found := accessibility(page, axe, "color-contrast", "link-in-text-block"):
                wrong[path, "dark"] = found
            page.emulate_media(color_scheme="light")
    assert wrong == {}


def test_dark_is_dark(browser: Browser, example: Example) -> None:
    light = {}
    for scheme in ("light", "dark"):
        with visiting(browser, color_scheme=scheme) as visit:
            page = visit.open(example.url)
            colour = page.evaluate(
                """() => { const context = new OffscreenCanvas(1, 1).getContext("2d");
                     for (const one of [document.documentElement, document.body]) {
                       context.fillStyle = getComputedStyle(one).backgroundColor; context.fillRect(0, 0, 1, 1); }
                     return [...context.getImageData(0, 0, 1, 1).data]; }"""
            )
            light[scheme] = sum(colour[:3])
    assert light["light"] > 600
    assert light["dark"] < 200


def test_the_nu_checker_finds_no_error(example: Example, nu: tuple[Path, Path]) -> None:
    files = [example.file(page) for page in example.cover(example.paths, 20)]
    assert len(files) > 12
    assert nu_errors(files, *nu) == []
