"""The worker pool for pictures: cached results at once, the others in parallel processes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from generator.images.errors import PictureError

if TYPE_CHECKING:
    from concurrent.futures import Future

J = TypeVar("J", bound=Hashable)
R = TypeVar("R")


def make_all(
    jobs: Sequence[J],
    find: Callable[[J], R | None],
    make: Callable[[J], R],
    key: Callable[[J], Hashable],
    workers: int,
) -> Iterator[R | PictureError]:
    """Yield the result of every job in the order of the jobs. A PictureError that `make` raised is a result.

    `find` looks into the cache; `make` (picklable) does the work and fills it. Jobs with the same `key` run once.
    Processes start only if several jobs are missing and `workers` is more than 1. KeyboardInterrupt, or dropping the
    iterator, stops them at once. Other exceptions of `make` pass through.
    """
    results = [find(job) for job in jobs]
    missing = {key(job): job for job, result in zip(reversed(jobs), reversed(results), strict=True) if result is None}
    if workers < 2 or len(missing) < 2:
        for job, result in zip(jobs, results, strict=True):
            yield result if result is not None else _attempt(make, job)
        return
    from generator.process_pool import processes  # lazy: only large builds start processes

    with processes(min(workers, len(missing))) as pool:
        # `missing` was filled backwards, so that the first of several equal jobs runs.
        futures = {key(job): pool.submit(_attempt, make, job) for job in reversed(missing.values())}
        for job, result in zip(jobs, results, strict=True):
            if result is not None:
                yield result
            elif future := futures.pop(key(job), None):
                yield _result(future, make, job)
            else:
                yield _attempt(make, job)  # an equal job ran before, so the cache has the result


def _attempt(make: Callable[[J], R], job: J) -> R | PictureError:
    try:
        return make(job)
    except PictureError as error:
        return error


def _result(future: Future[R | PictureError], make: Callable[[J], R], job: J) -> R | PictureError:
    """Return the result of a process. If one died, run this job alone in a new process, to find the one that kills
    it.
    """
    from concurrent.futures.process import BrokenProcessPool  # lazy: only large builds start processes

    from generator.process_pool import processes

    try:
        return future.result()
    except BrokenProcessPool:
        pass
    with processes(1) as alone:
        try:
            return alone.submit(_attempt, make, job).result()
        except BrokenProcessPool:
            message = "a picture could not be made: the system stopped the process, probably because memory ran out"
            return PictureError("encoder-stopped", message, "Save the picture smaller, or build with `--jobs 1`.")
