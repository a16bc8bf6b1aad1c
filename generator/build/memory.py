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

from generator.build.packed import Change, Packed, Row
from generator.build.stamps import Known
from generator.output.manifest import Fingerprint

if TYPE_CHECKING:
    from generator.build.outcome import Outcome
    from generator.build.record import Record

NAME = "build.sqlite"
SUM = "build.sum"
_FORMAT = f"6 {sys.byteorder}"
"""Raise it when the same bytes would mean something else."""
_FEW = 20
_LOST = "what the last build remembered cannot be used ({}); everything is made anew"
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
class News:
    """What is so after a build: all `facts`, the `people` that were made, and all `slugs`."""

    facts: Mapping[str, str]
    files: Change
    """Those that were looked at."""
    output: Change
    """Those that were published: a print is the hash (BLAKE2b) alone, the stamp has the size."""
    folders: Change
    """Those of the published site, which was the spare site's (see output/spare.py) if they were `swapped`."""
    spare: Change
    """Those of the spare site, likewise."""
    swapped: bool
    """Whether the spare has become the published site, and the other way round."""
    people: Iterable[Record] = ()
    slugs: Set[str] | None = None
    """None where nobody came or went."""


class Memory:
    """The memory of one site; `note` says why it is empty although there was one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.note = ""
        self._packs = {kind: Packed() for kind in _KINDS}
        self._published: Mapping[str, Fingerprint] | None = None
        self._store: sqlite3.Connection | None = None
        self._written = False
        self.facts: Mapping[str, str] = {}
        if path.exists():
            try:
                for one in _beside(path):  # of a build that was stopped; the file alone is what its sum tells
                    one.unlink(missing_ok=True)
                told = path.with_name(SUM)
                if not told.is_file() or told.read_bytes() != _sum(path):
                    raise ValueError("it is damaged, or its writing was cut short")
                self._store = _connect(path)
                self.facts = dict(self._store.execute("SELECT key, value FROM facts"))
                if self.facts.get("format") != _FORMAT:
                    raise ValueError("it is of another version")
                self._read()
            except (sqlite3.Error, OSError, ValueError, TypeError) as error:
                self.forget(_LOST.format(error))

    def forget(self, note: str = "") -> None:
        """Throw everything away."""
        import shutil

        self._written = False
        self.close()
        self.note, self.facts = note or self.note, {}
        self._packs, self._published = {kind: Packed() for kind in _KINDS}, None
        for path in (self.path.with_name(SUM), self.path, *_beside(self.path)):
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()

    def close(self) -> None:
        """Let the file go; its sum is written last."""
        if self._store is None:
            return
        self._store.close()
        self._store = None
        if self._written:
            self._written = False
            with suppress(OSError):  # the next build makes everything anew
                new = self.path.with_name(f"{SUM}.new")
                new.write_bytes(_sum(self.path))
                new.replace(self.path.with_name(SUM))

    @property
    def files(self) -> Packed:
        """The files that were looked at."""
        return self._packs["files"]

    @property
    def output(self) -> Packed:
        """The files that were published; a print is the hash alone, the stamp has the size."""
        return self._packs["output"]

    @property
    def published(self) -> Mapping[str, Fingerprint]:
        """The fingerprints of the files that were published; always the same object."""
        if self._published is None:
            self._published = {
                path: Fingerprint(stamp.size if stamp else -1, print_) for path, stamp, print_ in self.output.all()
            }
        return self._published

    @property
    def folders(self) -> Packed:
        """The folders (`lea/`) of the published site, and its `build.json`."""
        return self._packs[f"folders {self._slot}"]

    @property
    def spare(self) -> Packed:
        """Those of the spare site (see output/spare.py)."""
        return self._packs[f"folders {1 - self._slot}"]

    @property
    def _slot(self) -> int:
        """Which of the two is the published one: they change places, and only what differs is written."""
        return int(self.facts.get("slot", 0)) & 1

    def _read(self) -> None:
        rows: dict[str, list[Row]] = {kind: [] for kind in _KINDS}
        for kind, *row in self._rows("SELECT kind, slot, paths, prints, stamps FROM packs"):
            rows[kind].append(Row(*row))
        self._packs = {kind: Packed(found) for kind, found in rows.items()}

    @property
    def slugs(self) -> Set[str]:
        """Everybody who is remembered."""
        return {row[0] for row in self._rows("SELECT slug FROM people")}

    def people(self, changed: Set[str], day: date) -> dict[str, str]:
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

    def owners(self, paths: Set[str]) -> set[str]:
        """Those who have any of these published files."""
        told = {f'"{path}"' for path in paths}
        rows = self._each("SELECT slug, outcome FROM outcomes") if paths else ()
        return {slug for slug, text in rows if any(one in text for one in told)}

    def outcomes(self, slugs: Set[str] | None = None) -> Iterator[Outcome]:
        """What became of people (None: of all), as far as it is remembered."""
        from generator.build.outcome import read_outcome

        for slug, text in self._each("SELECT slug, outcome FROM outcomes"):
            if slugs is None or slug in slugs:
                with suppress(ValueError):
                    yield read_outcome(text)

    def outcome(self, slug: str) -> Outcome | None:
        """What became of one person."""
        from generator.build.outcome import read_outcome

        for (text,) in self._rows("SELECT outcome FROM outcomes WHERE slug = ?", (slug,)):
            with suppress(ValueError):
                return read_outcome(text)
        return None

    def keep(self, news: News) -> None:
        """Remember a build. What cannot be written is not remembered, and the next build makes it anew."""
        slot = self._slot ^ news.swapped
        facts = {**news.facts, "format": _FORMAT, "slot": str(slot)}
        changes = {
            "files": news.files,
            "output": news.output,
            f"folders {slot}": news.folders,
            f"folders {1 - slot}": news.spare,
        }
        try:
            if self._store is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._store = _connect(self.path)
            self._written = True
            with self._store as store:
                if not self.facts:
                    for table in _TABLES.strip().split(";\n"):
                        store.execute(table.rstrip(";"))
                _put(store, "facts", facts.items())
                self._packs = {kind: self._pack(store, kind, change) for kind, change in changes.items()}
                for one in news.people:
                    used = "\n".join((*one.files, *one.parts))
                    _put(store, "people", [(one.slug, one.since, one.until, used, one.problems)])
                    _put(store, "outcomes", [(one.slug, one.outcome)])
                if news.slugs is not None:
                    gone = {row[0] for row in store.execute("SELECT slug FROM people")} - news.slugs
                    _drop(store, "people", "slug", gone)
                    _drop(store, "outcomes", "slug", gone)
            self.facts, self._published = facts, None
        except (sqlite3.Error, OSError) as error:
            self.forget(f"this build could not be remembered ({error}); the next one makes everything anew")

    def settle(self, files: Mapping[str, Known]) -> None:
        """Remember the stamps of files that had been written too short a time before the build."""
        settled = {
            path: one
            for path, one in files.items()
            if one.stamp and (before := self.files.get(path)) is not None and before.stamp is None
        }
        if settled and self._store is not None:
            self._written = True
            with suppress(sqlite3.Error), self._store as store:
                self._packs["files"] = self._pack(store, "files", Change(settled))

    def _pack(self, store: sqlite3.Connection, kind: str, change: Change) -> Packed:
        packed, rows, empty = self._packs[kind].after(change)
        _put(store, "packs", ((kind, *row) for row in rows))
        store.executemany("DELETE FROM packs WHERE kind = ? AND slot = ?", ((kind, slot) for slot in empty))
        return packed

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """All rows at once. Where the file turns out to be damaged, there are none and the memory is empty."""
        try:
            return self._store.execute(query, values).fetchall() if self._store is not None else []
        except sqlite3.Error as error:
            self.forget(_LOST.format(error))
            return []

    def _each(self, query: str, values: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """Row by row. Where the file turns out to be damaged, some have come and the memory is empty from then on."""
        try:
            if self._store is not None:
                yield from self._store.execute(query, values)
        except sqlite3.Error as error:
            self.forget(_LOST.format(error))


def _connect(path: Path) -> sqlite3.Connection:
    store = sqlite3.connect(path, timeout=30)
    store.execute("PRAGMA journal_mode = WAL")
    store.execute("PRAGMA synchronous = OFF")  # a power cut may cost the last build's memory, never its sense
    return store


def _beside(path: Path) -> list[Path]:
    return [path.with_name(f"{path.name}-{end}") for end in ("wal", "shm", "journal")]


def _sum(path: Path) -> bytes:
    """Of all bytes of a file: it finds damage, not intent. Raises OSError."""
    total = 0
    with path.open("rb", buffering=0) as stream:
        while chunk := stream.read(1 << 20):
            total = zlib.crc32(chunk, total)
        return f"{stream.tell()} {total:08x}\n".encode()


def _put(store: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    for row in rows:
        store.execute(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608


def _drop(store: sqlite3.Connection, table: str, column: str, keys: Iterable[str]) -> None:
    store.executemany(f"DELETE FROM {table} WHERE {column} = ?", ((key,) for key in keys))  # noqa: S608
