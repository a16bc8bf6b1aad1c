from __future__ import annotations

from html import escape

import pytest
from msgspec.structs import replace

from generator.checks.misdirected_link import misdirected_link
from generator.links.generate.planned import PlannedLink
from tests.checks.built import PAGE, PAID, audited, messages, planned

BALM = "https://maisonlune.example/balm?size=2#reviews"


def page(*plans: PlannedLink) -> str:
    return "".join(f'<a {PAID} href="{escape(plan.href)}">x</a>' for plan in plans)


@pytest.mark.parametrize("schemes", [("utm",), ("awin",), ("rewardful",), ("literal",), ("shopify-discount", "awin")])
def test_it_leads_where_it_should(schemes: tuple[str, ...]) -> None:
    plan = planned(BALM, *schemes)
    assert messages(misdirected_link, page(plan), audited(plan)) == []


def test_the_product_is_somewhere_else() -> None:
    plan = planned(BALM, "awin")
    plan = replace(plan, want=replace(plan.want, product="balm"))
    context = replace(audited(plan), products={"balm": "https://maisonlune.example/moved"})
    found = messages(misdirected_link, page(plan), context)
    assert found[0].startswith("a paid link leads to https://maisonlune.example/balm")
    assert "not to https://maisonlune.example/moved" in found[0]


def test_it_cannot_be_read() -> None:
    plan = replace(planned(BALM, "awin"), href="https://www.awin1.com/cread.php")
    assert "cannot be read back" in messages(misdirected_link, page(plan), audited(plan))[0]


def test_something_else_stands_in_it() -> None:
    plan = planned(BALM, "shopify-discount")
    plan = replace(plan, href=plan.href.replace("&", "&from=else&", 1))
    assert "has something other than" in messages(misdirected_link, page(plan), audited(plan))[0]


def test_a_link_without_a_plan_is_not_proven() -> None:
    context = replace(audited(), planned={PAGE: frozenset({BALM})})
    assert "was not planned" in messages(misdirected_link, f'<a {PAID} href="{BALM}">x</a>', context)[0]


def test_another_channel_s() -> None:
    plan = planned(BALM)
    context = audited(plan, path="lea/ig/index.html")
    found = messages(misdirected_link, page(plan), context, kind="channel", path="lea/ig/index.html")
    assert "was made for the channel ``" in found[0]
