"""What the last build remembers: what each person's pages were made of, and what became of them.

One SQLite file in the cache folder, and beside it the sum of its bytes. It is believed only as it was written: a file
of another form, one that is damaged, and one whose writing was cut short are thrown away. It holds nothing that is run
or loaded as code.
"""

from __future__ import annotations

import sqlite3
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.build.incremental.file_index import BucketRow, FileIndex, IndexChange
from generator.build.incremental.file_stat import IndexedFile
from generator.output.manifest import Fingerprint

if TYPE_CHECKING:
    from generator.build.incremental.result_log import StoredResult
    from generator.build.person_result import PersonResult

STATE_FILE = "build.sqlite"
CHECKSUM_FILE = "build.sum"
_FORMAT = f"7 {sys.byteorder}"
"""Raise it when the same bytes would mean something else."""
_FEW = 20
_STATE_LOST = "what the last build remembered cannot be used ({}); everything is made anew"
_TABLES = """
CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE packs (kind TEXT, slot INT, paths TEXT NOT NULL, prints TEXT NOT NULL, stamps BLOB NOT NULL,
                    PRIMARY KEY (kind, slot));
CREATE TABLE people (slug TEXT PRIMARY KEY, since TEXT NOT NULL, until TEXT NOT NULL, uses TEXT NOT NULL,
                     problems TEXT NOT NULL);
CREATE TABLE outcomes (slug TEXT PRIMARY KEY, outcome TEXT NOT NULL);
"""


_KINDS = ("files", "output", "folders 0", "folders 1")


@dataclass(frozen=True, slots=True)
class StateUpdate:
    """What is so after a build: all `facts`, the `people` that were made, and all `slugs`."""

    meta: Mapping[str, str]
    files: IndexChange
    """Those that were looked at."""
    output: IndexChange
    """Those that were published: a print is the hash (BLAKE2b) alone, the stamp has the size."""
    folders: IndexChange
    """Those of the published site, which was the spare site's (see output/standby_copy.py) if they were `swapped`."""
    standby: IndexChange
    """Those of the spare site, likewise."""
    swapped: bool
    """Whether the spare has become the published site, and the other way round."""
    people: Iterable[StoredResult] = ()
    slugs: Set[str] | None = None
    """None where nobody came or went."""


class BuildState:
    """The memory of one site; `note` says why it is empty although there was one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.note = ""
        self._indexes = {kind: FileIndex() for kind in _KINDS}
        self._published: Mapping[str, Fingerprint] | None = None
        self._store: sqlite3.Connection | None = None
        self._is_changed = False
        self.meta: Mapping[str, str] = {}
        if path.exists():
            try:
                for one in _journal_files(path):  # of a build that was stopped; the file alone is what its sum tells
                    one.unlink(missing_ok=True)
                checksum_file = path.with_name(CHECKSUM_FILE)
                if not checksum_file.is_file() or checksum_file.read_bytes() != _checksum(path):
                    raise ValueError("it is damaged, or its writing was cut short")
                self._store = _connect(path)
                self.meta = dict(self._store.execute("SELECT key, value FROM facts"))
                if self.meta.get("format") != _FORMAT:
                    raise ValueError("it is of another version")
                self._read()
            except (sqlite3.Error, OSError, ValueError, TypeError) as error:
                self.reset(_STATE_LOST.format(error))

    def reset(self, note: str = "") -> None:
        """Throw everything away."""
        import shutil

        self._is_changed = False
        self.close()
        self.note, self.meta = note or self.note, {}
        self._indexes, self._published = {kind: FileIndex() for kind in _KINDS}, None
        for path in (self.path.with_name(CHECKSUM_FILE), self.path, *_journal_files(self.path)):
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()

    def close(self) -> None:
        """Let the file go; its sum is written last."""
        if self._store is None:
            return
        self._store.close()
        self._store = None
        if self._is_changed:
            self._is_changed = False
            with suppress(OSError):  # the next build makes everything anew
                new = self.path.with_name(f"{CHECKSUM_FILE}.new")
                new.write_bytes(_checksum(self.path))
                new.replace(self.path.with_name(CHECKSUM_FILE))

    @property
    def files(self) -> FileIndex:
        """The files that were looked at."""
        return self._indexes["files"]

    @property
    def output(self) -> FileIndex:
        """The files that were published; a print is the hash alone, the stamp has the size."""
        return self._indexes["output"]

    @property
    def published(self) -> Mapping[str, Fingerprint]:
        """The fingerprints of the files that were published; always the same object."""
        if self._published is None:
            self._published = {
                path: Fingerprint(stat.size if stat else -1, fingerprint_)
                for path, stat, fingerprint_ in self.output.entries()
            }
        return self._published

    @property
    def folders(self) -> FileIndex:
        """The folders (`lea/`) of the published site, and its `build.json`."""
        return self._indexes[f"folders {self._slot}"]

    @property
    def standby(self) -> FileIndex:
        """Those of the spare site (see output/standby_copy.py)."""
        return self._indexes[f"folders {1 - self._slot}"]

    @property
    def _slot(self) -> int:
        """Which of the two is the published one: they change places, and only what differs is written."""
        return int(self.meta.get("slot", 0)) & 1

    def _read(self) -> None:
        rows: dict[str, list[BucketRow]] = {kind: [] for kind in _KINDS}
        for kind, *row in self._rows("SELECT kind, slot, paths, prints, stamps FROM packs"):
            rows[kind].append(BucketRow(*row))
        self._indexes = {kind: FileIndex(found) for kind, found in rows.items()}

    @property
    def slugs(self) -> Set[str]:
        """Everybody who is remembered."""
        return {row[0] for row in self._rows("SELECT slug FROM people")}

    def unchanged_people(self, changed: Set[str], day: date) -> dict[str, str]:
        """Those who are still as they were on `day`, with their warnings (JSON).

        `changed` are the files, and the parts, that are not as they were.
        """
        today = day.isoformat()
        rows = self._rows("SELECT slug, problems, uses FROM people WHERE since <= ? AND ? < until", (today, today))
        suspects = rows
        if len(changed) <= _FEW:  # what does not even stand in the text of the list is not in the list
            suspects = [row for row in rows if any(map(row[2].__contains__, changed))]
        others = {slug for slug, _, uses in suspects if not changed.isdisjoint(uses.split("\n"))}
        return {slug: problems for slug, problems, _ in rows if slug not in others}

    def owners_of(self, paths: Set[str]) -> set[str]:
        """Those who have any of these published files."""
        quoted = {f'"{path}"' for path in paths}
        rows = self._each("SELECT slug, outcome FROM outcomes") if paths else ()
        return {slug for slug, text in rows if any(one in text for one in quoted)}

    def results(self, slugs: Set[str] | None = None) -> Iterator[PersonResult]:
        """What became of people (None: of all), as far as it is remembered."""
        from generator.build.person_result import decode_result

        for slug, text in self._each("SELECT slug, outcome FROM outcomes"):
            if slugs is None or slug in slugs:
                with suppress(ValueError):
                    yield decode_result(text)

    def result(self, slug: str) -> PersonResult | None:
        """What became of one person."""
        from generator.build.person_result import decode_result

        for (text,) in self._rows("SELECT outcome FROM outcomes WHERE slug = ?", (slug,)):
            with suppress(ValueError):
                return decode_result(text)
        return None

    def save(self, update: StateUpdate) -> None:
        """Remember a build. What cannot be written is not remembered, and the next build makes it anew."""
        slot = self._slot ^ update.swapped
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
                for one in update.people:
                    used = "\n".join((*one.files, *one.items))
                    _upsert(store, "people", [(one.slug, one.valid_from, one.valid_until, used, one.problems)])
                    _upsert(store, "outcomes", [(one.slug, one.result_json)])
                if update.slugs is not None:
                    gone = {row[0] for row in store.execute("SELECT slug FROM people")} - update.slugs
                    _delete(store, "people", "slug", gone)
                    _delete(store, "outcomes", "slug", gone)
            self.meta, self._published = meta, None
        except (sqlite3.Error, OSError) as error:
            self.reset(f"this build could not be remembered ({error}); the next one makes everything anew")

    def confirm_stats(self, files: Mapping[str, IndexedFile]) -> None:
        """Remember the stamps of files that had been written too short a time before the build."""
        confirmed = {
            path: one
            for path, one in files.items()
            if one.stat and (before := self.files.get(path)) is not None and before.stat is None
        }
        if confirmed and self._store is not None:
            self._is_changed = True
            with suppress(sqlite3.Error), self._store as store:
                self._indexes["files"] = self._apply(store, "files", IndexChange(confirmed))

    def _apply(self, store: sqlite3.Connection, kind: str, change: IndexChange) -> FileIndex:
        packed, rows, empty = self._indexes[kind].apply(change)
        _upsert(store, "packs", ((kind, *row) for row in rows))
        store.executemany("DELETE FROM packs WHERE kind = ? AND slot = ?", ((kind, slot) for slot in empty))
        return packed

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """All rows at once. Where the file turns out to be damaged, there are none and the memory is empty."""
        try:
            return self._store.execute(query, values).fetchall() if self._store is not None else []
        except sqlite3.Error as error:
            self.reset(_STATE_LOST.format(error))
            return []

    def _each(self, query: str, values: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """Row by row. Where the file turns out to be damaged, some have come and the memory is empty from then on."""
        try:
            if self._store is not None:
                yield from self._store.execute(query, values)
        except sqlite3.Error as error:
            self.reset(_STATE_LOST.format(error))


def _connect(path: Path) -> sqlite3.Connection:
    store = sqlite3.connect(path, timeout=30)
    store.execute("PRAGMA journal_mode = WAL")
    store.execute("PRAGMA synchronous = OFF")  # a power cut may cost the last build's memory, never its sense
    return store


def _journal_files(path: Path) -> list[Path]:
    return [path.with_name(f"{path.name}-{end}") for end in ("wal", "shm", "journal")]


def _checksum(path: Path) -> bytes:
    """Of all bytes of a file: it finds damage, not intent. Raises OSError."""
    total = 0
    with path.open("rb", buffering=0) as stream:
        while chunk := stream.read(1 << 20):
            total = zlib.crc32(chunk, total)
        return f"{stream.tell()} {total:08x}\n".encode()


def _upsert(store: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    for row in rows:
        store.execute(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608


def _delete(store: sqlite3.Connection, table: str, column: str, keys: Iterable[str]) -> None:
    store.executemany(f"DELETE FROM {table} WHERE {column} = ?", ((key,) for key in keys))  # noqa: S608
