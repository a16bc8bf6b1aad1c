"""No address that content holds makes a link carry another's id, lose its UTM, or lead to a stranger.

The referees are two URL parsers that are not ours: ada (the WHATWG standard), and Chromium's.
"""

# ruff: noqa: E501 (an address is read best in one piece)
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
# What each puts the person's id into, however it is written.
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
    made = [
        f"https://{host}{path}{tail}"
        for host in ("shop.example", "www.SHOP.example")
        for path in ("", "/p")
        for tail in tails
    ]
    dice = random.Random(5)
    strange = [one.format(n=number, js="x") for number, one in enumerate(payloads.STRANGERS)]
    return [*made, *strange, *(payloads.address(dice, number) for number in range(40))]


def hostile_site(scheme: str) -> HostileSite:
    """Every address once as a product's, once in a story, and turn by turn in the other places that take one."""
    made = HostileSite()
    every = addresses(scheme)
    made.files["site.yaml"] = {
        "brand": "B", "url": "https://site.example/team", "shop": "https://shop.example", "share_cards": "false", "qr_codes": "false",
        "short_links": "true", "tracking": SCHEMES[scheme],
    }  # fmt: skip
    made.files["products.yaml"] = {f"p{at}": {"name": f"P{at}", "url": Attack(url)} for at, url in enumerate(every)}
    for number, slug in enumerate(PEOPLE):
        at = [f"p{index}" for index in range(len(every))]
        lists = [{"title": "L", "products": at[start : start + 50]} for start in range(0, len(at), 50)]
        url = every[number]
        made.files[f"ambassadors/{slug}/profile.yaml"] = {
            "name": slug.title(), "partner_id": IDS[slug], "lists": lists, "video": {"title": "V", "url": Attack(every[3 + number])},
            "socials": {"website": Attack(every[1 + number]), "podcast": Attack(url)},
        }  # fmt: skip
        made.bodies[f"ambassadors/{slug}/story.md"] = ["Hello [there](https://shop.example/plain)."]
    made.attack_count = len(every)
    return made


def links(folder: Path) -> list[tuple[str, str, bool]]:
    """Whose page, the address, whether it is marked as paid."""
    found = []
    for slug in PEOPLE:
        for file in sorted((folder / slug).rglob("*.html")):
            for node in LexborHTMLParser(file.read_text("utf-8")).css("a[href]"):
                found.append((slug, node.attributes["href"] or "", "sponsored" in (node.attributes.get("rel") or "")))
    return found


def referee(url: str, slug: str, scheme: str, host: str, pairs: list[list[str]], fragment: str) -> str:
    """What is wrong with a paid link, after a parser that is not ours; "" for nothing."""
    host = host.removesuffix(".")  # the root of the DNS, and no other host
    if not (host == HOSTS[scheme] if scheme in HOSTS else host == "shop.example" or host.endswith(".shop.example")):
        return f"{url} leads to {host}"
    everything = [(key.lower(), value) for key, value in pairs]
    if scheme not in HOSTS:
        utm = [(key, value) for key, value in everything if key.startswith("utm_")]
        if [value for key, value in utm if key == "utm_source"] != [slug][: scheme != "amazon"] or len(
            {key for key, _ in utm}
        ) != len(utm):
            return f"{url} of {slug} has {utm}"
        if "utm_source=rival" in (fragment.lower() + url.lower()) and slug != "rival":
            return f"{url} of {slug} names the rival"
    key = KEYS.get(scheme)
    if key and IDS["rival"] in url and slug == "lea" and any(one in (key, f"{key}[]") for one, _ in everything):
        mine = [value for one, value in everything if one == key]
        if mine[:1] != [IDS[slug]] or IDS["rival"] in mine:
            return f"{url} of {slug} carries {mine}"
    return ""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_address_changes_whose_sale_it_is(scheme: str, tmp_path: Path, browser: Browser) -> None:
    site = hostile_site(scheme)
    build(site, tmp_path / "site", tmp_path / "output")
    found = links(tmp_path / "output")
    paid = [(slug, url) for slug, url, sponsored in found if sponsored]
    assert len(paid) > 100
    page = browser.new_page()
    seen = page.evaluate(
        "urls => urls.map(one => { const url = new URL(one, 'https://site.example/team/lea/');"
        " return [url.hostname, [...url.searchParams], url.hash] })",
        [url for _, url in paid],
    )
    page.close()
    wrong = []
    for (slug, url), (host, pairs, fragment) in zip(paid, seen, strict=True):
        ada = ada_url.URL(url)
        theirs = [list(pair) for pair in ada_url.URLSearchParams(ada.search).items()]
        assert (ada.hostname, ada.hash, theirs) == (host, fragment, pairs), url
        wrong.append(referee(url, slug, scheme, host, pairs, fragment))
    assert [one for one in wrong if one] == []
    print(
        f"\n{scheme}: {site.attack_count} addresses, {site.refused_count} refused; {len(paid)} paid links, none astray"
    )
    for slug, url, sponsored in found:
        host = urlsplit(ada_url.join_url(f"https://site.example/team/{slug}/", url)).hostname or ""
        assert sponsored or not (host == "shop.example" or host.endswith(".shop.example")), (
            f"an unpaid link to the shop: {url}"
        )
