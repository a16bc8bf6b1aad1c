"""Detection of columns with one meaning but different values."""

from __future__ import annotations

from collections.abc import Mapping

from generator.columns.field import Field, meaning
from generator.importing.dialects import PLAIN
from generator.importing.layout import Layout
from generator.problems import Place, Report
from generator.tables.table import letters

_MOST_LISTED = 8
_TEXTS = ("description", "image_alt", "portrait_alt", "tagline")
"""Texts may differ from column to column: a long one, a short one."""


def report_differing_columns(layout: Layout, fields: Mapping[str, Field], file: str, report: Report) -> None:
    """Report every pair of filled columns of one field that differ in a row; the import reads the first.

    Skip lists, long texts, and the exports of shops, whose columns have a defined priority.
    """
    if layout.dialect is not PLAIN:
        return
    for name, other_places in layout.further_columns.items():
        base = name.partition(":")[0]
        field = fields.get(base)
        if base in _TEXTS or field is None or field.many:
            continue
        first = layout.columns[name]
        for place in other_places:
            rows = [
                row.number
                for row in layout.rows
                if (first_text := row.text(first)) and (second_text := row.text(place)) and first_text != second_text
                if meaning(field, first_text) != meaning(field, second_text)
            ]
            if rows:
                numbers = ", ".join(map(str, rows[:_MOST_LISTED])) + (
                    f" and {len(rows) - _MOST_LISTED:,} more" if len(rows) > _MOST_LISTED else ""
                )
                message = (
                    f"{layout.describe_column(first)} and {layout.describe_column(place)} are both read as `{name}`, "
                    f"and differ in row{'s' * (len(rows) > 1)} {numbers}; the first was used"
                )
                hint = f"choose one: --map {name}={letters(first)}"
                report.warning("columns-differ", message, Place(file), hint)
