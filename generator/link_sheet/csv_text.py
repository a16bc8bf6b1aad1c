"""The sheet as CSV that a spreadsheet may open, and back.

RFC 4180 with `\\n` as its line end, UTF-8; a cell that a spreadsheet would take for a formula is guarded.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from generator.link_sheet.row import COLUMNS, LinkRow
from generator.tables.formulas import bare
from generator.tables.write import csv_line


class SheetError(ValueError):
    """A text that is no link sheet; the message says why, on one line."""


def write_csv(rows: Iterable[LinkRow]) -> str:
    """Write the sheet, a line of column names first."""
    return "".join(csv_line(map(str, row)) for row in (COLUMNS, *rows))


def read_csv(text: str) -> list[LinkRow]:
    """Read a sheet; `;` and tabs between the cells, as spreadsheets save them, and more columns are fine too.

    Raises SheetError.
    """
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return list(_rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)))
    except csv.Error as error:
        raise SheetError(f"this is not CSV: {error}") from None


def _rows(lines: Iterator[list[str]]) -> Iterator[LinkRow]:
    names = next(lines, [])
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise SheetError(f"there is no column `{missing[0]}`")
    places = [names.index(name) for name in COLUMNS]
    for number, cells in enumerate(lines, 2):
        if not cells:
            continue
        if len(cells) < len(names):
            raise SheetError(f"row {number} has {len(cells)} cells, and there are {len(names)} columns")
        values = {name: bare(cells[place]) for name, place in zip(COLUMNS, places, strict=True)}
        line = values.pop("line")
        yield LinkRow(**values, line=int(line) if re.fullmatch("[0-9]{1,9}", line, re.ASCII) else 0)
