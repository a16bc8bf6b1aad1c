"""Safe reading of files below an untrusted folder: no symbolic link in it leads outside."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from generator.content.safe_open import read_regular

_MOST_LINKS = 8
_FLAGS = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


class SymlinkError(OSError):
    """A symbolic link that the reader refuses to follow; the message completes the sentence "... is"."""

    def __str__(self) -> str:
        return str(self.args[0])


def read_beneath(root: Path, path: str, most: int) -> bytes:
    """Read a regular file by its path below `root` (separator `/`), at most `most` + 1 bytes.

    Follow a link only to a file below `root`. Raise SymlinkError for other links, and the errors of `read_regular`.
    """
    real = root.resolve()
    for _ in range(_MOST_LINKS):
        target = _link_target(real, path)
        if target is None:
            return _read(real, path, most)
        path = target
    raise SymlinkError("a link in an endless chain")


def _link_target(real: Path, path: str) -> str | None:
    """Return the target of a link as a path below the folder; None if the path is not a link."""
    whole = real / path
    if not whole.is_symlink():
        return None
    try:
        target = whole.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        loop = isinstance(error, RuntimeError) or getattr(error, "errno", 0) == errno.ELOOP
        raise SymlinkError("a link in an endless chain" if loop else "a link that leads nowhere") from None
    if not target.is_relative_to(real):
        raise SymlinkError("a link that leads out of the folder")
    return target.relative_to(real).as_posix()


def _read(real: Path, path: str, most: int) -> bytes:
    """Open each folder on the path in turn, so that a folder that becomes a link meanwhile is not entered."""
    if os.open not in os.supports_dir_fd:
        return read_regular(real / path, most, follow=False)[0]
    *folders, name = path.split("/")
    here = os.open(real, _FLAGS)
    try:
        for folder in folders:
            inner = os.open(folder, _FLAGS, dir_fd=here)
            os.close(here)
            here = inner
        return read_regular(name, most, follow=False, folder=here)[0]
    except OSError as error:  # with these flags, Linux and BSD report a link with different errors
        if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.EMLINK):
            raise SymlinkError("a link that leads out of the folder") from None
        raise
    finally:
        os.close(here)
