"""Standard output and standard error that may be full or closed: a full disk of logs, a shell's `>&-`.

A failed write raises StreamError. The command line reports it on the other stream, with the work that was done.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import NoReturn

_NAMES = {1: "standard output", 2: "standard error"}
_changes: list[str] = []


class StreamError(OSError):
    """The error of a process stream that accepts no more; `stream` is its name."""

    def __init__(self, error: OSError, stream: str) -> None:
        super().__init__(error.errno, error.strerror)
        self.stream = stream


class _Raw(io.RawIOBase):
    """A file descriptor whose failed writes name their stream."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def isatty(self) -> bool:
        return os.isatty(self._descriptor)

    def write(self, data: object) -> int:
        try:
            return os.write(self._descriptor, bytes(data))  # type: ignore[call-overload]
        except OSError as error:
            raise StreamError(error, _NAMES[self._descriptor]) from error


def open_streams() -> None:
    """Make the process's streams report failed writes. Call it once, before any output.

    A closed descriptor is opened first, so that no file of a build gets its number. It is read-only, so that writing to
    it fails.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)  # takes the lowest free number
    # Keep a stream that another program put in place of the process's own.
    if sys.stdout is sys.__stdout__:
        sys.stdout = _guard(1, sys.stdout)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _guard(2, sys.stderr)


def _guard(descriptor: int, before: object) -> io.TextIOWrapper:
    if isinstance(before, io.TextIOWrapper):
        with suppress(OSError):
            before.flush()
    encoding = getattr(before, "encoding", None) or "utf-8"
    raw = _Raw(descriptor)
    return io.TextIOWrapper(
        io.BufferedWriter(raw), encoding, errors="replace", line_buffering=descriptor == 2 or raw.isatty()
    )


def note_done(what: str) -> None:
    """Record in a sentence what a command has changed, for a later failure of a stream."""
    _changes.append(what)


def end_with(error: StreamError) -> NoReturn:
    """Report on the other stream what could not be written and what was done, and exit with code 1."""
    summary = " ".join(_changes) or "Nothing was changed."
    text = (
        f"{error.stream.capitalize()} cannot be written: {(error.strerror or 'no reason given').lower()}. {summary}\n"
    )
    descriptor = 2 if error.stream == _NAMES[1] else 1
    with suppress(OSError):
        os.write(descriptor, text.encode("utf-8", "replace"))
    # Exit at once: Python would try to write its buffer for the stream, and complain.
    os._exit(1)
