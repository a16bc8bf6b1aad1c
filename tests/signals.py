"""Start child processes that signals end, even if this process ignores the signals."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

_ENDING = [getattr(signal, name) for name in ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM") if hasattr(signal, name)]


@contextmanager
def usual_signals() -> Iterator[None]:
    """Let child processes that start in the block react to signals as in a terminal.

    `make test &` ignores SIGINT, `nohup make test` SIGHUP, and children inherit that (POSIX, exec). The tests
    themselves still ignore them, and continue after the terminal closes. Only the main thread can use this.
    """
    before = {number: signal.signal(number, signal.SIG_DFL) for number in _ENDING}
    try:
        yield
    finally:
        for number, action in before.items():
            signal.signal(number, action)
