"""Tests that web addresses keep their bytes, and that illegal addresses are refused with a named problem."""

from __future__ import annotations

import pytest

from generator.links.errors import LinkError
from generator.links.urls.host import site_of, within
from generator.links.urls.url import (
    clean_url,
    encode,
    is_web,
    split_url,
)
from tests.effort import within as within_effort


@pytest.mark.parametrize(
    "url",
    [
        "https://shop.example/",
        "https://shop.example/p?",
        "https://shop.example/p#",
        "https://shop.example/p?a=1&&b&a=2&c=%2f%2F%25&d=a+b;c#x?y&z",
        "https://shop.example/%zz/100%-coton/a'b(c)*!$&,;=:@[x]|",
        "https://shop.example/p?q={}^`|[]",
        "HTTPS://Shop.EXAMPLE:443/P",
        "https://shop.example.:8443/a/../b/./c//d",
        "https://[2001:DB8::1]:80/p",
        "https://192.0.2.7/p",
        "https://a_b.shop.example/p",
        "https://xn--fa-hia.example/p",
        "https://xn--ls8h.example/p",
        "https://shop.example:/p",
    ],
)
def test_a_legal_address_keeps_its_bytes(url: str) -> None:
    assert clean_url(url) == url
    assert str(split_url(url)) == url


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("  https://shop.example/p\n", "https://shop.example/p"),
        ("https://shop.example", "https://shop.example/"),
        ("https://shop.example?a", "https://shop.example/?a"),
        ("https://shop.example#a", "https://shop.example/#a"),
        ("https://shop.example/thé vert", "https://shop.example/th%C3%A9%20vert"),
        ("https://shop.example/p?q=\"'<x>'", "https://shop.example/p?q=%22%27%3Cx%3E%27"),
        ("https://shop.example/it's{1}", "https://shop.example/it's%7B1%7D"),
        ("https://shop.example/p#a b`'", "https://shop.example/p#a%20b%60'"),
        ("https://shop.example/😀?é#日", "https://shop.example/%F0%9F%98%80?%C3%A9#%E6%97%A5"),
        # WPT urltestdata.json, faß.ExAmPlE: Python's own codec gives fass.example, another domain.
        ("https://faß.ExAmPlE/", "https://xn--fa-hia.example/"),
        ("https://BÜCHER.example:8443/", "https://xn--bcher-kva.example:8443/"),
        ("https://ｓｈｏｐ。example/", "https://shop.example/"),
    ],
)
def test_only_illegal_characters_are_encoded(url: str, clean: str) -> None:
    assert clean_url(url) == clean


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://user@shop.example/", "url-password"),
        ("https://user:secret@shop.example/", "url-password"),
        ("https:///p", "invalid-host"),
        ("https://", "invalid-host"),
        ("https://:443/", "invalid-host"),
        ("https://shop..example/", "invalid-host"),
        ("https://-shop.example/", "invalid-host"),
        ("https://sh op.example/", "invalid-host"),
        ("https://sh%6fp.example/", "invalid-host"),
        ("https://shop.example:99999/", "invalid-host"),
        ("https://shop.example:8x/", "invalid-host"),
        ("https://[::1/", "invalid-host"),
        ("https://[::1%25eth0]/", "invalid-host"),
        ("https://1.2.3/", "invalid-host"),
        ("https://0x7f.1/", "invalid-host"),
        ("https://999.1.1.1/", "invalid-host"),
        ("https://xn--zzzzzzzzzzzzzzzzzzzz9999999999.example/", "invalid-host"),
        ("https://💩.example/", "invalid-host"),
        (f"https://{'a' * 64}.example/", "invalid-host"),
        (f"https://{'a.' * 130}example/", "invalid-host"),
        ("https:shop.example/p", "invalid-url"),
        ("https:/shop.example/p", "invalid-url"),
        ("products/balm", "invalid-url"),
        ("mailto:lea@shop.example", "invalid-url"),
        ("https://shop.example\\p", "invalid-url"),
        ("https://shop.example/a\tb", "invalid-url"),
        ("https://shop.example/a\x00b", "invalid-url"),
        ("https://shop.example/a\u0085b", "invalid-url"),
        ("https://shop.example/\u202egpj.exe", "invalid-url"),
        ("https://shop.example/p\u200b", "invalid-url"),
        ("https://shop.example/\ud800", "invalid-url"),
    ],
)
def test_a_text_that_cannot_be_a_link_is_refused(url: str, name: str) -> None:
    with pytest.raises(LinkError) as caught:
        clean_url(url)
    assert caught.value.name == name
    assert caught.value.message
    assert caught.value.help
    assert "secret" not in caught.value.message


def test_a_long_address_costs_little() -> None:
    url = "https://shop.example/" + "a-" * 500_000
    assert within_effort(100, lambda: clean_url(url)) == url
    for long_host in ("a" * 500_000, "a." * 500_000 + "!"):
        within_effort(100, lambda host=long_host: expect_refusal(f"https://{host}"))


def expect_refusal(url: str) -> None:
    with pytest.raises(LinkError):
        clean_url(url)


@pytest.mark.parametrize("text", ["https://a", "HTTP:x", " http://a", "ht\ntps://a", "\x01https://a"])
def test_a_web_address_is_recognised_as_in_browsers(text: str) -> None:
    assert is_web(text)


@pytest.mark.parametrize("text", ["", "#a", "/a", "//shop.example", "mailto:a", "httpsx://a", "javascript:https://a"])
def test_other_addresses_are_no_web_addresses(text: str) -> None:
    assert not is_web(text)


def test_values_are_encoded_as_components() -> None:
    assert encode("Az9-._~") == "Az9-._~"
    assert encode("a b+c&d=e/é%") == "a%20b%2Bc%26d%3De%2F%C3%A9%25"
    assert encode("a b&/%") == "a%20b%26%2F%25"
    with pytest.raises(LinkError):
        encode("\udfff")


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("friends.maison.example", "maison.example"),
        ("www.shop.co.uk", "shop.co.uk"),
        ("anna.github.io", "anna.github.io"),
        ("github.io", "github.io"),
        ("localhost", "localhost"),
        ("192.0.2.7", "192.0.2.7"),
        ("[2001:db8::1]", "[2001:db8::1]"),
        ("WWW.Shop.Example.", "shop.example"),
    ],
)
def test_the_site_of_a_host_is_its_registrable_domain(host: str, site: str) -> None:
    assert site_of(host) == site


def test_a_subdomain_is_within_its_domain() -> None:
    assert within("WWW.shop.example", "shop.example")
    assert within("shop.example.", "shop.example")
    assert not within("myshop.example", "shop.example")
