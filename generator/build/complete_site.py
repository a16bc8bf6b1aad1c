"""Site-wide files and the checks that need every person's result."""

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
    """Render the site-wide files and check people against each other; None if the report has errors.

    The batch has the new files; `folder` is the output folder, which has all others.
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
    """Return whether a published file is a picture that the cache keeps."""
    return path.endswith(_PICTURES) and not path.endswith("/qr.png")


def retry_if_content_changed(attempt: Callable[[Report, bool], T | None], report: Report) -> T | None:
    """Call `attempt`, and once more if the content changed meanwhile; its flag is true for the retry."""
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
    """Return the staging folder of an attempt."""
    return staging.with_name(f"{staging.name}-again") if is_retry else staging
