"""The rendering of pages that reports a template's mistake as a problem with its place."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.pages.render import PlannedPage, Renderer, TemplateError
from generator.problems import Place, Report


def render_pages(
    root: Path, renderer: Renderer, pages: Iterable[PlannedPage], report: Report
) -> Iterator[tuple[PlannedPage, str]]:
    """Render pages in their order. After the first template mistake, report its line and stop."""
    for page in pages:
        try:
            yield page, renderer.render(page)
        except TemplateError as error:
            place = Place(os.path.relpath(error.file, root), line=error.line, column=1)
            report.error("broken-template", f"the theme's template cannot be rendered: {error.message}", place)
            return
