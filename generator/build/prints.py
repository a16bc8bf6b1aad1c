"""Fingerprints of files, by `stat` first: a file is read again only when it may have changed."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.build.packed import Change, Packed
from generator.build.stamps import NOTHING, Known, Stamp, stamp_from, stamp_of
from generator.content.reading import Look, print_of_entries
from generator.output.manifest import fingerprint_file

MISSING = "-"
"""The print of what is not there."""
_COARSE = 5  # CLOCK_REALTIME_COARSE of linux/time.h
_RACY = 10**8  # nanoseconds that two writes may lie apart and still get one time, where time is kept in fractions
_RACY_SECONDS = 2 * 10**9  # and where it is not (FAT)


UNSETTLED = Known("?", None)
"""Of what may have changed while it was read: no file has this print."""


@dataclass(frozen=True, slots=True)
class Prints:
    """The prints of a site's files now. `before` are those of the last build; `root` ends without a slash."""

    root: str
    before: Packed = field(default_factory=Packed)
    started: int = 0
    """When reading began (see `new_tick`)."""
    now: dict[str, Known] = field(default_factory=dict)
    _young: dict[str, Stamp] = field(default_factory=dict)
    """The stamps, as they were looked at, of those whose stamps prove nothing."""
    _looked: list[bool] = field(default_factory=list)
    """Not empty when all of `before` were looked at: those that are not in `now` are as they were."""

    def of(self, path: str) -> str:
        """The print of a file or folder, from the root (or absolute): MISSING where there is none."""
        return self.known(path).print

    def known(self, path: str) -> Known:
        """The print and the stamp of a file or folder."""
        known = self.now.get(path)
        if known is None:
            before = self.before.get(path)
            if before is not None and self._looked:
                return before  # and it is as it was
            known, stamp = _look(os.path.join(self.root, path), before)  # noqa: PTH118
            self.now[path] = known
            if known.stamp is None:
                self._young[path] = stamp
        return known

    def changed(self) -> set[str]:
        """The files of the last build that are not as they were."""
        if not self._looked:
            for path in self.before.suspects(self.root):
                self.of(path)
            self._looked.append(True)
        return {
            path
            for path, known in self.now.items()
            if (before := self.before.get(path)) is not None and before.print != known.print
        }

    def kept(self, paths: Iterable[str]) -> Change:
        """What is to be remembered of files that were read since `started`, and of all others."""
        changed = self.changed()
        kept = {path: known for path, known in self.now.items() if path in self.before and path not in changed}
        kept |= {path: self.settled(path) for path in paths}
        return Change(kept, changed - kept.keys())

    def settled(self, path: str, look: Look | None = None) -> Known:
        """What is to be remembered of a file that was read since `started`; `look` is what the reader told of it.

        What changed since then may have been read before it did, or in between: it is UNSETTLED.
        """
        if look is not None and path not in self.now and path not in self.before:
            # What was read is what has this print. It was not written since `started`, when its stamp was taken: if it
            # was written afterwards, it has another stamp now.
            stamp = stamp_from(look.stat)
            if _is_older(stamp, self.started) and not _is_fresh(stamp):
                return Known(look.print, stamp)
        known = self.known(path)
        full = os.path.join(self.root, path)  # noqa: PTH118
        if path in self.before:  # its print was taken before anything was read
            stamp = stamp_of(full, follow=True)
            same = stamp == (known.stamp or self._young.get(path, stamp))
        else:
            stamp = stamp_of(full)
            same = _is_older(stamp, self.started) and (
                stamp == known.stamp  # which is no link's
                or _is_older(stamp_of(full, follow=True), self.started)
            )
        return known if same else UNSETTLED


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


def _is_fresh(stamp: Stamp) -> bool:
    """Whether a file was written just now, and may be written once more in the same tick of its clock."""
    return time.time_ns() - max(stamp.mtime, stamp.ctime) < (_RACY if stamp.mtime % 10**9 else _RACY_SECONDS)


def settled_stamp(path: str, started: int) -> Stamp | None:
    """The stamp of a file that was read since `started` (in nanoseconds); None where it may have changed meanwhile."""
    stamp = stamp_of(path, follow=True)
    return stamp if max(stamp.mtime, stamp.ctime) < started - _RACY else None


def _look(path: str, before: Known | None) -> tuple[Known, Stamp]:
    """What is known of a file, and the stamp that it had before it was read; of a link, that of what it leads to."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):  # not there, a closed folder, a name that no disk takes
        return Known(MISSING, None), NOTHING
    stamp = stamp_from(found)
    if before is not None and before.stamp == stamp:
        return before, stamp
    link = stat.S_ISLNK(found.st_mode)
    led_to = stamp_of(path, follow=True) if link else stamp
    print_ = _print(path, found.st_mode)
    # What was written just now may be written again in the same tick of the clock: such a stamp proves nothing.
    return Known(print_, None if link or _is_fresh(stamp) else stamp), led_to


def _print(path: str, mode: int) -> str:
    try:
        if stat.S_ISLNK(mode):
            # Where a link leads, and what is there, can change without the link.
            target = os.path.realpath(path)
            return f"link {target} {_print(target, os.stat(target).st_mode)}"  # noqa: PTH116
        if stat.S_ISDIR(mode):
            with os.scandir(path) as entries:
                return print_of_entries(entries)
        if stat.S_ISREG(mode):
            return fingerprint_file(path).blake2b
    except (OSError, RuntimeError):
        return MISSING
    return f"neither {stat.S_IFMT(mode):o}"
