"""Reader for CSV, TSV and similar texts, as shops and spreadsheets save them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from generator.problems import Place, Report
from generator.tables.formulas import bare
from generator.tables.hyperlinks import read_formula
from generator.tables.table import LARGEST_FILE, MOST_ABOVE, MOST_COLUMNS, MOST_LINES, MOST_ROWS, Hints, Row, Table

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_LINE_END = re.compile(r"\r\n|\r|\n")
_QUOTED_CELL = re.compile(r'"(?:[^"]|"")*"')
_SEPARATOR_LINE = re.compile(r'"?sep=(?P<sign>[,;\t|])"?[,;\t|]*\r?\n', re.IGNORECASE)  # Excel's own first line
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "`|`"}
_HEAD, _HEAD_ROWS = 200_000, 60
"""Letters and lines in which the reader looks for the delimiter."""
_MOST_BROKEN = 50


def read_delimited(text: str, file: str, hints: Hints, report: Report) -> Table:
    """Read a text of rows; report and leave out an unreadable row, and go on with the next line."""
    before = csv.field_size_limit(LARGEST_FILE)  # the limit is global to the process: restore it afterwards
    try:
        match = _SEPARATOR_LINE.match(text)
        delimiter = match["sign"] if match else _find_delimiter(text, hints)
        reading = _RowReader(text, delimiter, file, report)
        if match:
            reading.skip_line()
        notes = () if delimiter == "," else (f"Cells are separated by {_NAMES[delimiter]}.",)
        return Table(file, "csv", tuple(reading.rows()), text=text, delimiter=delimiter, notes=notes)
    finally:
        csv.field_size_limit(before)


def find_cell(table: Table, row: Row, column: int) -> tuple[int, int]:
    """Return line and column (both from 1) where a cell begins in the file."""
    text, at = table.text, row.start
    if at < 0:
        return row.line, 1
    ends_cell = re.compile(rf"[{re.escape(table.delimiter)}\r\n]")
    for _ in range(column):
        if text.startswith('"', at):
            quoted_cell = _QUOTED_CELL.match(text, at)
            at = quoted_cell.end() if quoted_cell else at
        end = ends_cell.search(text, at)
        if end is None or end[0] != table.delimiter:
            return row.line, 1  # the row has fewer cells
        at = end.end()
    ends = list(_LINE_END.finditer(text, row.start, at))
    return row.line + len(ends), at - (ends[-1].end() if ends else row.start) + 1


def _find_delimiter(text: str, hints: Hints) -> str:
    """Return the delimiter with which the head of the file has known column names and rows of their width.

    If no delimiter yields a known name, return the one with most rows of equal width.
    """
    head = [match[0] for match in islice(_LINE.finditer(text[:_HEAD]), _HEAD_ROWS)]
    return max(_NAMES, key=lambda delimiter: _fit(head, delimiter, hints))


def _fit(head: Sequence[str], delimiter: str, hints: Hints) -> tuple[int, int, int, int]:
    """Return a tuple that ranks a delimiter; the larger tuple is the better one."""
    rows = []
    try:
        for cells in csv.reader(head, delimiter=delimiter):
            rows.append(cells)
    except csv.Error:
        pass  # the rows before it are still usable
    rows = [cells for cells in rows if any(cell.strip() for cell in cells)]
    names = [hints.count_names(cells) for cells in rows]
    most = max(names, default=0)
    if most:
        at = names.index(most)
        width, below = len(rows[at]), rows[at + 1 :]
        fitting = sum(len(cells) == width for cells in below)
        too_wide = sum(any(cell.strip() for cell in cells[width:]) for cells in below)
        return most, -too_wide, fitting, width
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    width = max(widths, key=lambda candidate: (widths[candidate], candidate), default=0)
    return 0, 0, widths[width], width


class _RowReader:
    """Position in the text. After a broken row, the reader restarts at the line after that row's first line."""

    def __init__(self, text: str, delimiter: str, file: str, report: Report) -> None:
        self.text, self.delimiter, self.file, self.report = text, delimiter, file, report
        self.offset = self.line = self.number = self.broken_count = 0
        self.again = 4 * len(text) + 1_000_000  # letters that the reader may read twice: bounds the work

    def skip_line(self) -> None:
        match = _LINE.match(self.text, self.offset)
        self.offset = match.end() if match else len(self.text)
        self.line += 1
        self.number += 1

    def _lines(self) -> Iterator[str]:
        while self.offset < len(self.text) and self.line <= MOST_LINES:
            match = _LINE.match(self.text, self.offset)
            assert match is not None
            self.offset = match.end()
            self.line += 1
            yield match[0]

    def rows(self) -> Iterator[Row]:
        width, reader = 0, self._reader()
        while True:
            start, first_line = self.offset, self.line + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self._report_broken_row(first_line, str(error))
                self.again -= self.offset - start
                if self.broken_count > _MOST_BROKEN or self.again < 0:
                    message = f"too many rows have errors; those after row {self.number + 1:,} were left out"
                    self.report.error(
                        "broken-sheet", message, Place(self.file), "save it as CSV again, from its source"
                    )
                    return
                self.offset, self.line = start, first_line - 1
                self.skip_line()
                reader = self._reader()
                continue
            self.number += 1
            if self.number > MOST_ROWS + MOST_ABOVE or self.line > MOST_LINES:
                most = f"{MOST_ROWS:,} rows" if self.number > MOST_ROWS + MOST_ABOVE else f"{MOST_LINES:,} lines"
                message = f"this sheet has more than {most}; those after it were left out"
                self.report.error("too-large-sheet", message, Place(self.file, line=first_line, column=1), "split it")
                return
            row = self._row(cells, first_line, start)
            if row is None:
                continue
            width = width or len(row.cells)
            yield row

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._lines(), delimiter=self.delimiter, strict=True)

    def _row(self, cells: list[str], line: int, start: int) -> Row | None:
        if len(cells) > MOST_COLUMNS and any(cell.strip() for cell in cells[MOST_COLUMNS:]):
            self._skip(line, f"it has {len(cells):,} cells; at most {MOST_COLUMNS:,} are allowed")
            return None
        spoiled_cells = {at: "it holds a NUL byte" for at, cell in enumerate(cells[:MOST_COLUMNS]) if "\0" in cell}
        texts = [bare(cell) for cell in cells[:MOST_COLUMNS]]
        links = {}
        for at, cell in enumerate(cells[:MOST_COLUMNS]):
            if cell.startswith("=") and (formula := read_formula(cell)):
                texts[at], links[at] = formula
        return Row(
            self.number, tuple(texts), line, spoiled_cells, {at: link for at, link in links.items() if link}, start
        )

    def _report_broken_row(self, line: int, message: str) -> None:
        self.broken_count += 1
        if "unexpected end of data" in message:
            why = "a quote is opened in it and never closed"
        elif "expected after" in message:
            why = "there is something between a closing quote and the next cell"
        elif "line contains NUL" in message:
            why = "it holds a NUL byte"
        else:
            why = message
        self.number += 1
        self._skip(line, why)

    def _skip(self, line: int, why: str) -> None:
        self.report.error(
            "broken-sheet",
            f"row {self.number:,} was skipped: {why}",
            Place(self.file, line=line, column=1),
            "a quote inside a quoted cell is written twice; or save the sheet as CSV again",
        )
