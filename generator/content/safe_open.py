"""Open regular files only; never block on a pipe or read an endless device."""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader, FileIO
from pathlib import Path

# Without O_NONBLOCK, opening a pipe would wait for a writer for ever.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)


class NotAFileError(OSError):
    """A pipe, a socket or a device."""


def open_regular(path: str | os.PathLike[str]) -> FileIO:
    """Open a regular file for reading, without a buffer."""
    descriptor, _ = _open(path, _FLAGS)
    return FileIO(descriptor)


def _open(path: str | os.PathLike[str], flags: int, folder: int | None = None) -> tuple[int, os.stat_result]:
    """Open a regular file for reading; return its descriptor and stat.

    It checks after opening, because the file could change its type between a check and the opening. Raises
    NotAFileError, IsADirectoryError or another OSError.
    """
    try:
        descriptor = os.open(path, flags, dir_fd=folder)
    except PermissionError:  # Windows raises it for a folder
        if Path(path).is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)) from None
        raise
    result = os.fstat(descriptor)
    if stat.S_ISREG(result.st_mode):
        return descriptor, result
    os.close(descriptor)
    if stat.S_ISDIR(result.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    raise NotAFileError(errno.EINVAL, "It is a pipe or a device")


def read_regular(
    path: str | os.PathLike[str], most: int, *, follow: bool = True, folder: int | None = None
) -> tuple[bytes, os.stat_result]:
    """Read at most `most` + 1 bytes of a regular file, which may be growing; return them and its earlier stat.

    Raises like `open_regular`; with `follow` False, a link is an OSError. `folder` is the descriptor of an open folder
    to which the path is relative (only if the system supports it: `os.supports_dir_fd`).
    """
    if not follow and not _NO_LINK and os.path.islink(path):  # noqa: PTH114
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    descriptor, result = _open(path, _FLAGS if follow else _FLAGS | _NO_LINK, folder)
    try:
        data = os.read(descriptor, min(result.st_size, most) + 1)
        if len(data) != result.st_size:  # a short read, or a growing file
            while len(data) <= most and (piece := os.read(descriptor, min(1 << 20, most + 1 - len(data)))):
                data += piece
    finally:
        os.close(descriptor)
    return data, result


def read_whole(path: str | os.PathLike[str], most: int) -> tuple[int, bytes]:
    """Return a regular file's size and bytes; no bytes if there are more than `most`. Raises like `open_regular`."""
    with BufferedReader(open_regular(path)) as stream:  # continues after short reads
        size = os.fstat(stream.fileno()).st_size
        return size, stream.read(size) if size <= most else b""


def read_file(path: str | os.PathLike[str]) -> bytes:
    """Return the bytes of a regular file, however many. Raises like `open_regular`."""
    with open_regular(path) as stream:
        return stream.readall()
