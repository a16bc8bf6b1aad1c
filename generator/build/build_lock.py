"""Lock of a site's cache folder: a second build of the same site waits for the first."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def hold_build_lock(folder: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of a cache folder; call `on_wait` once if another build holds it.

    The system releases the lock when the process ends, also after a crash. Some folders cannot be locked: read-only
    ones, and all folders on Windows. Then the build runs without a lock; publishing stays atomic.
    """
    try:
        import fcntl  # lazy: Windows has no such module

        if not (folder / ".gitignore").exists():
            from generator.images.cache import make_cache_folder  # lazy: only the first build of a site needs it

            make_cache_folder(folder)
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    except (ImportError, OSError):
        yield
        return
    try:
        with suppress(OSError):  # a network drive without locks
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                on_wait()
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
