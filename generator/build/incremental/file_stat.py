"""Stat of files as proof that their content is unchanged, as in git's index.

Packed stats of n files are 32 n bytes, in the byte order of the machine:

| bytes | content |
|---|---|
| 24 n | for each file: modification time, change time, size (three signed 64-bit integers) |
| 8 n | for each file: inode number (unsigned 64-bit integer) |

PERF: see file_index.py.
"""

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
    """Modification and change times in nanoseconds, inode number, and size in bytes."""

    mtime: int
    ctime: int
    inode: int
    size: int


NO_STAT = FileStat(-1, -1, 0, -1)
"""Stat of a missing file."""


class IndexedFile(NamedTuple):
    """A file's hash, and its stat at the time of hashing; None if that proves nothing."""

    hash: str
    stat: FileStat | None


def stat_of(path: str, *, follow: bool = False) -> FileStat:
    """Return the stat of a path, or of its link's target (`follow`); NO_STAT if there is none."""
    try:
        result = os.stat(path, follow_symlinks=follow)  # noqa: PTH116
    except (OSError, ValueError):  # missing, unreadable folder, or invalid name
        return NO_STAT
    return stat_from(result)


def stat_from(result: os.stat_result) -> FileStat:
    """Convert a result of `os.stat`."""
    return FileStat(result.st_mtime_ns, result.st_ctime_ns, result.st_ino, result.st_size)


def all_match(paths: Iterable[str], packed_stats: bytes) -> bool:
    """Return whether all files match their packed stats.

    The loops run in C, because every build does this for every file.
    """
    try:
        results = list(map(os.lstat, paths))
        times = array("q", chain.from_iterable(map(_TIMES, results)))
        return times.tobytes() + array("Q", map(_INODE, results)).tobytes() == packed_stats
    except (OSError, ValueError, OverflowError):
        return False


def pack_stats(stats: Sequence[FileStat]) -> bytes:
    """Pack stats into bytes: times and sizes of all files, then the inodes."""
    try:
        times = array("q", chain.from_iterable(map(_STAT_FIELDS, stats)))
    except OverflowError:  # times after 2262 do not fit: store a stat that matches no file
        return pack_stats(
            [stat if max(stat[:2]) < 1 << 63 else FileStat(-1, -1, stat.inode, stat.size) for stat in stats]
        )
    return times.tobytes() + array("Q", map(_STAT_INODE, stats)).tobytes()


def unpack_stats(packed_stats: bytes) -> list[FileStat]:
    """Unpack the bytes of `pack_stats`. Raises ValueError for any other length."""
    count, remainder = divmod(len(packed_stats), 4 * _WIDTH)
    if remainder:
        raise ValueError("no whole number of stamps")
    times, inodes = array("q", packed_stats[: 3 * _WIDTH * count]), array("Q", packed_stats[3 * _WIDTH * count :])
    return list(map(FileStat, times[::3], times[1::3], inodes, times[2::3]))
