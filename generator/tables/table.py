"""Sheet as rows of texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.tables.hyperlinks import anchor_target

LARGEST_FILE = 20_000_000
"""Bytes of one file. With this and the next two, no sheet takes more than 10 s of CPU or 1 GB, whatever is in it."""
MOST_ROWS = 20_000
MOST_ABOVE = 31
"""Rows more that are read: the names of the columns, and what may stand above them."""
MOST_LINES = 1_000_000
"""Lines of a CSV: cells that hold line ends make more lines than rows."""
MOST_COLUMNS = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number` is the spreadsheet's row number (from 1); `line` is its line in a text file, else 0."""

    number: int
    cells: tuple[str, ...]
    line: int = 0
    spoiled: Mapping[int, str] = field(default_factory=dict)
    """Cells (by their column, from 0) whose text cannot be known, each with the reason."""
    links: Mapping[int, str] = field(default_factory=dict)
    """Web addresses behind cells (by their column, from 0), as a workbook keeps them beside the text."""
    start: int = -1
    """Where the row begins in the table's `text`; -1 where there is none."""

    def text(self, column: int) -> str:
        """Return a cell's text without surrounding white space; "" beyond the end of the row."""
        return self.cells[column].strip() if column < len(self.cells) else ""

    def link(self, column: int) -> str:
        """Return the web address that a cell links to, else "": a hyperlink, `HYPERLINK()`, or one `<a href>` as its
        text."""
        return self.links.get(column) or anchor_target(self.text(column))


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet. `file` is its name in problems; `kind` is `csv`, `xlsx`, `json` or `feed`."""

    file: str
    kind: str
    rows: tuple[Row, ...]
    named: tuple[str, ...] = ()
    """The names of the columns where the file itself says them; else they stand in one of the first rows."""
    unit: str = "row"
    """What a row is called: `item` in a feed or a list."""
    shop: str = ""
    """The shop's software whose form the file has, whatever its columns are: `shopify` for /products.json."""
    text: str = ""
    """The text of a CSV, in which a cell can be found by `delimiter`."""
    delimiter: str = ""
    notes: tuple[str, ...] = ()
    """How the file was read, as sentences: its encoding, its separator, its sheet."""


@dataclass(frozen=True, slots=True)
class Hints:
    """Facts about a file that are known before the reader opens it."""

    sheet: str | None = None
    """The sheet of a workbook that was asked for."""
    encoding: str = ""
    """The encoding of a text that was asked for."""
    languages: frozenset[str] = frozenset()
    """Those of the site (`fr`)."""
    count_names: Callable[[Sequence[str]], int] = lambda _: 0
    """How many names of columns a row holds."""
    own: str = ""
    """The name of the column by which an exported sheet is known: its texts are content's, and are not repaired."""


def letters(column: int) -> str:
    """Return the spreadsheet's name of a column (from 0): A to Z, AA ..."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_of(name: str) -> int:
    """Return the column (from 0) with the spreadsheet's name `name` (capital letters)."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
