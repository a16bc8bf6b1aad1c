"""Tests that every check is registered, documented and tested, and that hostile pages crash none of them."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import generator.checks
from generator.checks import (
    PAGE_CHECKS,
    TEXT_CHECKS,
    CheckContext,
    HtmlPage,
    check_pages,
)
from generator.checks.css import css_urls
from generator.checks.page_urls import host_of, resolve
from generator.checks.references import split_srcset
from generator.problems import Report
from tests.checks.sample_page import FACTS, LABEL, PAID, SITE, context_of, plan_link

ROOT = Path(__file__).parents[2]


def test_every_check_is_listed_documented_and_tested() -> None:
    names = {check.name for check in PAGE_CHECKS}
    assert len(names) == len(PAGE_CHECKS) >= 10
    assert {check.name for check in TEXT_CHECKS} <= names
    package = Path(generator.checks.__file__).parent
    modules = {file.stem for file in package.glob("*.py") if "@check(" in file.read_text()}
    assert modules == {name.replace("-", "_") for name in names}
    for name in names:
        assert (ROOT / "docs/problems" / f"{name}.md").read_text().startswith(f"# {name}\n")
        assert (Path(__file__).parent / f"test_{name.replace('-', '_')}.py").exists()


def test_a_correct_site_has_no_problem() -> None:
    plan = plan_link("https://maisonlune.example/")
    html = f'<!doctype html><html lang="en"><title>Léa</title>{LABEL}<a {PAID} href="{escape(plan.href)}">x</a>'
    context = context_of(plan)
    report = Report()
    check_pages(iter([HtmlPage("lea/index.html", html, "person")]), context, report)
    assert list(report) == []


def test_all_problems_of_all_pages_are_reported_at_once() -> None:
    report = Report()
    texts = {"assets/a.css": "@import 'https://x.example/';"}
    context = CheckContext(SITE, "https://maisonlune.example", FACTS.files, texts=texts)
    page = (
        '<a rel=sponsored href="//maisonlune.example"><img src="//x.example/"></a><script>1</script><a href="/x">x</a>'
    )
    check_pages([HtmlPage(f"{name}/index.html", page, "person") for name in ("lea", "mia")], context, report)
    assert len({problem.place.file for problem in report}) == 3
    assert {problem.name for problem in report} >= {
        "unlabelled-link",
        "untracked-shop-link",
        "unplanned-link",
        "broken-internal-link",
        "third-party-request",
        "inline-script",
        "missing-alt",
        "page-language",
    }


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 5000,
        "<a href=" * 2000,
        "\0<html\0>",
        "<a href='//[' rel=sponsored>",
        "<img srcset=',,,, ,'>",
        "<a href='https://\u0661\u0662.example'>",
        "<a href='https://xn--\udcff/'>".encode("utf-8", "replace").decode(),
        "<style>" + "url(" * 5000,
        "<p style='" + "opacity:0" * 3000 + "'>",
        "<a href='%%%?%&&;#%'>",
        "<a href='../" + "../" * 9000 + "'>",
        "<div data-disclosure>" * 2000 + "<a rel=sponsored>",
    ],
)
def test_a_hostile_page_is_checked_without_a_crash(html: str) -> None:
    check_pages([HtmlPage("lea/index.html", html, "person")], FACTS, Report())


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>a/='\" \t\n.:#?&%\\@[]hrefsctponud-é;,()", max_size=80))
def test_no_text_crashes_a_check(text: str) -> None:
    for html in (text, f"<a href='{text}' rel=sponsored>", f"<img srcset='{text}' style='{text}'>"):
        check_pages([HtmlPage("lea/index.html", html, "person")], FACTS, Report())
    css_urls(text)


def test_a_host_is_parsed_as_a_browser_parses_it() -> None:
    ada_url = pytest.importorskip("ada_url")
    urls = [
        "https://A.example/x",
        "//b.example",
        "/\\c.example",
        "https:\\\\d.example\\x",
        "https:////e.example/x",
        " \thttps://f.exam\nple",
        "https://u:p@g.example:8443/",
        "https://faß.example/",
        "https://h.example?x",
        "https://%69.example#x",
        "/path",
        "path",
        "#x",
        "?x=//y.example",
    ]
    for url in urls:
        browser_host = ada_url.URL(url, base="http://own.example/a/b").hostname
        assert (host_of(url) or "own.example") == browser_host, url


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("", "lea/index.html"),
        ("x", "lea/x"),
        ("../", "index.html"),
        ("../..", None),
        ("/team/a%20b/", "a b/index.html"),
        ("/team", "index.html"),
        ("/other/", None),
        (f"{SITE}/a.css?v=1#x", "a.css"),
        (f"{SITE}#x", "index.html"),
        ("./.", "lea/index.html"),
    ],
)
def test_an_address_inside_the_site_has_its_path(url: str, path: str | None) -> None:
    target = resolve(url, "lea/index.html", SITE)
    assert target is not None
    assert target.path == path


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("a.webp 1x, b.webp 2x", ["a.webp", "b.webp"]),
        ("a,b.webp 100w", ["a,b.webp"]),
        ("a.webp, b.webp", ["a.webp", "b.webp"]),
        (" a.webp  480w ,b.webp 800w, ", ["a.webp", "b.webp"]),
        ("", []),
        (",", []),
        ("a", ["a"]),
    ],
)
def test_every_address_of_a_srcset_is_found(text: str, urls: list[str]) -> None:
    assert split_srcset(text) == urls
