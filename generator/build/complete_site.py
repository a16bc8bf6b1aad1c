"""What only all people together can tell, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from generator.build.context import BuildContext
from generator.build.person import load_person, recheck_person, render_person
from generator.build.person_result import PersonResult
from generator.build.site_files import SiteFiles, check_people_together, render_site_files
from generator.build.workers.batch import RenderBatch
from generator.build.workers.tasks import ContentChangedError
from generator.content.discovery import ContentFile
from generator.pages.render import Renderer
from generator.problems import Place, Report

T = TypeVar("T")
_PICTURES = (".webp", ".avif", ".jpg", ".jpeg", ".png")


def complete_site(
    context: BuildContext,
    people: Sequence[ContentFile],
    results: Sequence[PersonResult],
    batch: RenderBatch,
    folder: Path,
    report: Report,
) -> SiteFiles | None:
    """Make what only the whole can tell: the site's own files, and what people have of each other.

    What is not `fresh` stands in the output folder, `place`.
    """
    check_people_together(context, results, report)
    if report.errors or context.page_context is None:
        return None
    renderer = Renderer(context.page_context.theme)

    def html_of(path: str) -> str:
        made = batch.files.get(path)
        return made.read().decode() if made is not None else (folder / path).read_text("utf-8")

    context.options.progress("checking", 0, 1)
    site_files = render_site_files(context, renderer, results, html_of, report)
    batch.rendered += len(site_files.pages)
    for found in people:
        if found.slug in batch.needs_recheck | site_files.needs_recheck:
            loaded = load_person(context, found, Report())
            if loaded is not None:
                recheck_person(render_person(context, renderer, loaded), site_files.site_view, report)
    return None if report.errors else site_files


def is_cached_picture(path: str) -> bool:
    """Whether a published file is a picture that the cache keeps."""
    return path.endswith(_PICTURES) and not path.endswith("/qr.png")


def retry_if_content_changed(attempt: Callable[[Report, bool], T | None], report: Report) -> T | None:
    """Make an attempt, and another one if the content changed meanwhile; it is told whether it is the second."""
    for is_retry in (False, True):
        attempt_report = Report()
        try:
            value = attempt(attempt_report, is_retry)
        except ContentChangedError:
            continue
        report.take(attempt_report)
        return value
    message = "the content changed while it was built, and again at the second try"
    report.error("changed-while-built", message, Place("content"), "build again when all is saved")
    return None


def attempt_staging(staging: Path, is_retry: bool) -> Path:
    """The folder for the pages of an attempt."""
    return staging.with_name(f"{staging.name}-again") if is_retry else staging
