"""Repair of letters that were lost or garbled before the import."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from generator.problems import Place, Report
from generator.tables.table import Row, Table, letters

_LOST_LETTER = "a letter was lost when the sheet was saved (U+FFFD): write it again"
_LONGEST = 40
_OTHER_ALPHABETS = ("cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r")
"""Encodings that garble a text into letters of another alphabet, which ftfy does not detect."""
_SURE = 3
"""Letters that must all fit before a repair: two may fit by chance."""


def repair_garbled(table: Table, report: Report) -> Table:
    """Repair text that was encoded twice in UTF-8 (`LÃ©a` for `Léa`) and report it; mark cells with lost letters."""
    from ftfy import fix_encoding  # lazy: it is large, and few sheets are garbled

    rows = tuple(_repair(row, table, fix_encoding, report) for row in table.rows)
    return replace(table, rows=rows, column_names=tuple(map(fix_encoding, table.column_names)))


def _repair(row: Row, table: Table, fix: Callable[[str], str], report: Report) -> Row:
    if all(map(str.isascii, row.cells)):
        return row
    cells, lost_letters = list(row.cells), {}
    for at, cell in enumerate(row.cells):
        if cell.isascii():
            continue
        repaired_cell = fix_alphabet(cell)
        if repaired_cell == cell:
            repaired_cell = fix(cell)
        if "\ufffd" in repaired_cell:
            lost_letters[at] = _LOST_LETTER
        elif repaired_cell != cell:
            cells[at] = repaired_cell
            was = "was encoded in UTF-8 twice, so it was read as"
            hint = "check whether it is right; or export the sheet again, and choose UTF-8"
            if _is_mixed(cell):
                was = "was encoded in UTF-8 twice in parts; those were repaired, and the rest may be wrong:"
                hint = "write the cell again, or export the sheet again, and choose UTF-8"
            where = f"{table.unit} {row.number:,}, column {letters(at)}"
            message = f"{where}: `{_difference(cell, repaired_cell)}` {was} `{_difference(repaired_cell, cell)}`"
            report.warning("garbled-text", message, Place(table.file, line=row.line, column=1), hint)
    return replace(row, cells=tuple(cells), spoiled_cells={**lost_letters, **row.spoiled_cells})


def _is_mixed(cell: str) -> bool:
    """Return whether only parts of a cell were encoded twice; the other parts are correct or lost."""
    from ftfy import fix_encoding_and_explain  # lazy: it is large, and few sheets are garbled

    steps = fix_encoding_and_explain(cell).explanation or ()
    return fix_alphabet(cell) == cell and any(step.parameter == "decode_inconsistent_utf8" for step in steps)


def fix_alphabet(cell: str) -> str:
    """Repair a text of another alphabet (`РђРЅРЅР°` to `Анна`) if it is UTF-8 throughout."""
    for encoding in _OTHER_ALPHABETS:
        try:
            repaired_cell = cell.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if sum(not char.isascii() for char in repaired_cell) >= _SURE and all(
            char.isprintable() for char in repaired_cell
        ):
            return repaired_cell
    return cell


def _difference(text: str, other_text: str) -> str:
    """Return a text from shortly before its first difference from another."""
    at = next((at for at, (letter, two) in enumerate(zip(text, other_text, strict=False)) if letter != two), 0)
    start = max(0, at - _LONGEST // 4)
    excerpt = " ".join(text[start : start + _LONGEST].split())
    return f"{'…' if start else ''}{excerpt}{'…' if start + _LONGEST < len(text) else ''}"
