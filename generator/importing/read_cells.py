"""Conversion of cells to field values; an unreadable cell is reported and loses only its own value."""

from __future__ import annotations

from collections.abc import Mapping

from generator.columns.cells import CellError, clean
from generator.columns.context import ColumnReader, Context
from generator.columns.field import Raw
from generator.columns.fields import Kind
from generator.columns.guess import Guess
from generator.columns.placeholders import is_sheet_error
from generator.columns.roster_fields import REMOVE
from generator.columns.words import UndecidedError
from generator.importing.entry import SheetSource, is_untouched
from generator.importing.layout import Layout
from generator.importing.validity import find_invalid
from generator.tables.table import Row

Values = dict[str, Raw | None]
REQUIRED_FIELDS = frozenset(("name", "first_name", "last_name", "url"))
"""Required fields: an error in one skips the row."""


class CellReader:
    """Reader of one sheet's cells; all cells of a column help to read each one."""

    def __init__(self, source: SheetSource, context: Context) -> None:
        self.source, self.context = source, context
        self._readers: dict[tuple[str, int], ColumnReader] = {}

    def read_into(self, values: Values, name: str, row: Row, column: int, text: str, was: Mapping[str, str]) -> bool:
        """Store the value of a cell under `name`: None for an empty cell, nothing for an unreadable one.

        Return False after a report if the field is required.
        """
        if column in row.spoiled_cells:
            return self.leave_out(name, row, column, row.spoiled_cells[column])
        if is_sheet_error(text):
            return True
        if not text:
            values[name] = None
        elif text == REMOVE or is_untouched(text, was, name):
            values[name] = clean(text)
        else:
            try:
                reading = self.reader(name, column).read(text)
            except UndecidedError as error:
                self.ask_for_status(row, column, str(error))
                return True
            except CellError as error:
                return self.leave_out(name, row, column, str(error), error.help)
            if isinstance(reading, Guess):
                self.source.report_guess(row, column, reading.why)
                reading = reading.value
            values[name] = reading or None
        return True

    def ask_for_status(self, row: Row, column: int, why: str) -> None:
        """Report a status about which a person must decide."""
        message = (
            f"{self.source.at(row, column)}: {why}: a new person becomes a draft, and a known person does not change"
        )
        hint = "write live, draft or ended into the cell, or `status:` into the profile"
        self.source.report.warning("undecided-status", message, self.source.place(row, column), hint)

    def leave_out(self, name: str, row: Row, column: int, why: str, help: str = "") -> bool:
        """Report a cell; return whether the import can use the row without it."""
        if name in REQUIRED_FIELDS:
            self.source.skip(row, column, why, help)
            return False
        self.source.leave_out_cell(row, column, why, help)
        return True

    def reader(self, name: str, column: int) -> ColumnReader:
        """Return the reader of a column."""
        reader = self._readers.get((name, column))
        if reader is None:
            field = self.source.field(name)
            if field.survey is None:
                reader = ColumnReader(field.read)
            else:
                reader = field.survey(_texts(self.source.layout, column), self.context)
            self._readers[name, column] = reader
            if reader.note:
                self.source.notes.append(f"C{self.source.layout.describe_column(column)[1:]} {reader.note}.")
        return reader

    def drop_invalid(
        self, kind: Kind, values: Values, columns: Mapping[str, int], row: Row, was: Mapping[str, str]
    ) -> bool:
        """Remove values that content cannot hold and report their cells; return False if one is required."""
        untouched_fields = {name for name, column in columns.items() if is_untouched(row.text(column), was, name)}
        for name, (why, hint) in find_invalid(kind, values, self.source).items():
            if name not in untouched_fields and name in values:
                del values[name]
                if not self.leave_out(name, row, columns.get(name, 0), why, hint):
                    return False
        return True


def _texts(layout: Layout, column: int) -> list[str]:
    return [text for row in layout.rows if (text := row.text(column)) and text != REMOVE]
