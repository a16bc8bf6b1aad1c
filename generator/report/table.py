"""A table of the report, as values: what HTML, CSV, XLSX and JSON are written from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct, field

Kind = Literal["text", "count", "money", "share", "number", "day", "amount", "amounts"]
"""`money` is in the table's currency, `amount` in that of its row; `amounts` are texts such as `9900.00 GBP, 5 EUR`."""
_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?(?= [A-Z]{3}\b)")
Cell = str | int | Decimal | float | None


class Column(Struct, frozen=True):
    """A column. `title` names the denominator where the value is a quotient."""

    name: str
    title: str
    kind: Kind = "text"


class ReportTable(Struct):
    """Rows under columns. `currency` is that of every amount; `notes` are sentences beneath the table."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    currency: str = ""
    notes: list[str] = field(default_factory=list)

    def column(self, name: str) -> int:
        """The place of a column."""
        return next(at for at, column in enumerate(self.columns) if column.name == name)

    def values(self, name: str) -> list[Cell]:
        """The values of a column."""
        at = self.column(name)
        return [row[at] for row in self.rows]


def columns(*specs: tuple[str, str] | tuple[str, str, Kind]) -> tuple[Column, ...]:
    """Make columns of (name, title) and (name, title, kind)."""
    return tuple(Column(*spec) for spec in specs)


def as_text(cell: Cell) -> str:
    """A value as CSV has it: digits and a point, "" for what is not known."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.6f}".rstrip("0").rstrip(".")
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def in_groups(text: str) -> str:
    """A text with signs between the thousands of its amounts: `9,900.00 GBP, 5 EUR`."""
    return _AMOUNT.sub(lambda match: f"{Decimal(match[0]):,f}", text)


def total_of(rows: Sequence[tuple[Cell, ...]], at: int) -> Decimal:
    """The sum of a column."""
    return sum((Decimal(str(row[at])) for row in rows if row[at] is not None), Decimal(0))
