"""Reader for any file of rows; its content, not its name, decides the format."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec.structs import replace

from generator.problems import Place, Report
from generator.tables.decode import decode
from generator.tables.delimited import read_delimited
from generator.tables.garbled import repair_garbled
from generator.tables.relations import read_relations
from generator.tables.strangers import SAVE_AS, name_markup, name_stranger
from generator.tables.table import LARGEST_FILE, Hints, Table


def read_table(path: Path, file: str, hints: Hints, report: Report) -> Table | None:
    """Read CSV, TSV, XLSX, JSON, RSS or Atom. `file` is its name in problems; None after a reported problem."""
    place = Place(file)
    try:
        if not path.is_file():
            reason = "this is a folder, not a sheet" if path.is_dir() else "there is no such file"
            report.error("not-a-sheet", reason, place, "check its name and folder")
            return None
        size = path.stat().st_size
        if size > LARGEST_FILE:
            message = f"this file has {size:,} bytes; at most {LARGEST_FILE:,} are allowed"
            report.error("too-large-sheet", message, place, "split it, or remove the columns that are not needed")
            return None
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or os.strerror(error.errno or 5)).lower()
        report.error("not-a-sheet", f"this file cannot be read: {reason}", place)
        return None
    stranger = name_stranger(data)
    if stranger:
        report.error("not-a-sheet", f"this is {stranger}", place, SAVE_AS)
        return None
    if data.startswith(b"PK\x03\x04"):
        from generator.tables.xlsx import read_xlsx  # lazy: it loads openpyxl, which other sheets do not need

        table = read_xlsx(data, file, hints, report)
    else:
        decoded_text = decode(data, file, hints, report)
        table = _read_text(decoded_text.text, file, hints, report) if decoded_text else None
        if table and decoded_text and decoded_text.note:
            table = replace(table, notes=(decoded_text.note, *table.notes))
    own = table and hints.own and any(hints.own in row.cells for row in table.rows[:1])
    return read_relations(repair_garbled(table, report)) if table and not own else table


def _read_text(text: str, file: str, hints: Hints, report: Report) -> Table | None:
    head = text[:4000].lstrip("\ufeff \t\r\n")
    if not head.strip("\0"):
        report.error("not-a-sheet", "this file is empty", Place(file), "a sheet begins with the names of its columns")
        return None
    if head.startswith("<"):
        stranger = name_markup(head)
        if stranger:
            report.error("not-a-sheet", f"this is {stranger}", Place(file), SAVE_AS)
            return None
        from generator.tables.feed import read_feed  # lazy: few sheets are of this kind

        return read_feed(text, file, report)
    if head.startswith(("[", "{")):
        from generator.tables.json_rows import read_json  # lazy: few sheets are of this kind

        return read_json(text, file, report)
    table = read_delimited(text, file, hints, report)
    if not any(cell.strip() for row in table.rows for cell in row.cells):
        report.error("not-a-sheet", "there is nothing in this sheet", Place(file), "its first row names the columns")
        return None
    return table
