"""What `stat` says of files: while it is the same, so is their content (as git's index has it)."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

_WIDTH = 8
_TIMES, _INODE = attrgetter("st_mtime_ns", "st_ctime_ns", "st_size"), attrgetter("st_ino")
_STAT_FIELDS, _STAT_INODE = attrgetter("mtime", "ctime", "size"), attrgetter("inode")


class FileStat(NamedTuple):
    """Times of change in nanoseconds, the number of the file on its disk, and its size in bytes."""

    mtime: int
    ctime: int
    inode: int
    size: int


NO_STAT = FileStat(-1, -1, 0, -1)
"""Of what is not there."""


class IndexedFile(NamedTuple):
    """A file's print, and its stamp when that was taken."""

    hash: str
    stat: FileStat | None


def stat_of(path: str, *, follow: bool = False) -> FileStat:
    """What `stat` says: of a link itself, or (`follow`) of what it leads to; NOTHING where nothing is."""
    try:
        found = os.stat(path, follow_symlinks=follow)  # noqa: PTH116
    except (OSError, ValueError):  # not there, a closed folder, a name that no disk takes
        return NO_STAT
    return stat_from(found)


def stat_from(found: os.stat_result) -> FileStat:
    """The stamp in what `stat` said."""
    return FileStat(found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_size)


def all_match(paths: Iterable[str], packed: bytes) -> bool:
    """Whether all files are as their packed stamps say. None of it is looked at in Python: it is done for each file."""
    try:
        found = list(map(os.lstat, paths))
        times = array("q", chain.from_iterable(map(_TIMES, found)))
        return times.tobytes() + array("Q", map(_INODE, found)).tobytes() == packed
    except (OSError, ValueError, OverflowError):
        return False


def pack_stats(stats: Sequence[FileStat]) -> bytes:
    """Stamps as bytes: times and sizes of all, then the inodes."""
    try:
        times = array("q", chain.from_iterable(map(_STAT_FIELDS, stats)))
    except OverflowError:  # times after 2262, which then are no file's
        return pack_stats([one if max(one[:2]) < 1 << 63 else FileStat(-1, -1, one.inode, one.size) for one in stats])
    return times.tobytes() + array("Q", map(_STAT_INODE, stats)).tobytes()


def unpack_stats(packed: bytes) -> list[FileStat]:
    """The stamps of `pack_stats`. Raises ValueError for anything else."""
    count, rest = divmod(len(packed), 4 * _WIDTH)
    if rest:
        raise ValueError("no whole number of stamps")
    times, inodes = array("q", packed[: 3 * _WIDTH * count]), array("Q", packed[3 * _WIDTH * count :])
    return list(map(FileStat, times[::3], times[1::3], inodes, times[2::3]))
