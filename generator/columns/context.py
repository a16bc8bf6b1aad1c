"""What the cells of a column are read against: the site, the order of its days, the other cells of the column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.columns.guess import Guess
from generator.models.settings import Settings

Order = Literal["", "dmy", "mdy"]
"""What comes first in `03/04/2026`: "dmy" the day, "mdy" the month, "" where nobody knows."""
ReadCell = Callable[[str], str | tuple[str, ...] | Guess]
"""Reads one cell; raises CellError where it cannot."""


@dataclass(frozen=True, slots=True)
class Context:
    """`dates` is the order of days that was asked for."""

    settings: Settings
    dates: Order = ""


@dataclass(frozen=True, slots=True)
class ColumnReader:
    """Reads the cells of one column. `note` says what was concluded from all of them, as the end of a sentence."""

    read: ReadCell
    note: str = ""


SurveyColumn = Callable[[Sequence[str], Context], ColumnReader]
"""Looks at all the cells of a column, and makes their reader."""
