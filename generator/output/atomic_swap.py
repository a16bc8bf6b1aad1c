"""Putting a new folder in the place of an old one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

# linux/fcntl.h and linux/fs.h
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def swap_folders(new: Path, target: Path, old: Path) -> None:
    """Put `new` in the place of `target`; what stood there is then at `old` or at `new`. Raises OSError.

    `rename` cannot replace a folder that is not empty, so by itself it takes two steps, and between them
    there is no site: a visitor gets "not found", a power cut leaves nothing. Linux can exchange two names in
    one step (renameat2, RENAME_EXCHANGE). Where it cannot (another system, an old file system), the two steps
    are taken, and undone when the second fails; a crash between them is healed by the next build.
    """
    if not target.exists():
        new.rename(target)
    elif not exchange_folders(new, target):
        target.rename(old)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise


def flush(folder: Path) -> None:
    """Bring what was written under `folder` to the disk, before its name is made the site's.

    Without it a power cut soon after the swap may leave the new names with empty files. One call for the
    whole file system (syncfs) costs far less than one for each file; where it is missing nothing is done.
    """
    if sys.platform != "linux":
        return
    import ctypes  # most builds have nothing to flush or to exchange

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        ctypes.CDLL(None).syncfs(descriptor)
    except (OSError, AttributeError):
        return
    finally:
        os.close(descriptor)


def exchange_folders(one: Path, other: Path) -> bool:
    """Give two folders each other's name in one step; False where the system cannot."""
    if sys.platform != "linux":
        return False
    import ctypes

    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):  # a C library without it
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)
