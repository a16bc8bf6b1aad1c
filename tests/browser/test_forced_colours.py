"""Tests that buttons, choices and the focus stay visible in forced colours (contrast themes of Windows)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.example import Example
from tests.browser.visit import visiting

UNBOUND = """() => [...document.querySelectorAll("button, .call, .pill, .panel, .arch, .card .photo")]
  .filter((element) => element.checkVisibility({visibilityProperty: true})).filter((element) => {
    const style = getComputedStyle(element), ground = getComputedStyle(document.body).backgroundColor;
    return parseFloat(style.borderTopWidth) < 1 || style.borderTopStyle === "none" || style.borderTopColor === ground;
  }).map((element) => element.cloneNode().outerHTML)"""
"""Elements without a visible border. Forced colours remove their background, which would be all they have."""
LOOKS = "(element) => { const s = getComputedStyle(element); return [s.color, s.backgroundColor]; }"
CUT = """(element) => {
  const style = getComputedStyle(element);
  const box = [...element.getClientRects()].at(-1);
  const reach = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset), cut = [];
  if (style.outlineStyle === "none" || !parseFloat(style.outlineWidth)) cut.push("no outline");
  for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
    if (getComputedStyle(up).overflowY === "visible") continue;
    const room = up.getBoundingClientRect();
    if (box.top - reach < room.top - .5 || box.bottom + reach > room.bottom + .5) cut.push(up.className);
  }
  return cut;
}"""
"""The ancestors that cut off the outline of a focused element above or below."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_button_has_a_border(browser: Browser, example: Example, scheme: str) -> None:
    faults_by_page = {}
    with visiting(browser, forced_colors="active", color_scheme=scheme) as visit:
        for path in ("", "lea-moreau/", "sora-kim/", "wren-hollis/"):
            page = visit.open(example.url + path)
            assert page.evaluate("matchMedia('(forced-colors: active)').matches")
            assert page.locator(".call, .pill, button").count() > 0
            if faults := page.evaluate(UNBOUND):
                faults_by_page[path] = faults
    assert faults_by_page == {}


def colours_of_filters(page: Page) -> tuple[list[str], list[str]]:
    chosen: list[str] = page.locator(".filters [aria-pressed=true]").evaluate(LOOKS)
    not_chosen: list[str] = page.locator(".filters [aria-pressed=false]").first.evaluate(LOOKS)
    return chosen, not_chosen


@pytest.mark.parametrize("forced", ["active", "none"])
def test_the_chosen_niche_differs_from_the_others(browser: Browser, example: Example, forced: str) -> None:
    with visiting(browser, forced_colors=forced) as visit:
        page = visit.open(example.url)
        chosen, not_chosen = colours_of_filters(page)
        assert chosen[1] != not_chosen[1]
        assert chosen[0] != chosen[1]
        page.locator(".filters button").nth(1).click()
        assert page.locator(".filters [aria-pressed=true]").count() == 1
        assert colours_of_filters(page) == (chosen, not_chosen)


@pytest.mark.parametrize("forced", ["active", "none"])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_focus_on_a_niche_is_fully_visible(browser: Browser, example: Example, forced: str, width: int) -> None:
    with visiting(browser, forced_colors=forced, viewport={"width": width, "height": 844}) as visit:
        page = visit.open(example.url)
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.filters button')"):
                break
        focused = page.locator(".filters button:focus")
        assert focused.get_attribute("aria-pressed") == "true"
        assert focused.evaluate(CUT) == []


@pytest.mark.parametrize("path", ["", "lea-moreau/", "404.html"])
def test_no_focus_outline_is_cut_off(browser: Browser, example: Example, path: str) -> None:
    cut_outlines, focus_count = [], 0
    with visiting(browser, reduced_motion="reduce") as visit:
        page = visit.open(example.url + path)
        while focus_count < 120:
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                break
            focus_count += 1
            cut_outlines += page.evaluate(
                f"() => {{ const cut = ({CUT})(document.activeElement);"
                "return cut.length ? [[...cut, document.activeElement.outerHTML.slice(0, 160)]] : []; }"
            )
    assert focus_count > 8
    assert cut_outlines == []
