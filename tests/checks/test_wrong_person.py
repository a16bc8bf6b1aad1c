from __future__ import annotations

from html import escape

import pytest
from msgspec.structs import replace

from generator.checks.wrong_person import wrong_person
from tests.checks.built import LEA, MIA, PAID, audited, messages, planned

BALM = "https://maisonlune.example/balm"
SCHEMES = [("utm",), ("rewardful",), ("awin",), ("literal",), ("shopify-discount", "awin")]


def link(href: str) -> str:
    return f'<a {PAID} href="{escape(href)}">x</a>'


@pytest.mark.parametrize("schemes", SCHEMES)
def test_a_planned_link_names_its_person(schemes: tuple[str, ...]) -> None:
    own, other = planned(BALM, *schemes), planned(BALM, *schemes, payee=MIA)
    assert messages(wrong_person, link(own.href), audited(own)) == []
    # Even where the plan itself is wrong: the page is Léa's.
    assert len(messages(wrong_person, link(other.href), audited(other))) == 1
    lying = replace(other, slug="lea")
    assert messages(wrong_person, link(lying.href), audited(lying)) != []


@pytest.mark.parametrize("schemes", SCHEMES)
def test_an_unplanned_link_reports_whom_it_names(schemes: tuple[str, ...]) -> None:
    found = messages(wrong_person, link(planned(BALM, *schemes, payee=MIA).href), audited(planned(BALM, *schemes)))
    assert "of `mia`" in found[0]


def test_an_id_in_capitals_is_another_id() -> None:
    plan = planned(BALM, "rewardful")
    shouted = replace(plan, href=plan.href.replace(LEA.partner_id, LEA.partner_id.upper()))
    assert "has `P-1` in `via`" in messages(wrong_person, link(shouted.href), audited(shouted))[0]


def test_a_link_that_names_no_person_is_reported() -> None:
    plan = planned(BALM, "rewardful")
    context = audited(plan)
    payees = {**context.people.payees, "lea": replace(LEA, partner_id="")}
    context = replace(context, people=replace(context.people, payees=payees))
    assert "names no person" in messages(wrong_person, link(plan.href), context)[0]


def test_a_link_on_a_page_of_nobody_is_reported() -> None:
    plan = planned(BALM)
    path = "gone/index.html"
    assert "of `gone`" in messages(wrong_person, link(plan.href), audited(plan, path=path), path=path)[0]
