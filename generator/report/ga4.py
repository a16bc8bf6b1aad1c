"""GA4 exports: several tables in one file, comment lines above them, totals in three places, compared periods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.report.names import fold_name
from generator.report.open import Sheet
from generator.report.rows import Row

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
_PREVIOUS = re.compile(r"\((?:previous period|periode precedente)\)$")
_RANGE = frozenset(map(fold_name, ("Date range", "Plage de dates")))
_START = frozenset(map(fold_name, ("Start date", "Date de début")))
_END = frozenset(map(fold_name, ("End date", "Date de fin")))
_NUMBER = re.compile(r"[\d.,\s\u00a0\u202f%'’€$£-]*\d[\d.,\s\u00a0\u202f%'’€$£-]*")


@dataclass(slots=True)
class Ga4Table:
    """One table of a file. `rows` are its rows without totals; the totals stand in `total` once the rows are read."""

    header: list[str]
    number: int
    columns: dict[str, int]
    first_day: str = ""
    last_day: str = ""
    total: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def cut(self) -> str:
        """The dimensions that say whose visit it was."""
        parts = [name for name in ("utm_source", "utm_medium", "utm_campaign", "utm_content") if name in self.columns]
        if "source_medium" in self.columns:
            parts = [*dict.fromkeys(("utm_source", "utm_medium", *parts))]
        return "+".join(sorted(parts))


def is_ga4(head: Sequence[Row]) -> bool:
    """Whether the first rows are of a GA4 export."""
    return any(_find_columns(row.cells) for row in head) or any(_comment(row) for row in head[:3])


def _comment(row: Row) -> tuple[str, str] | None:
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
    found: dict[str, int] = {}
    for at, name in enumerate(cells):
        fact = _BY_NAME.get(fold_name(name))
        if fact and fact not in found:
            found[fact] = at
    known = {"source_medium", "utm_source", "utm_campaign", "utm_content"} & found.keys()
    return found if known and "sessions" in found else {}


def read_ga4(sheet: Sheet) -> Iterator[Ga4Table]:
    """Read the tables of a file that tell where visits came from; a note names each of the others."""
    first_day = last_day = ""
    table: Ga4Table | None = None
    begins = True
    for row in sheet.rows:
        first = row.cells[0].strip().lstrip("\ufeff") if row.cells else ""
        if first.startswith("#"):
            if table is not None:
                yield _finished(table)
                table = None
            begins = True
            if day := _comment(row):
                first_day, last_day = (day[1], "") if day[0] == "start" else (first_day, day[1])
            continue
        if not any(cell.strip() for cell in row.cells):
            continue
        columns = _find_columns(row.cells)
        if columns and (begins or table is None or [*map(fold_name, row.cells)] != [*map(fold_name, table.header)]):
            if table is not None:
                yield _finished(table)
            table, begins = Ga4Table(row.cells, row.number, columns, first_day, last_day), False
        elif columns:
            continue  # the second line of a header
        elif table is None:
            if begins and len(row.cells) > 1 and not any(_NUMBER.fullmatch(cell) for cell in row.cells):
                sheet.notes.append(f"The table of line {row.number:,} ({first[:40]}) tells no source of visits.")
                begins = False
        else:
            table.rows.append(row)
    if table is not None:
        yield _finished(table)


def _finished(table: Ga4Table) -> Ga4Table:
    """Take totals, second headers and the compared period out of the rows."""
    kept: list[Row] = []
    width = len(table.header)
    ranged = next((at for at, name in enumerate(table.header) if fold_name(name) in _RANGE), -1)
    chosen, others = "", 0
    for row in table.rows:
        cells = row.cells
        is_total = fold_name(cells[0]) in _TOTALS or any(fold_name(cell) in _TOTALS for cell in cells[width:])
        if is_total or (len(cells) >= width and fold_name(cells[-1]) == fold_name("Grand total")):
            table.total = table.total or cells
            continue
        if ranged >= 0:
            value = cells[ranged].strip() if ranged < len(cells) else ""
            chosen = chosen or value
            if value != chosen:
                others += 1
                continue
        kept.append(row)
    table.rows = kept
    if ranged >= 0:
        table.notes.append(f"Of the compared periods `{chosen}` was read; {others:,} rows of the others were not.")
    previous = [name for name in table.header if _PREVIOUS.search(fold_name(name))]
    if previous:
        table.notes.append(f"Columns of the period before were not read: {', '.join(previous[:4])}.")
    return table
