"""Tests that the checks notice every kind of damage to a page and to its links, in several schemes."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

import pytest
from msgspec.structs import replace

from generator.checks import check_pages
from generator.links.generate.planned import PlainInputs, PlannedLink
from generator.problems import Report
from tests.checks.damaged_site import SCHEMES, Site, build_tracked_site

ALL = tuple(SCHEMES)
WITH_UTM = tuple(name for name in ALL if name != "literal")
REDIRECTS = ("awin", "chain")
WITH_ID = ("post-affiliate-pro", "rewardful", *REDIRECTS)
PAID = 'rel="sponsored nofollow noopener"'
LABEL = re.compile(r"<p data-disclosure>.*?</p>", re.DOTALL)


@pytest.mark.parametrize("scheme", ALL)
def test_an_undamaged_site_has_no_problem(scheme: str) -> None:
    site, report = build_tracked_site(scheme), Report()
    check_pages(site.pages.values(), site.facts, report)
    assert list(report) == []
    assert {"lea/index.html", "lea/ig/index.html", "mia/index.html"} <= set(site.pages)
    assert sum(map(len, site.facts.plans.values())) >= 20
    assert site.facts.plans["lea/index.html"]


# Damage to a link: a function that makes another address, the schemes in which it does so, and the name of the problem
# that the proof of links reports if the plan has the same damage ("any" if it depends on the scheme).
def other_person(site: Site, href: str) -> str:
    return site.plan("mia/index.html").href


def other_product(site: Site, href: str) -> str:
    return site.plan(product="boy-brow", placement="favorites").href


def plain_product(site: Site, href: str) -> str:
    return site.facts.products["cloud-balm"]


def replace_in_link(pattern: str, to: str) -> Callable[[Site, str], str]:
    return lambda site, href: re.sub(pattern, to, href, count=1)


SOURCE = r"utm_source(=|%3D)lea"
LINK_DAMAGE: dict[str, tuple[Callable[[Site, str], str], tuple[str, ...], str]] = {
    "another person's link": (other_person, ALL, "wrong-person"),
    "another product's link": (other_product, ALL, "misdirected-link"),
    "the bare product": (plain_product, ALL, "any"),
    "a lost fragment": (replace_in_link(r"(#|%23|%2523)reviews", ""), WITH_UTM, "misdirected-link"),
    "a lost query": (replace_in_link(r"(size)(=|%3D|%253D)2(&|%26|%2526)", ""), WITH_UTM, "misdirected-link"),
    "a changed query": (replace_in_link(r"(size=|size%3D|size%253D)2", r"\g<1>3"), WITH_UTM, "misdirected-link"),
    "http for https": (replace_in_link("^https", "http"), ALL, "any"),
    "http inside": (replace_in_link("https%3A", "http%3A"), REDIRECTS, "misdirected-link"),
    "another host": (replace_in_link(r"//(www\.)?([a-z0-9.]+)", r"//\2.evil.example"), ALL, "any"),
    "a doubled key": (
        replace_in_link(SOURCE + "(&|%26)", r"utm_source\1lea\2utm_source\1lea\2"), WITH_UTM, "wrong-utm",
    ),
    "UTM dropped": (replace_in_link(r"utm_medium(=|%3D)affiliate(&|%26)?", ""), WITH_UTM, "wrong-utm"),
    "all UTM dropped": (
        lambda site, href: re.sub(r"(&|%26)?utm_[a-z]+(=|%3D)[a-z.-]+(%2E)?", "", href),
        WITH_UTM,
        "wrong-utm",
    ),
    "UTM of another person": (replace_in_link(SOURCE, r"utm_source\1mia"), WITH_UTM, "wrong-person"),
    "UTM in capitals": (replace_in_link(SOURCE, r"utm_source\1Lea"), WITH_UTM, "wrong-utm"),
    "another placement": (replace_in_link(r"favorites\.", "story."), WITH_UTM, "wrong-utm"),
    "another person's id": (replace_in_link("p7a", "p8b"), (*WITH_ID, "literal"), "wrong-person"),
    "an id in capitals": (replace_in_link("p7a", "P7A"), (*WITH_ID, "literal"), "wrong-person"),
    "no id": (replace_in_link(r"(&?)(via|a_aid|awinaffid)=p7a", ""), WITH_ID, "any"),
    "a second id": (
        replace_in_link(r"(via|a_aid)=p7a", r"\g<0>&\1=p8b"),
        ("post-affiliate-pro", "rewardful"),
        "wrong-person",
    ),
    "another account": (replace_in_link("1234", "4321"), REDIRECTS, "misdirected-link"),
    "another banner": (replace_in_link("a_bid=b1", "a_bid=b2"), ("post-affiliate-pro",), "misdirected-link"),
    "another sub-id": (
        replace_in_link("(clickref|data1)=(lea-)?favorites", r"\1=\2story"),
        ("post-affiliate-pro", *REDIRECTS),
        "misdirected-link",
    ),
    "a sub-id of another person": (replace_in_link("clickref=lea-", "clickref=mia-"), ("awin",), "misdirected-link"),
    "another code": (replace_in_link("LEA15", "MIA20"), ("chain",), "wrong-person"),
    "a made-up code": (replace_in_link("LEA15", "LEA50"), ("chain",), "wrong-person"),
    "a broken encoding": (replace_in_link("%3A", "%3"), REDIRECTS, "misdirected-link"),
    "encoded twice": (replace_in_link("%3A", "%253A"), REDIRECTS, "misdirected-link"),
    "`&amp;` in the address": (replace_in_link("&", "&amp;"), tuple(name for name in ALL if name != "literal"), "any"),
    "a key beside": (replace_in_link(r"[?]", "?ref=mia&"), WITH_UTM, "misdirected-link"),
}  # fmt: skip
CASES = [(name, scheme) for name, (_, schemes, _) in LINK_DAMAGE.items() for scheme in schemes]


@pytest.mark.parametrize(("name", "scheme"), CASES)
def test_a_damaged_link_is_reported(name: str, scheme: str) -> None:
    site = build_tracked_site(scheme)
    damage, href = LINK_DAMAGE[name][0], site.plan().href
    html = site.pages["lea/index.html"].html
    assert f'"{escape(href)}"' in html
    assert "unplanned-link" in site.problems_of_html(
        html.replace(f'"{escape(href)}"', f'"{escape(damage(site, href))}"', 1)
    )


@pytest.mark.parametrize(("name", "scheme"), CASES)
def test_a_damaged_link_with_a_damaged_plan_is_reported(name: str, scheme: str) -> None:
    site = build_tracked_site(scheme)
    damage, _, expected = LINK_DAMAGE[name]
    right_plan = site.plan()
    problem_names = site.problems_of_wrong_plan(replace(right_plan, href=damage(site, right_plan.href)), right_plan)
    assert problem_names & {"misdirected-link", "wrong-person", "wrong-utm"}
    assert expected == "any" or expected in problem_names or (scheme == "literal" and "wrong-person" in problem_names)


@pytest.mark.parametrize("scheme", ALL)
def test_a_link_made_for_another_person_is_reported(scheme: str) -> None:
    """The whole plan with all its values is the other person's, as if the build had confused two people."""
    site = build_tracked_site(scheme)
    right_plan, plan_of_mia = site.plan(), site.plan("mia/index.html")
    assert "wrong-person" in site.problems_of_wrong_plan(plan_of_mia, right_plan)
    assert "wrong-person" in site.problems_of_wrong_plan(replace(plan_of_mia, slug="lea"), right_plan)


# Damage to the page around its links.
def anchors(html: str) -> list[str]:
    return re.findall(rf'<a href="[^"]*" {PAID}>.*?</a>', html)


def replace_label(to: str) -> Callable[[Site, str], str]:
    return lambda site, html: LABEL.sub(to, html)


def first_link(change: Callable[[str], str]) -> Callable[[Site, str], str]:
    return lambda site, html: html.replace(anchors(html)[0], change(anchors(html)[0]), 1)


def add_link(link: Callable[[Site], str]) -> Callable[[Site, str], str]:
    return lambda site, html: html.replace("</h1>", f"</h1>{link(site)}", 1)


def remove_from_link(word: str) -> Callable[[Site, str], str]:
    return first_link(lambda link: link.replace(word, ""))


def label_last(site: Site, html: str) -> str:
    match = LABEL.search(html)
    assert match
    return LABEL.sub("", html) + match[0]


PAGE_DAMAGE: dict[str, tuple[Callable[[Site, str], str], str]] = {
    "no label": (replace_label(""), "unlabelled-link"),
    "the label after the links": (label_last, "unlabelled-link"),
    "an empty label": (replace_label("<p data-disclosure></p>"), "unlabelled-link"),
    "a label of signs": (replace_label("<p data-disclosure>– *</p>"), "unlabelled-link"),
    "a hidden label": (replace_label("<p data-disclosure hidden>Ad</p>"), "unlabelled-link"),
    "a label that only looks like one": (replace_label("<p>Ad</p>"), "unlabelled-link"),
    "rel without sponsored": (remove_from_link("sponsored "), "untracked-shop-link"),
    "rel without nofollow": (remove_from_link("nofollow "), "untracked-shop-link"),
    "rel without noopener": (remove_from_link(" noopener"), "untracked-shop-link"),
    "no rel": (remove_from_link(PAID), "untracked-shop-link"),
    "a link gone": (first_link(lambda link: ""), "unplanned-link"),
    "a link out of reach": (first_link(lambda link: f"<template>{link}</template>"), "unplanned-link"),
    "a link in a comment": (first_link(lambda link: f"<!--{link}-->"), "unplanned-link"),
    "a link without an address": (first_link(lambda link: link.replace("href", "data-href")), "unplanned-link"),
    "a link with two addresses": (
        first_link(lambda link: link.replace("<a ", '<a href="https://lune.example/" ')), "unplanned-link",
    ),
    "one more link": (add_link(lambda site: f'<a href="https://lune.example/new" {PAID}>x</a>'), "unplanned-link"),
    "one more, unmarked": (add_link(lambda site: '<a href="https://lune.example/new">x</a>'), "untracked-shop-link"),
    "one more, to a network": (
        add_link(lambda site: '<a rel="noopener" href="https://www.awin1.com/cread.php?awinaffid=1">x</a>'),
        "untracked-shop-link",
    ),
    "one more, of another person": (
        add_link(lambda site: f'<a href="{escape(site.plan("mia/index.html").href)}" {PAID}>x</a>'), "wrong-person",
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
    # The issued links have no `&`.
    [(name, scheme) for name in PAGE_DAMAGE for scheme in ALL if (name, scheme) != ("escaped twice", "literal")],
)
def test_a_damaged_page_is_reported(name: str, scheme: str) -> None:
    site = build_tracked_site(scheme)
    damage, expected = PAGE_DAMAGE[name]
    assert expected in site.problems_of_html(damage(site, site.pages["lea/index.html"].html))


@pytest.mark.parametrize("scheme", WITH_UTM)
def test_a_channel_page_with_links_of_the_main_page_is_reported(scheme: str) -> None:
    site, twin = build_tracked_site(scheme), "lea/ig/index.html"
    channel_plan, main_plan = site.plan(twin), site.plan()
    html = site.pages[twin].html.replace(escape(channel_plan.href), escape(main_plan.href))
    assert {"unplanned-link"} <= site.problems_of_html(html, twin)
    assert "misdirected-link" in site.problems_of_wrong_plan(main_plan, channel_plan, twin)


def test_there_are_many_kinds_of_damage() -> None:
    assert len(LINK_DAMAGE) + len(PAGE_DAMAGE) >= 50
    assert len(CASES) >= 100


def test_the_profile_decides_whose_link_it_is_not_the_plan() -> None:
    """The plan names `lea` but has the id of another person. Only the profile shows that."""
    site = build_tracked_site("rewardful")
    right_plan = site.plan()
    right_inputs = right_plan.inputs
    inputs = PlainInputs(right_inputs.destinations, {**right_inputs.values, "id": "p8b"}, right_inputs.utm)
    wrong_plan: PlannedLink = replace(right_plan, href=right_plan.href.replace("p7a", "p8b"), inputs=inputs)
    assert "wrong-person" in site.problems_of_wrong_plan(wrong_plan, right_plan)
