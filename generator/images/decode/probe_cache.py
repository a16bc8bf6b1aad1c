"""The facts of pictures that many people show, read once in a process."""

from __future__ import annotations

import time
from functools import lru_cache
from pathlib import Path

from generator.images.decode.open import PictureFacts, probe

_SETTLED = 2 * 10**9
"""Nanoseconds after which a file that is written again has another stamp, on any disk (FAT counts two seconds)."""


def probe_once(path: Path) -> PictureFacts:
    """Do what `probe` does, once for a file that lies as it lay; the caller notes that it was looked at.

    One that was written just now is read each time: it may be written again without a sign of it.
    """
    try:
        found = path.stat()
    except OSError:
        return probe(path)  # which says what is wrong
    if time.time_ns() - max(found.st_mtime_ns, found.st_ctime_ns) < _SETTLED:
        return probe(path)
    return _probe(path, (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns))


@lru_cache(maxsize=4096)
def _probe(path: Path, stamp: tuple[int, ...]) -> PictureFacts:
    del stamp  # what was read may be newer than its stamp, but then nobody asks by this one again
    return probe(path)
