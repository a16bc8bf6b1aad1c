"""Rows of a text of any length, one at a time: what cannot be read is reported, and the next row is read again."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from generator.problems import Place, Report
from generator.tables.formulas import bare
from generator.tables.table import LARGEST_FILE

_MOST_LINES = 2_000
"""Lines of one row: a note in a cell may have many, an open quote has all that follow."""
_MOST_LETTERS = 2_000_000
_BLOCK = 1_000
"""Lines that are read at once where each is a row."""
_MOST_BROKEN = 50
_SIGNS = ",;\t|"


class ReportRow(NamedTuple):
    """One row: `number` is its line in a text, or its row in a workbook."""

    number: int
    cells: list[str]


class _TooLongError(Exception):
    """A row of more lines than any row has."""


class _Lines:
    """The lines of a text, which remembers those of the row that is being read."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._source = iter(lines)
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._letters = 0
        self.number = 0
        """Of the last line that was read."""

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._source)
        self.number += 1
        self._row.append(line)
        self._letters += len(line)
        if len(self._row) > 1 and (len(self._row) > _MOST_LINES or self._letters > _MOST_LETTERS):
            raise _TooLongError
        return line

    def take(self, most: int) -> list[str]:
        """Take the next lines."""
        lines = [self._again.popleft() for _ in range(min(most, len(self._again)))]
        lines.extend(islice(self._source, most - len(lines)))
        self.number += len(lines)
        return lines

    def give_back(self, lines: list[str]) -> None:
        """Give back lines that were taken."""
        self.number -= len(lines)
        self._again.extendleft(reversed(lines))

    def begin_row(self) -> int:
        """Forget the lines of the row before; return the number of the line that follows."""
        self._row.clear()
        self._letters = 0
        return self.number + 1

    def step_back(self) -> None:
        """Go back to the second line of this row."""
        self.number -= len(self._row) - 1
        self._again.extendleft(reversed(self._row[1:]))


def read_rows(lines: Iterable[str], delimiter: str, file: str, report: Report) -> Iterator[ReportRow]:
    """Read the rows; empty lines are left out."""
    before = csv.field_size_limit(LARGEST_FILE)
    source = _Lines(lines)
    broken_count = 0
    try:
        while block := source.take(_BLOCK):
            if (simple := _simple_rows(block, delimiter)) is not None:
                first = source.number - len(block) + 1
                for number, cells in enumerate(simple, first):
                    if cells:
                        yield ReportRow(number, cells)
                continue
            end = source.number
            source.give_back(block)
            reader = csv.reader(source, delimiter=delimiter, strict=True)
            while source.number < end:
                number = source.begin_row()
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except (csv.Error, _TooLongError) as error:
                    broken_count += 1
                    if broken_count > _MOST_BROKEN:
                        message = f"too many rows cannot be read; those after line {number:,} were left out"
                        hint = "save it as CSV again, from its source"
                        report.error("broken-sheet", message, Place(file, line=number, column=1), hint)
                        return
                    _report_broken_row(file, number, error, report)
                    source.step_back()
                    reader = csv.reader(source, delimiter=delimiter, strict=True)
                    continue
                if cells:
                    yield ReportRow(number, [bare(cell) if "'" in cell else cell for cell in cells])
    finally:
        csv.field_size_limit(before)


def _simple_rows(lines: list[str], delimiter: str) -> list[list[str]] | None:
    """The rows of lines of which each is a whole row; None where one is not, or cannot be read."""
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    if len(rows) != len(lines):
        return None
    if any("'" in line for line in lines):
        rows = [[bare(cell) if "'" in cell else cell for cell in cells] for cells in rows]
    return rows


def _report_broken_row(file: str, number: int, error: Exception, report: Report) -> None:
    text = str(error)
    why = text
    if isinstance(error, _TooLongError) or "unexpected end" in text:
        why = "a quote is opened in it and never closed"
    elif "expected after" in text:
        why = "there is something between a closing quote and the next cell"
    hint = "a quote inside a quoted cell is written twice; or export the file again"
    place = Place(file, line=number, column=1)
    report.error("broken-sheet", f"line {number:,} was skipped: {why}", place, hint)


def find_delimiter(head: list[str]) -> str:
    """The sign between cells: the one that divides most of the first lines into the same number of cells."""
    best, most = ",", (0, 0)
    for sign in _SIGNS:
        widths = [len(cells) for cells in _try_rows(head, sign) if len(cells) > 1]
        if widths:
            usual = max(set(widths), key=lambda width: (widths.count(width), width))
            score = (widths.count(usual), usual)
            if score > most:
                best, most = sign, score
    return best


def _try_rows(head: list[str], sign: str) -> list[list[str]]:
    rows = []
    try:
        for cells in csv.reader(head, delimiter=sign, strict=True):
            rows.append(cells)
    except csv.Error:
        pass  # the rows before it still say something
    return rows
