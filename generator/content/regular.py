"""Opening what has to be a file: whatever lies there at that moment, nobody waits for it or reads without end."""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader, FileIO
from pathlib import Path

# Without O_NONBLOCK a pipe would wait for its writer for ever.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class NotAFileError(OSError):
    """A pipe, a socket or a device."""


def open_regular(path: str | os.PathLike[str]) -> FileIO:
    """Open a regular file for reading, without a buffer.

    Looking first and opening then would not do: what lies there can turn into something else in between. Raises
    NotAFileError, IsADirectoryError or another OSError.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except PermissionError:  # what Windows says of a folder
        if Path(path).is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)) from None
        raise
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return FileIO(descriptor)
    os.close(descriptor)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    raise NotAFileError(errno.EINVAL, "It is a pipe or a device")


def read_regular(path: str | os.PathLike[str], most: int) -> bytes:
    """The bytes of a regular file, one more than `most` at the most: it may be growing. Raises as `open_regular`."""
    pieces, size = [], 0
    with open_regular(path) as stream:
        while size <= most and (piece := stream.read(min(1 << 20, most + 1 - size))):
            pieces.append(piece)
            size += len(piece)
    return b"".join(pieces)


def read_whole(path: str | os.PathLike[str], most: int) -> tuple[int, bytes]:
    """A regular file's size and its bytes; none where there are more than `most`. Raises as `open_regular`."""
    with BufferedReader(open_regular(path)) as stream:  # reads on where the system gives less at once
        size = os.fstat(stream.fileno()).st_size
        return size, stream.read(size) if size <= most else b""
