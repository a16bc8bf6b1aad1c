"""Tests that the paid links of a page become rows, each with the placement that was planned for it."""

from __future__ import annotations

import pytest

from generator.link_sheet.read_pages import read_pages
from generator.link_sheet.row import LinkRow
from generator.links.generate.planned import PlainInputs, PlannedLink
from generator.links.schemes.builtin import load_builtin
from generator.links.schemes.tracking import ChainStep
from generator.sections.wants import LinkWant

HREF = "https://s.example/?a=1&b=2"


def planned_link(placement: str, href: str = HREF) -> PlannedLink:
    want = LinkWant(placement, "https://s.example/", "balm")
    steps = (ChainStep("utm", load_builtin("utm")),)
    return PlannedLink(want, "lea", href, "", "spring", steps, PlainInputs(("",), {}, {}))


def rows_of(html: str, *plans: PlannedLink) -> list[LinkRow]:
    return read_pages({"lea/index.html": html.encode()}, {("lea", ""): plans})


def paid_link(inside: str, attributes: str = "") -> str:
    return f'<a rel="sponsored" {attributes} href="https://s.example/?a=1&amp;b=2">{inside}</a>'


def test_a_link_of_a_page_becomes_a_row() -> None:
    assert rows_of("<p>\n\n" + paid_link("Balm"), planned_link("story")) == [
        LinkRow("lea/index.html", "lea", "spring", "", "story", "balm", "utm", "https://s.example/", HREF, "sponsored",
            "Balm", 3)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("inside", "label"),
    [
        ("See\n  <b>the balm</b>", "See the balm"),
        ("Balm<span hidden>secret</span>", "Balm"),
        ('<img alt="A tin of balm" src="x">', "A tin of balm"),
        ('<img alt="A tin" src="x"> Balm', "Balm"),
        ('<img alt="One" src="x"><img alt="" src="x"><img alt="two" src="x">', "One two"),
        ('<img alt="Hidden" hidden src="x">', ""),
        ("", ""),
        ("&lt;script&gt;&amp;amp;", "<script>&amp;"),
        ("a\u00a0b\u2028c", "a b c"),
    ],
)
def test_the_label_of_a_link_is_its_text(inside: str, label: str) -> None:
    assert [row.label for row in rows_of(paid_link(inside), planned_link("story"))] == [label]


def test_an_area_of_a_map_is_a_link() -> None:
    html = f'<map><area REL="x Sponsored" alt="The balm" href="{HREF}"></map>'
    assert [(row.label, row.rel, row.placement) for row in rows_of(html, planned_link("look"))] == [
        ("The balm", "x Sponsored", "look")
    ]


def test_links_that_are_not_sponsored_are_no_rows() -> None:
    html = (
        f'<a href="{HREF}">plain</a><link rel="sponsored" href="{HREF}">'
        f'<!-- {paid_link("x")} --><a rel="sponsoredx">x</a>'
    )
    assert rows_of(html, planned_link("story")) == []


def test_placements_of_one_address_follow_the_order_of_the_plan() -> None:
    """Placements are used in the order of the plan. Further links to the address get the last one."""
    html = "\n".join(map(paid_link, "abcd"))
    rows = rows_of(html, planned_link("story"), planned_link("x", "https://s.example/other"), planned_link("favorites"))
    assert [(row.label, row.placement, row.line) for row in rows] == [
        ("a", "story", 1),
        ("b", "favorites", 2),
        ("c", "favorites", 3),
        ("d", "favorites", 4),
    ]


def test_a_page_without_a_plan_gives_rows_without_a_person() -> None:
    rows = read_pages({"b/index.html": paid_link("x").encode(), "a/index.html": paid_link("y").encode()}, {})
    assert [(row.page, row.ambassador, row.url) for row in rows] == [
        ("a/index.html", "", HREF),
        ("b/index.html", "", HREF),
    ]


def test_a_page_below_a_persons_page_has_its_own_plan() -> None:
    rows = read_pages({"lea/go/balm/index.html": paid_link("x").encode()}, {("lea", "go/balm"): (planned_link("go"),)})
    assert [(row.page, row.placement) for row in rows] == [("lea/go/balm/index.html", "go")]
