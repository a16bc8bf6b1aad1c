"""The proof of one link never complains about what the build makes, whatever the destination and the schemes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generator.links.audit.verify import Payee, verify_link
from generator.links.errors import LinkError
from generator.links.generate.plan import follow_chain
from generator.links.generate.planned import PlannedLink
from generator.links.schemes.builtin import builtin_names, load_builtin
from generator.links.schemes.compiled import compile_network
from generator.links.schemes.tracking import ChainStep, SchemeChain
from generator.sections.wants import LinkWant
from tests.links.destinations import destinations
from tests.links.test_properties import UTM, VALUES

LEA = Payee("lea", VALUES["id"], VALUES["code"], {"shop": "https://tidd.ly/x?utm_source=theirs"})
SLUGS = frozenset({"lea", "mia"})
# Of a chain each scheme but the first must lead to any link whatever, which stands in it encoded.
AROUND = [
    name
    for name in builtin_names()
    if (link := compile_network(load_builtin(name)).link)
    and any(field.name == "dest" and not field.filter for field, _ in link.walk())
]
INSIDE = [name for name in builtin_names() if name not in AROUND]


def planned(url: str, names: list[str], utm: dict[str, str], values: dict[str, Any]) -> PlannedLink:
    chain = SchemeChain(tuple(ChainStep(name, load_builtin(name)) for name in names), {})
    return follow_chain(chain, LinkWant("story", url), ("lea", "", "c4"), values, utm)


def flaws(url: str, names: list[str], utm: dict[str, str]) -> list[str]:
    try:
        plan = planned(url, names, utm, {**VALUES, "link": LEA.issued["shop"]})
    except LinkError:
        return []  # told to the person who wrote it; there is no link to prove
    return [fault.message for fault in verify_link(plan, plan.href, LEA, url, SLUGS)]


def test_there_are_schemes_of_both_kinds() -> None:
    assert len(AROUND) > 15
    assert {"shopify-discount", "literal", "rewardful", "matomo-hash"} <= set(INSIDE)


@pytest.mark.parametrize("name", builtin_names())
@given(url=destinations(), utm=st.sampled_from([UTM, {}]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_a_link_as_it_was_made_is_proven(name: str, url: str, utm: dict[str, str]) -> None:
    assert flaws(url, [name], utm) == []


@given(
    url=destinations(),
    inner=st.sampled_from(builtin_names()),
    outer=st.lists(st.sampled_from(AROUND), min_size=1, max_size=2),
    utm=st.sampled_from([UTM, {}]),
)
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_a_chain_as_it_was_made_is_proven(url: str, inner: str, outer: list[str], utm: dict[str, str]) -> None:
    assume(compile_network(load_builtin(inner)).takes_destination)
    assert flaws(url, [inner, *outer], utm) == []


@given(destinations(), st.sampled_from(builtin_names()), st.integers(0, 400), st.characters(codec="ascii"))
@settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow])
def test_one_wrong_letter_is_found(url: str, name: str, at: int, letter: str) -> None:
    """Any letter of any link changed: it leads elsewhere, names somebody else, or is the same link to a browser."""
    assume(name != "literal")
    try:
        plan = planned(url, [name], UTM, VALUES)
    except LinkError:
        return
    at %= len(plan.href)
    damaged = plan.href[:at] + letter + plan.href[at + 1 :]
    assume(damaged != plan.href)
    # Of a destination's own query some bytes are replaced by tracking, and two spellings say the same.
    assume("utm" not in url.lower() and "%" not in url and damaged.lower() != plan.href.lower())
    if not verify_link(plan, damaged, LEA, url, SLUGS):
        assert letter in "&+ ?#\t\n\r" or "%" in plan.href[max(0, at - 2) : at + 1], damaged


def test_a_chain_whose_keys_clash_is_found() -> None:
    plan = planned("https://shop.example/p", ["affiliatewp", "goaffpro"], UTM, {**VALUES, "id": "7"})
    assert plan.href.count("ref=") == 1
    found = verify_link(plan, plan.href, Payee("lea", "7", "", {}), "https://shop.example/p", SLUGS)
    assert [fault.name for fault in found] == ["wrong-person"]


def test_a_chain_that_ends_in_a_cart_is_found() -> None:
    plan = planned("https://shop.example/p", ["awin", "shopify-cart"], UTM, VALUES)
    found = verify_link(plan, plan.href, LEA, "https://shop.example/p", SLUGS)
    assert "leads to no other link" in found[0].message


def test_a_key_that_stands_less_often_than_in_the_destination_is_found() -> None:
    url = "https://shop.example/p?utm_x=1&utm_x=2"
    plan = planned(url, ["utm"], {}, VALUES)
    [fault] = verify_link(plan, "https://shop.example/p?utm_x=1", LEA, url, SLUGS)
    assert (fault.name, fault.message) == ("wrong-utm", "lacks `utm_x`")
