"""Log of the files that a computation reads, so that a build knows its dependencies.

A reader can also record the content hash, and then the build need not read the file again for it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

PYCACHE = "__pycache__"
"""Python's cache folder: no page depends on it."""


class FileRead(NamedTuple):
    """A read file or folder, never a link: its content hash, and its stat from before the read."""

    hash: str
    stat: os.stat_result


FileReads = dict[str, FileRead | None]
"""By path; None for a file that was read twice with different content."""

_current_paths: ContextVar[set[str] | None] = ContextVar("noted", default=None)
_current_reads: ContextVar[FileReads | None] = ContextVar("looks", default=None)


def place_in(root: Path, file: str) -> str:
    """Return the path of a file in the site's folder, like `root / file` but faster."""
    base = str(root)
    return file if base == os.curdir else os.path.join(base, file)  # noqa: PTH118


def paths_in_site(root: Path, paths: Iterable[str]) -> Iterator[str]:
    """Yield those of the read files that are in the site's folder, relative to it, with `/`."""
    base = str(root).rstrip(os.sep) + os.sep if root != Path() else ""
    for path in paths:
        if path.startswith(base):
            yield path[len(base) :].replace(os.sep, "/")


def note_dependency(path: str | os.PathLike[str]) -> None:
    """Record that a file or folder is read, also a missing one."""
    current_paths = _current_paths.get()
    if current_paths is not None:
        current_paths.add(os.fspath(path))


def note_file_read(path: str, stat: os.stat_result, data: bytes) -> None:
    """Record the content of a file after `note_dependency`; partial content is not recorded."""
    looks = _current_reads.get()
    if looks is not None and len(data) == stat.st_size:
        _record(path, FileRead(hash_bytes(data), stat), looks)


def note_folder_read(path: str, stat: os.stat_result, entries: Iterable[os.DirEntry[str]]) -> None:
    """Record the entries of a folder after `note_dependency`."""
    looks = _current_reads.get()
    if looks is not None:
        with suppress(OSError):  # a link to itself
            _record(path, FileRead(hash_entries(entries), stat), looks)


def _record(path: str, look: FileRead, looks: FileReads) -> None:
    looks[path] = look if looks.setdefault(path, look) == look else None


def hash_bytes(data: bytes) -> str:
    """Return the content hash of a file: BLAKE2b, 160 bits, hexadecimal."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


def hash_entries(entries: Iterable[os.DirEntry[str]]) -> str:
    """Return the hash of a folder's entries, without their content. Raises OSError."""
    names = sorted(f"{entry.name}/{entry.is_dir()}/{entry.is_symlink()}" for entry in entries if entry.name != PYCACHE)
    return "folder " + hashlib.blake2b("\0".join(names).encode("utf-8", "replace"), digest_size=16).hexdigest()


@contextmanager
def recording_reads(paths: set[str], reads: FileReads | None = None) -> Iterator[None]:
    """Record the reads of the `with` block in this thread: their paths in `paths`, their content in `reads`."""
    tokens = _current_paths.set(paths), _current_reads.set(reads)
    try:
        yield
    finally:
        _current_paths.reset(tokens[0])
        _current_reads.reset(tokens[1])
