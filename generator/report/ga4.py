"""GA4 exports: several tables in one file, comment lines above them, totals in three places, compared periods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from generator.report.names import fold_name
from generator.report.open import ReportSheet
from generator.report.rows import ReportRow

_DIMENSIONS: dict[str, tuple[str, ...]] = {
    "source_medium": (
        "Session source / medium", "Session manual source / medium", "Source/Support de la session",
        "Sitzung – Quelle/Medium", "Origen/Medio de la sesión",
    ),
    "utm_source": ("Session source", "Session manual source", "Sitzung – Quelle"),
    "utm_medium": ("Session medium", "Session manual medium", "Sitzung – Medium"),
    "utm_campaign": (
        "Session campaign", "Session manual campaign name", "Campagne de la session", "Campagne de session",
        "Sitzung – Kampagne",
    ),
    "utm_content": ("Session manual ad content",),
    "day": ("Date",),
}  # fmt: skip
_MEASURES: dict[str, tuple[str, ...]] = {
    "sessions": ("Sessions", "Sitzungen", "Sesiones"),
    "engaged": ("Engaged sessions", "Sessions avec engagement"),
    "orders": ("Transactions", "Ecommerce purchases"),
    "revenue": ("Total revenue", "Purchase revenue", "Revenu total", "Revenus totaux"),
}
_BY_NAME = {
    fold_name(name): fact for table in (_DIMENSIONS, _MEASURES) for fact, names in table.items() for name in names
}
GA4_NAMES = frozenset(name for name in _BY_NAME if name != "date")
"""The names of columns by which a table of GA4 is known."""
_TOTALS = frozenset(map(fold_name, ("Grand total", "Total", "Totals", "Total général", "Gesamtsumme", "Total general")))
_DOUBTFUL = " \t\u00a0\ufeff#TtGgLl"
"""What a comment or a total begins with, or ends with; "" is in it too."""
_PREVIOUS = re.compile(r"\((?:previous period|periode precedente)\)$")
_RANGE = frozenset(map(fold_name, ("Date range", "Plage de dates")))
_START = frozenset(map(fold_name, ("Start date", "Date de début")))
_END = frozenset(map(fold_name, ("End date", "Date de fin")))
_NUMBER = re.compile(r"[\d.,\s\u00a0\u202f%'’€$£-]*\d[\d.,\s\u00a0\u202f%'’€$£-]*")


class Ga4Table(Struct):
    """One table of a file. `rows` are its rows without totals; `total` is known once they are read."""

    header: list[str]
    number: int
    columns: dict[str, int]
    first_day: str = ""
    last_day: str = ""
    total: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: Iterator[ReportRow] = field(default_factory=lambda: iter(()))

    @property
    def dimensions(self) -> str:
        """The dimensions that say whose visit it was."""
        parts = [name for name in ("utm_source", "utm_medium", "utm_campaign", "utm_content") if name in self.columns]
        if "source_medium" in self.columns:
            parts = [*dict.fromkeys(("utm_source", "utm_medium", *parts))]
        return "+".join(sorted(parts))


def is_ga4(head: Sequence[ReportRow]) -> bool:
    """Whether the first rows are of a GA4 export."""
    return any(_find_columns(row.cells) for row in head) or any(_comment(row) for row in head[:3])


def _comment(row: ReportRow) -> tuple[str, str] | None:
    """A comment that names a day: (`start` or `end`, the day)."""
    text = row.cells[0].strip().lstrip("\ufeff")
    if not text.startswith("#"):
        return None
    name, _, value = text.lstrip("# ").partition(":")
    kind = "start" if fold_name(name) in _START else "end" if fold_name(name) in _END else ""
    day = value.strip()
    return (kind, f"{day[:4]}-{day[4:6]}-{day[6:8]}") if kind and re.fullmatch(r"\d{8}", day) else None


def _find_columns(cells: Sequence[str]) -> dict[str, int]:
    """The facts of a header; {} where it is none that holds visits by where they came from."""
    columns: dict[str, int] = {}
    for at, name in enumerate(cells):
        fact = _BY_NAME.get(fold_name(name))
        if fact and fact not in columns:
            columns[fact] = at
    source_names = {"source_medium", "utm_source", "utm_campaign", "utm_content"} & columns.keys()
    return columns if source_names and "sessions" in columns else {}


def read_ga4(sheet: ReportSheet) -> Iterator[Ga4Table]:
    """Read the tables of a file that say where visits came from; a note names each of the others.

    The rows of a table are read while they are asked for, and must all be read before the next table is.
    """
    reading = _RowCursor(sheet)
    while (table := reading.next_table()) is not None:
        yield table


class _RowCursor:
    """A place in the rows of a file, which may hold any number of them."""

    def __init__(self, sheet: ReportSheet) -> None:
        self._sheet = sheet
        self._rows = iter(sheet.rows)
        self._next: ReportRow | None = None
        self._first_day = self._last_day = ""
        self._begins = True

    def next_table(self) -> Ga4Table | None:
        """Go on to the next header."""
        while (row := self._take()) is not None:
            first = row.cells[0].strip().lstrip("\ufeff") if row.cells else ""
            if first.startswith("#"):
                self._begins = True
                if day := _comment(row):
                    start = day[0] == "start"
                    self._first_day, self._last_day = (day[1], "") if start else (self._first_day, day[1])
                continue
            columns = _find_columns(row.cells)
            if columns:
                table = Ga4Table(row.cells, row.number, columns, self._first_day, self._last_day)
                table.notes.extend(_previous_periods(row.cells))
                table.rows = self._rows_of(table)
                self._begins = False
                return table
            names = len(row.cells) > 1 and not any(_NUMBER.fullmatch(cell) for cell in row.cells)
            if self._begins and names and any(cell.strip() for cell in row.cells):
                note = f"The table of line {row.number:,} ({first[:40]}) has no source of visits."
                self._sheet.notes.append(note)
                self._begins = False
        return None

    def _take(self) -> ReportRow | None:
        row, self._next = self._next, None
        return row if row is not None else next(self._rows, None)

    def _rows_of(self, table: Ga4Table) -> Iterator[ReportRow]:
        """The rows of a table, without totals, further lines of its header, and the compared period."""
        width, names = len(table.header), [*map(fold_name, table.header)]
        range_at = next((at for at, name in enumerate(names) if name in _RANGE), -1)
        sessions = table.columns["sessions"]
        first_period, skipped_count = "", 0
        while (row := self._take()) is not None:
            cells = row.cells
            if (
                range_at < 0
                and len(cells) == width
                and cells[0][:1] not in _DOUBTFUL
                and cells[-1][-1:] not in _DOUBTFUL
                and cells[sessions][:1].isdigit()
            ):
                yield row  # nearly every row of a long table
                continue
            first = cells[0].strip()
            if first.startswith("#"):
                self._next = row
                break
            if not first and not any(cell.strip() for cell in cells):
                continue
            if len(cells) <= sessions or not cells[sessions].strip()[:1].isdigit():
                columns = _find_columns(cells)
                if columns and [*map(fold_name, cells)] == names:
                    continue  # a second line of the header
                if columns:
                    self._next = row
                    break
            if _is_total(cells, first, width):
                table.total = table.total or cells
                continue
            if range_at >= 0:
                value = cells[range_at].strip() if range_at < len(cells) else ""
                first_period = first_period or value
                if value != first_period:
                    skipped_count += 1
                    continue
            yield row
        if range_at >= 0:
            table.notes.append(
                f"Of the compared periods `{first_period}` was read; {skipped_count:,} rows of the others were not."
            )


def _is_total(cells: Sequence[str], first: str, width: int) -> bool:
    """Whether a row is a total: its first cell says so, or one beyond the header, or its last one."""
    if first[:1] in "TtGg" and len(first) < 20 and fold_name(first) in _TOTALS:
        return True
    if len(cells) > width and any(fold_name(cell) in _TOTALS for cell in cells[width:]):
        return True
    return len(cells) >= width and cells[-1].strip().casefold() == "grand total"


def _previous_periods(header: Sequence[str]) -> Iterator[str]:
    previous = [name for name in header if _PREVIOUS.search(fold_name(name))]
    if previous:
        yield f"Columns of the period before were not read: {', '.join(previous[:4])}."
