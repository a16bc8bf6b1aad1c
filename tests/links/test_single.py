"""Tests the one link that the command line makes: what it accepts, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from generator.links.schemes.builtin import load_builtin
from generator.links.schemes.template import parse_template
from generator.links.schemes.tracking import ChainStep, SchemeChain, TrackingConfig
from generator.links.single import NO_TRACKING, LinkQuery, anybody, make_one_link
from generator.problems import Place, Report

PLACE = Place("content/site.yaml", ("tracking",))
SITE = TrackingConfig(
    PLACE,
    SchemeChain((ChainStep("post-affiliate-pro", load_builtin("post-affiliate-pro")),), {}),
    {"balm": SchemeChain((ChainStep("utm", load_builtin("utm")),), {})},
    {},
    None,
    {"utm_source": parse_template("{ambassador}"), "utm_medium": parse_template("affiliate")},
    "ambassadors",
    "shop.example",
)
LEA = anybody("lea", "")


def make_link(query: LinkQuery, tracking: TrackingConfig = SITE) -> tuple[str | None, list[tuple[str, str]]]:
    """Return the link of a person with an id, and the name and message of each problem."""
    report = Report()
    person = LEA.person.model_copy(update={"partner_id": "p-1"})
    plan = make_one_link(query, tracking, replace(LEA, person=person), {}, report)
    return (plan and plan.href), [(problem.name, problem.message) for problem in report]


def test_an_empty_utm_value_removes_the_key() -> None:
    query = LinkQuery("https://shop.example/p")
    assert make_link(query) == ("https://shop.example/p?a_aid=p-1&utm_source=lea&utm_medium=affiliate", [])
    assert make_link(replace(query, utm={"medium": ""})) == ("https://shop.example/p?a_aid=p-1&utm_source=lea", [])
    assert make_link(replace(query, utm={"term": "", "medium": "{placement}"}))[0] == (
        "https://shop.example/p?a_aid=p-1&utm_source=lea&utm_medium=link"
    )


@pytest.mark.parametrize(
    ("settings", "query", "problems"),
    [
        ({"sub": "{placement}"}, "a_aid=p-1&data1=link", []),
        ({"banner": "{nope}"}, "a_aid=p-1&a_bid=%7Bnope%7D", []),
        ({"sub": "{nope}"}, None, ["unknown-variable"]),
        ({"sub2": "{nope"}, None, ["template-syntax"]),
    ],
)
def test_a_sub_id_is_a_template_and_other_settings_are_not(
    settings: dict[str, str], query: str | None, problems: list[str]
) -> None:
    href, found_problems = make_link(LinkQuery("https://shop.example/p", settings=settings), replace(SITE, utm={}))
    assert (href, [name for name, _ in found_problems]) == (query and f"https://shop.example/p?{query}", problems)


def test_a_link_needs_a_destination() -> None:
    assert make_link(LinkQuery(" ")) == (None, [("missing-destination", "a link needs a destination")])


@pytest.mark.parametrize(
    ("keys", "is_made"),
    [({}, False), ({"schemes": ("utm",)}, True), ({"product": "balm"}, True), ({"product": "mist"}, False)],
)
def test_a_link_outside_the_shop_needs_a_scheme(keys: dict[str, Any], is_made: bool) -> None:
    href, problems = make_link(LinkQuery("https://elsewhere.example/p", **keys))
    assert href == ("https://elsewhere.example/p?utm_source=lea&utm_medium=affiliate" if is_made else None)
    assert [name for name, _ in problems] == ([] if is_made else ["not-the-shop"])


def test_a_link_without_tracking_is_reported() -> None:
    href, problems = make_link(LinkQuery("https://anywhere.example/p", schemes=("utm",)), NO_TRACKING)
    assert href == "https://anywhere.example/p"
    assert problems == [("untagged-link", "the link has no tracking, so no person would be paid for it")]
