from __future__ import annotations

from html import escape

import pytest
from msgspec.structs import replace

from generator.checks.wrong_utm import wrong_utm
from tests.checks.built import PAID, audited, messages, planned

BALM = "https://maisonlune.example/balm"


@pytest.mark.parametrize("scheme", ["utm", "awin", "shopify-discount", "affiliatewp-pretty"])
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "", ""),
        ("utm_medium", "utm_term", "which was not planned"),
        ("affiliate", "referral", "which was not planned"),
        ("utm_source", "UTM_Source", "which was not planned"),
        ("utm_medium", "utm_source", "2 times"),
        ("utm_medium", "x_medium", "lacks `utm_medium`"),
    ],
)
def test_each_key_once_with_its_value(scheme: str, old: str, new: str, said: str) -> None:
    plan = planned(BALM, scheme)
    plan = replace(plan, href=plan.href.replace(old, new))
    found = messages(wrong_utm, f'<a {PAID} href="{escape(plan.href)}">x</a>', audited(plan))
    assert len(found) == bool(said)
    assert said in "".join(found)
