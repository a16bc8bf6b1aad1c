"""Tests that every request of a page to another host is reported."""

from __future__ import annotations

import pytest

from generator.checks.third_party_request import third_party_request, third_party_style
from tests.checks.sample_page import FACTS, SITE, messages


@pytest.mark.parametrize(
    "html",
    [
        '<img src="a.webp"><script src="/team/a.js"></script><link rel=stylesheet href="a.css">',
        f'<img src="{SITE}/a.webp"><link rel=canonical href="https://elsewhere.example/">',
        '<a href="https://elsewhere.example/">a visitor decides</a><link rel="alternate me" href="https://x.example/">',
        '<img src="data:image/png;base64,AA==">',
        "<style>p{background:url(a.webp)} /* url(https://x.example/) */</style>",
        '<meta property="og:image" content="https://cdn.example/a.jpg">',
        '<meta http-equiv="x-ua-compatible" content="url=https://x.example/">',
        '<p http-equiv="refresh" content="0; url=https://x.example/">only a meta element leads on</p>',
    ],
)  # fmt: skip
def test_a_request_to_the_own_host_passes(html: str) -> None:
    assert messages(third_party_request, html) == []


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://x.example/a.webp">',
        '<img src="//x.example/a.webp">',
        '<img src="\\\\x.example/a.webp">',
        '<img srcset="a.webp 1x, https://x.example/a.webp 2x">',
        '<script src="https://x.example/a.js"></script>',
        '<link rel=stylesheet href="https://x.example/a.css">',
        '<link rel="preconnect" href="https://x.example">',
        '<link rel="canonical prefetch" href="https://x.example">',
        '<link href="https://x.example">no rel at all</link>'.replace(" href", ' rel="icon" href'),
        '<iframe src="https://x.example/"></iframe>',
        '<iframe src="data:text/html,x"></iframe>',
        '<video src="https://x.example/a.mp4"></video>',
        '<video poster="https://x.example/a.jpg"></video>',
        '<audio><source src="https://x.example/a.mp3"></audio>',
        '<track src="https://x.example/a.vtt">',
        '<object data="https://x.example/a"></object>',
        '<embed src="https://x.example/a">',
        '<input type=image src="https://x.example/a">',
        '<form action="https://x.example/"></form>',
        '<body background="https://x.example/a">',
        '<a href="/team/" ping="https://x.example/">x</a>',
        '<svg><image href="https://x.example/a"></image></svg>',
        '<svg><use xlink:href="https://x.example/a#b"></use></svg>',
        "<style>@import 'https://x.example/a.css';</style>",
        "<style>@font-face{src:url( 'https://x.example/a.woff2' )}</style>",
        "<style>p{background:u\\72l(https://x.example/a)}</style>",
        '<p style="background:url(https://x.example/a)">',
        "<p style=\"background:image-set('https://x.example/image/a.webp' 1x)\">",
        '<meta http-equiv="refresh" content="0; url=https://x.example/">',
    ],
)  # fmt: skip
def test_a_request_to_another_host_is_reported(html: str) -> None:
    assert len(messages(third_party_request, html)) == 1, messages(third_party_request, html)


def test_a_style_sheet_that_loads_from_elsewhere_is_reported() -> None:
    assert list(third_party_style("assets/a.css", "a{background:url(a.webp)}", FACTS)) == []
    assert len(list(third_party_style("assets/a.css", "@import url(//x.example/a.css);", FACTS))) == 1
    assert len(list(third_party_style("assets/a.css", 'a{background:image-set("https://x.example/a" 1x)}', FACTS))) == 1
