"""People made, here or side by side, and what came of them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.build.outcome import Outcome
from generator.build.request import Request
from generator.build.workers import Delivery, Order, make_here, make_side_by_side, share
from generator.build.workshop import Workshop
from generator.content.files import Found
from generator.output.files import OutputFile
from generator.problems import Report

FEW = 16
"""So many people are made sooner in one process than in several."""


@dataclass(slots=True)
class Fresh:
    """What a run has made: outcomes by slug, files by path, and those whose pages are to be checked once more."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    files: dict[str, OutputFile] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    rendered: int = 0
    drawn: int = 0


def make_people(order: Order, workshop: Workshop, people: Sequence[Found], report: Report) -> Fresh:
    """Make people; all problems are reported, that of a process that was stopped among them. Raises ChangedError."""
    fresh, request = Fresh(drawn=workshop.drawn), workshop.request
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
            slug = made.outcome.presence.slug
            fresh.outcomes[slug] = made.outcome
            fresh.rendered += len(made.outcome.pages)
            fresh.files.update((file.path, file) for file in made.files)
            if made.doubtful:
                fresh.doubtful.add(slug)
