"""Tests that links and files inside the site that lead nowhere are reported, and all others pass."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.checks import HtmlPage, check_pages
from generator.checks.broken_internal_link import broken_internal_link, broken_link_in_style_sheet
from generator.problems import Report
from tests.checks.sample_page import FACTS, SITE, messages


@pytest.mark.parametrize(
    "html",
    [
        '<a href="../mia/">x</a><a href="../mia/index.html">x</a><a href="./">x</a><a href="">x</a><a href="..">x</a>',
        '<a href="/team/mia/?x=1">x</a><a href="/team/">x</a><a href="/team">x</a>',
        f'<a href="{SITE}">x</a><a href="{SITE}/mia/">x</a><a href="//friends.maisonlune.example/team/mia/">x</a>',
        '<a href="#b%C3%A4">x</a><a href="#">x</a><a href="#top">x</a><a href="#:~:text=x">x</a><i id="bä"></i>',
        '<img srcset="../assets/a.webp 1x, ../assets/a.webp 2x" src="card.jpg"><video poster="card.jpg"></video>',
        f'<meta property="og:image" content="{SITE}/lea/card.jpg"><link rel=stylesheet href="../assets/a.css">',
        '<a href="https://else.example/nothing">x</a><a href="mailto:a@b.example">x</a><a href="tel:+33">x</a>',
        '<a href="https://friends.maisonlune.example/another-site/">the same host, not this site</a>',
        "<style>p{background:url(../assets/a.webp)}</style><p style=\"background:url('card.jpg')\">",
        '<meta http-equiv="refresh" content="0; url=/team/mia/">',
    ],
)  # fmt: skip
def test_a_link_to_a_page_that_exists_passes(html: str) -> None:
    assert messages(broken_internal_link, html) == []


@pytest.mark.parametrize(
    "html",
    [
        '<a href="mia/">x</a>',
        '<a href="../mia">the slash is missing</a>',
        '<a href="../../mia/">out of the site</a>',
        '<a href="/mia/">not under the base path</a>',
        f'<a href="{SITE}/nobody/">x</a>',
        '<a href="#nowhere">x</a><i id="somewhere"></i>',
        '<img srcset="../assets/a.webp 1x, ../assets/b.webp 2x">',
        '<img srcset="../assets/a.webp, ../assets/b.webp">',
        '<link rel=preload imagesrcset="b.webp 1x">',
        '<img src="b.webp">',
        '<video poster="b.jpg"></video>',
        '<video><source src="b.mp4"></video>',
        '<object data="b.svg"></object>',
        f'<meta property="og:image" content="{SITE}/card.jpg">',
        "<style>@import 'b.css'</style>",
        '<p style="background:url(b.webp)">',
        '<svg><use href="b.svg#x"></use></svg>',
        '<svg><a xlink:href="../nobody/"><text>x</text></a></svg>',
        '<meta http-equiv="REFRESH" content="0;URL=\'/team/nobody/\'">'.replace("URL", "url"),
    ],
)  # fmt: skip
def test_a_link_to_a_missing_page_is_reported(html: str) -> None:
    assert len(messages(broken_internal_link, html)) == 1


def test_a_missing_slash_has_a_hint() -> None:
    page = HtmlPage("index.html", '<a href="mia">x</a>', "directory")
    report = Report()
    check_pages([page], FACTS, report)
    assert [problem.help for problem in report if problem.name == "broken-internal-link"] == ["Add a slash at the end."]


def test_a_missing_place_on_another_page_is_reported() -> None:
    target_page = HtmlPage("mia/index.html", '<html lang="en"><i id="story"></i>', "person")
    for fragment, error_count in (("story", 0), ("nowhere", 1)):
        linking_page = HtmlPage("lea/index.html", f'<html lang="en"><a href="../mia/#{fragment}">x</a>', "person")
        report = Report()
        check_pages([linking_page, target_page], FACTS, report)
        assert report.errors == error_count, list(report)


def test_the_page_for_missing_addresses_has_no_relative_link() -> None:
    texts = messages(broken_internal_link, '<a href="mia/">x</a>', kind="not-found", path="404.html")
    assert "relative" in texts[0]
    absolute_links = '<a href="/team/mia/">x</a><a href="#x">x</a><i id=x></i>'
    assert messages(broken_internal_link, absolute_links, kind="not-found", path="404.html") == []


def test_a_missing_file_of_a_style_sheet_is_reported() -> None:
    context = replace(FACTS, site_url="https://a.example")
    check = broken_link_in_style_sheet
    assert list(check("assets/a.css", "a{background:url(a.webp)} b{background:url(#x)}", context)) == []
    assert len(list(check("assets/a.css", 'a{background:url( "b.webp" )}', context))) == 1
    assert len(list(check("assets/a.css", r"a{background:\75rl(b.webp)}", context))) == 1
    assert list(check("assets/a.txt", "a{background:url(b.webp)}", context)) == []
