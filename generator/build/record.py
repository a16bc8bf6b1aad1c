"""What is to be remembered of a person who was made. It waits on disk until the build is done, not in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.build.outcome import Outcome, write_outcome, write_problems
from generator.build.stamps import Known


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
    """Write a line."""
    uses = outcome.uses
    return (
        json.dumps(
            Record(
                slug=outcome.presence.slug,
                since=uses.since.isoformat(),
                until=uses.until.isoformat(),
                files=list(uses.files),
                parts=list(uses.parts),
                problems=write_problems(outcome.problems),
                outcome=write_outcome(outcome),
                seen=[(path, one.print, one.stamp and list(one.stamp)) for path, one in seen.items()],
            )
        ).encode()
        + b"\n"
    )


class Records:
    """Records in a file. Whoever adds to them, and reads them, may raise OSError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[str, int] = {}

    def add(self, slug: str, record: bytes) -> None:
        """Add the record of a person."""
        with self._path.open("ab" if self._places else "wb", buffering=0) as stream:
            self._places[slug] = stream.tell()
            stream.write(record)

    def __iter__(self) -> Iterator[Record]:
        """All of them, in the order of their slugs."""
        if self._places:
            with self._path.open("rb") as stream:
                for slug in sorted(self._places):
                    stream.seek(self._places[slug])
                    yield Record(*json.loads(stream.readline()))
