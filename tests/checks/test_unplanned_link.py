from __future__ import annotations

from dataclasses import replace

from generator.checks.unplanned_link import unplanned_link
from tests.checks.built import FACTS, PAGE, PAID, messages

HREF = "https://maisonlune.example/a?utm_source=lea&utm_medium=affiliate"
PLANNED = replace(FACTS, planned={PAGE: frozenset({HREF})})


def link(href: str) -> str:
    return f'<a {PAID} href="{href.replace("&", "&amp;")}">x</a>'


def test_planned() -> None:
    assert messages(unplanned_link, link(HREF), PLANNED) == []
    assert messages(unplanned_link, link(HREF) * 3, PLANNED) == []
    assert messages(unplanned_link, '<a href="https://else.example/">x</a>') == []


def test_not_planned_for_this_page() -> None:
    assert len(messages(unplanned_link, link(HREF))) == 1
    assert len(messages(unplanned_link, link(HREF), PLANNED, path="mia/index.html")) == 1
    found = messages(unplanned_link, link(HREF) + link(HREF.replace("lea", "mia")), PLANNED)
    assert len(found) == 1
    assert "utm_source=mia" in found[0]


def test_planned_but_not_there() -> None:
    assert "is not on the page" in messages(unplanned_link, "", PLANNED)[0]
    unpaid = f'<a href="{HREF}">x</a>'
    assert "is not on the page" in messages(unplanned_link, unpaid, PLANNED)[0]
