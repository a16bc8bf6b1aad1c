"""Relations of Notion: `Cloud Balm (Products/Cloud%20Balm%20<32 signs>.md)` is the page `Cloud Balm`."""

from __future__ import annotations

import re

from msgspec.structs import replace

from generator.problems.formats import count_phrase
from generator.tables.table import Table

_PAGE = re.compile(
    r"(?<=\S) ?\((?:https://(?:www\.)?notion\.so/[^()\s]*|[^()\n]{0,400}?[0-9a-f]{32}(?:_all)?\.(?:md|csv))\)"
)
_SIGNS = ("notion.so/", ".md)", ".csv)")


def read_relations(table: Table) -> Table:
    """Remove the file paths of Notion pages from cells, and report the number of changed cells."""
    count = 0
    rows = []
    for row in table.rows:
        text = "".join(row.cells)
        if not any(sign in text for sign in _SIGNS):
            rows.append(row)
            continue
        cells = tuple(_PAGE.sub("", cell) if any(sign in cell for sign in _SIGNS) else cell for cell in row.cells)
        different = sum(cell != next_cell for cell, next_cell in zip(cells, row.cells, strict=True))
        count += different
        rows.append(replace(row, cells=cells) if different else row)
    if not count:
        return table
    cell_count = count_phrase(count, "cell")
    note = f"{cell_count} named pages of Notion: their titles were read, and their addresses were left out."
    return replace(table, rows=tuple(rows), notes=(*table.notes, note))
