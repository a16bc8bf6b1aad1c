"""Context for reading a column: the site, its date order, and the other cells of the column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct

from generator.columns.guess import Guess
from generator.models.settings import Settings

Order = Literal["", "dmy", "mdy"]
"""The first part of `03/04/2026`: "dmy" the day, "mdy" the month, "" if unknown."""
ReadCell = Callable[[str], str | tuple[str, ...] | Guess]
"""Reader for one cell; raises CellError if it cannot read it."""


class Context(Struct, frozen=True):
    """Context of a sheet. `dates` is the requested order of day, month and year."""

    settings: Settings
    dates: Order = ""


class ColumnReader(Struct, frozen=True):
    """Reader for one column. `note` is the conclusion from all of its cells, as the end of a sentence."""

    read: ReadCell
    note: str = ""


SurveyColumn = Callable[[Sequence[str], Context], ColumnReader]
"""Survey of all cells of a column, which makes their reader."""
