"""The proof of one link never complains about what the build makes, whatever the destination and the schemes."""

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
        plan = planned(url, names, utm, {**VALUES, "link": LEA.issued_links["shop"]})
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
        assert_says_the_same(plan.href, damaged)


def assert_says_the_same(href: str, damaged: str) -> None:
    """A damaged link goes unnoticed only where a shop's server reads the same from it, and at most a key more."""
    (before, pairs), (after, more) = read(href), read(damaged)
    assert before == after, damaged
    assert not pairs - more, damaged


def read(href: str) -> tuple[tuple[str, str, str], Counter[tuple[str, str]]]:
    """What an address says, by another reader than ours."""
    parts = urlsplit(href)
    pairs = [pair for text in (parts.query, parts.fragment) for pair in parse_qsl(text, keep_blank_values=True)]
    return (parts.scheme, parts.netloc, unquote(parts.path)), Counter(pairs)


def test_a_wrong_letter_anywhere_in_a_link_of_each_scheme_is_found() -> None:
    """Each letter of a link in turn, changed to two of those that end or begin something."""
    changed = unnoticed = 0
    for step in (ChainStep(name, load_builtin(name)) for name in builtin_names() if name != "literal"):
        url = "https://shop.example/p a/é?color=red&b=x y"
        try:
            plan = planned(f"{url}#top", [step.name], UTM, VALUES)
        except LinkError:  # a scheme that needs the fragment for itself
            plan = planned(url, [step.name], UTM, VALUES)
        for at, now in enumerate(plan.href):
            for letter in ("%&#"[at % 3], "5/="[at % 3]):
                if letter != now:
                    damaged = plan.href[:at] + letter + plan.href[at + 1 :]
                    changed += 1
                    if not verify_link(plan, damaged, LEA, plan.want.destination, SLUGS):
                        unnoticed += 1
                        assert_says_the_same(plan.href, damaged)
    assert changed > 10_000
    assert unnoticed <= 2, "only a key more, behind a value that ends in an encoded letter"


def test_a_second_hash_in_the_keys_of_a_fragment_is_found() -> None:
    plan = planned("https://shop.example/p", ["matomo-hash"], UTM, {**VALUES, "id": "7"})
    assert plan.href.endswith("%25")
    [flaw] = verify_link(plan, f"{plan.href}#5", LEA, "https://shop.example/p", SLUGS)
    assert flaw.message == "has `été & + 100%#5` in `mtm_content`, not `été & + 100%`"


def test_of_a_long_value_the_beginning_is_shown() -> None:
    url = "https://shop.example/p"
    plan = planned(url, ["matomo-hash"], {"utm_campaign": "c" * 70, "utm_content": "a"}, VALUES)
    flaws = verify_link(plan, plan.href.replace("c4", "d" * 70), LEA, url, SLUGS)
    assert [flaw.message for flaw in flaws] == [f"has `{'d' * 60}` in `mtm_campaign`, not `c4`"]
    plan = planned(url, ["matomo-hash"], {}, {**VALUES, "campaign": "e" * 70})
    flaws = verify_link(plan, plan.href.replace("e" * 70, "f"), LEA, url, SLUGS)
    assert [flaw.message for flaw in flaws] == [f"has `f` in `mtm_campaign`, not `{'e' * 60}`"]


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
