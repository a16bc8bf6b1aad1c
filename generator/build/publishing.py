"""content -> output: the whole site, or nothing."""

from __future__ import annotations

from pathlib import Path

from generator.build.made import Made, make_site
from generator.build.request import Request
from generator.output.publish import Published, publish
from generator.problems import Report


def build_site(request: Request, target: Path, clean: bool, report: Report) -> tuple[Made, Published] | None:
    """Build the whole site, or nothing. Raises PublishError when the folder cannot be written."""
    made = make_site(request, report)
    if made is None or report.errors:
        return None
    request.progress("publishing", 0, 1)
    content = request.root / "content"
    return made, publish(made.files, target, site=request.root, content=content, as_of=made.day, clean=clean)
