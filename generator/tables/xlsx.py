"""Excel workbooks: the values as they were last saved; macros, pictures and links elsewhere are not looked at."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice, product
from typing import Any

from generator.problems import Place, Report
from generator.tables.formulas import bare
from generator.tables.table import MOST_COLUMNS, MOST_ROWS, Row, Table, column_of, letters

LARGEST_INSIDE = 20_000_000
"""Bytes of all that a workbook unpacks to."""
MOST_TAGS = 1_000_000
"""XML tags of all that is inside: a cell has up to six, and each takes microseconds to read."""
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^<>]*?ref=["']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_LATEST = 1_048_576  # the last row that Excel has; a hostile file may say any number
_MOST_MERGED = 20_000

Spoiled = dict[tuple[int, int], str]


def read_xlsx(data: bytes, file: str, sheet: str | None, report: Report) -> Table | None:
    """Read one sheet of a workbook (the first that has any cells, or the one called `sheet`)."""
    place = Place(file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            inside = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        report.error("not-a-sheet", "this workbook is damaged", place, "open it and save it again, as .xlsx or .csv")
        return None
    if not any(name.startswith("xl/") for name in names):
        hint = "save the sheet as .xlsx or .csv"
        report.error("not-a-sheet", "this is an archive or a document, and no Excel workbook", place, hint)
        return None
    if inside > LARGEST_INSIDE:
        message = f"this workbook unpacks to {inside:,} bytes; {LARGEST_INSIDE:,} is the most"
        report.error("too-large-sheet", message, place, "save only the sheet that is meant, as .csv")
        return None
    try:
        if _tags(data) > MOST_TAGS:
            message = f"this workbook has more cells than can be read at once, about {MOST_TAGS // 4:,}"
            report.error("too-large-sheet", message, place, "save only the sheet that is meant, as .csv, or split it")
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not keep; nothing is kept here
            return _read(data, file, sheet, report)
    except Exception as error:  # what openpyxl raises on a damaged file is any exception that there is
        message = (
            f"this workbook cannot be read: {str(error).splitlines()[0][:120] if str(error) else type(error).__name__}"
        )
        report.error("not-a-sheet", message, place, "open it and save it again, as .xlsx or .csv")
        return None


def _tags(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(archive.read(name).count(b"<") for name in archive.namelist() if name.endswith(".xml"))


def _read(data: bytes, file: str, sheet: str | None, report: Report) -> Table | None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    pages = [page for page in book.worksheets if hasattr(page, "reset_dimensions")]
    for page in pages:
        page.reset_dimensions()  # the size that a file gives itself may be anything
    if sheet is not None:
        pages = [page for page in pages if page.title == sheet]
    for page in pages:
        spoiled = _spoiled(data, str(getattr(page, "_worksheet_path", "")))
        rows = tuple(_rows(page, spoiled, file, report))
        if rows:
            return Table(file, "xlsx", rows)
    if sheet is not None and not pages:
        message = f"there is no sheet called `{sheet[:60]}`"
        known = ", ".join(f"`{name}`" for name in book.sheetnames[:12])
        report.error("not-a-sheet", message, Place(file), f"its sheets are {known}")
    else:
        report.error(
            "not-a-sheet", "there is nothing in this sheet", Place(file), "a sheet begins with its columns' names"
        )
    return None


def _rows(page: Any, spoiled: Spoiled, file: str, report: Report) -> Iterator[Row]:
    found = 0
    for number, cells in enumerate(page.iter_rows(values_only=False), 1):
        if number > _LATEST:
            report.error("too-large-sheet", "a row of this sheet says a number that no row has", Place(file))
            return
        texts = tuple(_text(cell.value) for cell in cells[:MOST_COLUMNS]) if cells else ()
        if not any(texts) and not any((number, at) in spoiled for at in range(len(texts))):
            continue
        found += 1
        if found > MOST_ROWS:
            message = f"this sheet has more than {MOST_ROWS:,} rows; those after row {number - 1:,} were left out"
            report.error("too-large-sheet", message, Place(file), "split it")
            return
        bad = {at: spoiled[number, at] for at in range(len(texts)) if (number, at) in spoiled and not texts[at]}
        bad |= {
            at: f"it shows an error of the spreadsheet, `{texts[at]}`"
            for at, cell in enumerate(cells[:MOST_COLUMNS])
            if getattr(cell, "data_type", "") == "e"
        }
        yield Row(number, tuple(map(bare, texts)), 0, bad)


def _text(value: object) -> str:
    """A value as somebody would type it: 24 rather than 24.0, a day as 2025-03-01."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.15g}" if value % 1 or abs(value) >= 1e15 else str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)


def _spoiled(data: bytes, path: str) -> Spoiled:
    """The cells that are empty and should not be: merged with another, or a formula that was never worked out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(path)
    found: Spoiled = {}
    for match in islice(_MERGED.finditer(xml), _MOST_MERGED):
        if len(found) >= _MOST_MERGED:
            break
        left, top, right, bottom = (
            column_of(match[1].decode()),
            int(match[2]),
            column_of(match[3].decode()),
            int(match[4]),
        )
        spans = product(range(top, min(bottom, top + MOST_ROWS) + 1), range(left, min(right, MOST_COLUMNS) + 1))
        for row, column in islice(spans, 1, _MOST_MERGED + 1):
            found[row, column] = f"it is merged with cell {letters(left)}{top}: unmerge them, and fill both"
    if _FORMULA.search(xml):
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        page = next(page for page in book.worksheets if getattr(page, "_worksheet_path", "") == path)
        page.reset_dimensions()
        for number, cells in enumerate(page.iter_rows(), 1):
            if number > MOST_ROWS:
                break
            for column, cell in enumerate(cells[:MOST_COLUMNS]):
                if cell.data_type == "f":
                    found[number, column] = (
                        "it is a formula whose result the file does not hold: save it in Excel again"
                    )
    return found
