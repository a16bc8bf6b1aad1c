"""Tests the layout of the example on screens of every width, on paper, and for people who want no motion."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.example import Example
from tests.browser.measures import find_overflow
from tests.browser.visit import visiting

WIDTHS = ((1920, 1440, 768), (390, 320))
"""The widths of each visit. A page loads at the first width, because a script folds lists when a phone loads it."""


def test_no_page_scrolls_sideways(browser: Browser, example: Example) -> None:
    faults_by_page = {}
    with visiting(browser) as visit:
        for path in example.distinct_pages:
            for widths in WIDTHS:
                visit.page.set_viewport_size({"width": widths[0], "height": 900})
                visit.page.goto(example.url + path)
                for width in widths:
                    visit.page.set_viewport_size({"width": width, "height": 900})
                    if faults := find_overflow(visit.page):
                        faults_by_page[path, width] = faults
    assert faults_by_page == {}
    assert len(example.distinct_pages) > 12


def test_the_label_is_above_all_paid_links_in_the_first_view(browser: Browser, example: Example) -> None:
    """The label is not only first in the HTML: visitors see it in the first view, and not in tiny letters."""
    with visiting(browser) as visit:
        for path in example.own_pages:
            page = visit.open(example.url + path)
            label = page.locator("[data-disclosure]").first
            assert label.is_visible(), path
            box, link = label.bounding_box(), page.locator('[rel~="sponsored"]').first.bounding_box()
            assert box is not None
            assert link is not None
            assert box["y"] + box["height"] <= 844, f"{path}: the label is below the first view"
            assert box["y"] <= link["y"], f"{path}: a paid link stands above the label"
            size = label.evaluate("(element) => parseFloat(getComputedStyle(element).fontSize)")
            assert size >= 11, f"{path}: the label is set in {size}px"


def test_nothing_moves_for_visitors_who_want_no_motion(browser: Browser, example: Example) -> None:
    moving = """() => document.getAnimations().filter((one) => {
      const time = one.effect.getComputedTiming();
      return one.playState === "running" && time.duration > 100;
    }).map((one) => one.effect.target?.className || String(one))"""
    smooth = """() => [...document.querySelectorAll("*")].filter((one) => {
      const style = getComputedStyle(one);
      return style.scrollBehavior === "smooth"
        || style.transitionDuration.split(",").some((time) => parseFloat(time) > 0.1);
    }).map((one) => `<${one.localName} class="${one.className}">`).slice(0, 5)"""
    with visiting(browser, reduced_motion="reduce") as visit:
        for path in example.sample(["", *example.own_pages], 2):
            page = visit.open(example.url + path)
            assert page.evaluate(moving) == [], path
            assert page.evaluate(smooth) == [], path


def test_a_printed_page_has_a_code_that_leads_to_it(browser: Browser, example: Example) -> None:
    with visiting(browser, viewport={"width": 794, "height": 1123}) as visit:
        for path in ("lea-moreau/", "sora-kim/"):  # with a code, and without one
            page = visit.open(example.url + path)
            assert not page.locator(".printed").is_visible()
            page.emulate_media(media="print")
            image = page.locator(".printed img")
            image.scroll_into_view_if_needed()
            visit.settle()
            assert image.evaluate("(element) => element.complete && element.naturalWidth > 0"), path
            assert page.locator(".printed").inner_text().strip().endswith(f"/{path}")
            page.emulate_media(media="screen")


def test_a_printed_page_has_its_text(browser: Browser, example: Example) -> None:
    with visiting(browser, viewport={"width": 794, "height": 1123}) as visit:
        for path in example.own_pages:
            page = visit.open(example.url + path)
            on_screen = page.locator("main").inner_text()
            page.emulate_media(media="print")
            assert page.locator("h1").first.is_visible(), path
            assert page.locator("[data-disclosure]").first.is_visible(), path
            printed_text = page.locator("main").inner_text()
            page.emulate_media(media="screen")
            assert len(printed_text) > 0.6 * len(on_screen), f"{path}: paper loses most of the text"
            for paragraph in example.tree(path).css("main p"):
                words = " ".join(paragraph.text().split())
                if len(words) > 120:
                    assert words[:40] in " ".join(printed_text.split()), f"{path}: not on paper: {words[:40]}"
            assert find_overflow(page) == []
