"""Workbooks for tests, made with openpyxl or from parts of XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.problems import Report
from generator.tables.read import read_table
from generator.tables.table import Hints, Table

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def new_book(*rows: list[object]) -> tuple[Workbook, Worksheet]:
    """Return a workbook whose one sheet has these rows."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    return book, sheet


def book_bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(data: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """Return the workbook with these parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in parts:
                new.writestr(entry, old.read(entry))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def of_xml(sheet_data: str, after: str = "") -> bytes:
    """Return a workbook whose sheet has this XML."""
    xml = f"<worksheet {MAIN}><sheetData>{sheet_data}</sheetData>{after}</worksheet>"
    return with_parts(book_bytes(new_book()[0]), {SHEET: xml})


def read_sheet(tmp_path: Path, data: bytes | str, sheet: str | None = None) -> tuple[Table, list[str]]:
    """Return the table of a file, and the messages of the problems."""
    (tmp_path / "sheet").write_bytes(data.encode() if isinstance(data, str) else data)
    report = Report()
    table = read_table(tmp_path / "sheet", "sheet", Hints(sheet), report)
    messages = [f"{problem.name}: {problem.message}" for problem in report]
    assert table is not None, messages
    return table, messages
