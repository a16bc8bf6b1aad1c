"""Tests that a link without exactly its planned UTM keys and values is reported."""

from __future__ import annotations

from html import escape

import pytest
from msgspec.structs import replace

from generator.checks.wrong_utm import wrong_utm
from tests.checks.sample_page import PAID, context_of, messages, plan_link

BALM = "https://maisonlune.example/balm"


@pytest.mark.parametrize("scheme", ["utm", "awin", "shopify-discount", "affiliatewp-pretty"])
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("", "", ""),
        ("utm_medium", "utm_term", "which was not planned"),
        ("affiliate", "referral", "which was not planned"),
        ("utm_source", "UTM_Source", "which was not planned"),
        ("utm_medium", "utm_source", "2 times"),
        ("utm_medium", "x_medium", "lacks `utm_medium`"),
    ],
)
def test_each_utm_key_must_appear_once_with_its_value(scheme: str, old: str, new: str, message: str) -> None:
    plan = plan_link(BALM, scheme)
    plan = replace(plan, href=plan.href.replace(old, new))
    texts = messages(wrong_utm, f'<a {PAID} href="{escape(plan.href)}">x</a>', context_of(plan))
    assert len(texts) == bool(message)
    assert message in "".join(texts)
