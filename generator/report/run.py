"""The whole way from files to tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from msgspec import Struct, field

from generator.content.site import Site
from generator.link_sheet.row import LinkRow as SheetRow
from generator.problems import Place, Report
from generator.report.link_values import Roster, plan_roster
from generator.report.match import load_roster, match_codes, match_keys, match_posts
from generator.report.orders import OrderRules, make_orders, make_visits
from generator.report.read import Reader, named_files
from generator.report.read_file import ReadFile, Wish
from generator.report.store import Store, open_store

ShowProgress = Callable[[str, int, int, str], None]


class Inputs(Struct, frozen=True):
    """What is given: files, older link sheets, and what `--map` says."""

    files: Sequence[Path]
    day: date
    older: Sequence[tuple[SheetRow, Place]] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    rules: OrderRules = field(default_factory=OrderRules)


class JoinedFacts(Struct, frozen=True):
    """The facts of all files, joined to people."""

    store: Store
    roster: Roster
    files: Sequence[ReadFile]
    mapped_columns: Sequence[tuple[str, ...]]
    """The columns of the files that `--map` was used for."""
    hash_customer: Callable[[str], str]
    """Makes the stand-in of a customer whose e-mail address, or id, is known."""


@contextmanager
def join_facts(site: Site, inputs: Inputs, report: Report, progress: ShowProgress) -> Iterator[JoinedFacts]:
    """Read all files and join them; what was made is gone when the block ends."""
    roster = plan_roster(site, inputs.day, inputs.older, report)
    settings = site.settings
    kept_columns = tuple(report.columns for report in site.imports.reports) if site.imports else ()
    wish = Wish(
        settings.timezone,
        settings.currency,
        (settings.locale,),
        inputs.columns,
        kept_columns,
        roster.subs,
        roster.values,
        roster.like_totals,
    )
    with open_store() as store:
        reader = Reader(store, wish, report, progress)
        # In the order of their names: another order on the command line changes nothing.
        reader.read(
            sorted(named_files(inputs.files, site.root), key=lambda named_file: (named_file[1], str(named_file[0])))
        )
        progress("joining", 0, 1, "")
        load_roster(store, roster)
        match_keys(store)
        match_codes(store)
        match_posts(store)
        make_orders(store, reader.files, inputs.rules, report)
        make_visits(store, reader.files, inputs.rules, report)
        progress("joining", 1, 1, "")
        yield JoinedFacts(store, roster, reader.files, reader.mapped_columns, reader.hash_customer)


def report_other_period(files: Sequence[ReadFile], first: str, last: str, report: Report) -> None:
    """Report the days of all files if none is in the period: a wrong month looks like a month without sales."""
    dated_files = [file for file in files if file.first_day]
    if any((not last or file.first_day <= last) and file.last_day >= first for file in dated_files):
        return
    for file in dated_files:
        message = f"its days are {file.first_day} to {file.last_day}, and the period has none of them"
        hint = "export the period that you ask for, or ask for another one"
        report.warning("other-period", message, file.place(), hint)
