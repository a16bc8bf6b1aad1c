"""Fingerprints of files, by `stat` first: a file is read again only when it may have changed."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.build.incremental.file_index import FileIndex, IndexChange
from generator.build.incremental.file_stat import (
    NO_STAT,
    FileStat,
    IndexedFile,
    stat_from,
    stat_of,
)
from generator.content.read_log import FileRead, hash_entries
from generator.output.manifest import fingerprint_file

MISSING = "-"
"""The print of what is not there."""
_COARSE = 5  # CLOCK_REALTIME_COARSE of linux/time.h
_RACY = 10**8  # nanoseconds that two writes may lie apart and still get one time, where time is kept in fractions
_RACY_SECONDS = 2 * 10**9  # and where it is not (FAT)


CHANGED_DURING_BUILD = IndexedFile("?", None)
"""Of what may have changed while it was read: no file has this print."""


@dataclass(frozen=True, slots=True)
class FileHashes:
    """The prints of a site's files now. `before` are those of the last build; `root` ends without a slash."""

    root: str
    previous: FileIndex = field(default_factory=FileIndex)
    started: int = 0
    """When reading began (see `wait_for_clock_tick`)."""
    current: dict[str, IndexedFile] = field(default_factory=dict)
    _racy: dict[str, FileStat] = field(default_factory=dict)
    """The stamps, as they were looked at, of those whose stamps prove nothing."""
    _compared: list[bool] = field(default_factory=list)
    """Not empty when all of `before` were looked at: those that are not in `now` are as they were."""

    def hash_of(self, path: str) -> str:
        """The print of a file or folder, from the root (or absolute): MISSING where there is none."""
        return self.indexed(path).hash

    def indexed(self, path: str) -> IndexedFile:
        """The print and the stamp of a file or folder."""
        known = self.current.get(path)
        if known is None:
            before = self.previous.get(path)
            if before is not None and self._compared:
                return before  # and it is as it was
            known, stat = _inspect(os.path.join(self.root, path), before)  # noqa: PTH118
            self.current[path] = known
            if known.stat is None:
                self._racy[path] = stat
        return known

    def changed(self) -> set[str]:
        """The files of the last build that are not as they were."""
        if not self._compared:
            for path in self.previous.changed_paths(self.root):
                self.hash_of(path)
            self._compared.append(True)
        return {
            path
            for path, known in self.current.items()
            if (before := self.previous.get(path)) is not None and before.hash != known.hash
        }

    def index_change(self, paths: Iterable[str]) -> IndexChange:
        """What is to be remembered of files that were read since `started`, and of all others."""
        changed = self.changed()
        kept = {path: known for path, known in self.current.items() if path in self.previous and path not in changed}
        kept |= {path: self.hash_after_build(path) for path in paths}
        return IndexChange(kept, changed - kept.keys())

    def hash_after_build(self, path: str, read: FileRead | None = None) -> IndexedFile:
        """What is to be remembered of a file that was read since `started`; `look` is what the reader told of it.

        What changed since then may have been read before it did, or in between: it is UNSETTLED.
        """
        if read is not None and path not in self.current and path not in self.previous:
            # What was read is what has this print. It was not written since `started`, when its stamp was taken: if it
            # was written afterwards, it has another stamp now.
            stat = stat_from(read.stat)
            if _is_older(stat, self.started) and not _is_racy(stat):
                return IndexedFile(read.hash, stat)
        known = self.indexed(path)
        full = os.path.join(self.root, path)  # noqa: PTH118
        if path in self.previous:  # its print was taken before anything was read
            stat = stat_of(full, follow=True)
            same = stat == (known.stat or self._racy.get(path, stat))
        else:
            stat = stat_of(full)
            same = _is_older(stat, self.started) and (
                stat == known.stat  # which is no link's
                or _is_older(stat_of(full, follow=True), self.started)
            )
        return known if same else CHANGED_DURING_BUILD


def wait_for_clock_tick() -> int:
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


def _is_older(stat: FileStat, moment: int) -> bool:
    """Whether a file was written before a moment, as far as its times can tell."""
    latest = max(stat.mtime, stat.ctime)
    return latest < moment - (0 if latest % 10**9 else _RACY_SECONDS)


def _is_racy(stat: FileStat) -> bool:
    """Whether a file was written just now, and may be written once more in the same tick of its clock."""
    return time.time_ns() - max(stat.mtime, stat.ctime) < (_RACY if stat.mtime % 10**9 else _RACY_SECONDS)


def confirmed_stat(path: str, started: int) -> FileStat | None:
    """The stamp of a file that was read since `started` (in nanoseconds); None where it may have changed meanwhile."""
    stat = stat_of(path, follow=True)
    return stat if max(stat.mtime, stat.ctime) < started - _RACY else None


def _inspect(path: str, before: IndexedFile | None) -> tuple[IndexedFile, FileStat]:
    """What is known of a file, and the stamp that it had before it was read; of a link, that of what it leads to."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):  # not there, a closed folder, a name that no disk takes
        return IndexedFile(MISSING, None), NO_STAT
    stamp = stat_from(found)
    if before is not None and before.stat == stamp:
        return before, stamp
    link = stat.S_ISLNK(found.st_mode)
    led_to = stat_of(path, follow=True) if link else stamp
    fingerprint_ = _content_hash(path, found.st_mode)
    # What was written just now may be written again in the same tick of the clock: such a stamp proves nothing.
    return IndexedFile(fingerprint_, None if link or _is_racy(stamp) else stamp), led_to


def _content_hash(path: str, mode: int) -> str:
    try:
        if stat.S_ISLNK(mode):
            # Where a link leads, and what is there, can change without the link.
            target = os.path.realpath(path)
            return f"link {target} {_content_hash(target, os.stat(target).st_mode)}"  # noqa: PTH116
        if stat.S_ISDIR(mode):
            with os.scandir(path) as entries:
                return hash_entries(entries)
        if stat.S_ISREG(mode):
            return fingerprint_file(path).blake2b
    except (OSError, RuntimeError):
        return MISSING
    return f"neither {stat.S_IFMT(mode):o}"
