"""Removal of placeholders (`n/a`, `-`) from cells."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from generator.columns.field import Field
from generator.columns.fingerprints import fingerprint, read_fingerprints
from generator.columns.placeholders import Kind, is_placeholder, is_sheet_error
from generator.columns.roster_fields import PREFIX, REMOVE
from generator.importing.layout import Layout
from generator.problems import Place, Report
from generator.tables.table import Row

_KINDS: Mapping[str, Kind] = {
    "first_name": "name",
    "last_name": "name",
    "_status": "flag",
    "_published": "flag",
    "_available": "flag",
    "_policy": "flag",
}
_MOST_LISTED = 5


def blank_placeholders(layout: Layout, fields: Mapping[str, Field], file: str, report: Report) -> Layout:
    """Return the layout with placeholders replaced by empty cells; report them by column with a count.

    A `-` in a column that is called `roster.…` stays, because there it takes the value away.

    A spreadsheet error (`#N/A`) stays, because it does not even say that the value is empty. Its text is known, so the
    cell no longer counts as spoiled.
    """
    names = {
        at: name for name, first in layout.columns.items() for at in (first, *layout.further_columns.get(name, ()))
    }
    kinds = {at: _kind(name, fields) for at, name in names.items()}
    own = {at for at, name in names.items() if name.startswith(PREFIX) and layout.header[at : at + 1] == (name,)}
    blanks: dict[int, dict[str, list[int]]] = {}
    answers: dict[tuple[str, Kind], bool] = {}
    rows = []
    for row in layout.rows:
        marks = read_fingerprints(row.text(layout.fingerprint_column)) if layout.fingerprint_column is not None else {}
        empty = set()
        errors = set()
        for at, kind in kinds.items():
            text = row.text(at)
            if text == REMOVE and at in own:
                continue
            if not text or len(text) > 40 or marks.get(names[at]) == fingerprint(text):
                continue
            if text[0] == "#" and is_sheet_error(text):
                errors.add(at)
            elif (answer := answers.get((text, kind))) is None:
                answer = answers[text, kind] = is_placeholder(text, kind)
                if answer:
                    empty.add(at)
            elif answer:
                empty.add(at)
        for at in sorted(empty | errors):
            blanks.setdefault(at, {}).setdefault(row.text(at), []).append(row.number)
        rows.append(_without(row, empty, errors) if empty or errors else row)
    if blanks:
        _report_blanks(blanks, layout, file, report)
    return replace(layout, rows=tuple(rows)) if blanks else layout


def _kind(name: str, fields: Mapping[str, Field]) -> Kind:
    field = fields.get(name.partition(":")[0])
    return field.kind if field else _KINDS.get(name, "text")


def _without(row: Row, empty: set[int], errors: set[int]) -> Row:
    cells = tuple("" if at in empty else cell for at, cell in enumerate(row.cells))
    spoiled_cells = {at: why for at, why in row.spoiled_cells.items() if at not in errors}
    return replace(row, cells=cells, spoiled_cells=spoiled_cells)


def _report_blanks(blanks: Mapping[int, Mapping[str, list[int]]], layout: Layout, file: str, report: Report) -> None:
    parts = []
    count = 0
    for at, texts in sorted(blanks.items()):
        numbers = sorted(number for rows in texts.values() for number in rows)
        count += len(numbers)
        examples = ", ".join(f"`{text}`" for text in sorted(texts)[:_MOST_LISTED]) + (
            " …" if len(texts) > _MOST_LISTED else ""
        )
        rows = ", ".join(map(str, numbers[:_MOST_LISTED])) + (
            f" and {len(numbers) - _MOST_LISTED:,} more" if len(numbers) > _MOST_LISTED else ""
        )
        parts.append(f"{layout.describe_column(at)}: {examples} in row{'s' * (len(numbers) > 1)} {rows}")
    message = f"{count:,} cell{'s hold' if count > 1 else ' holds'} a placeholder, read as empty: {'; '.join(parts)}"
    report.warning(
        "placeholder-cells", message, Place(file), "if one of them is really a text, write it in another way"
    )
