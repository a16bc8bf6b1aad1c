"""Tests that the proof of a link accepts every link of a build, and notices every wrong letter."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

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
# Each scheme of a chain but the first contains the previous link, encoded. So it must be able to lead to any link.
AROUND = [
    name
    for name in builtin_names()
    if (link := compile_network(load_builtin(name)).link)
    and any(field.name == "dest" and not field.filter for field, _ in link.walk())
]
INSIDE = [name for name in builtin_names() if name not in AROUND]


def plan_link(url: str, names: list[str], utm: dict[str, str], values: dict[str, Any]) -> PlannedLink:
    chain = SchemeChain(tuple(ChainStep(name, load_builtin(name)) for name in names), {})
    return follow_chain(chain, LinkWant("story", url), ("lea", "", "c4"), values, utm)


def faults_of(url: str, names: list[str], utm: dict[str, str]) -> list[str]:
    try:
        plan = plan_link(url, names, utm, {**VALUES, "link": LEA.issued_links["shop"]})
    except LinkError:
        return []  # the build reports it to the person who wrote it; there is no link to verify
    return [fault.message for fault in verify_link(plan, plan.href, LEA, url, SLUGS)]


def test_there_are_schemes_of_both_kinds() -> None:
    assert len(AROUND) > 15
    assert {"shopify-discount", "literal", "rewardful", "matomo-hash"} <= set(INSIDE)


@pytest.mark.parametrize("name", builtin_names())
@given(url=destinations(), utm=st.sampled_from([UTM, {}]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_an_unchanged_link_is_verified(name: str, url: str, utm: dict[str, str]) -> None:
    assert faults_of(url, [name], utm) == []


@given(
    url=destinations(),
    inner=st.sampled_from(builtin_names()),
    outer=st.lists(st.sampled_from(AROUND), min_size=1, max_size=2),
    utm=st.sampled_from([UTM, {}]),
)
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_an_unchanged_chain_is_verified(url: str, inner: str, outer: list[str], utm: dict[str, str]) -> None:
    assume(compile_network(load_builtin(inner)).takes_destination)
    assert faults_of(url, [inner, *outer], utm) == []


@given(destinations(), st.sampled_from(builtin_names()), st.integers(0, 400), st.characters(codec="ascii"))
@settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow])
def test_one_wrong_letter_is_noticed(url: str, name: str, at: int, letter: str) -> None:
    """After any change of a letter the proof fails, or a shop's server reads the same from the link."""
    assume(name != "literal")
    try:
        plan = plan_link(url, [name], UTM, VALUES)
    except LinkError:
        return
    at %= len(plan.href)
    damaged_href = plan.href[:at] + letter + plan.href[at + 1 :]
    assume(damaged_href != plan.href)
    # Tracking replaces some bytes of a destination's own query, and two spellings mean the same.
    assume("utm" not in url.lower() and "%" not in url and damaged_href.lower() != plan.href.lower())
    if not verify_link(plan, damaged_href, LEA, url, SLUGS):
        assert_same_for_a_shop(plan.href, damaged_href)


def assert_same_for_a_shop(href: str, damaged: str) -> None:
    """Damage may stay unnoticed only if a shop's server reads the same from the link, and at most one more key."""
    (before, pairs), (after, damaged_pairs) = read_address(href), read_address(damaged)
    assert before == after, damaged
    assert not pairs - damaged_pairs, damaged


def read_address(href: str) -> tuple[tuple[str, str, str], Counter[tuple[str, str]]]:
    """Return the parts and the keys of an address, as another parser than ours reads them."""
    parts = urlsplit(href)
    pairs = [pair for text in (parts.query, parts.fragment) for pair in parse_qsl(text, keep_blank_values=True)]
    return (parts.scheme, parts.netloc, unquote(parts.path)), Counter(pairs)


def test_a_wrong_letter_at_any_place_of_each_scheme_is_noticed() -> None:
    """Change each letter of a link in turn to two letters that end or begin a part of an address."""
    change_count = unnoticed_count = 0
    for step in (ChainStep(name, load_builtin(name)) for name in builtin_names() if name != "literal"):
        url = "https://shop.example/p a/é?color=red&b=x y"
        try:
            plan = plan_link(f"{url}#top", [step.name], UTM, VALUES)
        except LinkError:  # this scheme needs the fragment itself
            plan = plan_link(url, [step.name], UTM, VALUES)
        for at, old_letter in enumerate(plan.href):
            for letter in ("%&#"[at % 3], "5/="[at % 3]):
                if letter != old_letter:
                    damaged_href = plan.href[:at] + letter + plan.href[at + 1 :]
                    change_count += 1
                    if not verify_link(plan, damaged_href, LEA, plan.want.destination, SLUGS):
                        unnoticed_count += 1
                        assert_same_for_a_shop(plan.href, damaged_href)
    assert change_count > 10_000
    assert unnoticed_count <= 2, "at most one more key, after a value that ends in an encoded letter"


def test_a_second_hash_in_the_keys_of_a_fragment_is_noticed() -> None:
    plan = plan_link("https://shop.example/p", ["matomo-hash"], UTM, {**VALUES, "id": "7"})
    assert plan.href.endswith("%25")
    [fault] = verify_link(plan, f"{plan.href}#5", LEA, "https://shop.example/p", SLUGS)
    assert fault.message == "has `été & + 100%#5` in `mtm_content`, not `été & + 100%`"


def test_a_message_shows_only_the_start_of_a_long_value() -> None:
    url = "https://shop.example/p"
    plan = plan_link(url, ["matomo-hash"], {"utm_campaign": "c" * 70, "utm_content": "a"}, VALUES)
    faults = verify_link(plan, plan.href.replace("c4", "d" * 70), LEA, url, SLUGS)
    assert [fault.message for fault in faults] == [f"has `{'d' * 60}` in `mtm_campaign`, not `c4`"]
    plan = plan_link(url, ["matomo-hash"], {}, {**VALUES, "campaign": "e" * 70})
    faults = verify_link(plan, plan.href.replace("e" * 70, "f"), LEA, url, SLUGS)
    assert [fault.message for fault in faults] == [f"has `f` in `mtm_campaign`, not `{'e' * 60}`"]


def test_a_chain_whose_keys_clash_is_noticed() -> None:
    plan = plan_link("https://shop.example/p", ["affiliatewp", "goaffpro"], UTM, {**VALUES, "id": "7"})
    assert plan.href.count("ref=") == 1
    faults = verify_link(plan, plan.href, Payee("lea", "7", "", {}), "https://shop.example/p", SLUGS)
    assert [fault.name for fault in faults] == ["wrong-person"]


def test_a_chain_that_ends_in_a_cart_is_noticed() -> None:
    plan = plan_link("https://shop.example/p", ["awin", "shopify-cart"], UTM, VALUES)
    faults = verify_link(plan, plan.href, LEA, "https://shop.example/p", SLUGS)
    assert "leads to no other link" in faults[0].message


def test_a_missing_key_of_the_destination_is_noticed() -> None:
    url = "https://shop.example/p?utm_x=1&utm_x=2"
    plan = plan_link(url, ["utm"], {}, VALUES)
    [fault] = verify_link(plan, "https://shop.example/p?utm_x=1", LEA, url, SLUGS)
    assert (fault.name, fault.message) == ("wrong-utm", "lacks `utm_x`")
