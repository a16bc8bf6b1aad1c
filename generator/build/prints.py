"""Fingerprints of files, by `stat` first: a file is read again only when it may have changed."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.output.manifest import fingerprint_file

MISSING = "-"
"""The print of what is not there."""
_COMPILED = "__pycache__"
"""What Python writes beside modules when it first runs them: no page is made of it."""
_COARSE = 5  # CLOCK_REALTIME_COARSE of linux/time.h
_RACY = 10**8  # nanoseconds that two writes may lie apart and still get one time, where time is kept in fractions
_RACY_SECONDS = 2 * 10**9  # and where it is not (FAT)


class Stamp(NamedTuple):
    """What `stat` says of a file: while it is the same, so is the content (as git's index has it)."""

    mtime: int
    ctime: int
    inode: int
    size: int


NOTHING = Stamp(-1, -1, -1, -1)
"""Of what is not there."""


class Known(NamedTuple):
    """A file's print, and its stamp when that was taken."""

    print: str
    stamp: Stamp | None


@dataclass(frozen=True, slots=True)
class Prints:
    """The prints of a site's files now. `before` are those of the last build; `root` ends without a slash."""

    root: str
    before: Mapping[str, Known]
    started: int = 0
    """When reading began (see `new_tick`)."""
    now: dict[str, Known] = field(default_factory=dict)
    _young: dict[str, Stamp] = field(default_factory=dict)
    """The stamps, as they were looked at, of those whose stamps prove nothing."""

    def of(self, path: str) -> str:
        """The print of a file or folder, from the root (or absolute): MISSING where there is none."""
        known = self.now.get(path)
        if known is None:
            full = os.path.join(self.root, path)  # noqa: PTH118
            young = stamp_of(full, follow=True)
            known = self.now[path] = _look(full, self.before.get(path))
            if known.stamp is None:
                self._young[path] = young
        return known.print

    def changed(self) -> set[str]:
        """The files of the last build that are not as they were."""
        found: set[str] = set()
        for path, known in self.before.items():
            if path in self.now:
                same = self.now[path].print == known.print
            elif stamp_of(path if path[:1] == "/" else f"{self.root}/{path}") == known.stamp:
                self.now[path], same = known, True
            else:
                same = self.of(path) == known.print
            if not same:
                found.add(path)
        return found

    def kept(self, paths: Iterable[str]) -> dict[str, Known]:
        """What is to be remembered of files that were read since `started`.

        What changed since then may have been read before it did, or in between: its print is remembered as one that
        nothing has.
        """
        kept = {}
        for path in paths:
            self.of(path)
            known = self.now[path]
            full = os.path.join(self.root, path)  # noqa: PTH118
            stamp = stamp_of(full, follow=True)
            if path in self.before:  # its print was taken before anything was read
                settled = stamp == (known.stamp or self._young.get(path, stamp))
            else:
                settled = _is_older(stamp, self.started) and _is_older(stamp_of(full), self.started)
            kept[path] = known if settled else Known("?", None)
        return kept


def stamp_of(path: str, *, follow: bool = False) -> Stamp:
    """What `stat` says: of a link itself, or (`follow`) of what it leads to; NOTHING where nothing is."""
    try:
        found = os.stat(path, follow_symlinks=follow)  # noqa: PTH116
    except (OSError, ValueError):  # not there, a closed folder, a name that no disk takes
        return NOTHING
    return Stamp(found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_size)


def new_tick() -> int:
    """Wait until what is written from now on gets a later time than what is written already; that time, in ns.

    The clock by which Linux stamps files ticks every 4 to 10 milliseconds.
    """
    begun = time.time_ns()
    if sys.platform != "linux":
        return begun - _RACY
    for _ in range(100):
        if (now := time.clock_gettime_ns(_COARSE)) > begun:
            return now
        time.sleep(0.0005)
    return time.clock_gettime_ns(_COARSE)  # the clock was set back


def _is_older(stamp: Stamp, moment: int) -> bool:
    """Whether a file was written before a moment, as far as its times can tell."""
    latest = max(stamp.mtime, stamp.ctime)
    return latest < moment - (0 if latest % 10**9 else _RACY_SECONDS)


def settled_stamp(path: str, started: int) -> Stamp | None:
    """The stamp of a file that was read since `started` (in nanoseconds); None where it may have changed meanwhile."""
    stamp = stamp_of(path, follow=True)
    return stamp if max(stamp.mtime, stamp.ctime) < started - _RACY else None


def _look(path: str, before: Known | None) -> Known:
    try:
        found = os.lstat(path)
    except (OSError, ValueError):  # not there, a closed folder, a name that no disk takes
        return Known(MISSING, None)
    stamp = Stamp(found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_size)
    if before is not None and before.stamp == stamp:
        return before
    print_ = _print(path, found.st_mode)
    # What was written just now may be written again in the same tick of the clock: such a stamp proves nothing.
    fresh = time.time_ns() - max(stamp.mtime, stamp.ctime) < (_RACY if stamp.mtime % 10**9 else _RACY_SECONDS)
    return Known(print_, None if fresh or stat.S_ISLNK(found.st_mode) else stamp)


def _print(path: str, mode: int) -> str:
    try:
        if stat.S_ISLNK(mode):
            # Where a link leads, and what is there, can change without the link.
            target = os.path.realpath(path)
            return f"link {target} {_print(target, os.stat(target).st_mode)}"  # noqa: PTH116
        if stat.S_ISDIR(mode):
            with os.scandir(path) as entries:
                names = sorted(
                    f"{entry.name}/{entry.is_dir()}/{entry.is_symlink()}"
                    for entry in entries
                    if entry.name != _COMPILED
                )
            return "folder " + hashlib.blake2b("\0".join(names).encode("utf-8", "replace"), digest_size=16).hexdigest()
        if stat.S_ISREG(mode):
            return fingerprint_file(path).blake2b
    except (OSError, RuntimeError):
        return MISSING
    return f"neither {stat.S_IFMT(mode):o}"
