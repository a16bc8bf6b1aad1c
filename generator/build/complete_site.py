"""Site-wide files and the checks that need every person's result."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.build.context import BuildContext
from generator.build.person import load_person, recheck_person, render_person
from generator.build.person_result import PersonResult
from generator.build.site_files import SiteFiles, check_people_together, render_site_files
from generator.build.workers.batch import RenderBatch
from generator.content.discovery import ContentFile
from generator.pages.render import Renderer
from generator.problems import Report

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
