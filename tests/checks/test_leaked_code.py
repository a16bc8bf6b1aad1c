"""Tests that a discount code is reported where robots and search engines read it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.checks.leaked_code import leaked_code, leaked_code_in_file
from tests.checks.sample_page import FACTS, PAGE, messages

FACTS_WITH_CODES = replace(FACTS, codes={PAGE: frozenset({"LEA15", "LUNE", "A+B&9"})})


@pytest.mark.parametrize(
    "html",
    [
        "<head><title>Léa</title></head><body>LEA15 <code>LUNE</code></body>",
        '<head><meta name=description content="Lune, LEA150 and XLEA15"></head>',
        '<body><script type="application/ld+json">{"name": "Lea"}</script></body>',
        '<body><script type="application/ld+json">{"name": "\\\\u004cEA15 \\u00e9LEA15 \\u"}</script></body>',
    ],
)  # fmt: skip
def test_a_code_in_its_place_passes(html: str) -> None:
    assert messages(leaked_code, html, FACTS_WITH_CODES) == []


@pytest.mark.parametrize(
    "html",
    [
        "<head><title>15 % with LEA15</title></head>",
        "<head><title>15 % with lea15</title></head>",
        '<head><meta name=description content="use LUNE."></head>',
        '<head><meta property="og:title" content="A+B&amp;9"></head>',
        '<head><link rel=canonical href="https://a.example/?c=LEA15"></head>',
        '<body><script type="application/ld+json">{"offer": "LEA15"}</script></body>',
        '<body><script type="application/ld+json">{"offer": "\\u004cEA15"}</script></body>',
        '<body><script type="application/ld+json">{"offer": "use\\nLEA15\\tnow"}</script></body>',
        '<body><script type="application/ld+json">{"offer": "A+B\\u00269"}</script></body>',
        '<body><script type="application/ld+json">{"offer": "\\uD83C\\uDF38LEA15"}</script></body>',
        '<body><script type="application/ld+json">{"a": "LEA15", "a": "\\n"}</script></body>',
        '<body><script type="application/ld+json">broken LEA15</script></body>',
        '<body><script type=" Application/LD+JSON">"LEA15"</script></body>',
    ],
)  # fmt: skip
def test_a_leaked_code_is_reported(html: str) -> None:
    assert len(messages(leaked_code, html, FACTS_WITH_CODES)) == 1
    assert messages(leaked_code, html, FACTS) == []


def test_a_code_in_a_file_for_robots_is_reported() -> None:
    assert len(list(leaked_code_in_file("sitemap.xml", "<loc>https://a.example/?c=LEA15</loc>", FACTS_WITH_CODES))) == 1
    assert len(list(leaked_code_in_file("_redirects", "/LEA15 /lea/ 301", FACTS_WITH_CODES))) == 1
    assert list(leaked_code_in_file("sitemap.xml", "<loc>https://a.example/lea/</loc>", FACTS_WITH_CODES)) == []
    assert list(leaked_code_in_file("assets/a.css", ".LEA15{}", FACTS_WITH_CODES)) == []
