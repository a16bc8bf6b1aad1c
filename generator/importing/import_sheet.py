"""The whole import: plan the changes, load the result as a trial, and write the files."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from generator.build.options import today
from generator.columns.context import Context, Order
from generator.columns.existing import read_existing
from generator.columns.field import plain
from generator.columns.fields import Kind, sheet_fields
from generator.columns.fingerprints import AS_EXPORTED
from generator.content.discovery import IMPORTS
from generator.content.load import load_site
from generator.importing.blanks import blank_placeholders
from generator.importing.clashes import drop_clashes, report_shared_accounts
from generator.importing.doubt_columns import drop_doubtful
from generator.importing.entry import SheetSource
from generator.importing.favorites import ListResolver
from generator.importing.keep_map import keep_columns, report_maps
from generator.importing.kept_maps import kept_maps
from generator.importing.last_import import read_last_import
from generator.importing.layout import Layout, find_layout
from generator.importing.match import match_entries, report_matches
from generator.importing.name_columns import known_names, report_unknown_fields
from generator.importing.nested_fields import canonical_name, columns_named_by_path, nested_fields
from generator.importing.non_people import drop_non_people
from generator.importing.numbered_groups import note_groups_behind, number_groups
from generator.importing.pictures import FetchedPictures, PictureRefusal, Pictures, read_folder
from generator.importing.plan import ImportPlan
from generator.importing.planner import Planner
from generator.importing.read_people import read_people
from generator.importing.read_products import read_products
from generator.importing.repeats import drop_repeats
from generator.importing.replace_files import replace_files
from generator.importing.roster_text import CellChange
from generator.importing.rosters import leave_for_rosters, plan_rosters, take_rosters
from generator.importing.second_columns import report_differing_columns
from generator.importing.totals import drop_totals
from generator.importing.trial_load import leave_out_faults, load_trial
from generator.importing.wanted_pictures import wanted_addresses
from generator.problems import Place, Problem, Report
from generator.registry import extensions
from generator.sections import BUILT_IN
from generator.startup import collect_garbage_rarely
from generator.tables.read import read_table
from generator.tables.table import Hints

_ROUNDS = 6
_MOST_CODES = 3
"""Other codes to try for one person (generator/content/discount_codes.py)."""


class ImportOptions(Struct, frozen=True):
    """Options of one import. `columns` are the FIELD=COLUMN pairs; `images` is a folder of pictures.

    `dates` is the order of day, month and year in dates.
    """

    root: Path
    kind: Kind
    file: Path
    columns: Mapping[str, str] = field(default_factory=dict)
    images: Path | None = None
    sheet: str | None = None
    overwrite: bool = False
    dry_run: bool = False
    encoding: str = ""
    fetch: Callable[[Sequence[str]], Mapping[str, Path | PictureRefusal]] | None = None
    """Fetcher of pictures by address; None leaves pictures with an address where they are."""
    dates: Order = ""
    roster: bool = False
    """Whether columns of other tools are read into rosters; columns called `roster.…` always are."""


class ImportResult(Struct, frozen=True):
    """Result of an import."""

    plan: ImportPlan
    layout: Layout
    notes: tuple[str, ...] = ()
    """Sentences about the sheet, for the end of the report."""
    rosters: tuple[CellChange, ...] = ()
    """What changes in rosters."""


def import_sheet(options: ImportOptions, report: Report) -> ImportResult | None:
    """Import a sheet. Return None if a problem prevents a plan; a skipped row is a problem, but other rows go on."""
    collect_garbage_rarely()
    before = Report()
    site = load_site(options.root, (*BUILT_IN, *extensions("sections")), before)
    report_unknown_fields(site.imports, site.settings.currency, before)
    broken_files = [file for file in (site.place.file, IMPORTS) if before.has_errors_in(file)]
    if site.stands_in or IMPORTS in broken_files:
        report.take(problem for problem in before if problem.place.file in broken_files)
        return None
    current = read_existing(options.root, options.kind, report)
    fields = sheet_fields(options.kind, site.settings.currency, roster=options.roster)
    maps = kept_maps(site.imports, options.kind)
    columns = {
        canonical_name(options.kind, written_name, fields): column for written_name, column in options.columns.items()
    }
    mapped_names = [canonical_name(options.kind, column, fields) for kept_map in maps for column in kept_map.columns]
    fields = (*fields, *nested_fields(options.kind, [*columns, *mapped_names], fields))
    names = known_names(fields, [columns, *(kept_map.columns for kept_map in maps)])
    languages = frozenset((site.settings.locale.partition("-")[0],))
    hints = Hints(
        options.sheet,
        options.encoding,
        languages,
        lambda cells: len(names.intersection(map(plain, cells))),
        AS_EXPORTED,
    )
    table = read_table(options.file, _from(options.root, options.file), hints, report)
    if table is None or current is None:
        return None
    fields = (*fields, *columns_named_by_path(options.kind, table, fields))
    layout = find_layout(table, fields, "id" if options.kind == "products" else "slug", columns, report, maps, current)
    if layout is None:
        return None
    by_name = {field.name: field for field in fields}
    context = Context(site.settings, options.dates)
    layout = drop_totals(layout, table, report, "person" if options.kind == "ambassadors" else "product")
    layout = drop_doubtful(layout, context, table.file, report)
    layout = blank_placeholders(layout, by_name, table.file, report)
    source = SheetSource(table, layout, by_name, report)
    entries = list(read_products(source, context) if options.kind == "products" else read_people(source, context))
    entries = number_groups(entries, options.kind, source)
    report_differing_columns(layout, by_name, table.file, report)
    entries, rosters = take_rosters(entries)
    if options.kind == "ambassadors":
        entries = drop_non_people(entries, current, source)
        resolver = ListResolver(site, source)
        entries = [resolver.resolve(entry) for entry in entries]
    images: Pictures | None = read_folder(options.images, Place(table.file), report) if options.images else None
    memory = read_last_import(options.root, options.kind)
    entries = drop_repeats(entries, source, options.kind)
    remembered_entries = (
        memory
        if options.kind == "products" and not options.overwrite
        else {id_: memory[id_] for id_ in memory if id_ in current}
    )
    matches = match_entries(entries, current, remembered_entries, source, options.kind)
    report_matches(entries, matches, source)
    if options.fetch:
        planner = Planner(
            site,
            options.kind,
            current,
            memory,
            SheetSource(table, layout, source.fields, Report()),
            images,
            options.overwrite,
        )
        plan = planner.plan(entries, matches, frozenset())
        addresses = wanted_addresses(options.root, plan, current, memory, images, source, options.overwrite)
        images = FetchedPictures(options.fetch(addresses) if addresses else {}, images)
    if options.kind == "ambassadors":
        report_shared_accounts(entries, source)
        entries = drop_clashes(entries, matches, current, source)
    rows_left_out: frozenset[int] = frozenset()
    codes_taken: Counter[int] = Counter()
    for _ in range(_ROUNDS):
        later_report = Report()
        planner = Planner(
            site,
            options.kind,
            current,
            memory,
            SheetSource(table, layout, source.fields, later_report),
            images,
            options.overwrite,
            codes_taken,
        )
        plan = planner.plan(entries, matches, rows_left_out)
        faults = [] if plan.nothing else load_trial(options.root, plan, source.fields, before)
        if not faults:
            break
        if unread := next((fault.problem for fault in faults if not fault.row), None):
            hint = "remove columns such as the description, or import fewer rows"
            message = f"with this sheet, content could not read the file any more: {unread.message}"
            report.error("file-too-large", message, Place(unread.place.file), hint)
            return None
        new = {item.entry.row.number for item in plan.items if item.is_new and not item.entry.values.get("code")}
        rows_to_recode = {
            fault.row for fault in faults if _has_another_code(fault.problem, fault.row in new, codes_taken[fault.row])
        }
        codes_taken.update(rows_to_recode)
        faults = [fault for fault in faults if fault.row not in rows_to_recode]
        entries = leave_out_faults(entries, faults, source)
        rows_left_out |= {fault.row for fault in faults if not fault.field}
    else:
        plan = ImportPlan(options.kind, (), {})
    for problem in later_report:
        report.add(problem)
    note_groups_behind(plan, current, source)
    private = plan_rosters(site, plan, rosters, source, today(site), options.overwrite)
    if options.kind == "ambassadors" and not options.roster:
        layout, of_rosters = leave_for_rosters(layout)
        if of_rosters:
            source.notes.append(of_rosters)
    notes = [*table.notes, *source.notes, *report_maps(layout, maps)]
    files = {
        **plan.files,
        **private.files,
        **keep_columns(options.root, options.kind, columns, layout, notes, report),
    }
    if not options.dry_run and (files or plan.pictures):
        contents = {file: _bytes(options.root / file) for file in files}
        if not replace_files(options.root, files, contents, report, plan.pictures):
            return None
    return ImportResult(plan, layout, tuple(notes), private.changes)


def _has_another_code(problem: Problem, is_new: bool, tries: int) -> bool:
    """Return whether a new person can get another code than the one from the site's template."""
    return is_new and problem.name in ("code-taken", "shared-code", "leaked-code") and tries < _MOST_CODES


def _from(root: Path, file: Path) -> str:
    """Return the sheet's path relative to the site's folder, as problems show it."""
    try:
        return Path(os.path.relpath(file, root)).as_posix()
    except ValueError:  # on another drive
        return file.as_posix()


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
