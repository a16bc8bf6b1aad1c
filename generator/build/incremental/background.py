"""Evaluate one predicate in a forked child while the parent continues."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

_YES, _NO = b"y", b"n"


class _Asked(NamedTuple):
    """The child process, and the pipe that delivers its answer."""

    pid: int
    ear: int


@contextmanager
def ask_in_background(question: Callable[[], bool], is_worth_it: bool) -> Iterator[Callable[[], bool]]:
    """Yield a callable that blocks until the result is known; it is computed once.

    If `is_worth_it` is false, or the fork fails, or the child dies, the callable evaluates `question` in this process.
    """
    child = _ask(question) if is_worth_it else None
    known: list[bool] = []

    def answer() -> bool:
        if not known:
            said = os.read(child.ear, 1) if child is not None else b""
            known.append(said == _YES if said in (_YES, _NO) else question())
        return known[0]

    try:
        yield answer
    finally:
        if child is not None:
            os.close(child.ear)
            with suppress(OSError):
                os.kill(child.pid, signal.SIGKILL)  # the caller may never have read the answer
                os.waitpid(child.pid, 0)


def _ask(question: Callable[[], bool]) -> _Asked | None:
    if sys.platform != "linux" or threading.active_count() > 1:  # fork is unsafe with threads
        return None
    ear, mouth = os.pipe()
    try:
        pid = os.fork()
    except OSError:  # the system allows no further process
        os.close(ear)
        os.close(mouth)
        return None
    if pid == 0:
        try:
            os.write(mouth, _YES if question() else _NO)
        finally:
            os._exit(0)  # skips the parent's cleanup, and keeps Ctrl-C silent
    os.close(mouth)
    return _Asked(pid, ear)
