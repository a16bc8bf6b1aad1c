"""Exports to facts: each file is known by its content, and each row becomes a fact or a problem with its row."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from generator.columns.cells import CellError
from generator.problems import Place, Report
from generator.report.amounts import AmountError, find_sign, read_amount
from generator.report.dialect import Cells, ReportDialect
from generator.report.dialects import (
    KNOWN,
    MAPPED_ORDERS,
    MAPPED_POSTS,
    MAPPED_VISITS,
    NEEDS_MAP,
    PAP_FULL,
    PLAUSIBLE,
    count_known,
)
from generator.report.facts import KEY, ORDERS, POSTS, TABLES, VISITS
from generator.report.ga4 import Ga4Table, is_ga4, read_ga4
from generator.report.moments import Days
from generator.report.names import fold_name
from generator.report.open import ReportSheet, open_file
from generator.report.rows import ReportRow
from generator.report.store import Store

NOBODY = frozenset(
    map(fold_name, ("(not set)", "(direct)", "(none)", "(other)", "(data not available)", "(organic)", "not set", ""))
)
"""Values that name no source."""
_HEAD = 200
"""Rows by which a column's decimal sign and order of days are found."""
_NUMBER = re.compile(r"[-−+]?[\d.,\s\u00a0\u202f%€$£]*\d[\d.,\s\u00a0\u202f%€$£]*")
_TELL = 50_000  # rows between two looks at the progress
_LONGEST = 300  # letters of a value; analytics cut at 100
_EACH = 20  # problems that are reported with their row, for each file
_MONEY = (
    "line_price",
    "line_discount",
    "subtotal",
    "total",
    "tax",
    "refunded",
    "commission",
    "revenue",
    "cost",
    "shipping",
)
_NUMBERS = (
    "quantity",
    "sessions",
    "engaged",
    "orders",
    "reach",
    "views",
    "likes",
    "comments",
    "shares",
    "saves",
    "clicks",
)
_SUBS = ("sub1", "sub2", "sub3", "sub4", "sub5", "sub6", "sub")
_POST_NUMBERS = frozenset(("reach", "views", "likes", "comments", "shares", "saves", "clicks"))
MAP_FACTS = frozenset((*ORDERS, *VISITS, *POSTS, "line_price", *_SUBS)) - {
    "file",
    "source",
    "row",
    "head",
    "rest",
    "cut",
    "tx",
}
"""What `--map FACT=COLUMN` may name."""


class ReadFile(Struct):
    """How one table of a file was read: what the report says about it."""

    number: int
    file: str
    dialect: str
    title: str
    table: str
    cut: str = ""
    digest: str = ""
    rows: int = 0
    left_out: int = 0
    first_day: str = ""
    last_day: str = ""
    totals: dict[str, Decimal] = field(default_factory=dict)
    """The file's own totals, where it has any."""
    sums: dict[str, Decimal] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def place(self) -> Place:
        """The place of the file."""
        return Place(self.file)


class Wish(Struct, frozen=True):
    """How files are to be read. `columns` is what `--map` says; `known_subs` are sub-ids that links carry."""

    zone: str
    currency: str
    locales: tuple[str, ...] = ("en",)
    columns: Mapping[str, str] = field(default_factory=dict)
    kept_maps: tuple[Mapping[str, str], ...] = ()
    known_subs: Set[str] = frozenset()


def show_nothing(_stage: str, _done: int, _total: int, _what: str = "") -> None:
    """Show no progress."""


_Found = tuple[ReportDialect, dict[str, int], list[str], int]
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
        self._done = 0, 1
        self.mapped: list[tuple[str, ...]] = []
        """The columns of the files that `--map` was used for."""
        self._progress = progress

    def read(self, paths: Iterable[tuple[Path, str]]) -> None:
        """Read files, each with its name in problems."""
        given = list(paths)
        for done, (path, file) in enumerate(given):
            self._progress("reading", done, len(given), file)
            self._done = done, len(given)
            for sheet in open_file(path, file, count_known, self.report):
                if sheet.digest in self._digests:
                    message = f"this is the same file as `{self._digests[sheet.digest]}`; it was read once"
                    self.report.warning("same-export", message, Place(file), "give each export once")
                    break
                self._digests[sheet.digest] = file
                self._read_sheet(sheet)
        self.store.finish()
        if self.wish.columns and not self.mapped and not self.report.errors:
            listed = ", ".join(f"`{column[:40]}`" for column in self.wish.columns.values())
            message = f"no file has all the columns that --map names: {listed}"
            self.report.error("missing-column", message, Place("the command line"), "write them as the file has them")

    def _read_sheet(self, sheet: ReportSheet) -> None:
        before = len(self.files)
        if sheet.member and sheet.member not in PLAUSIBLE:
            return  # an archive of Plausible holds tables of pages, countries and the like
        head = list(islice(sheet.rows, 60))
        if sheet.named:
            head.insert(0, ReportRow(1, list(sheet.named)))
        sheet.rows = chain(head, sheet.rows)
        sections = _sections(head)
        if sections:
            self._read_sections(sheet)
        elif (mapped := self._by_map(sheet, head)) is not None:
            self._read_found(sheet, mapped)
        elif is_ga4(head):
            for table in read_ga4(sheet):
                self._read_ga4(sheet, table)
        elif (found := self._find_dialect(sheet, head)) is not None:
            self._read_found(sheet, found)
        for one in self.files[before:]:
            one.notes.extend(note for note in sheet.notes if note not in one.notes)
        if len(self.files) > before and not any(one.rows for one in self.files[before:]):
            hint = "look whether its filter or its period is the right one, and export it again"
            self.report.error("empty-export", "this export has no rows", sheet.place(), hint)
        elif len(self.files) == before and not self.report.has_errors_in(sheet.file):
            self._tell_unknown(sheet, head)

    def _tell_unknown(self, sheet: ReportSheet, head: Sequence[ReportRow]) -> None:
        text = " ".join(head[0].cells).strip() if head else ""
        if text.startswith(("No data available", "Error:")):
            self.report.error("empty-export", f"this export says `{text[:80]}`", sheet.place(), "export it again")
            return
        names = next((row.cells for row in head if sum(bool(cell.strip()) for cell in row.cells) > 1), [])
        shown = ", ".join(f"`{name.strip()[:40]}`" for name in names[:12])
        message = f"no export is known by the columns of this file{f': {shown}' if shown else ''}"
        hint = "name its columns, such as --map code=COLUMN --map order_id=COLUMN"
        self.report.error("unknown-export", message, sheet.place(), hint)

    def _read_found(self, sheet: ReportSheet, found: _Found) -> None:
        dialect, columns, header, at = found
        self._read_rows(sheet, dialect, columns, header, islice(sheet.rows, at + 1, None))

    def _find_dialect(self, sheet: ReportSheet, head: Sequence[ReportRow]) -> _Found | None:
        if sheet.member in PLAUSIBLE:
            columns = PLAUSIBLE[sheet.member].find_columns(head[0].cells) if head else None
            return (PLAUSIBLE[sheet.member], columns, head[0].cells, 0) if columns else None
        for at, row in enumerate(head):
            fitting = [(one, columns) for one in KNOWN if (columns := one.find_columns(row.cells)) is not None]
            if fitting:
                dialect, columns = max(fitting, key=lambda one: len(one[0].needs))
                if dialect.name in NEEDS_MAP:
                    message = f"this is an export of {dialect.title}, whose columns do not say all that is needed"
                    self.report.error("unknown-export", message, sheet.place(), NEEDS_MAP[dialect.name])
                    return None
                return dialect, columns, row.cells, at
        return None

    def _by_map(self, sheet: ReportSheet, head: Sequence[ReportRow]) -> _Found | None:
        """The rows as `--map`, or a map that content keeps, describes them."""
        for wanted in (self.wish.columns, *self.wish.kept_maps):
            if wanted and (found := self._mapped(sheet, head, wanted)):
                if wanted is self.wish.columns:
                    self.mapped.append(tuple(found[2]))
                return found
        return None

    def _mapped(self, sheet: ReportSheet, head: Sequence[ReportRow], wanted: Mapping[str, str]) -> _Found | None:
        """The dialect that `--map` describes, laid over the one that is known by its columns where there is one."""
        names = {fact: fold_name(column) for fact, column in wanted.items()}
        for at, row in enumerate(head):
            places: dict[str, int] = {}
            for place, name in enumerate(row.cells):
                places.setdefault(fold_name(name), place)
            if not all(name in places for name in names.values()):
                continue
            columns = {fact: places[name] for fact, name in names.items()}
            known = [(one, own) for one in KNOWN if (own := one.find_columns(row.cells)) is not None]
            if known:
                dialect, own = max(known, key=lambda one: len(one[0].needs))
                if dialect.table == "visit_rows":
                    cut = "+".join(sorted(fact for fact in columns if fact in KEY))
                    dialect = replace(dialect, cut=cut)
                return dialect, own | columns, row.cells, at
            if "order_id" in columns:
                return MAPPED_ORDERS, columns, row.cells, at
            if "sessions" in columns:
                cut = "+".join(sorted(fact for fact in columns if fact in KEY))
                return replace(MAPPED_VISITS, cut=cut), columns, row.cells, at
            if "person" in columns:
                return MAPPED_POSTS, columns, row.cells, at
            hint = "name the column of orders (order_id), of visits (sessions) or of people (person)"
            self.report.error("unknown-export", "this map does not say what the rows are", sheet.place(), hint)
            return None
        return None

    def _read_sections(self, sheet: ReportSheet) -> None:
        """The sections of a full export of Post Affiliate Pro; those but the commissions are named in a note."""
        section, header = "", None
        rows: list[ReportRow] = []
        others: list[str] = []
        for row in sheet.rows:
            first = row.cells[0].strip()
            if first.startswith("[[") and first.endswith("]]"):
                section = first.strip("[]")
                if section != "COMMISSIONS":
                    others.append(section)
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
        if others:
            sheet.notes.append(f"Sections that were not read: {', '.join(others[:8])}.")
        self._read_rows(sheet, PAP_FULL, columns, header, rows)

    def _read_ga4(self, sheet: ReportSheet, table: Ga4Table) -> None:
        dialect = ReportDialect(
            "ga4", "GA4", "visit_rows", (), {}, sign="," if sheet.delimiter == ";" else ".", cut=table.cut
        )
        split = table.columns.get("source_medium")

        def change(cells: Cells) -> Cells:
            if split is not None:
                source, _, medium = cells.pop("source_medium", "").rpartition(" / ")
                cells.setdefault("utm_source", source)
                cells.setdefault("utm_medium", medium)
            return cells

        dialect = replace(dialect, change=change)
        days = table.first_day, table.last_day
        one = self._read_rows(sheet, dialect, table.columns, table.header, table.rows, days, lambda: table.total)
        one.notes.extend(table.notes)

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
        one = ReadFile(
            len(self.files), sheet.file, dialect.name, dialect.title, dialect.table, dialect.cut, sheet.digest
        )
        self.files.append(one)
        _RowsOfTable(self, sheet, dialect, columns, header, one, days).read(rows, find_total)
        return one

    def show_rows(self, rows: int, file: str) -> None:
        """Show how far a long file is."""
        self._progress("reading", *self._done, f"{file}: {rows:,} rows")

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


class _RowsOfTable:
    """The rows of one table, and what is known of its columns."""

    def __init__(
        self,
        reader: Reader,
        sheet: ReportSheet,
        dialect: ReportDialect,
        columns: dict[str, int],
        header: Sequence[str],
        one: ReadFile,
        days: tuple[str, str],
    ) -> None:
        self.reader, self.sheet, self.dialect, self.columns, self.header = reader, sheet, dialect, columns, header
        self.one, self.days = one, days
        self.unreadable = 0
        self.states: Counter[str] = Counter()
        self.currency = dialect.currency
        self.missing_currency = False
        self.split_codes = 0
        self._signs: dict[str, str] = {}
        self._days: Days | None = None
        self._others: list[int] = []
        self._subs = [name for name in _SUBS if name in columns]
        self._cells: Sequence[str] = ()

    def read(self, rows: Iterable[ReportRow], find_total: Callable[[], Sequence[str]]) -> None:
        """Read all rows into the store."""
        source = iter(rows)
        head = list(islice(source, _HEAD))
        self._survey(head)
        add = self._ADDERS[self.dialect.table]
        first = self.header[0]
        pairs = tuple(self.columns.items())
        skipped = 0
        for row in chain(head, source):
            if row.cells[0] == first and row.cells == self.header:
                continue  # files that were put together have their header again
            self._cells = row.cells
            cells: Cells = {fact: row.cells[at] if at < len(row.cells) else "" for fact, at in pairs}
            if not any(text.strip() for text in cells.values()):
                if any(cell.strip() for cell in row.cells):
                    skipped += 1
                continue
            changed = self.dialect.change(cells) if self.dialect.change else cells
            if changed is None:
                skipped += 1
                continue
            if fold_name(changed.get("order_id") or changed.get("person") or "") in ("total", "totals", "grand total"):
                self._add_total(changed)
                continue
            try:
                add(self, row.number, changed)
            except (AmountError, CellError) as error:
                self.one.left_out += 1
                self._tell_unreadable(str(error), row.number)
            else:
                self.one.rows += 1
                if self.one.rows % _TELL == 0:
                    self.reader.show_rows(self.one.rows, self.one.file)
        self._close(find_total(), skipped)

    def _survey(self, head: Sequence[ReportRow]) -> None:
        """Find the decimal sign and the way of days of each column from its first cells."""
        for fact in (*_MONEY, *_NUMBERS):
            at = self.columns.get(fact)
            if at is None:
                continue
            cells = [row.cells[at] for row in head if at < len(row.cells)]
            sign, doubtful = find_sign(cells, self.dialect.sign)
            whole = fact in _NUMBERS and fact != "quantity"
            if whole and doubtful:  # a count has no decimal places: the sign divides thousands
                sign = "," if "." in doubtful else "."
            elif doubtful:
                name = self.header[at] if at < len(self.header) else fact
                message = (
                    f"the amounts of column `{name[:40]}`, such as `{doubtful[:20]}`, leave their decimal sign open"
                )
                hint = f"they were read with `{sign}` as the decimal sign; export them with two decimal places"
                self.reader.report.warning("doubtful-amount", message, self.sheet.place(), hint)
            self._signs[fact] = sign
        used = set(self.columns.values())
        for at in range(len(self.header)):
            texts = [row.cells[at] for row in head if at < len(row.cells) and row.cells[at].strip()]
            if at not in used and texts and not all(_NUMBER.fullmatch(text.strip()) for text in texts):
                self._others.append(at)
        at = self.columns.get("day")
        cells = [row.cells[at] for row in head if at is not None and at < len(row.cells)]
        self._days = Days(cells, self.reader.wish.zone, self.reader.wish.locales)

    def _close(self, total: Sequence[str], skipped: int) -> None:
        one, report = self.one, self.reader.report
        if skipped:
            reason = self.dialect.skips or "nothing in them could be used"
            one.notes.append(f"{skipped:,} rows were left out: {reason}.")
        for name, count in self.states.items():
            message = f"{count:,} rows have the status `{name[:40]}`, which is not known; they count as open"
            report.warning("unknown-status", message, self.sheet.place(), "say what it means in an issue")
        if self.unreadable > _EACH:
            message = f"{self.unreadable - _EACH:,} more rows with such cells were left out"
            report.error(
                "unreadable-cell", message, self.sheet.place(), "export the file again, or correct these cells"
            )
        if self.missing_currency:
            one.notes.append(f"The file names no currency: its amounts were taken for {self.reader.wish.currency}.")
        if self.split_codes:
            one.notes.append(f"{self.split_codes:,} orders name several codes; the cell was split at its commas.")
        if self._days and self._days.without_offset:
            one.notes.append("Its moments name no time zone: their days were taken as they are.")
        if total:
            with_names = {fact: total[at] for fact, at in self.columns.items() if at < len(total)}
            self._add_total(with_names)
        for name, own in one.totals.items():
            found = one.sums.get(name, Decimal(0))
            if own > found:
                share = f"{found / own:.1%}" if own else "0%"
                one.notes.append(f"The file's own total of {name} is {own:,}; its rows explain {found:,} ({share}).")
            elif own < found:
                message = f"the rows add up to {found:,} {name}, and the file's own total is {own:,}"
                report.warning("totals-differ", message, self.sheet.place(), "look whether rows stand in it twice")

    def _tell_unreadable(self, message: str, number: int) -> None:
        self.unreadable += 1
        if self.unreadable <= _EACH:
            at = "" if self.sheet.is_text else f"row {number:,}: "
            hint = "the row was left out; correct the cell, or export the file again"
            self.reader.report.error("unreadable-cell", f"{at}{message}", self.sheet.place(number), hint)

    def _amount(self, cells: Cells, fact: str) -> Decimal | None:
        text = cells.get(fact)
        if not text:
            return None
        try:
            return read_amount(text, self._signs.get(fact, self.dialect.sign))
        except AmountError as error:
            at = self.columns.get(fact, 0)
            name = self.header[at].strip() if at < len(self.header) else fact
            raise AmountError(f"column `{name[:40]}`: {error}") from None

    def _count(self, cells: Cells, fact: str) -> int | None:
        text = cells.get(fact)
        if not text:
            return None
        if text.isdecimal() and text.isascii() and len(text) < 13:  # nearly every cell
            return int(text)
        value = self._amount(cells, fact)
        if value is None:
            return None
        if value != int(value) or value < 0:
            raise AmountError(f"column `{fact}`: `{cells[fact].strip()[:40]}` is not a count")
        return int(value)

    def _day(self, cells: Cells) -> str | None:
        assert self._days is not None
        day = self._days(cells.get("day", "")) or None
        if day:
            self._span(day, day)
        return day

    def _span(self, first: str, last: str) -> None:
        if first and (not self.one.first_day or first < self.one.first_day):
            self.one.first_day = first
        self.one.last_day = max(self.one.last_day, last)

    def _key(self, cells: Cells) -> list[str | None]:
        """What a link left, in the order of KEY; values that name no source are None."""
        found = [
            _value(cells.get(name, ""))
            for name in ("utm_source", "utm_medium", "utm_campaign", "utm_content", "partner")
        ]
        if not self._subs:
            return [*found, None]
        subs = [value for name in self._subs if (value := _value(cells.get(name, "")))]
        known = next((sub for sub in subs if sub in self.reader.wish.known_subs), subs[0] if subs else None)
        return [*found, known]

    def _money_of(self, cells: Cells) -> str:
        text = cells.get("currency", "").strip().upper()
        if len(text) == 3 and text.isascii() and text.isalpha():
            return text
        if text:
            raise AmountError(f"column `currency`: `{text[:40]}` is not a currency in three letters")
        if not self.currency:
            self.missing_currency = True
        return self.currency or self.reader.wish.currency

    def _state(self, cells: Cells) -> str:
        text = " ".join(cells.get("state", "").casefold().split())
        if not text:
            return "confirmed"
        state = self.dialect.states.get(text) or (text if text in ("confirmed", "open", "lost") else None)
        if state is None:
            self.states[text] += 1
            return "open"
        return state

    def _add_total(self, cells: Cells) -> None:
        """Keep a total of the file itself, which is no row of anybody."""
        for fact in ("sessions", "revenue", "subtotal"):
            if cells.get(fact):
                try:
                    value = read_amount(cells[fact], self._signs.get(fact, self.dialect.sign))
                except AmountError:
                    continue
                if value is not None:
                    self.one.totals[fact] = value

    def _sum(self, fact: str, value: Decimal | int | None) -> None:
        if value is not None:
            self.one.sums[fact] = self.one.sums.get(fact, Decimal(0)) + value

    def _add_order(self, number: int, cells: Cells) -> None:
        head = bool(cells.get("head"))
        order_id = cells.get("order_id", "").strip()[:_LONGEST]
        tx = cells.get("tx", "").strip()[:_LONGEST]
        if not order_id and not tx:
            tx = f"{self.sheet.digest[:12]}:{number}"  # each row is a sale: two equal rows are two of them
        price, quantity = self._amount(cells, "line_price"), self._amount(cells, "quantity")
        gross = self._amount(cells, "line_gross")
        if gross is None and price is not None:
            gross = price * (quantity if quantity is not None else 1)
            if gross != round(gross, 4):
                gross = round(gross, 4)
        code = cells.get("code", "").strip()[:_LONGEST]
        if "," in code:
            self.split_codes += 1
        new = cells.get("is_new", "").strip().casefold()
        is_new = (
            True if new in ("1", "true", "yes", "new") else False if new in ("0", "false", "no", "returning") else None
        )
        subtotal = self._amount(cells, "subtotal")
        self._sum("subtotal", subtotal)
        self.reader.store.add(
            "order_rows",
            (
                self.one.number,
                self.dialect.name,
                number,
                order_id or tx,
                tx or None,
                head,
                cells.get("type") or "sale",
                self._day(cells),
                self._state(cells) if head or not self.dialect.once else None,
                cells.get("item", "").strip()[:_LONGEST] or None,
                cells.get("item_name", "").strip()[:_LONGEST] or None,
                quantity,
                gross,
                self._amount(cells, "line_discount"),
                subtotal,
                self._amount(cells, "total"),
                self._amount(cells, "tax"),
                self._amount(cells, "refunded"),
                self._amount(cells, "commission"),
                self._money_of(cells) if head else None,
                code or None,
                *self._key(cells),
                self.reader.hash_customer(cells.get("customer", "")) or None,
                is_new,
            ),
        )

    def _add_visit(self, number: int, cells: Cells) -> None:
        day = self._day(cells)
        first, last = (day, day) if day else (self.days[0] or None, self.days[1] or None)
        if not day and first:
            self._span(first, last or first)
        sessions = self._count(cells, "sessions")
        if sessions is None:
            raise AmountError("column `sessions`: the cell is empty")
        revenue = self._amount(cells, "revenue")
        self._sum("sessions", sessions)
        self._sum("revenue", revenue)
        self.reader.store.add(
            "visit_rows",
            (
                self.one.number,
                self.dialect.name,
                self.dialect.cut,
                number,
                first,
                last,
                *self._key(cells),
                self._rest_of(self._cells),
                sessions,
                self._count(cells, "engaged"),
                self._amount(cells, "orders"),
                revenue,
                self._money_of(cells) if revenue is not None else None,
            ),
        )

    def _rest_of(self, cells: Sequence[str]) -> str | None:
        """A stand-in for the dimensions that are not used: by it a row is known again in another file."""
        if not self._others:
            return None
        text = "\0".join(cells[at] for at in self._others if at < len(cells))
        return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()

    def _add_post(self, number: int, cells: Cells) -> None:
        cost = self._amount(cells, "cost")
        counts = []
        for fact in ("reach", "views", "likes", "comments", "shares", "saves", "clicks"):
            counts.append(self._count(cells, fact))
        person = cells.get("person", "").strip()[:_LONGEST]
        if not person:
            raise AmountError("the row names no person")
        self.reader.store.add(
            "post_rows",
            (
                self.one.number,
                self.dialect.name,
                number,
                person,
                cells.get("platform", "").strip()[:40] or None,
                cells.get("format", "").strip()[:40] or None,
                self._day(cells),
                cells.get("link", "").strip()[:_LONGEST] or None,
                *counts,
                cost,
                self._money_of(cells) if cost is not None else None,
            ),
        )

    _ADDERS: Mapping[str, Callable[[_RowsOfTable, int, Cells], None]] = {
        "order_rows": _add_order,
        "visit_rows": _add_visit,
        "post_rows": _add_post,
    }


@lru_cache(maxsize=100_000)
def _value(text: str) -> str | None:
    value = text.strip().replace("\0", "\ufffd")[:_LONGEST]
    return None if not value or (value[0] == "(" and fold_name(value) in NOBODY) else value


def named_files(paths: Iterable[Path], site: Path) -> Iterator[tuple[Path, str]]:
    """Files with their names in problems: as they lie from the site."""
    for path in paths:
        try:
            yield path, os.path.relpath(path, site)
        except ValueError:
            yield path, str(path)


assert set(TABLES) == set(_RowsOfTable._ADDERS)
