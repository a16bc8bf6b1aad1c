"""Forced colours (contrast themes of Windows): few colours, and still buttons, choices and a focus to see."""

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
"""What is drawn by its ground alone: forced colours take the ground away."""
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
"""Where the outline of a focused element is cut off above or below."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_can_be_pressed_has_an_edge(browser: Browser, example: Example, scheme: str) -> None:
    found = {}
    with visiting(browser, forced_colors="active", color_scheme=scheme) as visit:
        for path in ("", "lea-moreau/", "sora-kim/", "wren-hollis/"):
            page = visit.open(example.url + path)
            assert page.evaluate("matchMedia('(forced-colors: active)').matches")
            assert page.locator(".call, .pill, button").count() > 0
            if wrong := page.evaluate(UNBOUND):
                found[path] = wrong
    assert found == {}


def chosen_and_other(page: Page) -> tuple[list[str], list[str]]:
    chosen: list[str] = page.locator(".filters [aria-pressed=true]").evaluate(LOOKS)
    other: list[str] = page.locator(".filters [aria-pressed=false]").first.evaluate(LOOKS)
    return chosen, other


@pytest.mark.parametrize("forced", ["active", "none"])
def test_the_chosen_niche_differs_from_the_others(browser: Browser, example: Example, forced: str) -> None:
    with visiting(browser, forced_colors=forced) as visit:
        page = visit.open(example.url)
        chosen, other = chosen_and_other(page)
        assert chosen[1] != other[1]
        assert chosen[0] != chosen[1]
        page.locator(".filters button").nth(1).click()
        assert page.locator(".filters [aria-pressed=true]").count() == 1
        assert chosen_and_other(page) == (chosen, other)


@pytest.mark.parametrize("forced", ["active", "none"])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_focus_on_a_niche_is_seen_whole(browser: Browser, example: Example, forced: str, width: int) -> None:
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
def test_no_focus_is_cut_off(browser: Browser, example: Example, path: str) -> None:
    cut, reached = [], 0
    with visiting(browser, reduced_motion="reduce") as visit:
        page = visit.open(example.url + path)
        while reached < 120:
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                break
            reached += 1
            cut += page.evaluate(
                f"() => {{ const cut = ({CUT})(document.activeElement);"
                "return cut.length ? [[...cut, document.activeElement.outerHTML.slice(0, 160)]] : []; }"
            )
    assert reached > 8
    assert cut == []
