"""Making many things from pictures: what the cache has at once, the rest side by side on several processors."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from typing import TypeVar

from generator.images.errors import PictureError

J = TypeVar("J", bound=Hashable)
R = TypeVar("R")


def make_all(
    jobs: Sequence[J],
    find: Callable[[J], R | None],
    make: Callable[[J], R],
    key: Callable[[J], Hashable],
    workers: int,
) -> Iterator[R | PictureError]:
    """Yield the result of every job in the order of the jobs; a PictureError that `make` raised is a result.

    `find` looks into the cache, `make` (picklable) does the work and fills it. Jobs with the same `key` are made
    once. Processes are started only when several jobs have to be made and `workers` is more than 1.
    KeyboardInterrupt, or dropping the iterator, stops them at once. Other exceptions of `make` pass through.
    """
    found = [find(job) for job in jobs]
    missing = {key(job): job for job, result in zip(reversed(jobs), reversed(found), strict=True) if result is None}
    if workers < 2 or len(missing) < 2:
        for job, result in zip(jobs, found, strict=True):
            yield result if result is not None else _attempt(make, job)
        return
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(min(workers, len(missing)), mp_context=_context(), initializer=_ignore_interrupts)
    try:
        # The dictionary was filled backwards, so that the first of several twins is the one that is made.
        futures = {key(job): pool.submit(_attempt, make, job) for job in reversed(missing.values())}
        for job, result in zip(jobs, found, strict=True):
            if result is not None:
                yield result
            elif future := futures.pop(key(job), None):
                yield _result(future, make, job)
            else:
                yield _attempt(make, job)  # a twin: its result lies in the cache by now
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - before:
            process.kill()  # what they write appears whole or not at all, so nothing has to be tidied up
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _attempt(make: Callable[[J], R], job: J) -> R | PictureError:
    try:
        return make(job)
    except PictureError as error:
        return error


def _result(future: Future[R | PictureError], make: Callable[[J], R], job: J) -> R | PictureError:
    """Return what a process made; when one died, find out by a process of its own whether it was this job."""
    try:
        return future.result()
    except BrokenProcessPool:
        pass
    with ProcessPoolExecutor(1, mp_context=_context(), initializer=_ignore_interrupts) as alone:
        try:
            return alone.submit(_attempt, make, job).result()
        except BrokenProcessPool:
            message = "a picture could not be made: the system stopped the process, probably for want of memory"
            return PictureError("encoder-stopped", message, "Save the picture smaller, or build with `--jobs 1`.")


def _context() -> BaseContext:
    # fork starts in milliseconds, but may lock up in a process with threads (the preview has some).
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's; it ends its processes
