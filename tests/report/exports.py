"""Exports of shops and analytics for tests, and a report on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from generator.content.load import load_site
from generator.content.site import Site
from generator.link_sheet.row import LinkRow
from generator.problems import Place, Report
from generator.report.orders import OrderRules
from generator.report.read import show_nothing
from generator.report.run import Inputs, JoinedFacts, join_facts
from generator.report.settings import Benchmarks
from generator.report.table import ReportTable
from generator.report.tables import TableFrame, make_answers
from generator.sections import BUILT_IN

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 29)
SHOPIFY_HEAD = (
    "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount "
    "Amount,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Refunded Amount,Cancelled at\n"
)


@cache
def example() -> Site:
    """Return the example brand, whose `utm_content` does not name the person."""
    return with_utm_content("{placement}.{product}<.{channel}>")


@cache
def with_utm_content(template: str) -> Site:
    """Return the example brand with this template of `utm_content`."""
    report = Report()
    site = load_site(ROOT, BUILT_IN, report)
    assert not report.errors
    tracking = site.settings.tracking
    tracking = tracking.model_copy(update={"utm": {**tracking.utm, "content": template}})
    return replace(site, settings=site.settings.model_copy(update={"tracking": tracking}))


@dataclass(frozen=True)
class Outcome:
    """The tables, the problems and the facts of a report."""

    joined_facts: JoinedFacts
    report: Report
    tables: Mapping[str, ReportTable]

    @property
    def names(self) -> list[str]:
        """Return the names of the problems."""
        return [problem.name for problem in self.report]

    def rows(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        """Return the cells of these columns of a table."""
        at = [self.tables[table].column(name) for name in columns]
        return [tuple(row[position] for position in at) for row in self.tables[table].rows]

    def person(self, slug: str, *columns: str) -> tuple[Any, ...]:
        """Return the cells of these columns for one person."""
        [row] = [row[1:] for row in self.rows("people", "person", *columns) if row[0] == slug]
        return row

    def facts(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query of the facts."""
        return self.joined_facts.store.rows(query)


@contextmanager
def report_on(
    folder: Path, files: Mapping[str, str | bytes], *, older: Sequence[LinkRow] = (), columns: Mapping[str,
    str] | None = None,
    rules: OrderRules | None = None, site: Site | None = None,
) -> Iterator[Outcome]:  # fmt: skip
    """Write these exports, and yield the report on them."""
    paths = []
    for name, data in files.items():
        path = folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        paths.append(path)
    report, rules = Report(), rules or OrderRules()
    sheet = [(row, Place("older.csv", line=number, column=1)) for number, row in enumerate(older, 2)]
    inputs = Inputs(paths, DAY, sheet, columns or {}, rules)
    with join_facts(site or example(), inputs, report, show_nothing) as joined_facts:
        frame = TableFrame(
            joined_facts.store, site or example(), joined_facts.roster, joined_facts.files, rules, Benchmarks()
        )
        yield Outcome(joined_facts, report, make_answers(frame).tables)
