"""What an export looks like: the columns by which it is known, and which of them is which fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct, field

from generator.report.names import fold_name

State = Literal["confirmed", "open", "lost"]
Cells = dict[str, str]
"""The texts of one row by field; fields that the table has no column for are absent."""


class ReportDialect(Struct, frozen=True):
    """One kind of export. `needs` are the columns by which it is known, in any letter case.

    Of a column that has several names, one is needed.
    """

    name: str
    title: str
    table: Literal["order_rows", "visit_rows", "post_rows"]
    needs: tuple[str | tuple[str, ...], ...]
    columns: Mapping[str, tuple[str, ...]]
    """A fact, and the columns that may hold it; the first that is there counts."""
    states: Mapping[str, State] = field(default_factory=dict)
    """What a status means; a status that is not here is reported, and its row stays open."""
    currency: str = ""
    """The currency that the dialect itself has."""
    sign: str = "."
    """The decimal sign, where the cells leave it open."""
    once: bool = False
    """Whether one file has an order only once: a second one is a copy of it."""
    repeats_head: bool = False
    """Whether each line of an order repeats the order's facts: the first row of an order is its head."""
    change: Callable[[Cells], Cells | None] | None = None
    """Changes a row before it is read; None leaves the row out (it is counted and reported)."""
    skips: str = ""
    """Which rows `change` leaves out, as the end of "rows were left out: ..."."""
    dimensions: str = ""
    """The name of the dimensions, for tables of visits."""

    def needed_columns(self) -> Iterator[tuple[str, ...]]:
        """The names of each needed column."""
        return ((names,) if isinstance(names, str) else names for names in self.needs)

    def find_columns(self, header: Sequence[str]) -> dict[str, int] | None:
        """The place of each fact's column; None where the table is none of this dialect."""
        places: dict[str, int] = {}
        for at, name in enumerate(header):
            places.setdefault(fold_name(name), at)
        if not all(any(fold_name(name) in places for name in names) for names in self.needed_columns()):
            return None
        columns = {}
        for fact, names in self.columns.items():
            place = next((places[fold_name(name)] for name in names if fold_name(name) in places), None)
            if place is not None:
                columns[fact] = place
        return columns
