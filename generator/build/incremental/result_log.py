"""On-disk log of results for the build state, so that they need no memory during the build."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.build.incremental.file_stat import IndexedFile
from generator.build.person_result import PersonResult, encode_problems, encode_result

_MANY = 1 << 20  # bytes of records per write


class StoredResult(NamedTuple):
    """A stored person: validity (ISO dates; `valid_until` is the first stale day), dependencies and result."""

    slug: str
    valid_from: str
    valid_until: str
    files: list[str]
    items: list[str]
    """Like `files`, a field of Dependencies (person_result.py)."""
    problems: str
    """JSON, like the result."""
    result_json: str
    new_hashes: list[tuple[str, str, list[int] | None]]
    """Files whose hash this process has not yet reported: path, hash and stat."""


def encode_stored_result(result: PersonResult, new_hashes: Mapping[str, IndexedFile]) -> bytes:
    """Return two lines: the result, which is JSON already, and all other fields."""
    dependencies = result.dependencies
    fields = (
        result.summary.slug,
        dependencies.valid_from.isoformat(),
        dependencies.valid_until.isoformat(),
        dependencies.files,
        dependencies.items,
        encode_problems(result.problems),
        [(path, file.hash, file.stat) for path, file in new_hashes.items()],
    )
    return f"{encode_result(result)}\n{json.dumps(fields)}\n".encode()


class ResultLog:
    """Records in a file, by slug. Adding and reading may raise OSError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offsets: dict[str, int] = {}
        self._end = 0
        self._buffer = bytearray()
        """Records that are not in the file yet."""

    def add(self, slug: str, record: bytes) -> None:
        """Add the record of a person."""
        self._offsets[slug] = self._end
        self._end += len(record)
        self._buffer += record
        if len(self._buffer) >= _MANY:
            self._write()

    def __iter__(self) -> Iterator[StoredResult]:
        """Yield all records, sorted by slug."""
        self._write()
        if self._offsets:
            with self._path.open("rb") as stream:
                for slug in sorted(self._offsets):
                    stream.seek(self._offsets[slug])
                    result_json = stream.readline().decode().rstrip("\n")
                    slug, valid_from, valid_until, files, items, problems, new_hashes = json.loads(stream.readline())
                    yield StoredResult(slug, valid_from, valid_until, files, items, problems, result_json, new_hashes)

    def _write(self) -> None:
        if self._buffer:
            with self._path.open("wb" if self._end == len(self._buffer) else "ab") as stream:
                stream.write(self._buffer)
            self._buffer.clear()
