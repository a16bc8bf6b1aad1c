"""A cache of the facts of pictures that many people show: a process reads each file once."""

from __future__ import annotations

import time
from functools import lru_cache
from pathlib import Path

from generator.content.file_versions import note_version
from generator.images.decode.open import PictureFacts, probe

_STAMP_MARGIN = 2 * 10**9
"""Nanoseconds after which a file that is written again has another stamp, on any disk (FAT counts two seconds)."""


def probe_once(path: Path) -> PictureFacts:
    """Return the facts that `probe` returns, read once while the file's stat is unchanged.

    The caller notes the dependency. A file that was written just now is read each time, because a second write may
    leave its stat unchanged.
    """
    try:
        result = path.stat()
    except OSError:
        return probe(path)  # it raises the fitting error
    if time.time_ns() - max(result.st_mtime_ns, result.st_ctime_ns) < _STAMP_MARGIN:
        return probe(path)
    facts = _probe(path, (result.st_dev, result.st_ino, result.st_size, result.st_mtime_ns, result.st_ctime_ns))
    note_version(path, facts.sha)  # an earlier build of this process may have read it
    return facts


@lru_cache(maxsize=4096)
def _probe(path: Path, stamp: tuple[int, ...]) -> PictureFacts:
    del stamp  # the content may be newer than its stamp, but then no later call has this stamp
    return probe(path)
