"""Sheet as rows of texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct, field

from generator.tables.hyperlinks import anchor_target

LARGEST_FILE = 20_000_000
"""Bytes per file. With this and the next two limits, every sheet takes at most 10 s of CPU and 1 GB."""
MOST_ROWS = 20_000
MOST_ABOVE = 31
"""Extra rows to read: the header, and rows that may be above it."""
MOST_LINES = 1_000_000
"""Lines of a CSV: cells with line ends make more lines than rows."""
MOST_COLUMNS = 1_000


class Row(Struct, frozen=True):
    """One row. `number` is the spreadsheet's row number (from 1); `line` is its line in a text file, else 0."""

    number: int
    cells: tuple[str, ...]
    line: int = 0
    spoiled_cells: Mapping[int, str] = field(default_factory=dict)
    """Cells (by column, from 0) whose text is unknown, each with the reason."""
    links: Mapping[int, str] = field(default_factory=dict)
    """Web addresses of cells (by column, from 0), which a workbook keeps separate from the text."""
    start: int = -1
    """Position of the row in the table's `text`; -1 without one."""

    def text(self, column: int) -> str:
        """Return a cell's text without surrounding white space; "" beyond the end of the row."""
        return self.cells[column].strip() if column < len(self.cells) else ""

    def link(self, column: int) -> str:
        """Return the web address that a cell links to, else "": a hyperlink, `HYPERLINK()`, or one `<a href>` as its
        text."""
        return self.links.get(column) or anchor_target(self.text(column))


class Table(Struct, frozen=True):
    """A sheet. `file` is its name in problems; `kind` is `csv`, `xlsx`, `json` or `feed`."""

    file: str
    kind: str
    rows: tuple[Row, ...]
    column_names: tuple[str, ...] = ()
    """Column names, if the file itself gives them; else they are in one of the first rows."""
    unit: str = "row"
    """Word for a row: `item` in a feed or a list."""
    shop: str = ""
    """The shop's software that the file's form identifies, whatever its columns: `shopify` for /products.json."""
    text: str = ""
    """The text of a CSV, in which `delimited` finds a cell."""
    delimiter: str = ""
    notes: tuple[str, ...] = ()
    """Sentences on how the file was read: its encoding, its delimiter, its sheet."""


class Hints(Struct, frozen=True):
    """Facts about a file that are known before the reader opens it."""

    sheet: str | None = None
    """The requested sheet of a workbook."""
    encoding: str = ""
    """The requested encoding of a text."""
    languages: frozenset[str] = frozenset()
    """Languages of the site (`fr`)."""
    count_names: Callable[[Sequence[str]], int] = lambda _: 0
    """Returns the number of known column names in a row."""
    own: str = ""
    """Name of the column that identifies our export. Its texts come from content, so they need no repair."""


def letters(column: int) -> str:
    """Return the spreadsheet's name of a column (from 0): A to Z, AA ..."""
    name = ""
    column += 1
    while column:
        column, remainder = divmod(column - 1, 26)
        name = chr(ord("A") + remainder) + name
    return name


def column_of(name: str) -> int:
    """Return the column (from 0) with the spreadsheet's name `name` (capital letters)."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
