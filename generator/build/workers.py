"""People made side by side, in processes that return little: the pages themselves are written where they are made."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.context import BaseContext
from pathlib import Path

from generator.build.basis import basis_of
from generator.build.drawing import draw_ahead
from generator.build.environment import environment_key
from generator.build.outcome import Outcome
from generator.build.person import Prepared, make_person, prepare_person, with_prints
from generator.build.prints import Prints
from generator.build.request import Request, silence
from generator.build.run import rarely_collect
from generator.build.workshop import Workshop, open_workshop
from generator.content.files import Found
from generator.output.files import OutputFile
from generator.pages.render import Renderer
from generator.problems import Problem, Report


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker needs to know: the request, the key of what its pages stand on, and where pages are written."""

    request: Request
    key: str
    staging: Path


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a worker says of one person; `files` have no data, but lie in the staging folder or the cache."""

    outcome: Outcome | None
    files: tuple[OutputFile, ...]
    problems: tuple[Problem, ...]
    doubtful: bool
    """Whether the checks found something on the pages, which is to be looked at once more."""
    drawn: int


class WorkerStoppedError(Exception):
    """A worker's process ended by itself, or was ended by the system."""


class ChangedError(Exception):
    """The content changed while it was built."""


def make_here(order: Order, workshop: Workshop, people: Sequence[Found]) -> Iterator[Delivery]:
    """Make a few people in this process; only their pictures are drawn side by side."""
    renderer = Renderer(workshop.plan.theme) if workshop.plan is not None else None
    ready = [(report, prepare_person(workshop, found, report)) for found in people for report in [Report()]]
    drawn = draw_ahead(workshop, [prepared for _, prepared in ready if prepared is not None])
    for report, prepared in ready:
        made = _deliver(order, workshop, renderer, prepared, report)
        yield replace(made, drawn=made.drawn + drawn)
        drawn = 0


def make_elsewhere(order: Order, people: Sequence[Found], executor: Executor, jobs: int) -> Iterator[Delivery]:
    """Make people with an executor, and yield what became of each, in no fixed order.

    Raises WorkerStoppedError when a process ended by itself, or was ended by the system, and ChangedError when one
    did not see what this process saw.
    """
    size = max(1, min(50, len(people) // (4 * jobs)))
    chunks = [people[start : start + size] for start in range(0, len(people), size)]
    futures = [executor.submit(make_chunk, order, chunk) for chunk in chunks]
    try:
        for future in as_completed(futures):
            yield from future.result()
    except BrokenProcessPool as error:
        raise WorkerStoppedError from error
    finally:
        for future in futures:
            future.cancel()


def make_chunk(order: Order, people: Sequence[Found]) -> list[Delivery]:
    """Make some people in a worker's process. Raises ChangedError."""
    workshop, renderer = _workshop(order)
    made = []
    for found in people:
        report = Report()
        made.append(_deliver(order, workshop, renderer, prepare_person(workshop, found, report), report))
    return made


def _deliver(
    order: Order,
    workshop: Workshop,
    renderer: Renderer | None,
    prepared: Prepared | None,
    report: Report,
) -> Delivery:
    """Make one person, and write their pages."""
    if prepared is None:
        return Delivery(None, (), tuple(report), doubtful=False, drawn=0)
    made = with_prints(make_person(workshop, renderer, prepared))
    files = tuple(_staged(order.staging, file) for file in made.files)
    return Delivery(made.outcome, files, tuple(report), bool(made.findings), made.drawn)


def _staged(staging: Path, file: OutputFile) -> OutputFile:
    if file.data is None:
        return file
    path = staging / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file.data)
    return OutputFile(file.path, source=path, staged=True)


@contextmanager
def processes(jobs: int) -> Iterator[Executor]:
    """A pool of processes. Leaving it with an exception (Ctrl-C) stops them at once."""
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(jobs, mp_context=_context(), initializer=_begin)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - before:
            process.kill()  # what they have written is not published, and the next build clears it
        raise
    finally:
        pool.shutdown(cancel_futures=True)


_opened: dict[str, tuple[Workshop, Renderer | None]] = {}


def share(order: Order, workshop: Workshop) -> None:
    """Let processes that are forked from this one find what is open already."""
    _opened.clear()
    _opened[order.key] = (workshop, Renderer(workshop.plan.theme) if workshop.plan is not None else None)


def _workshop(order: Order) -> tuple[Workshop, Renderer | None]:
    if order.key not in _opened:
        request = replace(order.request, progress=silence, jobs=1)
        workshop = open_workshop(request, Report())
        themes = workshop.theme.folders if workshop.theme else ()
        environment, _ = environment_key(Prints(str(request.root), {}), themes)
        if basis_of(workshop, environment).key != order.key:
            raise ChangedError
        share(order, workshop)
    return _opened[order.key]


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's; it ends its processes
    rarely_collect()


def _context() -> BaseContext:
    # fork starts in milliseconds, but may lock up in a process with threads (the preview has some).
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")
