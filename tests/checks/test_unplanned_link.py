"""Tests that paid links that were not planned for the page, and planned links that it lacks, are reported."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.checks.third_party_request import third_party_request
from generator.checks.unplanned_link import unplanned_link
from tests.checks.sample_page import FACTS, LABEL, PAGE, PAID, context_of, messages, plan_link

HREF = "https://maisonlune.example/a?utm_source=lea&utm_medium=affiliate"
PLANNED = replace(FACTS, planned_hrefs={PAGE: frozenset({HREF})})


def link(href: str) -> str:
    return f'<a {PAID} href="{href.replace("&", "&amp;")}">x</a>'


def test_a_planned_link_passes() -> None:
    assert messages(unplanned_link, link(HREF), PLANNED) == []
    assert messages(unplanned_link, link(HREF) * 3, PLANNED) == []
    assert messages(unplanned_link, '<a href="https://else.example/">x</a>') == []


def test_a_link_planned_for_another_page_is_reported() -> None:
    assert len(messages(unplanned_link, link(HREF))) == 1
    assert len(messages(unplanned_link, link(HREF), PLANNED, path="mia/index.html")) == 1
    texts = messages(unplanned_link, link(HREF) + link(HREF.replace("lea", "mia")), PLANNED)
    assert len(texts) == 1
    assert "utm_source=mia" in texts[0]


def test_a_planned_link_that_is_missing_is_reported() -> None:
    assert "is not on the page" in messages(unplanned_link, "", PLANNED)[0]
    unpaid = f'<a href="{HREF}">x</a>'
    assert "is not on the page" in messages(unplanned_link, unpaid, PLANNED)[0]


@pytest.mark.parametrize(
    ("target", "is_right"),
    [
        (HREF, True),
        (HREF.replace("lea", "mia"), False),
        ("https://maisonlune.example/a", False),
        ("https://evil.example/", False),
    ],
)
def test_a_short_link_leads_only_to_its_planned_link(target: str, is_right: bool) -> None:
    refresh = f'<meta http-equiv="refresh" content="0; url={target.replace("&", "&amp;")}">'
    html = f"<html><head>{refresh}</head><body>{LABEL}{link(HREF)}</body></html>"
    texts = [
        message
        for check in (unplanned_link, third_party_request)
        for message in messages(check, html, PLANNED, kind="short-link")
    ]
    assert (texts == []) == is_right
    assert messages(third_party_request, html, PLANNED) != []


def test_a_shared_address_must_appear_once_per_placement() -> None:
    context = context_of(
        plan_link("https://maisonlune.example/a", "literal"),
        plan_link("https://maisonlune.example/a", "literal", placement="favorites"),
    )
    html = link("https://tidd.ly/lea")
    assert "1 of 2 times" in messages(unplanned_link, html, context)[0]
    assert messages(unplanned_link, html * 2, context) == []
    assert "1 of 2 times" in messages(unplanned_link, f"{html}<template>{html}</template>", context)[0]
