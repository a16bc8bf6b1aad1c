"""Processes beside this one: they start quickly, end with it, and leave Ctrl-C to it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def processes(jobs: int, *, bare: bool = False) -> Iterator[Executor]:
    """A pool of processes, or this process alone on systems that allow none.

    Leaving it with an exception (Ctrl-C) stops them at once. `bare` ones hold nothing of what this one holds, and start
    more slowly. Nothing has to be tidied up after one that was stopped: what they write appears whole or not at all.
    """
    before = set(multiprocessing.active_children())
    try:
        pool: Executor = _Pool(jobs, mp_context=get_context("spawn") if bare else _context(), initializer=_begin)
    except (OSError, ImportError, NotImplementedError) as error:  # no semaphores, as where /dev/shm cannot be written
        _say_once(f"This system allows no further processes ({error}), so one process does all the work.")
        pool = _ThisProcess()
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - before:
            process.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@cache
def _say_once(message: str) -> None:
    sys.stderr.write(f"{message}\n")


class _ThisProcess(Executor):
    """Stand-in for a pool on systems that allow none: it does the work at once, in this process."""

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Do the work, and return its result or error as a finished future."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class _Pool(ProcessPoolExecutor):
    """A pool whose processes do not see a Ctrl-C that comes while they start."""

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Submit work; processes start here, and have from this thread which signals are held back."""
        if not hasattr(signal, "pthread_sigmask"):
            return super().submit(fn, *args, **kwargs)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's; it ends its processes
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when the parent has ended, however that came (kill -9): a pool's process would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _context() -> BaseContext:
    # fork starts in milliseconds, but may lock up in a process with threads (the preview has some).
    if sys.platform == "linux" and threading.active_count() == 1:
        return get_context("fork")
    return get_context("spawn")
