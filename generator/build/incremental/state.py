"""State of the last build: each person's dependencies and result.

It is one SQLite file in the cache folder, with a checksum file beside it. The build trusts it only exactly as written.
It deletes a file of another format, a damaged one, and one that was cut short. The build executes nothing from it, and
unpickles nothing.
"""

from __future__ import annotations

import sqlite3
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.build.incremental.file_index import BucketRow, FileIndex, IndexChange
from generator.build.incremental.file_stat import IndexedFile
from generator.build.incremental.stored_dependencies import SEPARATOR, StoredDependencies
from generator.output.manifest import Fingerprint

if TYPE_CHECKING:
    from generator.build.incremental.result_log import StoredResult
    from generator.build.person_result import PersonResult

STATE_FILE = "build.sqlite"
CHECKSUM_FILE = "build.sum"
_FORMAT = f"9 {sys.byteorder}"
"""Version of the format. Raise it when the same bytes get another meaning."""
_STATE_LOST = "the state of the last build cannot be used ({}); everything is built again"
_TABLES = """
CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE packs (kind TEXT, slot INT, paths TEXT NOT NULL, prints TEXT NOT NULL, stamps BLOB NOT NULL,
                    PRIMARY KEY (kind, slot));
CREATE TABLE people (slug TEXT PRIMARY KEY, since TEXT NOT NULL, until TEXT NOT NULL, uses TEXT NOT NULL,
                     problems TEXT NOT NULL);
CREATE TABLE outcomes (slug TEXT PRIMARY KEY, outcome TEXT NOT NULL);
"""


_KINDS = ("files", "output", "folders 0", "folders 1")


class StateUpdate(Struct, frozen=True):
    """State after a build: all `meta`, the rendered `people`, and all `slugs`."""

    meta: Mapping[str, str]
    files: IndexChange
    """Files that the build read."""
    output: IndexChange
    """Published files: an entry's hash is BLAKE2b alone, its stat has the size."""
    folders: IndexChange
    """Folders of the published site. If `is_swapped`, they were the standby copy's (see output/standby_copy.py)."""
    standby: IndexChange
    """Folders of the standby copy; if `is_swapped`, they were the published site's."""
    is_swapped: bool
    """Whether the standby copy and the published site changed places."""
    people: Iterable[StoredResult] = ()
    slugs: Set[str] | None = None
    """None if the list of people is unchanged."""


class BuildState:
    """Build state of one site; `note` says why it is empty although a file existed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.note = ""
        self._indexes = {kind: FileIndex() for kind in _KINDS}
        self._published_files: Mapping[str, Fingerprint] | None = None
        self._store: sqlite3.Connection | None = None
        self._is_changed = False
        self.meta: Mapping[str, str] = {}
        if path.exists():
            try:
                for file in _journal_files(path):  # left by a killed build; the checksum covers the main file alone
                    file.unlink(missing_ok=True)
                checksum_file = path.with_name(CHECKSUM_FILE)
                if not checksum_file.is_file() or checksum_file.read_bytes() != _checksum(path):
                    raise ValueError("it is damaged, or was not written to its end")
                self._store = _connect(path)
                self.meta = dict(self._store.execute("SELECT key, value FROM facts"))
                if self.meta.get("format") != _FORMAT:
                    raise ValueError("it is of another version")
                self._read_indexes()
            except (sqlite3.Error, OSError, ValueError, TypeError) as error:
                self.reset(_STATE_LOST.format(error))

    def reset(self, note: str = "") -> None:
        """Delete the stored state; `note` explains why to the user."""
        import shutil  # lazy: it loads every compression module

        self._is_changed = False
        self.close()
        self.note, self.meta = note or self.note, {}
        self._indexes, self._published_files = {kind: FileIndex() for kind in _KINDS}, None
        for path in (self.path.with_name(CHECKSUM_FILE), self.path, *_journal_files(self.path)):
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()

    def close(self) -> None:
        """Close the file, and write its checksum last."""
        if self._store is None:
            return
        self._store.close()
        self._store = None
        if self._is_changed:
            self._is_changed = False
            with suppress(OSError):  # without a checksum, the next build is full
                new = self.path.with_name(f"{CHECKSUM_FILE}.new")
                new.write_bytes(_checksum(self.path))
                new.replace(self.path.with_name(CHECKSUM_FILE))

    @property
    def files(self) -> FileIndex:
        """Files that the last build read."""
        return self._indexes["files"]

    @property
    def output(self) -> FileIndex:
        """Published files: an entry's hash is BLAKE2b alone, its stat has the size."""
        return self._indexes["output"]

    @property
    def published_files(self) -> Mapping[str, Fingerprint]:
        """Fingerprints of the published files. It is always the same object, so that callers can compare with `is`."""
        if self._published_files is None:
            self._published_files = {
                path: Fingerprint(stat.size if stat else -1, fingerprint_)
                for path, stat, fingerprint_ in self.output.entries()
            }
        return self._published_files

    @property
    def folders(self) -> FileIndex:
        """Folders (`lea/`) of the published site, and its `build.json`."""
        return self._indexes[f"folders {self._slot}"]

    @property
    def standby(self) -> FileIndex:
        """Folders of the standby copy (see output/standby_copy.py), and its `build.json`."""
        return self._indexes[f"folders {1 - self._slot}"]

    @property
    def _slot(self) -> int:
        """Number of the published site's folder index. A swap flips it, so that the build need not rewrite both."""
        return int(self.meta.get("slot", 0)) & 1

    def _read_indexes(self) -> None:
        rows: dict[str, list[BucketRow]] = {kind: [] for kind in _KINDS}
        for kind, *row in self._rows("SELECT kind, slot, paths, prints, stamps FROM packs"):
            rows[kind].append(BucketRow(*row))
        self._indexes = {kind: FileIndex(rows) for kind, rows in rows.items()}

    @property
    def slugs(self) -> Set[str]:
        """Slugs of all stored people."""
        return {row[0] for row in self._rows("SELECT slug FROM people")}

    def people(self) -> Iterator[tuple[str, StoredDependencies]]:
        """Yield the slug of each stored person, and what their pages depend on; skip unreadable ones."""
        read_dependencies = StoredDependencies.read
        for slug, uses, since, until in self._each("SELECT slug, uses, since, until FROM people"):
            try:  # `suppress` would cost a third of this loop
                dependencies = read_dependencies(uses, since, until)
            except (ValueError, TypeError):
                continue
            yield slug, dependencies

    def problems_of(self, slugs: Set[str]) -> Iterator[str]:
        """Yield the warnings (JSON) of those of these people who have any."""
        for slug, problems in self._each("SELECT slug, problems FROM people WHERE problems <> ''"):
            if slug in slugs:
                yield problems

    def owners_of(self, paths: Set[str]) -> set[str]:
        """Return the people who own any of these published files."""
        quoted_paths = {f'"{path}"' for path in paths}
        rows = self._each("SELECT slug, outcome FROM outcomes") if paths else ()
        return {slug for slug, text in rows if any(path in text for path in quoted_paths)}

    def results(self, slugs: Set[str] | None = None) -> Iterator[PersonResult]:
        """Yield the stored results of people (None: of all); skip unreadable ones."""
        # lazy: it loads the models, which an unchanged build does not need
        from generator.build.person_result import decode_result

        for slug, text in self._each("SELECT slug, outcome FROM outcomes"):
            if slugs is None or slug in slugs:
                with suppress(ValueError):
                    yield decode_result(text)

    def result(self, slug: str) -> PersonResult | None:
        """Return the stored result of one person, if any."""
        # lazy: it loads the models, which an unchanged build does not need
        from generator.build.person_result import decode_result

        for (text,) in self._rows("SELECT outcome FROM outcomes WHERE slug = ?", (slug,)):
            with suppress(ValueError):
                return decode_result(text)
        return None

    def save(self, update: StateUpdate) -> None:
        """Store a build. If the state cannot be written, it is deleted, and the next build is full."""
        slot = self._slot ^ update.is_swapped
        meta = {**update.meta, "format": _FORMAT, "slot": str(slot)}
        changes = {
            "files": update.files,
            "output": update.output,
            f"folders {slot}": update.folders,
            f"folders {1 - slot}": update.standby,
        }
        try:
            if self._store is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._store = _connect(self.path)
            self._is_changed = True
            with self._store as store:
                if not self.meta:
                    for table in _TABLES.strip().split(";\n"):
                        store.execute(table.rstrip(";"))
                _upsert(store, "facts", meta.items())
                self._indexes = {kind: self._apply(store, kind, change) for kind, change in changes.items()}
                for person in update.people:
                    names = SEPARATOR.join((*person.files, *person.items))
                    _upsert(
                        store, "people", [(person.slug, person.valid_from, person.valid_until, names, person.problems)]
                    )
                    _upsert(store, "outcomes", [(person.slug, person.result_json)])
                if update.slugs is not None:
                    removed_slugs = {row[0] for row in store.execute("SELECT slug FROM people")} - update.slugs
                    _delete(store, "people", "slug", removed_slugs)
                    _delete(store, "outcomes", "slug", removed_slugs)
            self.meta, self._published_files = meta, None
        except (sqlite3.Error, OSError) as error:
            self.reset(f"the state of this build could not be saved ({error}); the next build builds everything")

    def confirm_stats(self, files: Mapping[str, IndexedFile]) -> None:
        """Store stats of files that were too new for a stat during the last build."""
        confirmed_files = {
            path: file
            for path, file in files.items()
            if file.stat and (before := self.files.get(path)) is not None and before.stat is None
        }
        if confirmed_files and self._store is not None:
            self._is_changed = True
            with suppress(sqlite3.Error), self._store as store:
                self._indexes["files"] = self._apply(store, "files", IndexChange(confirmed_files))

    def _apply(self, store: sqlite3.Connection, kind: str, change: IndexChange) -> FileIndex:
        index, rows, empty = self._indexes[kind].apply(change)
        _upsert(store, "packs", ((kind, *row) for row in rows))
        store.executemany("DELETE FROM packs WHERE kind = ? AND slot = ?", ((kind, slot) for slot in empty))
        return index

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """Return all rows. If the file proves to be damaged, reset the state and return none."""
        try:
            return self._store.execute(query, values).fetchall() if self._store is not None else []
        except sqlite3.Error as error:
            self.reset(_STATE_LOST.format(error))
            return []

    def _each(self, query: str, values: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield row by row. If the file proves to be damaged, reset the state and stop early."""
        try:
            if self._store is not None:
                yield from self._store.execute(query, values)
        except sqlite3.Error as error:
            self.reset(_STATE_LOST.format(error))


def _connect(path: Path) -> sqlite3.Connection:
    store = sqlite3.connect(path, timeout=30)
    store.execute("PRAGMA journal_mode = WAL")
    store.execute("PRAGMA synchronous = OFF")  # losing it in a power cut is fine: the checksum detects that
    return store


def _journal_files(path: Path) -> list[Path]:
    return [path.with_name(f"{path.name}-{end}") for end in ("wal", "shm", "journal")]


def _checksum(path: Path) -> bytes:
    """Return size and CRC of a file: it detects damage, not tampering. Raises OSError."""
    total, buffer = 0, memoryview(bytearray(1 << 18))
    with path.open("rb", buffering=0) as stream:
        while count := stream.readinto(buffer):
            total = zlib.crc32(buffer[:count], total)
        return f"{stream.tell()} {total:08x}\n".encode()


def _upsert(store: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    for row in rows:
        store.execute(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608


def _delete(store: sqlite3.Connection, table: str, column: str, keys: Iterable[str]) -> None:
    store.executemany(f"DELETE FROM {table} WHERE {column} = ?", ((key,) for key in keys))  # noqa: S608
