"""Tests that a paid link that names another person than the page's is reported."""

from __future__ import annotations

from html import escape

import pytest
from msgspec.structs import replace

from generator.checks.wrong_person import wrong_person
from tests.checks.sample_page import LEA, MIA, PAID, context_of, messages, plan_link

BALM = "https://maisonlune.example/balm"
SCHEMES = [("utm",), ("rewardful",), ("awin",), ("literal",), ("shopify-discount", "awin")]


def link(href: str) -> str:
    return f'<a {PAID} href="{escape(href)}">x</a>'


@pytest.mark.parametrize("schemes", SCHEMES)
def test_a_planned_link_names_its_person(schemes: tuple[str, ...]) -> None:
    plan_of_lea, plan_of_mia = plan_link(BALM, *schemes), plan_link(BALM, *schemes, payee=MIA)
    assert messages(wrong_person, link(plan_of_lea.href), context_of(plan_of_lea)) == []
    # The page is Léa's, so the link is wrong even if its plan says the same.
    assert len(messages(wrong_person, link(plan_of_mia.href), context_of(plan_of_mia))) == 1
    wrong_plan = replace(plan_of_mia, slug="lea")
    assert messages(wrong_person, link(wrong_plan.href), context_of(wrong_plan)) != []


@pytest.mark.parametrize("schemes", SCHEMES)
def test_the_message_names_the_person_of_an_unplanned_link(schemes: tuple[str, ...]) -> None:
    texts = messages(
        wrong_person, link(plan_link(BALM, *schemes, payee=MIA).href), context_of(plan_link(BALM, *schemes))
    )
    assert "of `mia`" in texts[0]


def test_an_id_in_capitals_is_another_id() -> None:
    plan = plan_link(BALM, "rewardful")
    plan_in_capitals = replace(plan, href=plan.href.replace(LEA.partner_id, LEA.partner_id.upper()))
    assert "has `P-1` in `via`" in messages(wrong_person, link(plan_in_capitals.href), context_of(plan_in_capitals))[0]


def test_a_link_that_names_no_person_is_reported() -> None:
    plan = plan_link(BALM, "rewardful")
    context = context_of(plan)
    payees = {**context.people.payees, "lea": replace(LEA, partner_id="")}
    context = replace(context, people=replace(context.people, payees=payees))
    assert "names no person" in messages(wrong_person, link(plan.href), context)[0]


def test_a_link_on_a_page_of_nobody_is_reported() -> None:
    plan = plan_link(BALM)
    path = "gone/index.html"
    assert "of `gone`" in messages(wrong_person, link(plan.href), context_of(plan, path=path), path=path)[0]
