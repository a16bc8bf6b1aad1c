"""Cells of a worksheet: their texts, links, hidden columns and merged ranges (ECMA-376, 18.3)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct, field

from generator.tables.hyperlinks import split_formula, unquote_text, web_address
from generator.tables.number_format import show_number, show_text
from generator.tables.table import MOST_COLUMNS, column_of, letters
from generator.tables.xlsx_package import (
    LARGEST_INSIDE,
    Book,
    DamagedError,
    Package,
    TooLargeError,
    XlsxSheet,
    local_name,
    read_text,
    relation_id,
    unescape,
)

_LAST_ROW = 1_048_576  # of Excel; a hostile file may claim any number
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_MOST_STEPS = 1_000_000
"""Limit for the cells of all merged ranges and all ranges with links."""
_NO_RESULT = "it is a formula without a saved result: save the workbook in Excel again"


class SheetRow(Struct):
    """A row with cells. `texts`, `spoiled_cells` and `links` are by column, from 0."""

    number: int
    is_hidden: bool
    texts: dict[int, str] = field(default_factory=dict)
    spoiled_cells: dict[int, str] = field(default_factory=dict)
    links: dict[int, str] = field(default_factory=dict)


class SheetCells(Struct):
    """A sheet. `merged_ranges` are ranges (`B2:B5`) whose text was copied to each of their rows."""

    rows: list[SheetRow]
    hidden_columns: list[int]
    merged_ranges: list[str]
    beyond: bool
    """Whether cells exist to the right of the last column that is read."""


def read_cells(package: Package, book: Book, sheet: XlsxSheet) -> SheetCells:
    """Read a sheet. Raise TooLargeError or DamagedError."""
    return _SheetReading(package, book, sheet).read()


class _SheetReading:
    """Reader of one sheet, from top to bottom; the file lists links and merged ranges after the cells."""

    def __init__(self, package: Package, book: Book, sheet: XlsxSheet) -> None:
        self.package, self.book, self.sheet = package, book, sheet
        self.rows: list[SheetRow] = []
        self.links: list[tuple[SheetRow, int, list[str], list[str]]] = []
        self.shared_links: dict[str, tuple[int, int, list[str], list[str]]] = {}
        self.hidden_columns: list[int] = []
        self.merged_ranges: list[str] = []
        self.number = self.letters = self.steps = 0
        self.beyond = False

    def read(self) -> SheetCells:
        ranges: list[str] = []
        links: list[tuple[str, str]] = []
        for element in self.package.elements(self.sheet.part, "col", "row", "mergeCell", "hyperlink"):
            name = local_name(element)
            if name == "row":
                self._row(element)
            elif name == "mergeCell":
                ranges.append(element.get("ref", ""))
            elif name == "hyperlink":
                links.append((element.get("ref", ""), relation_id(element)))
            elif _is_set(element, "hidden"):
                first, last = (_number(element.get(end)) for end in ("min", "max"))
                self.hidden_columns += range(max(first, 1) - 1, min(last, MOST_COLUMNS))
        self.rows.sort(key=lambda row: row.number)
        numbers = [row.number for row in self.rows]
        if len(set(numbers)) < len(numbers):
            raise DamagedError("it has a row twice")
        self._link_formulas()
        if links:
            self._link(links, numbers)
        for span in ranges:
            self._merge(span, numbers)
        return SheetCells(self.rows, sorted(set(self.hidden_columns)), self.merged_ranges, self.beyond)

    def _row(self, element: Any) -> None:
        self.number = _number(element.get("r")) if element.get("r") else self.number + 1
        if not 0 < self.number <= _LAST_ROW:
            raise DamagedError("one of its rows has a number that no row can have")
        row, column = SheetRow(self.number, _is_set(element, "hidden")), -1
        for cell in element:
            if local_name(cell) != "c":
                continue
            match = _REFERENCE.match(cell.get("r", ""))
            column = column_of(match[1]) if match else column + 1
            if column >= MOST_COLUMNS:
                self.beyond = self.beyond or len(cell) > 0
                continue
            text, why = self._cell(cell, row, column)
            self.letters += len(text)
            if self.letters > LARGEST_INSIDE:
                raise TooLargeError(f"its cells hold more than {LARGEST_INSIDE:,} characters")
            if text:
                row.texts[column] = text
            if why:
                row.spoiled_cells[column] = why
        if row.texts or row.spoiled_cells or (self.links and self.links[-1][0] is row):
            self.rows.append(row)

    def _cell(self, cell: Any, row: SheetRow, column: int) -> tuple[str, str]:
        """Return the display text of a cell, and why it is unknown, else ""."""
        parts = {local_name(child): child for child in cell}
        kind, value, formula = cell.get("t", "n"), parts.get("v"), parts.get("f")
        if "is" in parts:
            return show_text(read_text(parts["is"]), self._format(cell)), ""
        links = formula is not None and self._keep_link(formula, row, column)
        raw = "" if value is None else value.text or ""
        if not raw:
            has_result = formula is None or links or (kind == "str" and value is not None)
            return "", "" if has_result else _NO_RESULT
        if kind == "s":
            at = _number(raw)
            if at >= len(self.book.texts):
                raise DamagedError("a cell refers to a text that is missing")
            return show_text(self.book.texts[at], self._format(cell)), ""
        if kind == "b":
            return ("true" if raw.strip() in ("1", "true") else "false"), ""
        if kind == "e":
            return raw, f"it shows an error of the spreadsheet, `{raw[:40]}`"
        if kind == "n":
            return show_number(raw, self._format(cell), self.book.since_1904)
        if kind == "d":
            return raw.removesuffix("Z").removesuffix("T00:00:00").replace("T", " "), ""
        return show_text(unescape(raw), self._format(cell)), ""

    def _format(self, cell: Any) -> str:
        style = _number(cell.get("s", "0"))
        return self.book.formats[style] if style < len(self.book.formats) else "General"

    def _keep_link(self, formula: Any, row: SheetRow, column: int) -> bool:
        """Keep a formula that is a link until all cells are known; return whether it is one."""
        number, text = (formula.get("si", "") if formula.get("t") == "shared" else ""), formula.text or ""
        parts = split_formula(text) if "HYPERLINK" in text.upper() else None
        if parts and number:
            self.shared_links[number] = (row.number, column, *parts)
        elif number in self.shared_links and not text:
            top, left, *both = self.shared_links[number]
            target, label = ([_move(part, row.number - top, column - left) for part in part_text] for part_text in both)
            parts = target, label
        if parts:
            self.links.append((row, column, *parts))
        return bool(parts)

    def _link_formulas(self) -> None:
        """Evaluate the formulas `HYPERLINK("https://instagram.com/" & A2, "text")`."""
        by_number = {row.number: row for row in self.rows}
        for row, column, *both in self.links:
            target, label = (self._join(parts, by_number) for parts in both)
            address = web_address(target or "")
            if address:
                row.links[column] = address
            if column in row.texts:
                continue
            if target is None or label is None:
                row.spoiled_cells[column] = _NO_RESULT
            elif label or target:
                row.texts[column] = label or target

    def _join(self, parts: Iterable[str], by_number: dict[int, SheetRow]) -> str | None:
        texts = []
        for part in parts:
            match = _REFERENCE.fullmatch(part.upper())
            if not match:
                texts.append(unquote_text(part))
                continue
            row, column = by_number.get(int(match[2])), column_of(match[1])
            if row is None or column not in row.texts or column in row.spoiled_cells:
                return None
            texts.append(row.texts[column])
        return "".join(texts)

    def _link(self, links: Iterable[tuple[str, str]], numbers: list[int]) -> None:
        relations = self.package.relations(self.sheet.part)
        for reference, relation in links:
            target = relations.get(relation)
            address = web_address(target.target) if target and target.external else ""
            if not address:
                continue
            for row, column in self._cells_in(reference, numbers):
                if column in row.texts:
                    row.links[column] = address

    def _merge(self, reference: str, numbers: list[int]) -> None:
        """Copy the text of a merged range's first row to all its rows: Excel shows it next to each."""
        first: SheetRow | None = None
        left = -1
        has_copies = False
        for row, column in self._cells_in(reference, numbers):
            if first is None:
                first, left = row, column
                if f"{letters(left)}{row.number}" != reference.partition(":")[0].replace("$", ""):
                    return  # its first row is empty
            if column != left:
                if column not in row.texts:
                    row.spoiled_cells[column] = (
                        f"it is merged with cell {letters(left)}{first.number}: unmerge them, and fill both"
                    )
            elif row is not first and left in first.texts and column not in row.texts:
                row.texts[column] = first.texts[left]
                if left in first.links:
                    row.links[column] = first.links[left]
                has_copies = True
        if has_copies:
            self.merged_ranges.append(reference)

    def _cells_in(self, reference: str, numbers: list[int]) -> Iterator[tuple[SheetRow, int]]:
        """Yield the cells of a range, in the rows that have any."""
        match = _REFERENCE.fullmatch(reference)
        if not match:
            return
        left, top = column_of(match[1]), int(match[2])
        right, bottom = (column_of(match[3]), int(match[4])) if match[3] else (left, top)
        for row in self.rows[bisect_left(numbers, top) : bisect_right(numbers, bottom)]:
            for column in range(left, min(right + 1, MOST_COLUMNS)):
                self.steps += 1
                if self.steps > _MOST_STEPS:
                    raise TooLargeError("its merged cells and links cover too many cells")
                yield row, column


def _move(part: str, down: int, right: int) -> str:
    """Return a part of a shared formula, moved by `down` rows and `right` columns."""
    match = re.fullmatch(r"(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})", part.upper())
    if not match:
        return part
    column = match[2] if match[1] else letters(max(0, column_of(match[2]) + right))
    number = int(match[4]) if match[3] else int(match[4]) + down
    return f"{match[1]}{column}{match[3]}{max(1, number)}"


def _is_set(element: Any, name: str) -> bool:
    return element.get(name, "0") in ("1", "true")


def _number(text: str | None) -> int:
    """Return a whole number of the file; 0 for any other text."""
    return int(text) if text and re.fullmatch("[0-9]{1,10}", text, re.ASCII) else 0
