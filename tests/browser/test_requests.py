"""What the example's pages ask for, under the policy that is served with them, and what it weighs."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.example import Example
from tests.browser.measures import transfer
from tests.browser.visit import visiting

LIMIT = 150_000  # bytes of HTML, styles, fonts and the pictures of the first view, as a host sends them
SCRIPTS = 3_000


def test_no_request_to_another_host_and_no_complaint(browser: Browser, example: Example) -> None:
    with visiting(browser) as visit:
        paths = example.cover(example.faces, 4)
        for path in paths:
            visit.open(example.url + path)
            # Pictures below the window load when they come near.
            visit.page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
            visit.settle()
            assert visit.complaints == [], path
            assert visit.foreign(example.url) == [], path
        assert len(visit.requests) > 2 * len(paths)
        assert visit.page.context.cookies() == []


def test_the_policy_is_really_served(browser: Browser, example: Example) -> None:
    with visiting(browser) as visit:
        page = visit.open(example.url)
        page.evaluate(
            """() => { const script = document.createElement('script');
                       script.textContent = 'window.ran = 1'; document.body.append(script); }"""
        )
        assert page.evaluate("() => window.ran") is None
        assert any("Content Security Policy" in told for told in visit.complaints)


def test_what_a_page_weighs(browser: Browser, example: Example) -> None:
    weights = {}
    for path in example.owns:
        with visiting(browser, device_scale_factor=2) as visit:
            weights[path] = transfer(visit.open(example.url + path), visit.sizes)
    heavy = {path: weight for path, weight in weights.items() if sum(weight.values()) - weight["script"] > LIMIT}
    assert heavy == {}
    assert {path: weight["script"] for path, weight in weights.items() if weight["script"] > SCRIPTS} == {}
    assert all(weight["document"] and weight["stylesheet"] for weight in weights.values())


def test_nothing_is_loaded_for_a_video_before_the_click(browser: Browser, example: Example) -> None:
    with visiting(browser) as visit:
        for path in example.owns:
            visit.open(example.url + path)
        assert [
            url for url, (kind, _) in visit.sizes.items() if kind == "media" or url.endswith((".mp4", ".webm"))
        ] == []


def test_the_layout_does_not_jump(browser: Browser, example: Example) -> None:
    """Cumulative layout shift under 0.02; Google calls 0.1 good."""
    watch = """window.shift = 0; new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({type: "layout-shift", buffered: true});"""
    for path in example.cover(["", *example.owns], 2):
        with visiting(browser) as visit:
            visit.page.add_init_script(watch)
            page = visit.open(example.url + path)
            assert page.evaluate("() => window.shift") < 0.02, path
