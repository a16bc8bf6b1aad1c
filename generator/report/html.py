"""The report as one page that holds all it needs: no request leaves it, and its policy allows none."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from babel.numbers import format_currency, format_decimal, format_percent
from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup
from msgspec import Struct, field

from generator.report.chance import FEWEST_ORDERS
from generator.report.charts import draw_bars, draw_intervals, draw_weeks
from generator.report.table import (
    Cell,
    Column,
    ReportTable,
    as_text,
    in_groups,
)
from generator.report.tables import Answers

TEMPLATES = Path(__file__).parent / "templates"
_MOST_ROWS = 40
_MOST_PEOPLE = 1_000
"""Rows of a table, and of people, in the page; the CSV beside it has all."""
_MOST_BARS = 15
_NUMBERS = ("count", "money", "share", "number", "amount")
_FONTS = (("Report Text", "text"), ("Report Display", "display"))


class _ShownCell(Struct, frozen=True):
    text: str
    value: str
    number: bool
    day: bool


class _Part(Struct):
    name: str
    title: str
    columns: list[dict[str, object]]
    rows: list[list[_ShownCell]]
    notes: list[str]
    charts: list[tuple[str, Markup]] = field(default_factory=list)
    more: str = ""
    filter: bool = False


def render_html(answers: Answers, brand: str, fonts: Sequence[Path], foot: str) -> str:
    """Render the page."""
    style = _font_faces(fonts) + (TEMPLATES / "report.css").read_text("utf-8")
    script = (TEMPLATES / "report.js").read_text("utf-8")
    template = find_template("report.html")
    # A closing tag inside would end the element; neither text holds one.
    policy = (
        f"default-src 'none'; style-src '{digest_of(style)}'; script-src '{digest_of(script)}'; font-src data:; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    period = f"{answers.first_day} to {answers.last_day}" if answers.first_day else ""
    return template.render(
        brand=brand,
        period=period,
        policy=policy,
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704
        lead=_lead(answers),
        figures=_figures(answers),
        overview=_overview(answers),
        parts=[_part(table, answers) for table in answers.tables.values()],
        foot=foot,
    )


def find_template(name: str, *folders: Path) -> Template:
    """Find a template in these folders, then among those of the report."""
    return Environment(autoescape=True, loader=FileSystemLoader([*folders, TEMPLATES])).get_template(name)


def digest_of(text: str) -> str:
    """The digest by which a policy allows a style or a script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _font_faces(fonts: Sequence[Path]) -> str:
    """The theme's own fonts inside the page; without them the system's."""
    by_stem = {font.stem: font for font in fonts}
    faces = ""
    for family, stem in _FONTS:
        if stem in by_stem:
            data = base64.b64encode(by_stem[stem].read_bytes()).decode()
            faces += (
                f'@font-face{{font-family:"{family}";src:url(data:font/woff2;base64,{data}) format("woff2");'
                "font-weight:100 900;font-display:swap}\n"
            )
    return faces


def _lead(answers: Answers) -> str:
    sales, visits = (answers.titles.get(name, "no file") for name in (answers.sales, answers.visits))
    return f"Sales are counted by {sales}, visits by {visits}. No two sources are added."


def _figures(answers: Answers) -> list[tuple[str, str]]:
    money = Column("", "", "money")
    columns = (
        ("Net sales of people", "net", money), ("Orders", "orders", Column("", "", "count")),
        ("Sessions", "sessions", Column("", "", "count")), ("Orders per session", "conversion", Column("", "",
        "share")),
        ("Net sales per order", "aov", money), ("Commission", "commission", money),
        ("People with orders", "people", Column("", "", "count")),
    )  # fmt: skip
    return [
        (title, show(answers.headline[name], column, answers.currency))
        for title, name, column in columns
        if answers.headline.get(name) is not None
    ]


def show(cell: Cell, column: Column, currency: str) -> str:
    """A value as people read it."""
    if cell is None or cell == "":
        return "–" if column.kind in _NUMBERS else ""
    if column.kind == "money":
        return format_currency(Decimal(str(cell)), currency, locale="en")
    if column.kind == "share":
        return format_percent(Decimal(str(cell)), "#,##0.0%", locale="en")
    if column.kind == "amount":
        return f"{cell:,f}"
    if column.kind == "amounts":
        return in_groups(str(cell))
    if column.kind in ("count", "number"):
        return format_decimal(Decimal(str(cell)), "#,##0.##", locale="en")
    return str(cell)


def _part(table: ReportTable, answers: Answers) -> _Part:
    rows = [
        [_ShownCell(show(cell, column, table.currency), as_text(cell), column.kind in _NUMBERS, column.kind == "day")
         for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows[: _MOST_PEOPLE if table.name == "people" else _MOST_ROWS]
    ]  # fmt: skip
    hidden_count = len(table.rows) - len(rows)
    return _Part(
        table.name,
        table.title,
        [{"title": column.title, "number": column.kind in _NUMBERS} for column in table.columns],
        rows,
        list(table.notes),
        _charts(table, answers),
        f"{hidden_count:,} more rows are in {table.name}.csv." if hidden_count else "",
        len(rows) > 8,
    )


def _charts(table: ReportTable, answers: Answers) -> list[tuple[str, Markup]]:
    charts = []
    if table.name == "people":
        charts.append(_interval_chart(table, answers))
    elif table.name in ("products", "placements", "channels"):
        name_at = table.column("name") if table.name == "products" else 0
        net_at = table.column("net")
        bars = [
            (str(row[name_at]), row[net_at], show(row[net_at], table.columns[net_at], table.currency))
            for row in table.rows[:_MOST_BARS]
            if isinstance(row[net_at], Decimal) and row[net_at] and row[name_at] != "(not known)"
        ]
        if len(bars) > 1:
            title = f"Net sales by {table.title.lower().removesuffix('s')}"
            charts.append((title, Markup(draw_bars(bars, table.name, title))))  # type: ignore[arg-type]  # noqa: S704
    return [chart for chart in charts if chart is not None]


def _interval_chart(table: ReportTable, answers: Answers) -> tuple[str, Markup] | None:
    usual = answers.headline.get("conversion")
    name, share, low, high = (
        table.column(column_name) for column_name in ("name", "conversion", "conversion_low", "conversion_high")
    )
    rows = [
        (str(row[name]), float(str(row[share])), float(str(row[low])), float(str(row[high])))
        for row in table.rows
        if row[low] is not None
        and row[share] is not None
        and row[table.column("verdict")] != "too few for a conclusion"
    ]
    if len(rows) < 2 or not isinstance(usual, Decimal):
        return None
    title = "Orders per session with the 95 % interval; the broken line is the programme"
    return title, Markup(draw_intervals(rows[:_MOST_BARS], float(usual), "conversion", title))  # noqa: S704


def _overview(answers: Answers) -> list[tuple[str, Markup]]:
    charts = []
    people = answers.tables["people"]
    net, orders = people.column("net"), people.column("orders")
    bars = [
        (str(row[1]), row[net], show(row[net], people.columns[net], people.currency))
        for row in people.rows
        if isinstance(row[net], Decimal) and isinstance(row[orders], int) and row[orders] >= FEWEST_ORDERS  # type: ignore[operator]
    ]
    if len(bars) > 1:
        title = f"Net sales of people with {FEWEST_ORDERS} orders or more"
        charts.append((title, Markup(draw_bars(bars[:_MOST_BARS], "people", title))))  # type: ignore[arg-type]  # noqa: S704
    if len(answers.by_week) > 1:
        title = f"Net sales of people, in {answers.currency}, by the week that begins on"
        weeks = [(day, float(amount)) for day, _, amount in answers.by_week]
        charts.append((title, Markup(draw_weeks(weeks, "weeks", title))))  # noqa: S704
    return charts
