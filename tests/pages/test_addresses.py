"""Tests the addresses below a person's page: channel twins, the page of the printed code, short links."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.build.rendered_site import RenderedSite
from generator.models.written import read_day
from generator.problems import Report

SITE = """\
brand: Lune
url: https://friends.example/circle
shop: https://lune.example
timezone: Europe/Paris
share_cards: false
channels: [ig]
short_links: true
"""
PRODUCTS = """\
balm: {name: Balm, url: "https://lune.example/balm?a=1&b='x'#top", variant: 11}
soap: {name: Soap, url: https://lune.example/soap, variant: 12}
comb: {name: Comb, url: https://lune.example/comb}
gone: {name: Gone, url: https://lune.example/gone}
"""
LEA = """\
name: Léa Moreau
code: LEA15
aliases: [lea-old]
favorites: [balm, soap]
lists: [{title: Bag, products: [comb]}]"""

Build = Callable[..., tuple[dict[str, str], list[str]]]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Return a function that builds a small site and returns its text files by their path, and its problems."""

    def run(more: str = "", site: str = SITE, **people: str) -> tuple[dict[str, str], list[str]]:
        content = tmp_path / "content"
        (content / "ambassadors").mkdir(parents=True)
        (content / "site.yaml").write_text(site + more, "utf-8")
        (content / "products.yaml").write_text(PRODUCTS, "utf-8")
        for slug, facts in (people or {"lea": LEA}).items():
            text = f"---\n{facts}\n---\nMy [balm](product:balm).\n"
            (content / "ambassadors" / f"{slug}.md").write_text(text, "utf-8")
        report = Report()
        rendered_site = render_site(BuildOptions(tmp_path, read_day("2026-11-22")), report)
        return text_files(rendered_site) if rendered_site else {}, [
            f"{problem.name}: {problem.message}" for problem in report
        ]

    return run


def text_files(rendered_site: RenderedSite) -> dict[str, str]:
    return {
        file.path: file.data.decode()
        for file in rendered_site.files
        if file.data is not None and file.path.endswith((".html", "_redirects", ".xml", ".svg"))
    }


BALM = "https://lune.example/balm?a=1&b=%27x%27&utm_source=lea&utm_medium=affiliate&utm_campaign=ambassadors&utm_content=go.balm#top"


def test_each_product_has_a_short_link_that_is_marked_as_paid(build: Build) -> None:
    files, messages = build()
    assert messages == []
    short_links = {path for path in files if path.startswith("lea/go/")}
    assert short_links == {f"lea/go/{product}/index.html" for product in ("balm", "soap", "comb")}
    page = LexborHTMLParser(files["lea/go/balm/index.html"])
    refresh, link = page.css_first("meta[http-equiv=refresh]"), page.css_first('[rel~="sponsored"]')
    assert refresh is not None
    assert link is not None
    assert refresh.attributes["content"] == f"0; url={BALM}"
    assert link.attributes == {"class": "go", "href": BALM, "rel": "sponsored nofollow noopener"}
    assert page.css_first("meta[name=robots][content=noindex]")
    assert page.css_first("link[rel=canonical]") is None
    first = page.body.child if page.body else None
    while first is not None and first.tag == "-text":
        first = first.next
    assert first is not None
    assert "data-disclosure" in first.attributes
    assert "commission" in first.text()
    assert "/go/" not in files["sitemap.xml"]
    assert page.css("script") == []


def test_short_links_are_redirects_too(build: Build) -> None:
    files, _ = build()
    lines = [line.split(" ") for line in files["_redirects"].splitlines()]
    assert ["/circle/lea/go/balm/", BALM, "302"] in lines
    assert ["/circle/lea-old/qr/", "/circle/lea/qr/", "301"] in lines
    assert sum(line[2] == "302" for line in lines) == 3
    assert all(len(line) == 3 for line in lines)


def test_a_code_in_a_short_link_stays_out_of_redirects(build: Build) -> None:
    """The page has the code in its link. `_redirects` and the sitemap, which robots read, do not."""
    files, messages = build("tracking: {scheme: [shopify-discount, utm]}\n", lea=LEA.replace("balm, ", ""))
    assert {message.partition(":")[0] for message in messages} <= {"discount-redirect"}  # the balm has a query
    assert "discount/LEA15?redirect=%2Fsoap" in files["lea/go/soap/index.html"]
    assert "discount/LEA15?redirect=%2Fsoap" in files["lea/index.html"]
    assert " 302" not in files["_redirects"]
    assert "LEA15" not in files["_redirects"] + files["sitemap.xml"]


def test_a_code_of_the_template_is_applied_by_the_link(build: Build) -> None:
    codes = 'codes: {template: "{first}{value}", value: 20}\n'
    files, _ = build(f"tracking: {{scheme: [shopify-discount, utm]}}\n{codes}", mia="name: Mia\nfavorites: [soap]")
    assert "https://lune.example/discount/MIA20?redirect=%2Fsoap&amp;utm_source=mia" in files["mia/index.html"]
    assert ">MIA20<" in files["mia/index.html"]


def test_a_person_without_a_code_has_plain_links(build: Build) -> None:
    site = "tracking: {scheme: [shopify-discount, utm]}\ncodes: {value: 20}\n"
    files, _ = build(site, mia="name: Mia\nfavorites: [soap]\ncode: false")
    assert "discount" not in files["mia/index.html"]
    assert "https://lune.example/soap?utm_source=mia" in files["mia/index.html"]


def test_the_printed_code_has_its_own_channel(build: Build) -> None:
    files, _ = build()
    page = LexborHTMLParser(files["lea/qr/index.html"])
    assert page.css_first("link[rel=canonical]").attributes["href"] == "https://friends.example/circle/lea/"
    assert page.css_first("meta[name=robots]").attributes["content"] == "noindex"
    paid = [link.attributes["href"] or "" for link in page.css('[rel~="sponsored"]')]
    assert paid
    assert all(re.search(r"utm_content=[a-z.]+\.qr(#|$)", url) for url in paid)
    assert "<desc>https://friends.example/circle/lea/qr/</desc>" in files["lea/qr.svg"]


def test_without_printed_codes_there_is_no_page_for_them(build: Build) -> None:
    files, _ = build("qr_codes: false\n")
    assert not [path for path in files if "/qr" in path]


def test_a_channel_called_qr_is_the_printed_codes(build: Build) -> None:
    files, messages = build(site=SITE.replace("[ig]", "[qr]"))
    assert messages == []
    assert sorted(path for path in files if path.startswith("lea/") and path.count("/") == 2) == ["lea/qr/index.html"]


@pytest.mark.parametrize("ending", ["status: ended", "until: 2026-11-21"])
def test_every_address_of_an_ended_person_says_thank_you(build: Build, ending: str) -> None:
    """Printed codes and links in bios and old posts lead to the thank-you page, under old names too."""
    files, messages = build(lea=f"{LEA}\n{ending}")
    assert messages == []
    addresses = ("", "ig/", "qr/", "go/balm/", "go/soap/", "go/comb/")
    for address in addresses:
        html = files[f"lea/{address}index.html"]
        assert "Thank you" in html
        assert "sponsored" not in html
        assert "LEA15" not in html
        assert f'url={"../" * (1 + address.count("/"))}lea/{address}"' in files[f"lea-old/{address}index.html"]
    assert {path for path in files if path.startswith("lea/") and path.endswith(".html")} == {
        f"lea/{address}index.html" for address in addresses
    }
    assert " 302" not in files["_redirects"]


def test_short_links_exist_only_if_the_site_wants_them(build: Build) -> None:
    files, _ = build(site=SITE.replace("short_links: true\n", ""))
    assert not [path for path in files if "/go/" in path]


@pytest.mark.parametrize("place", ["site", "person"])
def test_short_links_and_channels_do_not_share_an_address(build: Build, place: str) -> None:
    person = f"{LEA}\nchannels: [tt, go]" if place == "person" else LEA
    _, messages = build(site=SITE.replace("[ig]", "[go]") if place == "site" else SITE, lea=person)
    assert messages == ["reserved-address: the channel `go` is used by short links"]


def test_all_favourites_can_be_put_into_one_basket(build: Build) -> None:
    files, messages = build("tracking: {cart: shopify-cart}\n")
    assert messages == []
    (link,) = LexborHTMLParser(files["lea/ig/index.html"]).css(".basket a")
    assert link.text() == "Both in one basket"
    assert (link.attributes["href"] or "").startswith(
        "https://lune.example/cart/11:1,12:1?discount=LEA15&utm_source=lea"
    )
    assert (link.attributes["href"] or "").endswith("utm_content=cart.shop.ig")
    assert link.attributes["rel"] == "sponsored nofollow noopener"


def test_a_basket_says_how_many_products_it_has(build: Build) -> None:
    files, _ = build("tracking: {cart: shopify-cart}\n", lea="name: Léa\nfavorites: [balm, soap, comb]")
    (link,) = LexborHTMLParser(files["lea/index.html"]).css(".basket a")
    assert link.text() == "2 of these in one basket"


def test_a_long_address_of_a_code_is_reported(build: Build) -> None:
    _, messages = build(site=SITE.replace("/circle", "/circle" * 42))
    assert messages == ["long-qr-address: a printed code has an address of 325 characters, too many to scan well"]
