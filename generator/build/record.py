"""What is to be remembered of a person who was made. It waits on disk until the build is done, not in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.build.outcome import Outcome, write_outcome, write_problems
from generator.build.stamps import Known

_MANY = 1 << 20  # bytes of records that are written at once


class Record(NamedTuple):
    """One person: from which day until before which one they stay the same, what they were made of, what they are."""

    slug: str
    since: str
    until: str
    files: list[str]
    parts: list[str]
    """See Uses (outcome.py)."""
    problems: str
    """JSON, as the outcome."""
    outcome: str
    seen: list[tuple[str, str, list[int] | None]]
    """Those of `files` at which nobody in the same process has looked before: path, print and stamp."""


def write_record(outcome: Outcome, seen: Mapping[str, Known]) -> bytes:
    """Write two lines: the outcome, which is JSON already, and all others."""
    uses = outcome.uses
    others = (
        outcome.presence.slug,
        uses.since.isoformat(),
        uses.until.isoformat(),
        uses.files,
        uses.parts,
        write_problems(outcome.problems),
        [(path, one.print, one.stamp) for path, one in seen.items()],
    )
    return f"{write_outcome(outcome)}\n{json.dumps(others)}\n".encode()


class Records:
    """Records in a file. Whoever adds to them, and reads them, may raise OSError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[str, int] = {}
        self._end = 0
        self._last = bytearray()
        """Those that are not in the file yet."""

    def add(self, slug: str, record: bytes) -> None:
        """Add the record of a person."""
        self._places[slug] = self._end
        self._end += len(record)
        self._last += record
        if len(self._last) >= _MANY:
            self._write()

    def __iter__(self) -> Iterator[Record]:
        """All of them, in the order of their slugs."""
        self._write()
        if self._places:
            with self._path.open("rb") as stream:
                for slug in sorted(self._places):
                    stream.seek(self._places[slug])
                    outcome = stream.readline().decode().rstrip("\n")
                    slug, since, until, files, parts, problems, seen = json.loads(stream.readline())
                    yield Record(slug, since, until, files, parts, problems, outcome, seen)

    def _write(self) -> None:
        if self._last:
            with self._path.open("wb" if self._end == len(self._last) else "ab") as stream:
                stream.write(self._last)
            self._last.clear()
