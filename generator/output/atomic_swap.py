"""Atomic replacement of one folder by another."""

from __future__ import annotations

import os
import sys
from pathlib import Path

# linux/fcntl.h and linux/fs.h
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def swap_folders(new: Path, target: Path, old: Path) -> None:
    """Replace `target` by `new`; the old folder is then at `old` or at `new`. Raises OSError.

    `rename` cannot replace a folder that is not empty, so it needs two steps, and between them there is no site. Then a
    visitor gets "not found", and a power cut leaves nothing. Linux can exchange two names in one step (renameat2,
    RENAME_EXCHANGE). Other systems and old file systems take the two steps; if the second fails, the first is undone.
    After a crash between them, the next build repairs the folder.
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
    """Write the files under `folder` to disk, before its name becomes the site's.

    Without it, a power cut soon after the swap may leave the new names with empty files. One call for the whole file
    system (syncfs) is far cheaper than one per file; systems without it skip this.
    """
    if sys.platform != "linux":
        return
    import ctypes  # lazy: most builds flush and exchange nothing

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        ctypes.CDLL(None).syncfs(descriptor)
    except (OSError, AttributeError):
        return
    finally:
        os.close(descriptor)


def exchange_folders(path: Path, other_path: Path) -> bool:
    """Exchange the names of two folders in one step; False if the system cannot."""
    if sys.platform != "linux":
        return False
    import ctypes  # lazy: most builds flush and exchange nothing

    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):  # a C library without it
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(path), _AT_FDCWD, os.fsencode(other_path), _RENAME_EXCHANGE) == 0)
