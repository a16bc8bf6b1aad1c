"""People made side by side, by workers that return little: the pages themselves are written where they are made."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from generator.build.basis import Basis, basis_of
from generator.build.drawing import draw_ahead
from generator.build.environment import environment_key
from generator.build.outcome import Outcome
from generator.build.person import Prepared, make_person, prepare_person, with_prints
from generator.build.prints import UNSETTLED, Prints
from generator.build.record import write_record
from generator.build.request import Request, silence
from generator.build.run import rarely_collect
from generator.build.stamps import Known
from generator.build.workshop import Workshop, open_workshop
from generator.content.files import Found
from generator.content.reading import Looks, place_in
from generator.output.staging import stage
from generator.pages.render import Renderer
from generator.problems import Place, Problem, Report, Severity

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

R = TypeVar("R")
LOOK = 5.0
"""Seconds between two looks at what the work is given to."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker needs to know: the request, the key of what its pages stand on, and where pages are written.

    It means the same in every process: the day is set, and all paths are absolute. `started` is when reading began
    (see `new_tick`).
    """

    request: Request
    key: str
    staging: Path
    started: int


def order_of(workshop: Workshop, basis: Basis, staging: Path, started: int = 0) -> Order:
    """An order for the people of a workshop."""
    request = workshop.request
    request = replace(request, root=request.root.absolute(), cache=request.cache_folder.absolute(), as_of=workshop.day)
    return Order(replace(request, progress=silence, jobs=1), basis.whole, staging.absolute(), started)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a worker says of one person, whose files lie in the staging folder, or (`sources`, by path) in the cache.

    The outcome is lean: what it was made of stands in the `record` (see record.py), but for the files that are
    `unsettled`: they changed since the build began.
    """

    slug: str
    outcome: Outcome | None
    record: bytes = b""
    sources: tuple[tuple[str, str], ...] = ()
    unsettled: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    doubtful: bool = False
    """Whether the checks found something on the pages, which is to be looked at once more."""
    drawn: int = 0


class ChangedError(Exception):
    """A worker does not see what the others see: the content changed while it was built."""


def make_here(order: Order, workshop: Workshop, people: Sequence[Found]) -> Iterator[Delivery]:
    """Make a few people in this process; only their pictures are drawn side by side."""
    renderer = Renderer(workshop.plan.theme) if workshop.plan is not None else None
    ready = [(found, report, prepare_person(workshop, found, report)) for found in people for report in [Report()]]
    drawn = draw_ahead(workshop, [prepared for _, _, prepared in ready if prepared is not None])
    look = _look(order, workshop)
    for found, report, prepared in ready:
        made = _deliver(order, workshop, renderer, found, prepared, report, look)
        yield replace(made, drawn=made.drawn + drawn)
        drawn = 0


def make_side_by_side(order: Order, people: Sequence[Found], jobs: int) -> Iterator[Delivery]:
    """Make people in processes, and yield what became of each, in no fixed order. Raises ChangedError.

    When one of them is stopped, by the system or by itself, all are lost, and what they were at is made once more, in
    a process of its own; a person whose page stops it again is a problem.
    """
    from generator.images.processes import processes  # most builds have a few people to make, and no need of them

    waiting = chunks_of(people, jobs)
    while waiting:
        lost: list[Sequence[Found]] = []
        with processes(jobs) as pool:
            yield from make_elsewhere(order, waiting, pool, lost)
        # The pool hands the chunks out in their order, two ahead of its processes: the first were being worked at.
        tried = 2 * jobs + 1
        for chunk in lost[:tried]:
            yield from _make_alone(order, chunk)
        waiting = lost[tried:]


def chunks_of(people: Sequence[Found], jobs: int) -> list[Sequence[Found]]:
    """Share people out, so that every worker has some often enough."""
    size = max(1, min(50, len(people) // (4 * jobs)))
    return [people[start : start + size] for start in range(0, len(people), size)]


def make_elsewhere(
    order: Order,
    chunks: Sequence[Sequence[Found]],
    executor: Executor,
    lost: list[Sequence[Found]],
    look: Callable[[], None] = lambda: None,
) -> Iterator[Delivery]:
    """Make people with an executor, and yield what became of each, in no fixed order.

    Chunks whose process was stopped are added to `lost` in their order. `look` is called every few seconds, and may
    raise what ends the waiting. Raises ChangedError.
    """
    from concurrent.futures.process import BrokenProcessPool

    waiting: dict[Future[list[Delivery]], int] = {}
    gone: list[int] = []
    try:
        for number, chunk in enumerate(chunks):
            try:
                waiting[executor.submit(make_chunk, order, chunk)] = number
            except BrokenProcessPool:
                gone.append(number)
        for future in _as_they_come(waiting, look):
            number = waiting.pop(future)  # and what it brought is let go
            try:
                made = future.result()
            except BrokenProcessPool:
                gone.append(number)
                continue
            yield from made
    finally:
        for future in waiting:
            future.cancel()
    lost.extend(chunks[number] for number in sorted(gone))


def _as_they_come(waiting: Mapping[Future[R], int], look: Callable[[], None]) -> Iterator[Future[R]]:
    """Futures as they are done; whoever takes one takes it out of `waiting`."""
    from concurrent.futures import as_completed

    while waiting:
        done = as_completed(list(waiting), timeout=LOOK)
        while True:
            try:
                future = next(done)
            except StopIteration:
                break
            except TimeoutError:
                look()
                break
            yield future


def _make_alone(order: Order, people: Sequence[Found]) -> Iterator[Delivery]:
    """Make people of whom one may stop the process, and find out who it is."""
    from generator.images.processes import processes

    lost: list[Sequence[Found]] = []
    with processes(1) as pool:
        yield from make_elsewhere(order, [people], pool, lost)
    if lost and len(people) == 1:
        message = f"the process that made the pages of `{people[0].slug}` was stopped, twice"
        hint = "it wants more memory than there is (a huge picture?), or an extension ends it"
        problem = Problem("worker-stopped", Severity.ERROR, message, Place(people[0].file), hint)
        yield Delivery(people[0].slug, None, problems=(problem,))
    elif lost:
        half = len(people) // 2
        yield from _make_alone(order, people[:half])
        yield from _make_alone(order, people[half:])


_one_at_a_time = threading.Lock()


def make_chunk(order: Order, people: Sequence[Found]) -> list[Delivery]:
    """Make some people in a worker's process. Raises ChangedError."""
    with _one_at_a_time:  # a cluster's worker may have several threads
        workshop, renderer = _workshop(order)
        look = _look(order, workshop)
        made = []
        for found in people:
            report = Report()
            prepared = prepare_person(workshop, found, report)
            made.append(_deliver(order, workshop, renderer, found, prepared, report, look))
        return made


@dataclass(frozen=True, slots=True)
class _Look:
    """At the files that people were made of, when they are made: each is told once."""

    root: Path
    prints: Prints
    told: set[str] = field(default_factory=set)

    def at(self, paths: Iterable[str], looks: Looks) -> tuple[dict[str, Known], tuple[str, ...]]:
        """The files that are new, and among all those that changed since the build began."""
        kept = {path: self.prints.settled(path, looks.get(place_in(self.root, path))) for path in paths}
        unsettled = tuple(path for path, known in kept.items() if known == UNSETTLED)
        new = {path: known for path, known in kept.items() if path not in self.told and known != UNSETTLED}
        self.told.update(new)
        return new, unsettled


def _look(order: Order, workshop: Workshop) -> _Look:
    # The workshop may have its root from another folder, and readers note paths as they have them from there.
    return _Look(workshop.request.root, Prints(str(order.request.root), started=order.started))


def _deliver(
    order: Order,
    workshop: Workshop,
    renderer: Renderer | None,
    found: Found,
    prepared: Prepared | None,
    report: Report,
    look: _Look,
) -> Delivery:
    """Make one person, and write their pages."""
    if prepared is None:
        return Delivery(found.slug, None, problems=tuple(report))
    made = with_prints(make_person(workshop, renderer, prepared))
    for file in made.files:
        if file.data is not None:
            stage(order.staging, file.path, file.data)
    new, unsettled = look.at(made.outcome.uses.files, prepared.looks)
    return Delivery(
        slug=found.slug,
        outcome=made.outcome.lean(),
        record=write_record(made.outcome, new),
        sources=tuple((file.path, str(file.source)) for file in made.files if file.source is not None),
        unsettled=unsettled,
        problems=made.outcome.problems,
        doubtful=bool(made.findings),
        drawn=made.drawn,
    )


_opened: dict[Order, tuple[Workshop, Renderer | None]] = {}


def share(order: Order, workshop: Workshop) -> None:
    """Let processes that are forked from this one find what is open already."""
    _opened.clear()
    _opened[order] = (workshop, Renderer(workshop.plan.theme) if workshop.plan is not None else None)


def _workshop(order: Order) -> tuple[Workshop, Renderer | None]:
    if order not in _opened:
        rarely_collect()
        workshop = open_workshop(order.request, Report())
        themes = workshop.theme.folders if workshop.theme else ()
        environment, _ = environment_key(Prints(str(order.request.root)), themes)
        if basis_of(workshop, environment).whole != order.key:
            raise ChangedError
        share(order, workshop)
    return _opened[order]
