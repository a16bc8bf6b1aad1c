"""Tests that a paid link is reported that leads to another place than its product."""

from __future__ import annotations

from html import escape

import pytest
from msgspec.structs import replace

from generator.checks.misdirected_link import misdirected_link
from generator.links.generate.planned import PlannedLink
from tests.checks.sample_page import PAGE, PAID, context_of, messages, plan_link

BALM = "https://maisonlune.example/balm?size=2#reviews"


def page(*plans: PlannedLink) -> str:
    return "".join(f'<a {PAID} href="{escape(plan.href)}">x</a>' for plan in plans)


@pytest.mark.parametrize("schemes", [("utm",), ("awin",), ("rewardful",), ("literal",), ("shopify-discount", "awin")])
def test_a_link_to_its_product_passes(schemes: tuple[str, ...]) -> None:
    plan = plan_link(BALM, *schemes)
    assert messages(misdirected_link, page(plan), context_of(plan)) == []


def test_a_link_to_an_old_address_of_its_product_is_reported() -> None:
    plan = plan_link(BALM, "awin")
    plan = replace(plan, want=replace(plan.want, product="balm"))
    context = replace(context_of(plan), products={"balm": "https://maisonlune.example/moved"})
    texts = messages(misdirected_link, page(plan), context)
    assert texts[0].startswith("a paid link leads to https://maisonlune.example/balm")
    assert "not to https://maisonlune.example/moved" in texts[0]


def test_a_link_that_cannot_be_read_is_reported() -> None:
    plan = replace(plan_link(BALM, "awin"), href="https://www.awin1.com/cread.php")
    assert "cannot be read back" in messages(misdirected_link, page(plan), context_of(plan))[0]


def test_a_link_with_a_foreign_key_is_reported() -> None:
    plan = plan_link(BALM, "shopify-discount")
    plan = replace(plan, href=plan.href.replace("&", "&from=else&", 1))
    assert "has something other than" in messages(misdirected_link, page(plan), context_of(plan))[0]


def test_a_link_without_a_plan_is_reported() -> None:
    context = replace(context_of(), planned_hrefs={PAGE: frozenset({BALM})})
    assert "was not planned" in messages(misdirected_link, f'<a {PAID} href="{BALM}">x</a>', context)[0]


def test_a_link_of_another_channel_is_reported() -> None:
    plan = plan_link(BALM)
    context = context_of(plan, path="lea/ig/index.html")
    texts = messages(misdirected_link, page(plan), context, kind="channel", path="lea/ig/index.html")
    assert "was made for the channel ``" in texts[0]
