"""People made, here or side by side, and what came of them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.build.outcome import Outcome
from generator.build.packed import Change
from generator.build.record import Records
from generator.build.request import Request
from generator.build.staged import StagedFiles
from generator.build.stamps import Known, Stamp
from generator.build.workers import Delivery, Order, make_here, make_side_by_side, share
from generator.build.workshop import Workshop
from generator.content.files import Found
from generator.output.files import OutputFile
from generator.output.manifest import Fingerprint
from generator.problems import Report

FEW = 16
"""So many people are made sooner in one process than in several."""


@dataclass(slots=True)
class Fresh:
    """What a run has made: outcomes (lean ones) by slug, and those whose pages are to be checked once more.

    `prints` are those of all files, which lie in the folder `staging`, or (`sources`, by path) elsewhere. `unsettled`
    are the files of content that changed since the build began.
    """

    staging: Path
    records: Records
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    prints: dict[str, Fingerprint] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    unsettled: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    rendered: int = 0
    drawn: int = 0

    @property
    def files(self) -> Mapping[str, OutputFile]:
        """The files by path."""
        return StagedFiles(self.staging, self.prints, self.sources)

    def add(self, outcome: Outcome, sources: Iterable[tuple[str, str]], *, doubtful: bool) -> None:
        """Add a person who was made."""
        slug = outcome.presence.slug
        self.outcomes[slug] = outcome
        self.prints.update(outcome.files)
        self.sources.update(sources)
        if doubtful:
            self.doubtful.add(slug)

    def seen(self, others: Change) -> Change:
        """What is to be remembered of the files of people, and of `others`, the unsettled ones among them."""
        seen = {
            path: Known(print_, Stamp(*stamp) if stamp else None)
            for one in self.records
            for path, print_, stamp in one.seen
        }
        return Change({**others.put, **seen, **{path: others.put[path] for path in self.unsettled}}, others.gone)


def nothing_made(staging: Path) -> Fresh:
    """The beginning of a run."""
    return Fresh(staging, Records(staging.with_name(f"{staging.name}.people")))


def make_people(order: Order, workshop: Workshop, people: Sequence[Found], report: Report) -> Fresh:
    """Make people; all problems are reported, that of a process that was stopped among them. Raises ChangedError."""
    fresh, request = nothing_made(order.staging), workshop.request
    fresh.drawn = workshop.drawn
    if request.executor and people:
        from generator.build.cluster import make_in_cluster

        made = make_in_cluster(order, request.executor, people, workshop.site.place, report)
    elif request.jobs == 1 or len(people) < FEW:
        made = make_here(order, workshop, people)
    else:
        share(order, workshop)
        made = make_side_by_side(order, people, request.jobs)
    _take(made, len(people), fresh, request, report)
    return fresh


def _take(deliveries: Iterator[Delivery], total: int, fresh: Fresh, request: Request, report: Report) -> None:
    for done, made in enumerate(deliveries, 1):
        request.progress("pages", done, total, made.slug)
        report.take(made.problems)
        fresh.drawn += made.drawn
        if made.outcome is not None:
            fresh.add(made.outcome, made.sources, doubtful=made.doubtful)
            fresh.records.add(made.slug, made.record)
            fresh.rendered += len(made.outcome.pages)
            fresh.unsettled.update(made.unsettled)
