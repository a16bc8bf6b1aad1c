"""Tests the requests of the example's pages under their security policy, their weight, and that they do not jump."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.example import Example, build_example
from tests.browser.measures import transferred_bytes
from tests.browser.server import serve
from tests.browser.visit import visiting
from tests.images.films import film

LIMIT = 150_000  # bytes of HTML, styles, fonts and pictures of the first view, as transferred
SCRIPTS = 3_000


def test_no_request_to_another_host_and_no_complaint(browser: Browser, example: Example) -> None:
    with visiting(browser) as visit:
        paths = example.sample(example.distinct_pages, 4)
        for path in paths:
            visit.open(example.url + path)
            # Pictures below the window load when they come near.
            visit.page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
            visit.settle()
            assert visit.complaints == [], path
            assert visit.foreign_requests(example.url) == [], path
        assert len(visit.requests) > 2 * len(paths)
        assert visit.page.context.cookies() == []


def test_the_security_policy_is_really_served(browser: Browser, example: Example) -> None:
    with visiting(browser) as visit:
        page = visit.open(example.url)
        page.evaluate(
            """() => { const script = document.createElement('script');
                       script.textContent = 'window.ran = 1'; document.body.append(script); }"""
        )
        assert page.evaluate("() => window.ran") is None
        assert any("Content Security Policy" in complaint for complaint in visit.complaints)


def test_every_page_stays_below_its_weight_limit(browser: Browser, example: Example) -> None:
    weights = {}
    for path in example.own_pages:
        with visiting(browser, device_scale_factor=2) as visit:
            weights[path] = transferred_bytes(visit.open(example.url + path), visit.sizes)
    heavy = {path: weight for path, weight in weights.items() if sum(weight.values()) - weight["script"] > LIMIT}
    assert heavy == {}
    assert {path: weight["script"] for path, weight in weights.items() if weight["script"] > SCRIPTS} == {}
    assert all(weight["document"] and weight["stylesheet"] for weight in weights.values())


def test_nothing_is_loaded_for_a_video_before_the_click(browser: Browser, example: Example) -> None:
    assert example.pages_with(".screen")
    with visiting(browser) as visit:
        for path in example.own_pages:
            visit.open(example.url + path)
        assert [
            url for url, (kind, _) in visit.sizes.items() if kind == "media" or url.endswith((".mp4", ".webm"))
        ] == []


def test_a_film_of_the_site_is_not_loaded_before_the_click(browser: Browser, tmp_path: Path) -> None:
    person = tmp_path / "content/ambassadors/lea"
    person.mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text(
        "brand: Lune\nurl: https://friends.example\nshop: https://lune.example\nshare_cards: false\n"
    )
    (person / "profile.yaml").write_text("name: Lea\nvideo: {src: film.webm, title: A film}\n")
    (person / "story.md").write_text("Hello.\n")
    film(person / "film.webm", "libvpx")
    with serve(build_example(tmp_path / "output", site=tmp_path)) as url, visiting(browser) as visit:
        page = visit.open(f"{url}lea/")
        assert [request for request in visit.requests if request.endswith(".webm")] == []
        with page.expect_request("**/*.webm"):
            page.locator("video").evaluate("(video) => { video.preload = 'auto'; video.load(); }")
        page.goto("about:blank")


def test_the_layout_does_not_jump(browser: Browser, example: Example) -> None:
    """Cumulative layout shift under 0.02; Google calls 0.1 good."""
    watch = """window.shift = 0; new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({type: "layout-shift", buffered: true});"""
    for path in example.sample(["", *example.own_pages], 2):
        with visiting(browser) as visit:
            visit.page.add_init_script(watch)
            page = visit.open(example.url + path)
            assert page.evaluate("() => window.shift") < 0.02, path
