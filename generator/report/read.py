"""Exports to facts: each file is known by its content, and each row becomes a fact or a problem with its row."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

from msgspec.structs import replace

from generator.problems import Place, Report
from generator.report.dialect import ReportDialect
from generator.report.dialects import (
    DIALECTS,
    MAPPED_ORDERS,
    MAPPED_POSTS,
    MAPPED_VISITS,
    MATOMO,
    PAP_FULL,
    PLAUSIBLE,
    count_known,
)
from generator.report.fact_rows import FactRows, Target
from generator.report.facts import KEY
from generator.report.ga4 import Ga4Table, is_ga4, read_ga4
from generator.report.names import fold_name, fold_value
from generator.report.open import ReportSheet, open_file
from generator.report.read_file import ReadFile, Wish
from generator.report.rows import ReportRow
from generator.report.store import Store
from generator.report.woocommerce import WOO_OTHER


def show_nothing(_stage: str, _count: int, _total: int, _what: str = "") -> None:
    """Show no progress."""


_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)*")
"""What no column is called."""
_SheetLayout = tuple[ReportDialect, dict[str, int], list[str], int]
"""A dialect, the places of its columns, the header, and the header's place among the first rows."""


class Reader:
    """Reads files into a store. Customers' addresses become keyed hashes, whose key is never kept."""

    def __init__(
        self, store: Store, wish: Wish, report: Report, progress: Callable[[str, int, int, str], None] = show_nothing
    ) -> None:
        self.store, self.wish, self.report = store, wish, report
        self.files: list[ReadFile] = []
        self._key = secrets.token_bytes(32)
        self._digests: dict[str, str] = {}
        self._file_at = 0, 1
        self.mapped_columns: list[tuple[str, ...]] = []
        """The columns of the files that `--map` was used for."""
        self._progress = progress

    def read(self, paths: Iterable[tuple[Path, str]]) -> None:
        """Read files, each with its name in problems."""
        sources = list(paths)
        for count, (path, file) in enumerate(sources):
            self._progress("reading", count, len(sources), file)
            self._file_at = count, len(sources)
            for sheet in open_file(path, file, count_known, self.report):
                if sheet.digest in self._digests:
                    message = f"this is the same file as `{self._digests[sheet.digest]}`; it was read once"
                    self.report.warning("same-export", message, Place(file), "give each export once")
                    break
                self._digests[sheet.digest] = file
                self._read_sheet(sheet)
        self.store.finish()
        if self.wish.columns and not self.mapped_columns and not self.report.errors:
            column_list = ", ".join(f"`{column[:40]}`" for column in self.wish.columns.values())
            message = f"no file has all the columns that --map names: {column_list}"
            self.report.error("missing-column", message, Place("the command line"), "write them as the file has them")

    def _read_sheet(self, sheet: ReportSheet) -> None:
        before = len(self.files)
        if sheet.member and sheet.member not in PLAUSIBLE:
            return  # an archive of Plausible holds tables of pages, countries and the like
        head = list(islice(sheet.rows, 60))
        if sheet.column_names:
            head.insert(0, ReportRow(1, list(sheet.column_names)))
        sheet.rows = chain(head, sheet.rows)
        sections = _sections(head)
        if sections:
            self._read_sections(sheet)
        elif (layout := self._by_map(sheet, head)) is not None:
            self._read_found(sheet, layout)
        elif is_ga4(head):
            for table in read_ga4(sheet):
                self._read_ga4(sheet, table)
        elif (dialect := self._find_dialect(sheet, head)) is not None:
            self._read_found(sheet, dialect)
        for file in self.files[before:]:
            file.notes.extend(note for note in sheet.notes if note not in file.notes)
        if len(self.files) > before and not any(file.rows for file in self.files[before:]):
            hint = "check its filter and its period, and export it again"
            self.report.error("empty-export", "this export has no rows", sheet.place(), hint)
        elif len(self.files) == before and not self.report.has_errors_in(sheet.file):
            self._report_unknown_sheet(sheet, head)

    def _report_unknown_sheet(self, sheet: ReportSheet, head: Sequence[ReportRow]) -> None:
        text = " ".join(head[0].cells).strip() if head else ""
        if text.startswith(("No data available", "Error:")):
            self.report.error("empty-export", f"this export says `{text[:80]}`", sheet.place(), "export it again")
            return
        names = next((row.cells for row in head if sum(bool(cell.strip()) for cell in row.cells) > 1), [])
        column_list = ", ".join(f"`{name.strip()[:40]}`" for name in names[:12])
        message = f"the columns of this file fit no known export{f': {column_list}' if column_list else ''}"
        hint = "name its columns, such as --map code=COLUMN --map order_id=COLUMN"
        if any(_NUMBER.fullmatch(name.strip()) for name in names):
            message += "; its first row holds values, and no names"
            hint = "put a row with the names of the columns above it, as the docs on reports show"
        self.report.error("unknown-export", message, sheet.place(), hint)

    def _read_found(self, sheet: ReportSheet, sheet_layout: _SheetLayout) -> None:
        dialect, columns, header, at = sheet_layout
        self._read_rows(sheet, dialect, columns, header, islice(sheet.rows, at + 1, None))

    def _find_dialect(self, sheet: ReportSheet, head: Sequence[ReportRow]) -> _SheetLayout | None:
        if sheet.member in PLAUSIBLE:
            columns = PLAUSIBLE[sheet.member].find_columns(head[0].cells) if head else None
            return (PLAUSIBLE[sheet.member], columns, head[0].cells, 0) if columns else None
        for at, row in enumerate(head):
            fitting = [
                (dialect, columns) for dialect in DIALECTS if (columns := dialect.find_columns(row.cells)) is not None
            ]
            if fitting:
                dialect, columns = max(fitting, key=lambda candidate: len(candidate[0].needs))
                if dialect is WOO_OTHER:
                    message = f"this is an export of {dialect.title}, which lacks some needed columns"
                    hint = "name the columns of its plugin, such as --map order_id=COLUMN --map subtotal=COLUMN"
                    self.report.error("unknown-export", message, sheet.place(), hint)
                    return None
                if dialect is MATOMO:
                    return self._find_dimension(sheet, head[at + 1 :], columns, row.cells, at)
                return dialect, columns, row.cells, at
        return None

    def _find_dimension(
        self, sheet: ReportSheet, rows: Sequence[ReportRow], columns: dict[str, int], header: list[str], at: int
    ) -> _SheetLayout | None:
        """What the labels of a Matomo report are: the values of links among which most of them are."""
        place = columns["label"]
        labels = {fold_value(row.cells[place]) for row in rows if place < len(row.cells)} - {""}
        hits = {fact: len(labels & values) for fact, values in self.wish.known_values.items()}
        best = max(hits, key=lambda fact: hits[fact], default="")
        if not best or not hits[best] or sorted(hits.values())[-2:].count(hits[best]) > 1:
            few = "none" if not best or not hits[best] else "no clear part"
            message = f"this is an export of Matomo, and {few} of its first labels is a value that links carry"
            hint = "name the dimension of its labels, such as --map utm_source=label"
            self.report.error("unknown-export", message, sheet.place(), hint)
            return None
        columns_by_fact = {fact: where for fact, where in columns.items() if fact != "label"} | {best: place}
        note = f"Its labels were taken for {best}: {hits[best]:,} of the first {len(labels):,} are values of links."
        sheet.notes.append(note)
        return replace(MATOMO, dimensions=best), columns_by_fact, header, at

    def _by_map(self, sheet: ReportSheet, head: Sequence[ReportRow]) -> _SheetLayout | None:
        """The rows as `--map`, or a map that content keeps, describes them."""
        for mapping in (self.wish.columns, *self.wish.kept_maps):
            if mapping and (sheet_layout := self._layout_by_map(sheet, head, mapping)):
                if mapping is self.wish.columns:
                    self.mapped_columns.append(tuple(sheet_layout[2]))
                return sheet_layout
        return None

    def _layout_by_map(
        self, sheet: ReportSheet, head: Sequence[ReportRow], mapping: Mapping[str, str]
    ) -> _SheetLayout | None:
        """The dialect that `--map` describes, laid over the one that is known by its columns where there is one."""
        names = {fact: fold_name(column) for fact, column in mapping.items()}
        for at, row in enumerate(head):
            places: dict[str, int] = {}
            for place, name in enumerate(row.cells):
                places.setdefault(fold_name(name), place)
            if not all(name in places for name in names.values()):
                continue
            columns = {fact: places[name] for fact, name in names.items()}
            fitting_dialects = [
                (dialect, own) for dialect in DIALECTS if (own := dialect.find_columns(row.cells)) is not None
            ]
            if fitting_dialects:
                dialect, own = max(fitting_dialects, key=lambda candidate: len(candidate[0].needs))
                if dialect.table == "visit_rows":
                    dimensions = "+".join(sorted(fact for fact in columns if fact in KEY))
                    dialect = replace(dialect, dimensions=dimensions)
                return dialect, own | columns, row.cells, at
            if "order_id" in columns:
                return MAPPED_ORDERS, columns, row.cells, at
            if "sessions" in columns:
                dimensions = "+".join(sorted(fact for fact in columns if fact in KEY))
                return replace(MAPPED_VISITS, dimensions=dimensions), columns, row.cells, at
            if "person" in columns:
                return MAPPED_POSTS, columns, row.cells, at
            hint = "name the column of orders (order_id), of visits (sessions) or of people (person)"
            self.report.error("unknown-export", "this --map does not show what the rows are", sheet.place(), hint)
            return None
        return None

    def _read_sections(self, sheet: ReportSheet) -> None:
        """The sections of a full export of Post Affiliate Pro; those but the commissions are named in a note."""
        section, header = "", None
        rows: list[ReportRow] = []
        unread_sections: list[str] = []
        for row in sheet.rows:
            first = row.cells[0].strip()
            if first.startswith("[[") and first.endswith("]]"):
                section = first.strip("[]")
                if section != "COMMISSIONS":
                    unread_sections.append(section)
            elif section == "COMMISSIONS":
                if header is None:
                    header = [cell.strip().lstrip("!") for cell in row.cells]
                else:
                    rows.append(row)
        if header is None:
            return
        columns = PAP_FULL.find_columns(header)
        if columns is None:
            return
        if unread_sections:
            sheet.notes.append(f"Sections that were not read: {', '.join(unread_sections[:8])}.")
        self._read_rows(sheet, PAP_FULL, columns, header, rows)

    def _read_ga4(self, sheet: ReportSheet, table: Ga4Table) -> None:
        dialect = ReportDialect(
            "ga4", "GA4", "visit_rows", (), {}, sign="," if sheet.delimiter == ";" else ".", dimensions=table.dimensions
        )
        days = table.first_day, table.last_day
        rows = self._read_rows(sheet, dialect, table.columns, table.header, table.rows, days, lambda: table.total)
        rows.notes.extend(table.notes)

    def _read_rows(
        self,
        sheet: ReportSheet,
        dialect: ReportDialect,
        columns: dict[str, int],
        header: Sequence[str],
        rows: Iterable[ReportRow],
        days: tuple[str, str] = ("", ""),
        find_total: Callable[[], Sequence[str]] = tuple,
    ) -> ReadFile:
        file = ReadFile(
            len(self.files), sheet.file, dialect.name, dialect.title, dialect.table, dialect.dimensions, sheet.digest
        )
        self.files.append(file)
        target = Target(self.store, self.wish, self.report, self.hash_customer, self.show_rows)
        FactRows(target, sheet, dialect, columns, header, file, days).read(rows, find_total)
        return file

    def show_rows(self, rows: int, file: str) -> None:
        """Show how far a long file is."""
        self._progress("reading", *self._file_at, f"{file}: {rows:,} rows")

    def hash_customer(self, text: str) -> str:
        """A stand-in for a customer: the same one within this run, and nothing that leads back to them."""
        plain = text.strip().casefold()
        return (
            hashlib.blake2b(plain.encode("utf-8", "replace"), key=self._key, digest_size=12).hexdigest()
            if plain
            else ""
        )


def _sections(head: Sequence[ReportRow]) -> bool:
    return any(row.cells and row.cells[0].strip().startswith("[[") for row in head[:5])


def named_files(paths: Iterable[Path], site: Path) -> Iterator[tuple[Path, str]]:
    """Files with their names in problems: as they lie from the site."""
    for path in paths:
        try:
            yield path, os.path.relpath(path, site)
        except ValueError:
            yield path, str(path)
