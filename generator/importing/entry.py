"""Values that a sheet gives for one product or person."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from generator.columns.cells import clean
from generator.columns.field import Field, Raw
from generator.columns.fingerprints import MADE_CODE, fingerprint, read_fingerprints
from generator.importing.layout import Layout
from generator.problems import Place, Report
from generator.tables.delimited import find_cell
from generator.tables.table import Row, Table


class SheetEntry(Struct, frozen=True):
    """One product or person in a sheet. `values` are by field name (`description:fr`); None is an empty cell in a
    column that exists."""

    row: Row
    label: str
    values: Mapping[str, Raw | None]
    columns: Mapping[str, int]
    """Column of each value in the sheet."""
    slug: str = ""
    """The entry's id or slug in the sheet."""
    left_out: str = ""
    """Why the shop does not sell it now ..."""
    left_out_at: int | None = None
    """... and the column that says so."""
    key: str = ""
    """The sheet's own key for the entry, if it is no field of ours: a shop's number."""
    was: Mapping[str, str] = field(default_factory=dict)
    """Fingerprints of the values in an exported sheet."""
    story: str = ""
    rows: Mapping[str, Row] = field(default_factory=dict)
    """Row of each value that another row of the same person added."""

    def row_of(self, name: str) -> Row:
        """Return the row that holds the cell of a value."""
        return self.rows.get(name, self.row)


def is_untouched(text: str, was: Mapping[str, str], name: str) -> bool:
    """Return whether a cell of an exported sheet still has its exported value; such a cell is always valid."""
    return name in was and was[name] == fingerprint(clean(text))


def without_made_code(entry: SheetEntry) -> dict[str, Raw | None]:
    """Return the values of a row without a code that the site's template makes: the export only displays it."""
    code = entry.values.get("code")
    is_made_code = bool(code) and entry.was.get(MADE_CODE) == fingerprint(str(code))
    return {name: raw for name, raw in entry.values.items() if name != "code" or not is_made_code}


class SheetSource(Struct, frozen=True):
    """A sheet with known columns, and its report."""

    table: Table
    layout: Layout
    fields: Mapping[str, Field]
    report: Report
    notes: list[str] = field(default_factory=list)
    """Conclusions from a whole column, for the end of the report."""

    def field(self, name: str) -> Field:
        """Return a field by its name, with or without a language."""
        return self.fields[name.partition(":")[0]]

    def at(self, row: Row, column: int | None = None) -> str:
        """Return a position in words: `row 7, column F (Variant Price)`."""
        where = f"{self.table.unit} {row.number:,}"
        return where if column is None else f"{where}, {self._describe_column(column)}"

    def _describe_column(self, column: int) -> str:
        name = self.layout.header[column] if column < len(self.layout.header) else ""
        return f"`{name[:40]}`" if self.table.column_names else self.layout.describe_column(column)

    def was(self, row: Row) -> dict[str, str]:
        """Return the fingerprints of the exported values of a row; {} for sheets that are not our export."""
        column = self.layout.fingerprint_column
        return read_fingerprints(row.text(column)) if column is not None else {}

    def place(self, row: Row, column: int | None = None) -> Place:
        """Return the place in the file where a row or cell begins, for files that have lines."""
        line, start = (row.line, 1) if column is None else find_cell(self.table, row, column)
        return Place(self.table.file, line=line, column=start)

    def skip(self, row: Row, column: int | None, why: str, help: str = "") -> None:
        """Report a row that the import skipped."""
        self.report.error(
            "skipped-row", f"{self.at(row, column)}: {why}, so it was skipped", self.place(row, column), help
        )

    def leave_out_cell(self, row: Row, column: int, why: str, help: str = "", what: str = "the cell") -> None:
        """Report a cell (or `what` of it) that the import left out of a row that it kept."""
        message = f"{self.at(row, column)}: {why}, so {what} was left out"
        self.report.error("skipped-cell", message, self.place(row, column), help)

    def report_guess(self, row: Row, column: int, why: str) -> None:
        """Report a cell whose value is a guess."""
        hint = "if this is wrong, correct the cell"
        self.report.warning("guessed-cell", f"{self.at(row, column)}: {why}", self.place(row, column), hint)

    def leave_out(self, row: Row, column: int | None, why: str) -> None:
        """Report a row that the import left out on purpose."""
        hint = "nothing is wrong; a later import adds it, when the shop sells it"
        self.report.warning(
            "left-out-row", f"{self.at(row, column)}: {why}, so it was left out", self.place(row, column), hint
        )
