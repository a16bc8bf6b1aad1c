"""Tests that the paid links of the example are plain links that work without JavaScript and can be tapped."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.example import Example
from tests.browser.measures import shop_links
from tests.browser.visit import visiting


def test_every_product_link_is_a_plain_link(browser: Browser, example: Example) -> None:
    with visiting(browser, java_script_enabled=False) as visit:
        for path in example.paid_pages:
            visit.page.goto(example.url + path, wait_until="domcontentloaded")
            # Playwright can evaluate scripts although the page itself cannot.
            links = shop_links(visit.page)
            assert links, path
            for link in links:
                assert link["tag"] == "a", (path, link)
                assert link["href"].startswith("https://"), (path, link)
                assert {"sponsored", "nofollow", "noopener"} <= set(link["rel"].split()), (path, link)


def test_a_page_has_the_same_text_without_scripts(browser: Browser, example: Example) -> None:
    texts = {}
    # Without scripts all short lists are open. With scripts a phone folds all but the first.
    hide = """() => {
      document.querySelectorAll("[data-filters], [data-arrows], [data-copy]").forEach((tool) => tool.remove());
      document.querySelectorAll("[data-fold]").forEach((list) => { list.open = true });
    }"""
    for enabled in (False, True):
        with visiting(browser, java_script_enabled=enabled) as visit:
            for path in ["", *example.own_pages]:
                visit.page.goto(example.url + path, wait_until="load" if enabled else "domcontentloaded")
                visit.page.evaluate(hide)
                texts[path, enabled] = visit.page.locator("main").inner_text()
    for path in ["", *example.own_pages]:
        assert texts[path, True] == texts[path, False], path
        assert len(texts[path, True]) > 200


def test_links_are_large_enough_to_touch(browser: Browser, example: Example) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 CSS pixels, except for links in a sentence."""
    small = """() => [...document.querySelectorAll("a, button, summary, input")].filter((one) => {
      const box = one.getBoundingClientRect();
      const inSentence = getComputedStyle(one).display === "inline"
        && one.closest("p, li, dd, blockquote, figcaption, nav, small");
      const label = one.closest("label")?.getBoundingClientRect();
      return box.width && Math.max(box.height, label?.height ?? 0) < 24 && !inSentence
        && one.checkVisibility({opacityProperty: true}) && box.height > 1;
    }).map((one) => `${one.outerHTML.slice(0, 120)} ${Math.round(one.getBoundingClientRect().height)}px`)"""
    with visiting(browser) as visit:
        for path in ["", *example.own_pages]:
            assert visit.open(example.url + path).evaluate(small) == [], path


def test_old_addresses_lead_to_the_new_ones(browser: Browser, example: Example) -> None:
    """By the host's redirect, and on a host without redirects by the page at the old address."""
    assert example.old_addresses
    with visiting(browser) as visit:
        for path in example.old_addresses:
            visit.page.goto(example.url + path)
            target = visit.page.url.removeprefix(example.url)
            assert target in example.pages
            page = example.tree(path)
            refresh = page.css_first("meta[http-equiv=refresh]")
            assert refresh is not None
            assert (refresh.attributes["content"] or "").rstrip("/").endswith(target.strip("/"))
            assert page.css_first("a[href]") is not None
