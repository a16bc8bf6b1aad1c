"""Child processes that a signal ends, whatever this process was started with."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

_ENDING = [getattr(signal, name) for name in ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM") if hasattr(signal, name)]


@contextmanager
def usual_signals() -> Iterator[None]:
    """Start child processes in here whose signals do what they do in a terminal.

    `make test &` ignores SIGINT, `nohup make test` SIGHUP, and children inherit what is ignored (POSIX, exec). Only the
    children change: the tests themselves go on when the terminal is closed. For the main thread alone.
    """
    before = {number: signal.signal(number, signal.SIG_DFL) for number in _ENDING}
    try:
        yield
    finally:
        for number, action in before.items():
            signal.signal(number, action)
