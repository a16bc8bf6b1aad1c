"""Tests that the small scripts work by keyboard, and that pages work without them or where the browser refuses."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.example import Example
from tests.browser.visit import visiting

REFUSE = """Object.defineProperty(Navigator.prototype, "clipboard", {get: () => ({
  writeText: () => { window.refused = true; return Promise.reject(new DOMException("no", "NotAllowedError")); }})});"""
NO_CLIPBOARD = 'Object.defineProperty(Navigator.prototype, "clipboard", {get: () => undefined});'


def focus_by_tab(page: Page, selector: str) -> bool:
    """Press Tab until the element has the focus. Return False if the page has no more elements."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement?.matches(selector)", selector):
            return True
        if page.evaluate("() => document.activeElement === document.body"):
            return False
    return False


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_carousel_works_by_keyboard(browser: Browser, example: Example, scripts: bool) -> None:
    where = "(selector) => document.querySelector(selector).scrollLeft"
    with visiting(browser, java_script_enabled=scripts, reduced_motion="reduce") as visit:
        for path in example.pages_with("[data-carousel]")[:3]:
            page = visit.page
            page.goto(example.url + path)
            assert focus_by_tab(page, "[data-carousel]"), f"{path}: Tab never reaches the carousel"
            overflow = page.evaluate(
                "() => { const c = document.activeElement; return c.scrollWidth - c.clientWidth; }"
            )
            assert overflow > 0, f"{path}: there is nothing to scroll"
            name = page.evaluate(
                "() => document.activeElement.ariaLabel || document.activeElement.getAttribute('aria-labelledby')"
            )
            assert name, f"{path}: the carousel has no name"
            before = page.evaluate(where, "[data-carousel]")
            page.keyboard.press("ArrowRight")
            visit.wait_until(f"(before) => ({where})('[data-carousel]') > before", before)
            snap = page.evaluate("() => getComputedStyle(document.querySelector('[data-carousel]')).scrollSnapType")
            assert snap.split()[0] in ("x", "inline", "both"), f"{path}: steps do not snap"


def test_the_focus_is_visible_on_every_element(browser: Browser, example: Example) -> None:
    """WCAG 2.4.7: with the keyboard, something about the focused element changes."""
    look = """() => { const style = getComputedStyle(document.activeElement);
      return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor,
        style.textDecorationLine].join(); }"""
    with visiting(browser) as visit:
        page = visit.open(example.url + example.own_pages[0])
        checked_count = 0
        for _ in range(25):
            page.keyboard.press("Tab")
            if page.evaluate("() => document.activeElement === document.body"):
                break
            focused = page.evaluate(look)
            element = page.evaluate_handle("document.activeElement")
            page.evaluate("(element) => element.blur()", element)
            blurred = page.evaluate(
                look.replace("document.activeElement", "element").replace("() =>", "(element) =>"), element
            )
            assert focused != blurred, page.evaluate("(element) => element.outerHTML.slice(0, 200)", element)
            page.evaluate("(element) => element.focus()", element)
            checked_count += 1
        assert checked_count > 10


@pytest.mark.parametrize("refusal", ["", REFUSE, NO_CLIPBOARD], ids=["allowed", "refused", "not there"])
def test_the_code_is_copied_or_selected(browser: Browser, example: Example, refusal: str) -> None:
    path = example.pages_with("[data-code]")[0]
    with visiting(browser) as visit:
        if refusal:
            visit.page.add_init_script(refusal)
        page = visit.open(example.url + path)
        code = page.evaluate(
            """() => { const block = document.querySelector("[data-code]"), button = block.querySelector("[data-copy]");
                       return (block.dataset.code || block.querySelector("code")?.textContent
                         || block.textContent.replace(button?.textContent ?? "", "")).trim(); }"""
        )
        page.locator("[data-copy]").first.click()
        visit.wait_until("() => document.querySelector('[data-said]').textContent")
        if refusal == REFUSE:
            assert page.evaluate("() => window.refused === true"), "the clipboard was not even asked"
        selected = page.evaluate("() => String(getSelection()).trim()")
        page.evaluate(
            "() => { const box = document.createElement('textarea'); document.body.prepend(box); box.focus(); }"
        )
        page.keyboard.press("Control+V")
        pasted = page.evaluate("() => document.querySelector('textarea').value.trim()")
        assert code
        assert code in (pasted, selected), f"pasted {pasted!r}, selected {selected!r}, wanted {code!r}"
        assert visit.complaints == []


def test_the_code_can_be_read_and_selected_without_a_script(browser: Browser, example: Example) -> None:
    path = example.pages_with("[data-code]")[0]
    with visiting(browser, java_script_enabled=False) as visit:
        visit.page.goto(example.url + path)
        block = visit.page.locator("[data-code]").first
        assert block.is_visible()
        assert (
            block.evaluate("(element) => getComputedStyle(element.querySelector('code') || element).userSelect")
            != "none"
        )
        button = visit.page.locator("[data-copy]").first
        assert button.count() == 0 or not button.is_visible(), "a button that does nothing is shown"


def test_the_directory_can_be_filtered_by_niche(browser: Browser, example: Example) -> None:
    """Without the script all people are there. With it, a niche shows only its people, and all can be shown again."""
    with visiting(browser, java_script_enabled=False) as visit:
        visit.page.goto(example.url)
        linked_paths = set(
            visit.page.locator("main a[href]").evaluate_all("(links) => links.map((link) => link.pathname)")
        )
        assert {f"/{path}" for path in example.own_pages} <= linked_paths
        assert visit.page.locator("[data-filter]:visible").count() == 0, "buttons that do nothing are shown"
    with visiting(browser) as visit:
        page = visit.open(example.url)
        entries, buttons = page.locator("[data-niches]:visible"), page.locator("button[data-filter]")
        person_count = entries.count()
        assert person_count == len(example.own_pages)
        for niche in buttons.all()[1:]:
            niche.focus()
            page.keyboard.press("Enter")
            assert niche.get_attribute("aria-pressed") == "true"
            name = niche.get_attribute("data-filter")
            assert name
            assert 0 < entries.count() <= person_count
            assert all(name in (entry.get_attribute("data-niches") or "").split() for entry in entries.all())
        buttons.first.click()
        assert entries.count() == person_count
        assert visit.complaints == []
