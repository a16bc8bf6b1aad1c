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


class Look(NamedTuple):
    """What was read: its print, and what `stat` said of the file or folder (no link) before it was read."""

    print: str
    stat: os.stat_result


Looks = dict[str, Look | None]
"""By path; None of what was read twice, and was not the same."""

_noted: ContextVar[set[str] | None] = ContextVar("noted", default=None)
_looks: ContextVar[Looks | None] = ContextVar("looks", default=None)


def place_in(root: Path, file: str) -> str:
    """Where a file of the site's folder lies: what `root / file` is, for less."""
    base = str(root)
    return file if base == os.curdir else os.path.join(base, file)  # noqa: PTH118


def note(path: str | os.PathLike[str]) -> None:
    """Note that a file or folder is being looked at, also one that is not there."""
    noted = _noted.get()
    if noted is not None:
        noted.add(os.fspath(path))


def note_read(path: str, stat: os.stat_result, data: bytes) -> None:
    """Tell what was read of a file that is noted, from its beginning on."""
    looks = _looks.get()
    if looks is not None and len(data) == stat.st_size:
        _tell(path, Look(print_of_bytes(data), stat), looks)


def note_listed(path: str, stat: os.stat_result, entries: Iterable[os.DirEntry[str]]) -> None:
    """Tell what was found in a folder that is noted."""
    looks = _looks.get()
    if looks is not None:
        with suppress(OSError):  # a link that leads to itself
            _tell(path, Look(print_of_entries(entries), stat), looks)


def _tell(path: str, look: Look, looks: Looks) -> None:
    looks[path] = look if looks.setdefault(path, look) == look else None


def print_of_bytes(data: bytes) -> str:
    """The print of a file: BLAKE2b, 160 bits, hexadecimal."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


def print_of_entries(entries: Iterable[os.DirEntry[str]]) -> str:
    """The print of a folder: what is in it, but not what that holds. Raises OSError."""
    names = sorted(f"{entry.name}/{entry.is_dir()}/{entry.is_symlink()}" for entry in entries if entry.name != COMPILED)
    return "folder " + hashlib.blake2b("\0".join(names).encode("utf-8", "replace"), digest_size=16).hexdigest()


@contextmanager
def noting(noted: set[str], looks: Looks | None = None) -> Iterator[None]:
    """Add what is looked at in the `with` block, and in no other thread, to `noted`; and what was read, to `looks`."""
    tokens = _noted.set(noted), _looks.set(looks)
    try:
        yield
    finally:
        _noted.reset(tokens[0])
        _looks.reset(tokens[1])
