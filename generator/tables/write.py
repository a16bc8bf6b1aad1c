"""Writer of rows to CSV or XLSX."""

from __future__ import annotations

import io
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from generator.tables.formulas import guard_formula

_TO_QUOTE = re.compile('[",\r\n]')
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML forbids these characters
_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,20})?", re.ASCII)
_NEW_ROWS = 1_000
"""Empty rows below the last that offer choices, too."""
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # a reader would decode `_x0041_` to `A` (ECMA-376, ST_Xstring)
LONGEST_CELL = 32_767  # letters in a cell of Excel


def csv_line(cells: Iterable[str]) -> str:
    r"""Return one row in RFC 4180 form with `\n` as line end; formulas are guarded."""
    return ",".join(map(_cell, cells)) + "\n"


def data_line(cells: Iterable[str]) -> str:
    """Return one row like `csv_line`, but leave negative numbers unguarded: no spreadsheet runs those."""
    return ",".join(cell if _NUMBER.fullmatch(cell) else _cell(cell) for cell in cells) + "\n"


def _cell(value: str) -> str:
    value = guard_formula(value)
    return '"' + value.replace('"', '""') + '"' if _TO_QUOTE.search(value) else value


def write_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """Return a CSV in UTF-8 with a byte order mark; without the mark, Excel reads `é` as two letters."""
    return ("\ufeff" + "".join(map(csv_line, rows))).encode()


def write_xlsx(
    rows: Sequence[Iterable[str]], title: str, widths: Iterable[int],
    choices: Mapping[int, tuple[Sequence[str], bool]] | None = None, hidden_column: int | None = None,
    numbers: Container[int] = (),
) -> bytes:  # fmt: skip
    """Return a workbook of one sheet with text cells and a fixed first row. The same rows give the same bytes.

    `numbers` are columns (from 0) that hold numbers in cells that look like one.

    `choices` maps a column (from 0) to the words that its cells offer, and whether they allow nothing else. The
    workbook hides `hidden_column`.
    """
    from openpyxl import Workbook  # lazy: it is large, and only XLSX files need it
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
            # Without the text format, Excel changes 24.00 to 24 and 2025-03-01 to a date.
            cell.number_format = "@"
            cell.value = _ESCAPE.sub("_x005F_", _ILLEGAL.sub("", guard_formula(value))[:LONGEST_CELL])
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
    if hidden_column is not None:
        sheet.column_dimensions[get_column_letter(hidden_column + 1)].hidden = True
    return _save(book)


def _save(book: object) -> bytes:
    """Save a workbook without the current time, which the archive would hold."""
    import zipfile  # lazy: few folders hold a ZIP

    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)  # type: ignore[attr-defined]
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", old.read(entry))
            still = zipfile.ZipInfo(entry.filename, (2000, 1, 1, 0, 0, 0))
            still.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(still, data)
    return out.getvalue()
