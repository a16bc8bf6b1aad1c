"""What only all people together can tell, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from generator.build.making import Fresh
from generator.build.outcome import Outcome
from generator.build.person import make_person, prepare_person, recheck
from generator.build.whole_site import OwnFiles, check_roster, make_own_files
from generator.build.workers import ChangedError
from generator.build.workshop import Workshop
from generator.content.files import Found
from generator.pages.render import Renderer
from generator.problems import Place, Report

T = TypeVar("T")
_PICTURES = (".webp", ".avif", ".jpg", ".jpeg", ".png")


def make_whole(
    workshop: Workshop,
    people: Sequence[Found],
    outcomes: Sequence[Outcome],
    fresh: Fresh,
    place: Path,
    report: Report,
) -> OwnFiles | None:
    """Make what only the whole can tell: the site's own files, and what people have of each other.

    What is not `fresh` stands in the output folder, `place`.
    """
    check_roster(workshop, outcomes, report)
    if report.errors or workshop.plan is None:
        return None
    renderer = Renderer(workshop.plan.theme)

    def html_of(path: str) -> str:
        made = fresh.files.get(path)
        return made.read().decode() if made is not None else (place / path).read_text("utf-8")

    workshop.request.progress("checking", 0, 1)
    own = make_own_files(workshop, renderer, outcomes, html_of, report)
    fresh.rendered += len(own.pages)
    for found in people:
        if found.slug in fresh.doubtful | own.doubtful:
            prepared = prepare_person(workshop, found, Report())
            if prepared is not None:
                recheck(make_person(workshop, renderer, prepared), own.whole, report)
    return None if report.errors else own


def is_drawn(path: str) -> bool:
    """Whether a published file is a picture that the cache keeps."""
    return path.endswith(_PICTURES) and not path.endswith("/qr.png")


def try_twice(attempt: Callable[[Report, bool], T | None], report: Report) -> T | None:
    """Make an attempt, and another one if the content changed meanwhile; it is told whether it is the second."""
    for again in (False, True):
        told = Report()
        try:
            made = attempt(told, again)
        except ChangedError:
            continue
        report.take(told)
        return made
    message = "the content changed while it was built, and again at the second try"
    report.error("changed-while-built", message, Place("content"), "build again when all is saved")
    return None


def staging_of(staging: Path, again: bool) -> Path:
    """The folder for the pages of an attempt."""
    return staging.with_name(f"{staging.name}-again") if again else staging
