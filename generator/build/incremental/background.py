"""A question that a process of its own answers, while this one goes on."""

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
    """The process, and the pipe by which it answers."""

    pid: int
    ear: int


@contextmanager
def ask_in_background(question: Callable[[], bool], is_worth_it: bool) -> Iterator[Callable[[], bool]]:
    """Ask a question; what is given waits for the answer, and has the same one ever after.

    Where it is not `worth` a process, or none can be had or it was stopped, the answer is found here when it is wanted.
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
                os.kill(child.pid, signal.SIGKILL)  # perhaps nobody wanted to know
                os.waitpid(child.pid, 0)


def _ask(question: Callable[[], bool]) -> _Asked | None:
    if sys.platform != "linux" or threading.active_count() > 1:  # where fork is not safe
        return None
    ear, mouth = os.pipe()
    try:
        pid = os.fork()
    except OSError:  # no room for another process
        os.close(ear)
        os.close(mouth)
        return None
    if pid == 0:
        try:
            os.write(mouth, _YES if question() else _NO)
        finally:
            os._exit(0)  # nothing of the first process is ended here; Ctrl-C is silent
    os.close(mouth)
    return _Asked(pid, ear)
