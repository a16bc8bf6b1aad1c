"""Which files a piece of work has looked at: the readers note each of them, so that a build knows what to redo.

Who has just read a file, or listed a folder, can tell its print as well: then nobody reads it again for that.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

COMPILED = "__pycache__"
"""What Python writes beside modules when it first runs them: no page is made of it."""


class FileRead(NamedTuple):
    """What was read: its print, and what `stat` said of the file or folder (no link) before it was read."""

    hash: str
    stat: os.stat_result


FileReads = dict[str, FileRead | None]
"""By path; None of what was read twice, and was not the same."""

_current_paths: ContextVar[set[str] | None] = ContextVar("noted", default=None)
_current_reads: ContextVar[FileReads | None] = ContextVar("looks", default=None)


def place_in(root: Path, file: str) -> str:
    """Where a file of the site's folder lies: what `root / file` is, for less."""
    base = str(root)
    return file if base == os.curdir else os.path.join(base, file)  # noqa: PTH118


def note_dependency(path: str | os.PathLike[str]) -> None:
    """Note that a file or folder is being looked at, also one that is not there."""
    noted = _current_paths.get()
    if noted is not None:
        noted.add(os.fspath(path))


def note_file_read(path: str, stat: os.stat_result, data: bytes) -> None:
    """Tell what was read of a file that is noted, from its beginning on."""
    looks = _current_reads.get()
    if looks is not None and len(data) == stat.st_size:
        _record(path, FileRead(hash_bytes(data), stat), looks)


def note_folder_read(path: str, stat: os.stat_result, entries: Iterable[os.DirEntry[str]]) -> None:
    """Tell what was found in a folder that is noted."""
    looks = _current_reads.get()
    if looks is not None:
        with suppress(OSError):  # a link that leads to itself
            _record(path, FileRead(hash_entries(entries), stat), looks)


def _record(path: str, look: FileRead, looks: FileReads) -> None:
    looks[path] = look if looks.setdefault(path, look) == look else None


def hash_bytes(data: bytes) -> str:
    """The print of a file: BLAKE2b, 160 bits, hexadecimal."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


def hash_entries(entries: Iterable[os.DirEntry[str]]) -> str:
    """The print of a folder: what is in it, but not what that holds. Raises OSError."""
    names = sorted(f"{entry.name}/{entry.is_dir()}/{entry.is_symlink()}" for entry in entries if entry.name != COMPILED)
    return "folder " + hashlib.blake2b("\0".join(names).encode("utf-8", "replace"), digest_size=16).hexdigest()


@contextmanager
def recording_reads(paths: set[str], reads: FileReads | None = None) -> Iterator[None]:
    """Add what is looked at in the `with` block, and in no other thread, to `noted`; and what was read, to `looks`."""
    tokens = _current_paths.set(paths), _current_reads.set(reads)
    try:
        yield
    finally:
        _current_paths.reset(tokens[0])
        _current_reads.reset(tokens[1])
