"""All tricks by which a process starts quickly: its garbage collector, and Ctrl-C while modules are loaded.

Modules that a command seldom needs are imported inside functions; each such line says why (`# lazy: ...`).
"""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


def run_command_line(load: Callable[[], Callable[[], None]]) -> None:
    """Load the command line, and run what `load` returns.

    PERF: nothing that is loaded is garbage, and at the end all objects go with the process instead of one by one, which
    takes 12 ms, 3 % of a build of one edit. Plain way: `load()()`. Compared in tests/cli/test_start.py.
    """
    gc.disable()  # `collect_garbage` enables it when a command begins
    codes: list[int] = []
    atexit.register(_end_at_once, codes)  # the first to be registered is the last to be called
    try:
        with _stopping_at_once():
            run = load()
        run()
        codes.append(0)
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            codes.append(end.code or 0)
        raise
    finally:
        gc.freeze()  # else Python looks through all objects for garbage before it ends


def _end_at_once(codes: list[int]) -> None:
    """End the process with its code, as the last thing; without a code, or if output is lost, Python ends it itself."""
    if codes:
        with suppress(OSError, ValueError):
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
            os._exit(codes[0])


def collect_garbage() -> None:
    """Enable the garbage collector, once a command is loaded."""
    gc.enable()


def collect_garbage_rarely() -> None:
    """Run the garbage collector rarely: a build creates millions of small objects and hardly any cycles."""
    gc.set_threshold(100_000, 50, 1000)


@contextmanager
def loading_for_good() -> Iterator[None]:
    """Load modules that stay until the process ends: the collector does not run meanwhile, and never looks at them.

    Use it once for each set of modules: everything else that lives at its end is exempt from the collector, too.
    """
    is_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if is_collecting:
            gc.enable()


@contextmanager
def _stopping_at_once() -> Iterator[None]:
    """End the process at once on Ctrl-C: an exception in the middle of an import may come out as another one.

    Nothing has begun yet, so nothing is left half done. If the parent process ignores Ctrl-C, so do we.
    """
    is_usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_usual:
        signal.signal(signal.SIGINT, _stop)
    yield
    if is_usual:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _stop(*_: object) -> None:
    os.write(2, b"Stopped.\n")
    os._exit(130)
