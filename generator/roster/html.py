"""The roster as one page that holds all it needs: no request leaves it, and its policy allows none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from markupsafe import Markup
from msgspec import Struct

from generator import __version__
from generator.content.site import Site
from generator.report.html import TEMPLATES, digest_of, find_template
from generator.report.settings import Benchmarks
from generator.report.table import ReportTable, as_text
from generator.roster.agenda import Event, Need, events, needs
from generator.roster.entry import Entry
from generator.roster.states import RUNNING, STATES
from generator.roster.tables import costs_table, coverage_tables, gaps_table, people_table, show_cell, signals_table

MOST_ROWS = 1_000
"""Rows of a table of the page; CSV and XLSX have all."""
MOST_CARDS = 60
"""People of one state, needs, and days that the page lists."""
_NUMBERS = ("count", "money", "share", "number")
_KINDS = {
    "contract": "Contract", "contract-threshold": "Written contract", "gift": "Gift", "label": "Label",
    "no-answer": "Answer", "no-post": "No piece", "old-numbers": "Numbers", "overdue": "Overdue", "right": "Right",
}  # fmt: skip


class RosterPage(Struct, frozen=True):
    """All that the page shows."""

    brand: str
    day: date
    entries: Sequence[Entry]
    needs: Sequence[Need]
    events: Sequence[Event]
    people: ReportTable
    tables: Sequence[ReportTable]
    question: str
    """The filters in words; "" where everybody is meant."""
    problems: Sequence[str] = ()
    """Each problem of the rosters in a line, with its place."""


def page_of(
    site: Site, entries: Sequence[Entry], day: date, matches: Sequence[ReportTable] = (), question: str = "",
    problems: Sequence[str] = (),
) -> RosterPage:  # fmt: skip
    """Gather all that the page shows of the people found. `matches` are tables that come before the usual ones."""
    return RosterPage(
        brand=site.settings.brand,
        day=day,
        entries=entries,
        needs=needs(entries),
        events=events(entries, day),
        people=people_table(entries),
        tables=[
            *matches, *coverage_tables(entries, site.products, site.campaigns),
            costs_table(entries, site.settings.currency), signals_table(entries, Benchmarks.of_site(site)),
            gaps_table(entries, site.products),
        ],
        question=question,
        problems=problems,
    )  # fmt: skip


def render_page(page: RosterPage) -> str:
    """Render the page."""
    own = Path(__file__).parent / "templates"
    style = (TEMPLATES / "report.css").read_text("utf-8") + (own / "roster.css").read_text("utf-8")
    script = (TEMPLATES / "report.js").read_text("utf-8")
    template = find_template("roster.html", own)
    policy = (
        f"default-src 'none'; style-src '{digest_of(style)}'; script-src '{digest_of(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    board = [(state, [entry for entry in page.entries if entry.state == state]) for state in STATES]
    months = [
        (month, list(there))
        for month, there in groupby(page.events[:MOST_CARDS], key=lambda event: event.day.strftime("%B %Y"))
    ]
    return template.render(
        page=page,
        policy=policy,
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704
        figures=_figures(page),
        kinds=_KINDS,
        board=[(state, there) for state, there in board if there],
        months=months,
        most=MOST_CARDS,
        parts=[_part(table) for table in (page.people, *page.tables)],
        foot=f"Made by ambassador-pages {__version__}. Private: do not publish this file.",
    )


def _figures(page: RosterPage) -> list[tuple[str, int]]:
    return [
        ("People", len(page.entries)),
        ("With a live page", sum(entry.state in RUNNING for entry in page.entries)),
        ("Ending within 30 days", sum(entry.state == "ending" for entry in page.entries)),
        ("Need you today", len(page.needs)),
    ]


def _part(table: ReportTable) -> dict[str, object]:
    heads = [{"title": column.title, "number": column.kind in _NUMBERS} for column in table.columns]
    rows = [
        [
            {"text": show_cell(cell, column), "value": as_text(cell), "number": column.kind in _NUMBERS,
             "day": column.kind == "day", "empty": cell == 0 and column.kind == "count"}
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows[:MOST_ROWS]
    ]  # fmt: skip
    hidden_count = len(table.rows) - len(rows)
    more = f"{hidden_count:,} more rows are in the CSV and XLSX of this question." if hidden_count else ""
    return {
        "name": table.name, "title": table.title, "columns": heads, "rows": rows, "notes": table.notes, "more": more,
        "filter": len(rows) > 8, "is_matrix": table.name.count("_") == 1,
    }  # fmt: skip
