"""The audit finds whatever is done to a page: one damage at a time, in several schemes, on a site that was built."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

import pytest
from msgspec.structs import replace

from generator.checks import check_pages
from generator.links.generate.planned import PlainInputs, PlannedLink
from generator.problems import Report
from tests.checks.damaged_site import SCHEMES, Site, built

ALL = tuple(SCHEMES)
WITH_UTM = tuple(name for name in ALL if name != "literal")
REDIRECTS = ("awin", "chain")
WITH_ID = ("post-affiliate-pro", "rewardful", *REDIRECTS)
PAID = 'rel="sponsored nofollow noopener"'
LABEL = re.compile(r"<p data-disclosure>.*?</p>", re.DOTALL)


@pytest.mark.parametrize("scheme", ALL)
def test_an_undamaged_site_has_no_problem(scheme: str) -> None:
    site, report = built(scheme), Report()
    check_pages(site.pages.values(), site.facts, report)
    assert list(report) == []
    assert {"lea/index.html", "lea/ig/index.html", "mia/index.html"} <= set(site.pages)
    assert sum(map(len, site.facts.plans.values())) >= 20
    assert site.facts.plans["lea/index.html"]


# Damage to a link: from its address (and the site) to another address. Where the plan has the same damage, only the
# audit's proof can find it; "planned" says under which name, "" where the page alone can show it.
def other_person(site: Site, href: str) -> str:
    return site.plan("mia/index.html").href


def other_product(site: Site, href: str) -> str:
    return site.plan(product="boy-brow", placement="favorites").href


def bare(site: Site, href: str) -> str:
    return site.facts.products["cloud-balm"]


def main_page_s(site: Site, href: str) -> str:
    return site.plan("lea/index.html").href


def sub(pattern: str, to: str) -> Callable[[Site, str], str]:
    return lambda site, href: re.sub(pattern, to, href, count=1)


SOURCE = r"utm_source(=|%3D)lea"
LINK_DAMAGE: dict[str, tuple[Callable[[Site, str], str], tuple[str, ...], str]] = {
    "another person's link": (other_person, ALL, "wrong-person"),
    "another product's link": (other_product, ALL, "misdirected-link"),
    "the bare product": (bare, ALL, "any"),
    "a lost fragment": (sub(r"(#|%23|%2523)reviews", ""), WITH_UTM, "misdirected-link"),
    "a lost query": (sub(r"(size)(=|%3D|%253D)2(&|%26|%2526)", ""), WITH_UTM, "misdirected-link"),
    "a changed query": (sub(r"(size=|size%3D|size%253D)2", r"\g<1>3"), WITH_UTM, "misdirected-link"),
    "http for https": (sub("^https", "http"), ALL, "any"),
    "http inside": (sub("https%3A", "http%3A"), REDIRECTS, "misdirected-link"),
    "another host": (sub(r"//(www\.)?([a-z0-9.]+)", r"//\2.evil.example"), ALL, "any"),
    "a doubled key": (sub(SOURCE + "(&|%26)", r"utm_source\1lea\2utm_source\1lea\2"), WITH_UTM, "wrong-utm"),
    "UTM dropped": (sub(r"utm_medium(=|%3D)affiliate(&|%26)?", ""), WITH_UTM, "wrong-utm"),
    "all UTM dropped": (
        lambda site, href: re.sub(r"(&|%26)?utm_[a-z]+(=|%3D)[a-z.-]+(%2E)?", "", href),
        WITH_UTM,
        "wrong-utm",
    ),
    "UTM of another person": (sub(SOURCE, r"utm_source\1mia"), WITH_UTM, "wrong-person"),
    "UTM in capitals": (sub(SOURCE, r"utm_source\1Lea"), WITH_UTM, "wrong-utm"),
    "another placement": (sub(r"favorites\.", "story."), WITH_UTM, "wrong-utm"),
    "another person's id": (sub("p7a", "p8b"), (*WITH_ID, "literal"), "wrong-person"),
    "an id in capitals": (sub("p7a", "P7A"), (*WITH_ID, "literal"), "wrong-person"),
    "no id": (sub(r"(&?)(via|a_aid|awinaffid)=p7a", ""), WITH_ID, "any"),
    "a second id": (
        sub(r"(via|a_aid)=p7a", r"\g<0>&\1=p8b"),
        ("post-affiliate-pro", "rewardful"),
        "wrong-person",
    ),
    "another account": (sub("1234", "4321"), REDIRECTS, "misdirected-link"),
    "another banner": (sub("a_bid=b1", "a_bid=b2"), ("post-affiliate-pro",), "misdirected-link"),
    "another sub-id": (
        sub("(clickref|data1)=(lea-)?favorites", r"\1=\2story"),
        ("post-affiliate-pro", *REDIRECTS),
        "misdirected-link",
    ),
    "a sub-id of another person": (sub("clickref=lea-", "clickref=mia-"), ("awin",), "misdirected-link"),
    "another code": (sub("LEA15", "MIA20"), ("chain",), "wrong-person"),
    "a made-up code": (sub("LEA15", "LEA50"), ("chain",), "wrong-person"),
    "a broken encoding": (sub("%3A", "%3"), REDIRECTS, "misdirected-link"),
    "encoded twice": (sub("%3A", "%253A"), REDIRECTS, "misdirected-link"),
    "`&amp;` in the address": (sub("&", "&amp;"), tuple(name for name in ALL if name != "literal"), "any"),
    "a key beside": (sub(r"[?]", "?ref=mia&"), WITH_UTM, "misdirected-link"),
}  # fmt: skip
CASES = [(name, scheme) for name, (_, schemes, _) in LINK_DAMAGE.items() for scheme in schemes]


@pytest.mark.parametrize(("name", "scheme"), CASES)
def test_a_damaged_link(name: str, scheme: str) -> None:
    site = built(scheme)
    damage, href = LINK_DAMAGE[name][0], site.plan().href
    html = site.pages["lea/index.html"].html
    assert f'"{escape(href)}"' in html
    assert "unplanned-link" in site.damaged(html.replace(f'"{escape(href)}"', f'"{escape(damage(site, href))}"', 1))


@pytest.mark.parametrize(("name", "scheme"), CASES)
def test_a_damaged_link_that_the_plan_has_too(name: str, scheme: str) -> None:
    site = built(scheme)
    damage, _, expected = LINK_DAMAGE[name]
    honest = site.plan()
    told = site.lying(replace(honest, href=damage(site, honest.href)), honest)
    assert told & {"misdirected-link", "wrong-person", "wrong-utm"}
    assert expected == "any" or expected in told or (scheme == "literal" and "wrong-person" in told)


@pytest.mark.parametrize("scheme", ALL)
def test_links_made_for_another_person(scheme: str) -> None:
    """The whole plan is the other person's, values and all: as if two people had been mixed up."""
    site = built(scheme)
    honest, other = site.plan(), site.plan("mia/index.html")
    assert "wrong-person" in site.lying(other, honest)
    assert "wrong-person" in site.lying(replace(other, slug="lea"), honest)


# Damage to the page around its links.
def anchors(html: str) -> list[str]:
    return re.findall(rf'<a href="[^"]*" {PAID}>.*?</a>', html)


def relabelled(to: str) -> Callable[[Site, str], str]:
    return lambda site, html: LABEL.sub(to, html)


def first_link(change: Callable[[str], str]) -> Callable[[Site, str], str]:
    return lambda site, html: html.replace(anchors(html)[0], change(anchors(html)[0]), 1)


def added(link: Callable[[Site], str]) -> Callable[[Site, str], str]:
    return lambda site, html: html.replace("</h1>", f"</h1>{link(site)}", 1)


def without(word: str) -> Callable[[Site, str], str]:
    return first_link(lambda link: link.replace(word, ""))


def label_last(site: Site, html: str) -> str:
    found = LABEL.search(html)
    assert found
    return LABEL.sub("", html) + found[0]


PAGE_DAMAGE: dict[str, tuple[Callable[[Site, str], str], str]] = {
    "no label": (relabelled(""), "unlabelled-link"),
    "the label after the links": (label_last, "unlabelled-link"),
    "an empty label": (relabelled("<p data-disclosure></p>"), "unlabelled-link"),
    "a label of signs": (relabelled("<p data-disclosure>– *</p>"), "unlabelled-link"),
    "a hidden label": (relabelled("<p data-disclosure hidden>Ad</p>"), "unlabelled-link"),
    "a label that only looks like one": (relabelled("<p>Ad</p>"), "unlabelled-link"),
    "rel without sponsored": (without("sponsored "), "untracked-shop-link"),
    "rel without nofollow": (without("nofollow "), "untracked-shop-link"),
    "rel without noopener": (without(" noopener"), "untracked-shop-link"),
    "no rel": (without(PAID), "untracked-shop-link"),
    "a link gone": (first_link(lambda link: ""), "unplanned-link"),
    "a link out of reach": (first_link(lambda link: f"<template>{link}</template>"), "unplanned-link"),
    "a link in a comment": (first_link(lambda link: f"<!--{link}-->"), "unplanned-link"),
    "a link without an address": (first_link(lambda link: link.replace("href", "data-href")), "unplanned-link"),
    "a link with two addresses": (
        first_link(lambda link: link.replace("<a ", '<a href="https://lune.example/" ')), "unplanned-link",
    ),
    "one more link": (added(lambda site: f'<a href="https://lune.example/new" {PAID}>x</a>'), "unplanned-link"),
    "one more, unmarked": (added(lambda site: '<a href="https://lune.example/new">x</a>'), "untracked-shop-link"),
    "one more, to a network": (
        added(lambda site: '<a rel="noopener" href="https://www.awin1.com/cread.php?awinaffid=1">x</a>'),
        "untracked-shop-link",
    ),
    "one more, of another person": (
        added(lambda site: f'<a href="{escape(site.plan("mia/index.html").href)}" {PAID}>x</a>'), "wrong-person",
    ),
    "escaped twice": (lambda site, html: html.replace("&amp;", "&amp;amp;"), "unplanned-link"),
    "two links swapped with another page": (
        lambda site, html: html.replace(
            "".join(anchors(html)[:1]), "".join(anchors(site.pages["mia/index.html"].html)[:1])
        ),
        "wrong-person",
    ),
    "leads on by itself": (
        lambda site, html: f'<meta http-equiv=refresh content="0; url=https://lune.example/">{html}',
        "unplanned-link",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "scheme"),
    # There is no `&` in the links that were issued.
    [(name, scheme) for name in PAGE_DAMAGE for scheme in ALL if (name, scheme) != ("escaped twice", "literal")],
)
def test_a_damaged_page(name: str, scheme: str) -> None:
    site = built(scheme)
    damage, expected = PAGE_DAMAGE[name]
    assert expected in site.damaged(damage(site, site.pages["lea/index.html"].html))


@pytest.mark.parametrize("scheme", WITH_UTM)
def test_a_twin_without_its_channel(scheme: str) -> None:
    site, twin = built(scheme), "lea/ig/index.html"
    mine, plain = site.plan(twin), site.plan()
    html = site.pages[twin].html.replace(escape(mine.href), escape(plain.href))
    assert {"unplanned-link"} <= site.damaged(html, twin)
    assert "misdirected-link" in site.lying(plain, mine, twin)


def test_there_are_many_kinds_of_damage() -> None:
    assert len(LINK_DAMAGE) + len(PAGE_DAMAGE) >= 50
    assert len(CASES) >= 100


def test_whose_link_it_is_does_not_depend_on_the_plan_s_word() -> None:
    """A plan that says `lea` and holds nothing of hers is found by the profile alone."""
    site = built("rewardful")
    honest = site.plan()
    made_of = honest.inputs
    inputs = PlainInputs(made_of.destinations, {**made_of.values, "id": "p8b"}, made_of.utm)
    stolen: PlannedLink = replace(honest, href=honest.href.replace("p7a", "p8b"), inputs=inputs)
    assert "wrong-person" in site.lying(stolen, honest)
