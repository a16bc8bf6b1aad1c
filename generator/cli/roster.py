"""The command `ambassador roster`: the brand's people, filtered, sorted and matched, and the tasks of today."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import click
from msgspec.structs import replace

from generator.build.options import today
from generator.cli.options import F, data_options
from generator.cli.print_report import print_problems
from generator.content.site import Site
from generator.content.yaml_text import without_collector
from generator.models.person import Tier
from generator.models.platforms import Platform
from generator.models.roster import RosterViews, country_names, hint_for_country, read_share
from generator.problems import Report, did_you_mean
from generator.problems.excerpt import visible
from generator.problems.formats import FORMATS
from generator.registry import extensions
from generator.report.settings import Benchmarks
from generator.report.table import ReportTable
from generator.report.write import csv_of, json_of, xlsx_of
from generator.roster.agenda import Event, events, needs
from generator.roster.entry import Entry, make_entries
from generator.roster.filters import Filters
from generator.roster.matching import match, match_all
from generator.roster.people import read_site
from generator.roster.sales import read_report
from generator.roster.states import STATES
from generator.roster.tables import (
    COLUMNS,
    SHORT,
    board_table,
    calendar_table,
    costs_table,
    coverage_tables,
    gaps_table,
    matches_table,
    needs_table,
    people_table,
    show_cell,
    signals_table,
    sort_entries,
)
from generator.roster.views import load_views
from generator.sections import BUILT_IN
from generator.upcoming.icalendar import CalendarEvent, write_calendar

QUESTIONS = ("people", "today", "board", "calendar", "coverage", "costs", "signals", "gaps")
_WIDEST = 40


class ShareType(click.ParamType[Decimal]):
    """The type of a percentage."""

    name = "percent"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Parse the number."""
        from pydantic_core import PydanticCustomError  # lazy: it loads pydantic, which `--help` does not need

        if isinstance(value, Decimal):
            return value
        try:
            return read_share(str(value))
        except PydanticCustomError as error:
            self.fail(f"{error.message()}; write a number such as 1.5", param, ctx)


class Country(click.ParamType[str]):
    """The type of a country code of two letters."""

    name = "country"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check that the country exists."""
        code = str(value).strip().upper()
        if code not in country_names():
            self.fail(f"`{str(value)[:40]}` is not a country: {hint_for_country(code)}", param, ctx)
        return code


DAYS = click.IntRange(0, 100_000)


def _many(name: str, kind: Any, text: str) -> Callable[[F], F]:
    return click.option(name, multiple=True, type=kind, help=text)


@click.command()
@_many("--niche", str, "A niche. If you repeat a filter, one match is enough.")
@_many("--tier", click.Choice(get_args(Tier)), "A tier.")
@_many("--country", Country(), "The country where they live: FR, DE ...")
@_many("--language", str, "The language in which they post: fr, de ...")
@_many("--platform", click.Choice(get_args(Platform)), "A platform on which they have an account.")
@_many("--state", click.Choice(STATES), "The state of the partnership.")
@_many("--product", str, "A product on their page, or given to them.")
@_many("--campaign", str, "A campaign in which they take part.")
@_many("--owner", str, "The person at the brand who looks after them.")
@click.option("--min-engagement", type=ShareType(), help="The lowest engagement, in percent.")
@click.option("--without-post", type=DAYS, metavar="DAYS", help="No published piece for this many days.")
@click.option("--rights-end", type=DAYS, metavar="DAYS", help="A right ends within this many days, or has ended.")
@click.option("--view", "view_name", metavar="NAME", help="A saved view of content/roster-views.yaml.")
@click.option("--sort", metavar="COLUMN", help="Sort by this column; -COLUMN reverses the order.")
@click.option("--show", type=click.Choice(QUESTIONS), default="people", help="What to show.")
@click.option("--for-product", metavar="ID", help="Show the people who fit this product.")
@click.option("--for-person", metavar="SLUG", help="Show the products that fit this person.")
@click.option("--prospects", type=click.Path(path_type=Path), metavar="FILE",
              help="A sheet of people whom you have not asked yet. Keep it outside the site.")  # fmt: skip
@click.option("--report", "report_folder", type=click.Path(path_type=Path), metavar="DIR",
              help="Add sales and commissions from the folder that `ambassador report` wrote.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(("table", "html", "csv", "xlsx", "json", "ics")), default="table",
              help="The format.")  # fmt: skip
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file (default: print).")
@click.option("--problems", "style", type=click.Choice(FORMATS), default="full", help="The format of problems.")
@data_options
@without_collector()
def roster(
    view_name: str | None, sort: str | None, show: str, for_product: str | None, for_person: str | None,
    report_folder: Path | None, prospects: Path | None, form: str, output: Path | None, style: str, site: Path,
    as_of: date | None, **options: Any,
) -> None:  # fmt: skip
    """Find ambassadors, and see what you need to do today. The roster is private: a build never publishes it."""
    report = Report()
    content, people = read_site(site, (*BUILT_IN, *extensions("sections")), report)
    day = as_of or today(content)
    views = load_views(site, content, report)
    if report.errors:
        make_entries(content, people, day, views.niches, report)  # so that one run reports the problems of rosters too
        print_problems(report, site, style, err=True)
        raise click.exceptions.Exit(1)
    rows, currency = read_report(report_folder, report) if report_folder else ({}, "")
    entries = make_entries(content, people, day, views.niches, report, rows if report_folder else None, currency)
    if prospects is not None:
        from generator.roster.prospects import load_prospects  # lazy: it loads the readers of sheets

        entries = (*entries, *load_prospects(prospects, content, day, views.niches, report))
    filters, order = _question(options, view_name, sort, views)
    _check_names(filters, entries, content)
    listed_entries = sort_entries([entry for entry in entries if filters.fits(entry)], order)
    frame = _Frame(content, views, day, entries, listed_entries, filters)
    if for_product is not None or for_person is not None:
        tables = [_matches(frame, for_product, for_person)]
    else:
        tables = _tables(frame, show, form)
    _write(_render(frame, tables, form), output, form)
    print_problems(report, site, style, err=True)
    if report.errors:
        raise click.exceptions.Exit(1)


class _Frame:
    """The common input of every answer."""

    def __init__(
        self, site: Site, views: RosterViews, day: date, everybody: Sequence[Entry], entries: Sequence[Entry],
        filters: Filters,
    ) -> None:  # fmt: skip
        self.site, self.views, self.day = site, views, day
        self.everybody, self.entries, self.filters = everybody, entries, filters

    @property
    def benchmarks(self) -> Benchmarks:
        return Benchmarks.of_site(self.site)


def _question(
    options: dict[str, Any], view_name: str | None, sort: str | None, views: RosterViews
) -> tuple[Filters, str]:
    """Return the filters and the order of the saved view, overridden by those of the command line."""
    filters, order = Filters(), "slug"
    if view_name is not None:
        if view_name not in views.views:
            hint = did_you_mean(view_name, views.views, "content/roster-views.yaml has no other views")
            raise click.BadParameter(f"no view is called `{view_name[:60]}`: {hint}", param_hint="'--view'")
        view = views.views[view_name]
        filters = Filters(**{name: getattr(view, name) for name in options})
        order = view.sort or order
    given_options = {name: value for name, value in options.items() if value not in (None, ())}
    order = sort or order
    if order.removeprefix("-") not in COLUMNS:
        hint = did_you_mean(order.removeprefix("-"), COLUMNS, f"the columns are {', '.join(COLUMNS)}")
        raise click.BadParameter(f"no column is called `{order[:60]}`: {hint}", param_hint="'--sort'")
    return replace(filters, **given_options), order


def _check_names(filters: Filters, entries: Sequence[Entry], site: Site) -> None:
    """End with a usage error if a filter has an unknown name: an empty answer would hide the mistake."""
    names_by_filter: dict[str, set[str]] = {
        "niche": {niche for entry in entries for niche in (*entry.niches, *entry.profile.person.niches)},
        "product": set(site.products),
        "campaign": set(site.campaigns),
        "owner": {entry.roster.owner for entry in entries if entry.roster.owner},
    }
    for name, there in names_by_filter.items():
        for value in getattr(filters, name):
            if value not in there:
                hint = did_you_mean(value, there, f"there are {', '.join(sorted(there)[:12]) or 'none'}")
                raise click.BadParameter(f"no {name} is called `{value[:60]}`: {hint}", param_hint=f"'--{name}'")
    from generator.models.locale import is_known_locale  # lazy: only some of the views need it

    for value in filters.language:
        if not is_known_locale(value):
            message = f"`{value[:40]}` is not the tag of a language: write one such as fr"
            raise click.BadParameter(message, param_hint="'--language'")


def _matches(frame: _Frame, product_id: str | None, slug: str | None) -> ReportTable:
    products, not_sold = frame.site.products, frame.views.not_sold
    if product_id is not None and product_id not in products:
        hint = did_you_mean(product_id, products, "write an id from content/products.yaml")
        raise click.BadParameter(f"there is no product `{product_id[:60]}`: {hint}", param_hint="'--for-product'")
    people = {entry.slug: entry for entry in frame.everybody}
    if slug is not None and slug not in people:
        hint = did_you_mean(slug, people, "write the name of a folder or file in content/ambassadors/")
        raise click.BadParameter(f"no ambassador is called `{slug[:60]}`: {hint}", param_hint="'--for-person'")
    if product_id is not None and slug is not None:
        return matches_table([match(people[slug], product_id, products[product_id], not_sold)], f"{slug}, {product_id}")
    if product_id is not None:
        chosen_products = {product_id: products[product_id]}
        return matches_table(match_all(frame.entries, chosen_products, not_sold), products[product_id].name)
    assert slug is not None
    return matches_table(match_all([people[slug]], products, not_sold), people[slug].name)


def _tables(frame: _Frame, show: str, form: str) -> list[ReportTable]:
    entries, site = frame.entries, frame.site
    if show == "people":
        return [people_table(entries, SHORT if form == "table" else tuple(COLUMNS))]
    if show == "coverage":
        return coverage_tables(entries, site.products, site.campaigns)
    if show == "today":
        return [needs_table(needs(entries))]
    if show == "calendar":
        return [calendar_table(events(entries, frame.day))]
    if show == "costs":
        return [costs_table(entries, site.settings.currency)]
    if show == "signals":
        return [signals_table(entries, frame.benchmarks)]
    return [board_table(entries) if show == "board" else gaps_table(entries, site.products)]


def _render(frame: _Frame, tables: list[ReportTable], form: str) -> bytes:
    if form == "table":
        return "\n".join(_as_text(table) for table in tables).encode()
    if form == "json":
        return json_of({table.name: table for table in tables})
    if form == "ics":
        return _as_calendar(events(frame.entries, frame.day), frame)
    if form == "html":
        return _as_page(frame, tables)
    if len(tables) > 1:
        message = f"{form} has one table, and this answer has {len(tables)}: use json or html"
        raise click.BadParameter(message, param_hint="'--format'")
    return csv_of(tables[0]) if form == "csv" else xlsx_of(tables[0])


def _as_text(table: ReportTable) -> str:
    rows = [[column.title for column in table.columns]]
    rows += [
        [visible(show_cell(cell, column)) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    last = len(table.columns) - 1
    short_rows = [
        [cell if at == last or table.name == "today" else _shorten(cell) for at, cell in enumerate(row)] for row in rows
    ]
    widths = [max(len(row[at]) for row in short_rows) for at in range(len(table.columns))]
    numbers = {at for at, column in enumerate(table.columns) if column.kind not in ("text", "day")}
    lines = [
        "  ".join(cell.rjust(width) if at in numbers else cell.ljust(width)
                  for at, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in short_rows
    ]  # fmt: skip
    body = lines if table.rows else ["Nothing matches." if table.name == "people" else "Nothing."]
    return "\n".join([*body, *(visible(note) for note in table.notes)]) + "\n"


def _shorten(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _as_calendar(events: Sequence[Event], frame: _Frame) -> bytes:
    settings = frame.site.settings
    calendar_events, day_counts = [], Counter[tuple[date, str]]()
    for event in events:
        id_ = f"{event.kind}-{event.id}"
        day_counts[event.day, id_] += 1
        again = day_counts[event.day, id_]  # two pieces may be due on one day
        calendar_events.append(
            CalendarEvent(event.day, id_ if again == 1 else f"{id_}-{again}", event.text, ", ".join(event.people))
        )
    return write_calendar(calendar_events, f"{settings.brand}: roster", settings.url, frame.day, "roster").encode()


def _as_page(frame: _Frame, tables: list[ReportTable]) -> bytes:
    from generator.roster.html import page_of, render_page  # lazy: it loads Jinja

    filters = {name: getattr(frame.filters, name) for name in frame.filters.__struct_fields__}
    words = [f"{name.replace('_', ' ')} {_words(value)}" for name, value in filters.items() if value not in (None, ())]
    matches = [table for table in tables if table.name == "matches"]
    return render_page(page_of(frame.site, frame.entries, frame.day, matches, ", ".join(words))).encode()


def _words(value: object) -> str:
    return " or ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _write(data: bytes, output: Path | None, form: str) -> None:
    if output is None:
        if form == "xlsx" and sys.stdout.isatty():
            raise click.BadParameter("a workbook cannot be printed: name a file with --output", param_hint="'--output'")
        click.echo(data, nl=False)
        return
    from generator.output.manifest import MANIFEST  # lazy: only some of the views need it

    if any((parent / MANIFEST).exists() for parent in output.resolve().parents):
        message = "this is in a folder that a build publishes, and the roster is private: choose another place"
        raise click.BadParameter(message, param_hint="'--output'")
    try:
        output.write_bytes(data)
    except OSError as error:
        raise click.BadParameter(f"the file cannot be written: {error.strerror}", param_hint="'--output'") from error
