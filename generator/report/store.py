"""The facts in an analytical engine, in a private folder that is gone when the report is written."""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from msgspec import Struct

from generator.report.facts import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ROWS = 250_000
"""Rows that the engine gets at once: more than a row group, so that it writes them to its file and not to its log."""
_MEMORY = "1GB"


def has_engine() -> bool:
    """Whether the extra `report` is installed."""
    return find_spec("duckdb") is not None


class _RowQueue(Struct):
    """Rows that the engine gets next; `kind` has the columns of one value, and the names of the others."""

    kind: tuple[tuple[tuple[str, object], ...], tuple[str, ...]]
    file: TextIO
    writer: Any
    rows: int = 0


class Store:
    """The tables of facts, and those that are made of them."""

    def __init__(self, connection: DuckDBPyConnection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder
        self._waiting: dict[str, _RowQueue] = {}
        self._number = 0

    def add(self, table: str, constants: Mapping[str, object], columns: Mapping[str, Sequence[object]]) -> None:
        """Add rows of facts, as the values of each column; `constants` are the columns with one value for all rows.

        None is what is not known, as is a column that is not given.
        """
        if not next(iter(columns.values())):
            return  # the engine reads no file without a row
        kind = tuple(constants.items()), tuple(columns)
        waiting = self._waiting.get(table)
        if waiting is not None and (waiting.kind != kind or waiting.rows >= _ROWS):
            self._load(table)
            waiting = None
        if waiting is None:
            file = self._new_file()
            waiting = self._waiting[table] = _RowQueue(kind, file, csv.writer(file))
        waiting.writer.writerows(zip(*columns.values(), strict=True))
        waiting.rows += len(next(iter(columns.values())))

    def finish(self) -> None:
        """Hand over the rows that still wait."""
        for table in list(self._waiting):
            self._load(table)

    def discard_rows(self) -> None:
        """Close the files of the rows that still wait, as where a report fails; the rows are lost."""
        for waiting in self._waiting.values():
            waiting.file.close()

    def _load(self, table: str) -> None:
        waiting = self._waiting.pop(table)
        waiting.file.close()
        constants, names = waiting.kind
        kinds = TABLES[table]
        constants_sql = "".join(f"?::{kinds[name]} AS {name}, " for name, _ in constants)
        self._read_file(
            f"INSERT INTO {table} BY NAME SELECT {constants_sql}* FROM", waiting.file.name,
            {name: kinds[name] for name in names}, [value for _, value in constants],
        )  # fmt: skip

    def load_rows(self, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[object]]) -> None:
        """Append rows to a table."""
        with self._new_file() as file:
            csv.writer(file).writerows(rows)
        self._read_file(f"INSERT INTO {table} SELECT * FROM", file.name, columns)

    def _new_file(self) -> TextIO:
        """Open a CSV of the private folder, the fastest way into the engine."""
        self._number += 1
        return (self._folder / f"{self._number}.csv").open("w", encoding="utf-8", newline="")

    def _read_file(self, query: str, path: str, columns: Mapping[str, str], values: Sequence[object] = ()) -> None:
        """Let the engine read a CSV of ours, and delete it."""
        column_types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
        self.run(
            f"{query} read_csv('{path}', header=false, delim=',', quote='\"', escape='\"', strict_mode=true, "
            f"max_line_size=10000000, columns={{{column_types}}})",
            values,
        )
        Path(path).unlink()

    def create(self, table: str, columns: Mapping[str, str]) -> None:
        """Create an empty table."""
        self.run(f"CREATE OR REPLACE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")

    def run(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> None:
        """Run a statement."""
        self._connection.execute(query, values)

    def rows(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """All rows of an answer."""
        return self._connection.execute(query, values).fetchall()

    def first_value(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> Any:
        """The first value of an answer."""
        row = self._connection.execute(query, values).fetchone()
        return row[0] if row else None

    def stream(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of an answer, some thousands at a time."""
        cursor = self._connection.cursor()
        cursor.execute(query, values)
        while rows := cursor.fetchmany(10_000):
            yield from rows


@contextmanager
def open_store() -> Iterator[Store]:
    """Open an empty store; it is deleted at the end."""
    import duckdb  # lazy: it is an optional package

    folder = Path(tempfile.mkdtemp(prefix="ambassador-report-"))
    folder.chmod(0o700)
    try:
        connection = duckdb.connect(str(folder / "facts.duckdb"))
        try:
            threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
            for setting in (
                f"memory_limit='{_MEMORY}'", f"threads={min(threads, 8)}", "preserve_insertion_order=false",
                f"temp_directory='{folder}'", "enable_progress_bar=false", "autoinstall_known_extensions=false",
                "autoload_known_extensions=false",
            ):  # fmt: skip
                connection.execute(f"SET {setting}")
            store = Store(connection, folder)
            for name, columns in TABLES.items():
                store.create(name, columns)
            try:
                yield store
            finally:
                store.discard_rows()
        finally:
            connection.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
