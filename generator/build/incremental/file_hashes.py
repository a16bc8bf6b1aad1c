"""Content hashes of files: the build reads a file again only if its stat changed or proves nothing."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Set

from msgspec import Struct, field

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
"""Hash of a missing file."""
_COARSE = 5  # CLOCK_REALTIME_COARSE of linux/time.h
_RACY = 10**8  # nanoseconds within which two writes may get one timestamp
_RACY_SECONDS = 2 * 10**9  # on file systems that store whole seconds (FAT)


CHANGED_DURING_BUILD = IndexedFile("?", None)
"""Entry of a file that may have changed while the build read it; no file has this hash."""


class FileHashes(Struct, frozen=True):
    """Current hashes of a site's files. `previous` is the last build's index; `root` ends without a slash."""

    root: str
    previous: FileIndex = field(default_factory=FileIndex)
    start_time: int = 0
    """Time before the first read (see `wait_for_clock_tick`)."""
    current: dict[str, IndexedFile] = field(default_factory=dict)
    _racy: dict[str, FileStat] = field(default_factory=dict)
    """Stats that prove nothing because the file is a link or was just written."""
    _is_compared: list[bool] = field(default_factory=list)
    """Not empty once all of `previous` is compared: files that are not in `current` are then unchanged."""

    def hash_of(self, path: str) -> str:
        """Return the hash of a path, relative to the root or absolute; MISSING if there is none."""
        return self.entry_of(path).hash

    def entry_of(self, path: str) -> IndexedFile:
        """Return the hash and the stat of a file or folder."""
        file = self.current.get(path)
        if file is None:
            before = self.previous.get(path)
            if before is not None and self._is_compared:
                return before  # unchanged, as `changed_paths` found
            file, stat = _inspect(os.path.join(self.root, path), before)  # noqa: PTH118
            self.current[path] = file
            if file.stat is None:
                self._racy[path] = stat
        return file

    def changed_paths(self) -> set[str]:
        """Return the files of the last build whose content changed."""
        if not self._is_compared:
            for path in self.previous.changed_paths(self.root):
                self.hash_of(path)
            self._is_compared.append(True)
        return {
            path
            for path, file in self.current.items()
            if (before := self.previous.get(path)) is not None and before.hash != file.hash
        }

    def index_change(self, paths: Set[str]) -> IndexChange:
        """Return the index change after a build that read `paths` since `start_time`.

        Entries that stay as they are, because the file is still the one of the last build, are left out.
        """
        changed_paths = self.changed_paths()
        new_files = {
            path: file for path, file in self.current.items() if path in self.previous and path not in changed_paths
        }
        same = self.previous.unchanged_paths(self.root, paths) - self.current.keys()
        new_files |= {path: self.hash_after_build(path) for path in paths - same}
        return IndexChange(new_files, changed_paths - new_files.keys())

    def hash_after_build(self, path: str, record: FileRead | None = None) -> IndexedFile:
        """Return the index entry of a file that was read since `start_time`; `record` is the reader's own record.

        A file that changed since then may have been read before or during the change: CHANGED_DURING_BUILD.
        """
        if record is not None and path not in self.current and path not in self.previous:
            # The reader hashed the bytes that it used, and its stat predates `start_time`. A later write would show as
            # a different stat, so the next build detects it.
            stat = stat_from(record.stat)
            if _is_older(stat, self.start_time) and not _is_racy(stat):
                return IndexedFile(record.hash, stat)
        file = self.entry_of(path)
        full = os.path.join(self.root, path)  # noqa: PTH118
        if path in self.previous:  # its hash is older than every read
            stat = stat_of(full, follow=True)
            same = stat == (file.stat or self._racy.get(path, stat))
        else:
            stat = stat_of(full)
            same = _is_older(stat, self.start_time) and (
                stat == file.stat  # links have no stat here
                or _is_older(stat_of(full, follow=True), self.start_time)
            )
        return file if same else CHANGED_DURING_BUILD


def wait_for_clock_tick() -> int:
    """Wait until later writes get a later timestamp than earlier ones; return that time in nanoseconds.

    The clock of Linux file timestamps ticks every 4 to 10 milliseconds. Without the wait, a write during the build
    could look older than the build.
    """
    start_time = time.time_ns()
    if sys.platform != "linux":
        return start_time - _RACY
    for _ in range(100):
        if (now := time.clock_gettime_ns(_COARSE)) > start_time:
            return now
        time.sleep(0.0005)
    return time.clock_gettime_ns(_COARSE)  # the clock was set back


def _is_older(stat: FileStat, moment: int) -> bool:
    """Return whether a file was written before a moment, as far as its timestamps can prove it."""
    latest = max(stat.mtime, stat.ctime)
    return latest < moment - (0 if latest % 10**9 else _RACY_SECONDS)


def _is_racy(stat: FileStat) -> bool:
    """Return whether a file is so new that another write could get the same timestamp."""
    return time.time_ns() - max(stat.mtime, stat.ctime) < (_RACY if stat.mtime % 10**9 else _RACY_SECONDS)


def confirmed_stat(path: str, start_time: int) -> FileStat | None:
    """Return the stat of a file that was read since `start_time` (nanoseconds); None if it may have changed since."""
    stat = stat_of(path, follow=True)
    return stat if max(stat.mtime, stat.ctime) < start_time - _RACY else None


def _inspect(path: str, before: IndexedFile | None) -> tuple[IndexedFile, FileStat]:
    """Return a file's entry and its stat from before it was read; of a link, the target's stat."""
    try:
        result = os.lstat(path)
    except (OSError, ValueError):  # missing, unreadable folder, or invalid name
        return IndexedFile(MISSING, None), NO_STAT
    stamp = stat_from(result)
    if before is not None and before.stat == stamp:
        return before, stamp
    link = stat.S_ISLNK(result.st_mode)
    led_to = stat_of(path, follow=True) if link else stamp
    fingerprint_ = _content_hash(path, result.st_mode)
    # A file that was just written may be written again within one clock tick: keep no stat for it.
    return IndexedFile(fingerprint_, None if link or _is_racy(stamp) else stamp), led_to


def _content_hash(path: str, mode: int) -> str:
    try:
        if stat.S_ISLNK(mode):
            # A link's target, and the content there, can change while the link itself does not.
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
