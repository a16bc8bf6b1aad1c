"""Tests the measures themselves: each finds the fault that it is for, and reports nothing on a good page."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.output.headers import render_csp, render_headers
from generator.output.redirects import Redirect, render_redirects
from tests.browser.measures import axe_violations, find_overflow, nu_errors, shop_links, transferred_bytes
from tests.browser.server import serve
from tests.browser.visit import visiting

GOOD_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Léa</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>
<body><main><h1>Léa</h1><p>A story.</p></main></body></html>"""

Serving = Callable[..., AbstractContextManager[str]]


@pytest.fixture
def serving(tmp_path: Path) -> Serving:
    """Return a function that serves pages from texts."""

    def start(base: str = "/", **pages: str | bytes) -> AbstractContextManager[str]:
        for name, text in pages.items():
            path = tmp_path / name.replace("__", "/").replace("_html", ".html")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        (tmp_path / "_headers").write_bytes(render_headers(render_csp(data_images=True), base_path=base))
        (tmp_path / "_redirects").write_bytes(render_redirects([Redirect(f"{base}old/", f"{base}lea/")]))
        return serve(tmp_path, base)

    return start


def ask(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


def test_the_server_answers_as_a_host_does(serving: Serving) -> None:
    pages = {"index_html": GOOD_PAGE, "lea__index_html": "Lea", "404_html": "lost", "assets__a.css": "p{}"}
    with serving("/team/", **pages) as url:
        status, headers, body = ask(url)
        assert (status, headers["Content-Type"], body.decode()) == (200, "text/html; charset=utf-8", GOOD_PAGE)
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert ask(url, **{"If-None-Match": headers["ETag"]})[0] == 304
        assert ask(url, **{"Accept-Encoding": "gzip"})[1]["Content-Encoding"] == "gzip"
        assert ask(f"{url}old/")[2] == b"Lea"
        assert ask(f"{url}lea")[2] == b"Lea"
        assert ask(f"{url}nobody/")[::2] == (404, b"lost")
        assert ask(f"{url}_headers")[0] == 404
        assert ask(f"{url}../../../etc/passwd")[0] == ask(f"{url}%2e%2e/%2e%2e/etc/passwd")[0] == 404
        assert ask(f"{url}assets/a.css")[1]["Cache-Control"] == "public, max-age=31536000, immutable"
        assert ask(url)[1]["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_no_measure_reports_a_good_page(
    serving: Serving, browser: Browser, axe: Path, nu: tuple[Path, Path], tmp_path: Path
) -> None:
    with serving(index_html=GOOD_PAGE) as url, visiting(browser) as visit:
        page = visit.open(url)
        assert find_overflow(page) == []
        assert axe_violations(page, axe) == []
        assert nu_errors([tmp_path / "index.html"], *nu) == []
        assert visit.complaints == visit.foreign_requests(url) == shop_links(page) == []


@pytest.mark.parametrize("body", ['<p style="width:2000px">wide</p>', "<p>" + "x" * 500 + "</p>"])
def test_a_page_that_is_too_wide_is_reported(serving: Serving, browser: Browser, body: str) -> None:
    with serving(index_html=GOOD_PAGE) as url, visiting(browser, bypass_csp=True) as visit:
        page = visit.open(url)
        page.evaluate("(html) => { document.body.innerHTML = html; }", body)
        assert find_overflow(page)
        page.evaluate("(html) => { document.body.innerHTML = html; }", f'<div style="overflow-x:auto">{body}</div>')
        assert find_overflow(page) == [], "an element that scrolls by itself may be wide"


def test_foreign_requests_and_forbidden_scripts_are_recorded(serving: Serving, browser: Browser) -> None:
    bad = GOOD_PAGE.replace(
        "<main>", '<main><img alt="" src="http://127.0.0.2:9/a.png"><script>1</script><p style="color:red">x</p>'
    )
    with serving(index_html=bad) as url, visiting(browser) as visit:
        visit.open(url)
        assert len(visit.complaints) >= 3, visit.complaints
    with serving(index_html=bad) as url, visiting(browser, bypass_csp=True) as visit:
        visit.open(url)
        assert visit.foreign_requests(url) == ["http://127.0.0.2:9/a.png"]


def test_a_page_that_some_people_cannot_read_is_reported(serving: Serving, browser: Browser, axe: Path) -> None:
    bad = GOOD_PAGE.replace(
        "<p>A story.</p>", '<img src="data:,"><p><font color="#ddd">A story.</font></p><button></button>'
    )
    with serving(index_html=bad) as url, visiting(browser) as visit:
        violations = " ".join(axe_violations(visit.open(url), axe))
        assert all(rule in violations for rule in ("image-alt", "color-contrast", "button-name")), violations


def test_wrong_html_is_reported(nu: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "well.html").write_text(GOOD_PAGE)
    (tmp_path / "bad.html").write_text(GOOD_PAGE.replace("<p>", "<p><div></p><img src=a>"))
    errors = nu_errors([tmp_path / "well.html", tmp_path / "bad.html"], *nu)
    assert errors
    assert all("bad.html" in line for line in errors)


def test_a_page_weighs_its_visible_files_as_transferred(serving: Serving, browser: Browser) -> None:
    page_with = GOOD_PAGE.replace(
        "</head>", '<link rel="stylesheet" href="a.css"><script src="a.js"></script></head>'
    ).replace(
        "</main>",
        '<img alt="" src="in.svg" width="9" height="9">'
        '<img alt="" class="far" src="far.svg" width="9" height="9"></main>',
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
    files = {
        "a.css": "p{}.far{position:absolute;top:1200px}",
        "a.js": "1;" * 999,
        "in.svg": svg,
        "far.svg": svg + " " * 999,
    }
    with serving(index_html=page_with, **files) as url, visiting(browser) as visit:
        weight = transferred_bytes(visit.open(url), visit.sizes)
        assert 0 < weight["document"] < len(page_with), "it is transferred compressed"
        assert 0 < weight["script"] < 100
        assert weight["image"] == visit.sizes[f"{url}in.svg"][1], "the far picture is outside the window"


def test_paid_links_are_listed_with_their_visibility(serving: Serving, browser: Browser) -> None:
    body = '<main><a rel="sponsored" href="x">a</a><button rel="sponsored">b</button>'
    body += '<a hidden rel="sponsored" href="y">c</a>'
    with serving(index_html=GOOD_PAGE.replace("<main>", body)) as url, visiting(browser) as visit:
        links = shop_links(visit.open(url))
        visibility = [(link["tag"], link["shown"]) for link in links]
        assert visibility == [("a", True), ("button", True), ("a", False)]
