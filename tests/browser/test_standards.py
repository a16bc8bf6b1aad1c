"""Tests that axe-core and the Nu HTML checker find no fault in the example, and that its dark scheme is dark."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.example import Example
from tests.browser.measures import axe_violations, nu_errors
from tests.browser.visit import visiting


def test_axe_finds_no_violation(browser: Browser, example: Example, axe: Path) -> None:
    """In the dark all but the colours is the same."""
    violations_by_page = {}
    with visiting(browser, color_scheme="light", reduced_motion="reduce") as visit:
        for path in example.sample(example.distinct_pages, 2):
            page = visit.open(example.url + path)
            if violations := axe_violations(page, axe):
                violations_by_page[path, "light"] = violations
            page.emulate_media(color_scheme="dark")
            if violations := axe_violations(page, axe, "color-contrast", "link-in-text-block"):
                violations_by_page[path, "dark"] = violations
            page.emulate_media(color_scheme="light")
    assert violations_by_page == {}


def test_the_dark_scheme_is_dark(browser: Browser, example: Example) -> None:
    brightness = {}
    for scheme in ("light", "dark"):
        with visiting(browser, color_scheme=scheme) as visit:
            page = visit.open(example.url)
            colour = page.evaluate(
                """() => { const context = new OffscreenCanvas(1, 1).getContext("2d");
                     for (const one of [document.documentElement, document.body]) {
                       context.fillStyle = getComputedStyle(one).backgroundColor; context.fillRect(0, 0, 1, 1); }
                     return [...context.getImageData(0, 0, 1, 1).data]; }"""
            )
            brightness[scheme] = sum(colour[:3])
    assert brightness["light"] > 600
    assert brightness["dark"] < 200


def test_the_nu_checker_finds_no_error(example: Example, nu: tuple[Path, Path]) -> None:
    files = [example.file(page) for page in example.sample(example.paths, 20)]
    assert len(files) > 12
    assert nu_errors(files, *nu) == []
