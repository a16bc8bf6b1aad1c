"""Rows to CSV or XLSX."""

from __future__ import annotations

import io
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from generator.tables.formulas import guarded

_QUOTED = re.compile('[",\r\n]')
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML file can hold these
_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,20})?", re.ASCII)
_NEW_ROWS = 1_000
"""Rows below the last that offer choices too."""
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # `_x0041_` would be read as `A` (ECMA-376, ST_Xstring)
LONGEST_CELL = 32_767  # letters in a cell of Excel


def csv_line(cells: Iterable[str]) -> str:
    """One row as RFC 4180 has it, with `\\n` as its line end; formulas are guarded."""
    return ",".join(map(_cell, cells)) + "\n"


def data_line(cells: Iterable[str]) -> str:
    """One row as `csv_line` writes it, in which negative numbers stay numbers: no spreadsheet runs those."""
    return ",".join(cell if _NUMBER.fullmatch(cell) else _cell(cell) for cell in cells) + "\n"


def _cell(value: str) -> str:
    value = guarded(value)
    return '"' + value.replace('"', '""') + '"' if _QUOTED.search(value) else value


def write_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """A sheet in UTF-8 with a byte order mark, without which Excel takes `é` for two letters."""
    return ("\ufeff" + "".join(map(csv_line, rows))).encode()


def write_xlsx(
    rows: Sequence[Iterable[str]], title: str, widths: Iterable[int],
    choices: Mapping[int, tuple[Sequence[str], bool]] | None = None, hidden: int | None = None,
    numbers: Container[int] = (),
) -> bytes:  # fmt: skip
    """A workbook with one sheet, every cell a text, the first row fixed. The same rows give the same bytes.

    `numbers` are columns (from 0) whose cells are numbers where they look like one.

    `choices` are by column (from 0): the words that its cells offer, and whether nothing else may be written there.
    `hidden` is a column that nobody has to see.
    """
    from datetime import datetime

    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    book.properties.created = book.properties.modified = datetime(2000, 1, 1)  # noqa: DTZ001
    sheet = book.worksheets[0]
    sheet.title = title
    sheet.freeze_panes = "B2"
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell: Any = sheet.cell(number, column)
            if column - 1 in numbers and _NUMBER.fullmatch(value):
                cell.value = float(value) if "." in value else int(value)
                continue
            # A text, or Excel makes 24.00 a 24 and 2025-03-01 a day of its own.
            cell.number_format = "@"
            cell.value = _ESCAPE.sub("_x005F_", _ILLEGAL.sub("", guarded(value))[:LONGEST_CELL])
            cell.data_type = "s"
            if number == 1:
                cell.font = Font(bold=True)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for column, (words, only) in (choices or {}).items():
        rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=only)
        rule.errorTitle, rule.error = "Not one of the choices", f"Choose one of: {', '.join(words)}"
        letter = get_column_letter(column + 1)
        rule.add(f"{letter}2:{letter}{len(rows) + _NEW_ROWS}")
        sheet.add_data_validation(rule)
    if hidden is not None:
        sheet.column_dimensions[get_column_letter(hidden + 1)].hidden = True
    return _saved(book)


def _saved(book: object) -> bytes:
    """Save a workbook without the time of day that the archive would hold."""
    import zipfile

    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)  # type: ignore[attr-defined]
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", old.read(entry))
            still = zipfile.ZipInfo(entry.filename, (2000, 1, 1, 0, 0, 0))
            still.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(still, data)
    return out.getvalue()
