"""Opening what has to be a file: whatever lies there at that moment, nobody waits for it or reads without end."""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader, FileIO
from pathlib import Path

# Without O_NONBLOCK a pipe would wait for its writer for ever.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)


class NotAFileError(OSError):
    """A pipe, a socket or a device."""


def open_regular(path: str | os.PathLike[str]) -> FileIO:
    """Open a regular file for reading, without a buffer."""
    descriptor, _ = _open(path, _FLAGS)
    return FileIO(descriptor)


def _open(path: str | os.PathLike[str], flags: int, folder: int | None = None) -> tuple[int, os.stat_result]:
    """Open a regular file for reading; its descriptor, and what it is.

    Looking first and opening then would not do: what lies there can turn into something else in between. Raises
    NotAFileError, IsADirectoryError or another OSError.
    """
    try:
        descriptor = os.open(path, flags, dir_fd=folder)
    except PermissionError:  # what Windows says of a folder
        if Path(path).is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)) from None
        raise
    found = os.fstat(descriptor)
    if stat.S_ISREG(found.st_mode):
        return descriptor, found
    os.close(descriptor)
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    raise NotAFileError(errno.EINVAL, "It is a pipe or a device")


def read_regular(
    path: str | os.PathLike[str], most: int, *, follow: bool = True, folder: int | None = None
) -> tuple[bytes, os.stat_result]:
    """The bytes of a regular file, one more than `most` at the most: it may be growing; and what it was before.

    Raises as `open_regular`; a link is an OSError unless it is to be followed. `folder` is the descriptor of an open
    folder from which the path leads (where the system knows that: `os.supports_dir_fd`).
    """
    if not follow and not _NO_LINK and os.path.islink(path):  # noqa: PTH114
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    descriptor, found = _open(path, _FLAGS if follow else _FLAGS | _NO_LINK, folder)
    try:
        data = os.read(descriptor, min(found.st_size, most) + 1)
        if len(data) != found.st_size:  # the system gave less, or it is growing
            while len(data) <= most and (piece := os.read(descriptor, min(1 << 20, most + 1 - len(data)))):
                data += piece
    finally:
        os.close(descriptor)
    return data, found


def read_whole(path: str | os.PathLike[str], most: int) -> tuple[int, bytes]:
    """A regular file's size and its bytes; none where there are more than `most`. Raises as `open_regular`."""
    with BufferedReader(open_regular(path)) as stream:  # reads on where the system gives less at once
        size = os.fstat(stream.fileno()).st_size
        return size, stream.read(size) if size <= most else b""
