"""Tests that all addresses that a style sheet loads are found."""

from __future__ import annotations

import pytest

from generator.checks.css import css_urls


@pytest.mark.parametrize(
    ("css", "urls"),
    [
        ('p{background:image-set("a.webp" 1x, "b.webp" 2x)}', ["a.webp", "b.webp"]),
        (
            "p{background:image-set('/a.avif' type('image/avif'), '/a.jpg' type( \"image/jpeg\" ))}",
            ["/a.avif", "/a.jpg"],
        ),
        ("p{background:-webkit-image-set(url(a.webp) 1x, url('b.webp') 2x)}", ["a.webp", "b.webp"]),
        ('p{background:image-set("https://x.example/image/a.webp" 1x)}', ["https://x.example/image/a.webp"]),
        ('p{background:image-set("https://x.example/a" 1x) no-repeat}', ["https://x.example/a"]),
        ('background:image-set("https://x.example/a" 1x)', ["https://x.example/a"]),
        ('background:image-set("a" 1x', ["a"]),
        ('p{background:IMAGE-SET( "a (1).webp"1x )} q{content:"not/an/address"}', ["a (1).webp"]),
        ('@font-face{src:url(a.woff2) format("woff2")}', ["a.woff2"]),
        ("p{background:url(#glow)} @import 'a.css' screen;", ["a.css"]),
    ],
)
def test_the_addresses_of_a_style_sheet_are_found(css: str, urls: list[str]) -> None:
    assert css_urls(css) == urls
