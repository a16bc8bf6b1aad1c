"""Tests that each check of links reports a wrong link, and no right one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.links.generate.write import write_link
from generator.links.lint.rules import (
    lint_destination,
    lint_link,
    lint_site,
    lint_utm,
    same_site,
)
from generator.links.schemes.builtin import load_builtin
from generator.links.schemes.compiled import compile_network
from generator.links.urls.host import site_of


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("https://shop.example/p?color=red#x", []),
        ("mailto:lea@shop.example?utm_source=1", []),
        ("/p?utm_source=x", []),
        ("https://shop.example/p?utm_source=a&UTM_Medium=b", ["utm-in-url", "utm-in-url"]),
        ("https://shop.example/p?utm%5Fid=a", ["utm-in-url"]),
        ("https://shop.example/p?a=1&amp;b=2", ["html-escaped-url"]),
        ("https://shop.example/p?a=1&#38;b=2", ["html-escaped-url"]),
        ("https://shop.example/p?gclid=1&fbclid=2", ["click-id-in-url", "click-id-in-url"]),
        ("https://u:p@shop.example/", ["url-password"]),
        ("https://shop.example\\p", ["invalid-url"]),
        ("http://localhost:3000/p", ["local-address"]),
        ("http://127.0.0.1/p", ["local-address"]),
        ("http://192.168.1.4/p", ["local-address"]),
        ("http://[::1]:80/p", ["local-address"]),
        ("http://mac.local/p", ["local-address"]),
        ("http://intranet/p", ["local-address"]),
        ("https://www.awin1.com/cread.php?ued=x", ["affiliate-destination"]),
        ("https://brand.sjv.io/c/1/2/3", ["affiliate-destination"]),
        ("https://shop.example/p?a_aid=lea", ["affiliate-destination"]),
        ("https://notawin1.com/", []),
    ],
)
def test_unsound_destinations_are_reported(url: str, names: list[str]) -> None:
    assert [lint.name for lint in lint_destination(url)] == names


@pytest.mark.parametrize(
    ("utm", "names"),
    [
        ({"utm_source": "lea-moreau", "utm_medium": "affiliate", "utm_campaign": "spring-glow"}, []),
        ({"utm_medium": "affiliates"}, []),
        ({}, []),
        ({"utm_medium": "influencer"}, ["utm-medium"]),
        ({"utm_source": "instagram"}, ["misfiled-source"]),
        ({"utm_source": "tiktok.com"}, ["misfiled-source"]),
        ({"utm_source": "youtube"}, ["misfiled-source"]),
        ({"utm_source": "alice"}, ["misfiled-source"]),
        ({"utm_source": "alice-b"}, []),
        ({"utm_campaign": "shop-lea"}, ["shopping-campaign"]),
        ({"utm_campaign": "e-shop"}, ["shopping-campaign"]),
        ({"utm_campaign": "my-shopping"}, ["shopping-campaign"]),
        ({"utm_campaign": "workshop"}, []),
        ({"utm_campaign": "eshop"}, ["shopping-campaign"]),
        ({"utm_content": "x" * 101}, ["long-utm"]),
        ({"utm_content": "x" * 100}, []),
        ({"utm_source": "lea@mail.example"}, ["personal-data-in-utm"]),
        ({"utm_source": "Lea"}, ["upper-case-utm"]),
    ],
)
def test_unsound_utm_values_are_reported(utm: dict[str, str], names: list[str]) -> None:
    assert [lint.name for lint in lint_utm(utm)] == names


def lint_names(name: str, destination: str, utm: dict[str, str], channel: str = "") -> list[str]:
    network = load_builtin(name)
    link = write_link(network, destination, {"id": "lea", "code": "X"}, utm)
    return [lint.name for lint in lint_link(compile_network(network), destination, link, channel)]


def test_unsound_links_are_reported() -> None:
    shop, utm = "https://shop.example/p", {"utm_source": "lea"}
    assert lint_names("goaffpro", shop, {}) == ["ref-without-source"]
    assert lint_names("goaffpro", shop, utm) == []
    assert lint_names("post-affiliate-pro-anchor", shop, utm, "ig") == ["anchor-in-app"]
    assert lint_names("post-affiliate-pro-anchor", shop, utm) == []
    assert lint_names("post-affiliate-pro", shop, utm, "ig") == []
    assert lint_names("shopify-discount", shop + "?variant=1", utm) == ["discount-redirect"]
    assert lint_names("shopify-discount", shop + "#x", utm) == ["discount-redirect"]
    assert lint_names("shopify-discount", shop, utm) == []
    assert lint_names("utm", shop + "?q=" + "x" * 1000, utm) == ["long-link"]
    assert lint_names("utm", "mailto:a", utm) == []


def test_a_shared_domain_is_reported() -> None:
    assert [lint.name for lint in lint_site("https://friends.maison.example", "https://maison.example/shop")] == [
        "shared-domain"
    ]
    assert lint_site("https://maison-friends.example", "https://maison.example") == []


def test_hosts_of_one_site_are_recognised() -> None:
    assert same_site("https://a.shop.co.uk/x", "http://b.shop.co.uk")
    assert not same_site("https://anna.github.io", "https://shop.github.io")
    assert not same_site("https://a.co.uk", "https://b.co.uk")
    assert same_site("https://faß.de", "https://www.xn--fa-hia.de")
    assert not same_site("https://192.0.2.7", "https://192.0.2.8")


_LABELS = st.sampled_from(["a", "www", "shop", "co", "uk", "com", "github", "io", "kobe", "jp", "example"])
_NAMES = st.lists(_LABELS, min_size=1, max_size=4).map(".".join)
_HOSTS = _NAMES | _NAMES.map("{}.".format) | st.sampled_from(["192.0.2.7", "1.0.2.7", "[::1]"])


@given(_HOSTS, _NAMES | st.none(), _HOSTS)
@settings(max_examples=300, deadline=None)
def test_two_hosts_are_one_site_as_the_list_of_suffixes_says(host: str, subdomain: str | None, other_host: str) -> None:
    if subdomain is not None and host.strip(".").islower():
        other_host = f"{subdomain}.{host}"
    assert same_site(f"https://{host}", f"https://{other_host}") == (site_of(host) == site_of(other_host))
