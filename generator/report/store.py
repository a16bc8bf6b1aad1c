"""The facts in an analytical engine, in a private folder that is gone when the report is written."""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.report.facts import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ROWS = 50_000
"""Rows that are handed to the engine at once."""
_MEMORY = "1GB"


def has_engine() -> bool:
    """Whether the extra `report` is installed."""
    return find_spec("duckdb") is not None


class Store:
    """The tables of facts, and those that are made of them."""

    def __init__(self, connection: DuckDBPyConnection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder
        self._waiting: dict[str, list[Sequence[object]]] = {name: [] for name in TABLES}
        self._number = 0

    def add(self, table: str, row: Sequence[object]) -> None:
        """Add one row of facts; its values are in the order of the table's columns, None where nothing is known."""
        waiting = self._waiting[table]
        waiting.append(row)
        if len(waiting) >= _ROWS:
            self._load(table)

    def finish(self) -> None:
        """Hand over the rows that still wait."""
        for table in self._waiting:
            self._load(table)

    def _load(self, table: str) -> None:
        rows = self._waiting[table]
        if rows:
            self.load_rows(table, TABLES[table], rows)
            rows.clear()

    def load_rows(self, table: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> None:
        """Append rows to a table; by way of a CSV of the private folder, which is the engine's fastest door."""
        path = self._folder / f"{self._number}.csv"
        self._number += 1
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        listed = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
        self.run(
            f"INSERT INTO {table} SELECT * FROM read_csv('{path}', header=false, delim=',', quote='\"', escape='\"', "
            f"strict_mode=true, max_line_size=10000000, columns={{{listed}}})"
        )
        path.unlink()

    def create(self, table: str, columns: Mapping[str, str]) -> None:
        """Create an empty table."""
        self.run(f"CREATE OR REPLACE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")

    def run(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> None:
        """Run a statement."""
        self._connection.execute(query, values)

    def rows(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """All rows of an answer."""
        return self._connection.execute(query, values).fetchall()

    def one(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> Any:
        """The first value of an answer."""
        found = self._connection.execute(query, values).fetchone()
        return found[0] if found else None

    def stream(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of an answer, some thousands at a time."""
        cursor = self._connection.cursor()
        cursor.execute(query, values)
        while rows := cursor.fetchmany(10_000):
            yield from rows


@contextmanager
def open_store() -> Iterator[Store]:
    """Open an empty store; it is deleted at the end."""
    import duckdb

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
            yield store
        finally:
            connection.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
