from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.checks.proof_for_anybody import _NOBODY, holds_for_anybody
from generator.links.prove import Payee, prove_link
from generator.links.resolve import Planned
from tests.checks.built import LEA, MIA, planned
from tests.checks.damaged_site import SCHEMES, built

BALM = "https://maisonlune.example/balm?size=2#reviews"
NAMES = st.sampled_from(["lea", "mia", "lea-x", "x-lea", "Lea", "l%65a", "", _NOBODY.slug, "le a", "nobody"])
PIECES = st.one_of(
    st.builds("utm_source={}".format, NAMES),
    st.builds("{}={}".format, st.sampled_from(["UTM_SOURCE", "utm%5Fsource", "utm_source%3D", "via", ""]), NAMES),
    st.sampled_from(["size=2", "utm_medium=affiliate", "utm_medium=", "", " ", "\t", "\\", "\u200b", "é", "?", "#"]),
    st.text(max_size=6),
)
HREFS = st.builds(
    lambda head, pieces, tail: head + "&".join(pieces) + tail,
    st.sampled_from([BALM.partition("#")[0] + "&", "https://maisonlune.example/balm?", "//", ""]),
    st.lists(PIECES, max_size=5),
    st.sampled_from(["", "#reviews", "#", "#utm_source=mia", "#?utm_source=lea"]),
)
UTM = st.dictionaries(st.sampled_from(["utm_source", "utm_medium", "utm_term"]), NAMES, max_size=3)
SLUGS = frozenset({"lea", "mia", "lea-x", "x-lea", "nobody", "l"})


@settings(max_examples=600, deadline=None)
@given(HREFS, st.one_of(st.none(), UTM), st.sampled_from([LEA, MIA, Payee("lea-x", "", "", {"shop": ""})]), HREFS)
def test_what_holds_for_anybody_has_no_flaw(href: str, utm: dict[str, str] | None, payee: Payee, other: str) -> None:
    plan = planned(BALM, payee=payee)
    plan = replace(plan, utm=plan.utm if utm is None else utm)
    for damaged in (plan.href, href, plan.href + href, plan.href.replace("#", f"&{href.rpartition('?')[2]}#")):
        for destination in (BALM, other):
            one = replace(plan, href=damaged)
            if holds_for_anybody(one, destination):
                assert prove_link(one, damaged, payee, destination, SLUGS) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_link_that_has_nothing_but_utm_is_proven_so(scheme: str) -> None:
    facts = built(scheme).facts
    plans = [plan for plans in facts.plans.values() for plan in plans]
    held = {holds_for_anybody(plan, facts.products.get(plan.want.product, plan.want.destination)) for plan in plans}
    assert held == {scheme == "utm"}


@pytest.mark.parametrize(
    ("change", "to"),
    [
        ("utm_source=lea", "utm_source=mia"),
        ("utm_source=lea", "utm_source=lea-x"),
        ("utm_source=lea", "utm_source=lea&utm_source=lea"),
        ("utm_source=lea", f"utm_source={_NOBODY.slug}"),
        ("utm_source=lea", "x_utm_source=lea"),
        ("utm_medium", "utm_source=mia&utm_medium"),
        ("utm_medium=affiliate", "utm_medium=paid"),
        ("size=2", "size=3"),
        ("/balm", "/brow"),
        ("#reviews", ""),
    ],
)
def test_a_damaged_link_is_not(change: str, to: str) -> None:
    plan = planned(BALM)
    assert holds_for_anybody(plan, BALM)
    assert not holds_for_anybody(_with(plan, change, to), BALM)


def _with(plan: Planned, change: str, to: str) -> Planned:
    href = plan.href.replace(change, to)
    assert href != plan.href
    return replace(plan, href=href)
