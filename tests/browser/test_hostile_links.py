"""Tests that no address in content gives a link another person's id, removes its UTM, or leads it elsewhere.

Two other URL parsers than ours decide: ada (the WHATWG standard) and Chromium's.
"""

# ruff: noqa: E501 (an address is easiest to read on one line)
from __future__ import annotations

import random
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import ada_url
import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from tests.hostile import payloads
from tests.hostile.sites import Attack, HostileSite, build

PEOPLE = ("lea", "rival")
IDS = {"lea": "id-of-lea", "rival": "id-of-rival"}
SCHEMES: dict[str, dict[str, Any]] = {
    "utm": {"scheme": "utm"},
    "awin": {"scheme": "awin", "settings": {"mid": "24"}},
    "refersion": {"scheme": "refersion"},
    "post-affiliate-pro-anchor": {"scheme": "post-affiliate-pro-anchor"},
    "amazon": {"scheme": "amazon"},
}
HOSTS = {"awin": "www.awin1.com"}
# The key of each scheme that has the person's id.
KEYS = {"awin": "awinaffid", "refersion": "rfsn", "post-affiliate-pro-anchor": "a_aid", "amazon": "tag"}
_TAILS = [
    "", "?{k}=id-of-rival", "?{K}=id-of-rival", "?%{h}{t}=id-of-rival", "?{k}=x&{k}=id-of-rival", "?{k}[]=id-of-rival", "?a=1;{k}=id-of-rival",
    "#{k}=id-of-rival", "#?{k}=id-of-rival", "?utm_source=rival", "?UTM_Source=rival", "?utm%5fsource=rival", "?%75tm_source=rival",
    "?x=1&utm_source=rival#y", "#utm_source=rival", "#!/p?utm_source=rival", "?a=1;utm_source=rival", "?utm_source", "?utm_", "?", "#", "?&&", "?=",
    "?a=%26utm_source%3Drival", "?a=%00", "?%0d%0a", "?a=\u00e9", "?a={a}", "?a=[b]", "#a#b", "?a?b", "/../../x", "/%2e%2e/x", "//x", "/\u202ex",
    "?url=https%3A%2F%2Fcanary.example", "@canary.example", ":@canary.example", ":80", ":443/x", ":0/x", ".", "./x", "%2ecanary.example",
]  # fmt: skip


def addresses(scheme: str) -> list[str]:
    key = KEYS.get(scheme, "ref")
    tails = [
        tail.replace("{k}", key).replace("{K}", key.upper()).replace("{h}", f"{ord(key[0]):x}").replace("{t}", key[1:])
        for tail in _TAILS
    ]
    shop_addresses = [
        f"https://{host}{path}{tail}"
        for host in ("shop.example", "www.SHOP.example")
        for path in ("", "/p")
        for tail in tails
    ]
    dice = random.Random(5)
    foreign_addresses = [address.format(n=number, js="x") for number, address in enumerate(payloads.STRANGERS)]
    return [*shop_addresses, *foreign_addresses, *(payloads.address(dice, number) for number in range(40))]


def hostile_site(scheme: str) -> HostileSite:
    """Use every address for a product, and a few also as a website, a podcast or a video."""
    site = HostileSite()
    urls = addresses(scheme)
    site.files["site.yaml"] = {
        "brand": "B", "url": "https://site.example/team", "shop": "https://shop.example", "share_cards": "false", "qr_codes": "false",
        "short_links": "true", "tracking": SCHEMES[scheme],
    }  # fmt: skip
    site.files["products.yaml"] = {f"p{at}": {"name": f"P{at}", "url": Attack(url)} for at, url in enumerate(urls)}
    for number, slug in enumerate(PEOPLE):
        at = [f"p{index}" for index in range(len(urls))]
        lists = [{"title": "L", "products": at[start : start + 50]} for start in range(0, len(at), 50)]
        url = urls[number]
        site.files[f"ambassadors/{slug}/profile.yaml"] = {
            "name": slug.title(), "partner_id": IDS[slug], "lists": lists, "video": {"title": "V", "url": Attack(urls[3 + number])},
            "socials": {"website": Attack(urls[1 + number]), "podcast": Attack(url)},
        }  # fmt: skip
        site.bodies[f"ambassadors/{slug}/story.md"] = ["Hello [there](https://shop.example/plain)."]
    site.attack_count = len(urls)
    return site


def links(folder: Path) -> list[tuple[str, str, bool]]:
    """Return for each link the person of the page, the address, and whether it is marked as paid."""
    rows = []
    for slug in PEOPLE:
        for file in sorted((folder / slug).rglob("*.html")):
            for node in LexborHTMLParser(file.read_text("utf-8")).css("a[href]"):
                rows.append((slug, node.attributes["href"] or "", "sponsored" in (node.attributes.get("rel") or "")))
    return rows


def fault_of_link(url: str, slug: str, scheme: str, host: str, pairs: list[list[str]], fragment: str) -> str:
    """Return what is wrong with a paid link, according to another parser than ours, or ""."""
    host = host.removesuffix(".")  # a final dot is the root of the DNS, and no other host
    if not (host == HOSTS[scheme] if scheme in HOSTS else host == "shop.example" or host.endswith(".shop.example")):
        return f"{url} leads to {host}"
    lower_pairs = [(key.lower(), value) for key, value in pairs]
    if scheme not in HOSTS:
        utm = [(key, value) for key, value in lower_pairs if key.startswith("utm_")]
        if [value for key, value in utm if key == "utm_source"] != [slug][: scheme != "amazon"] or len(
            {key for key, _ in utm}
        ) != len(utm):
            return f"{url} of {slug} has {utm}"
        if "utm_source=rival" in (fragment.lower() + url.lower()) and slug != "rival":
            return f"{url} of {slug} names the rival"
    key = KEYS.get(scheme)
    if key and IDS["rival"] in url and slug == "lea" and any(name in (key, f"{key}[]") for name, _ in lower_pairs):
        ids = [value for name, value in lower_pairs if name == key]
        if ids[:1] != [IDS[slug]] or IDS["rival"] in ids:
            return f"{url} of {slug} carries {ids}"
    return ""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_address_changes_who_is_paid(scheme: str, tmp_path: Path, browser: Browser) -> None:
    site = hostile_site(scheme)
    build(site, tmp_path / "site", tmp_path / "output")
    all_links = links(tmp_path / "output")
    paid = [(slug, url) for slug, url, sponsored in all_links if sponsored]
    assert len(paid) > 100
    page = browser.new_page()
    chromium_parts = page.evaluate(
        "urls => urls.map(one => { const url = new URL(one, 'https://site.example/team/lea/');"
        " return [url.hostname, [...url.searchParams], url.hash] })",
        [url for _, url in paid],
    )
    page.close()
    faults = []
    for (slug, url), (host, pairs, fragment) in zip(paid, chromium_parts, strict=True):
        ada = ada_url.URL(url)
        ada_pairs = [list(pair) for pair in ada_url.URLSearchParams(ada.search).items()]
        assert (ada.hostname, ada.hash, ada_pairs) == (host, fragment, pairs), url
        faults.append(fault_of_link(url, slug, scheme, host, pairs, fragment))
    assert [fault for fault in faults if fault] == []
    print(
        f"\n{scheme}: {site.attack_count} addresses, {site.refused_count} refused; {len(paid)} paid links, none astray"
    )
    for slug, url, sponsored in all_links:
        host = urlsplit(ada_url.join_url(f"https://site.example/team/{slug}/", url)).hostname or ""
        assert sponsored or not (host == "shop.example" or host.endswith(".shop.example")), (
            f"an unpaid link to the shop: {url}"
        )
