"""Tests that links to the shop without tracking, and tracking where it does not belong, are reported."""

from __future__ import annotations

import pytest

from generator.checks.page import Kind
from generator.checks.untracked_shop_link import untracked_shop_link
from tests.checks.sample_page import PAID, messages


@pytest.mark.parametrize(
    "html",
    [
        f'<a {PAID} href="https://maisonlune.example/a?utm_source=lea&amp;utm_medium=affiliate">x</a>',
        f'<a {PAID} href="https://click.network.example/?u=https%3A%2F%2Fmaisonlune.example">x</a>',
        '<a href="https://friends.maisonlune.example/team/mia/">inside the site, below the shop\'s domain</a>',
        '<a rel="noopener" href="https://notmaisonlune.example/">x</a>',
        '<a href="mailto:hello@maisonlune.example">x</a>',
        '<a href="https://maisonlune.example.evil.example/">x</a>',
    ],
)
def test_a_tracked_link_passes(html: str) -> None:
    assert messages(untracked_shop_link, html) == []


@pytest.mark.parametrize(
    "href",
    [
        "https://maisonlune.example",
        "HTTPS://WWW.MaisonLune.example/a",
        "//maisonlune.example/",
        "https:\\\\maisonlune.example",
        "ht\ntps://maison\tlune.example/",
        " https://me@maisonlune.example:443/",
        "https:///maisonlune.example/",
        "https://maisonlune.example./",
        "https://maison%6cune.example/",
    ],
)
def test_an_untracked_link_is_reported_in_every_spelling(href: str) -> None:
    for rel in ("", "noopener", "sponsored nofollow", "sponsored noopener"):
        assert len(messages(untracked_shop_link, f'<a rel="{rel}" href="{href}">x</a>')) == 1
    assert messages(untracked_shop_link, f'<a {PAID} href="{href}">x</a>') == []
    assert messages(untracked_shop_link, f'<a href="{href}">x</a>', kind="directory") == []


@pytest.mark.parametrize("href", ["/team/mia/?utm_source=lea", "../mia/?a=1&amp;UTM_Source=x", "?utm%5Fid=3", "#x"])
def test_utm_in_a_link_inside_the_site_is_reported(href: str) -> None:
    assert bool(messages(untracked_shop_link, f'<a href="{href}">x</a>')) is (href != "#x")


@pytest.mark.parametrize(
    "query",
    [
        "utm_source=a&amp;utm_source=b",
        "utm_source=a&amp;x&amp;utm%5Fsource=a",
        "utm_source=a&amp;ut\tm_source=b",
        "utm_source=a&amp;utm_source\x01",
    ],
)
def test_a_repeated_utm_key_is_reported(query: str) -> None:
    html = f'<a {PAID} href="https://maisonlune.example/?{query}">x</a>'
    assert "more than once" in messages(untracked_shop_link, html)[0]


@pytest.mark.parametrize("kind", ["person", "directory", "text"])
@pytest.mark.parametrize("host", ["awin1.com", "AWIN1.com", "awin1.com:443", "prf.hn"])
def test_an_unmarked_link_to_a_network_is_reported(host: str, kind: Kind) -> None:
    html = f'<a rel="noopener" href="https://{host}/c/1">x</a>'
    assert "to the network" in messages(untracked_shop_link, html, kind=kind)[0]
    assert messages(untracked_shop_link, html.replace(host, f"not{host}"), kind=kind) == []
