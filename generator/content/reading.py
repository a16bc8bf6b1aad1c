"""Which files a piece of work has looked at: the readers note each of them, so that a build knows what to redo."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_noted: ContextVar[set[str] | None] = ContextVar("noted", default=None)


def note(path: str | os.PathLike[str]) -> None:
    """Note that a file or folder is being looked at, also one that is not there."""
    noted = _noted.get()
    if noted is not None:
        noted.add(os.fspath(path))


@contextmanager
def noting(noted: set[str]) -> Iterator[None]:
    """Add what is looked at inside the `with` block, and in no other thread, to `noted`."""
    token = _noted.set(noted)
    try:
        yield
    finally:
        _noted.reset(token)
