"""`ambassador new site`: a small site that builds at once."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from generator.authoring.ci import ci_files
from generator.authoring.site_schemas import schema_line
from generator.authoring.starter import site_starters, starter
from generator.authoring.write import tell_it_is_there, write_new
from generator.problems import Place, Report

IGNORED = ".gitignore"
TIMEZONE = "Europe/Paris"  # as the starter's site.yaml says


def new_site(root: Path, ci: tuple[str, ...], day: date, report: Report) -> tuple[str, ...] | None:
    """Write the starter site into a folder, made where it is missing, and files for CI; return what was written.

    A folder that holds something in `content/` is left as it is. A `.gitignore` of one's own stays.
    """
    try:
        begun = os.path.lexists(root / "content") and any((root / "content").iterdir())
    except OSError as error:
        report.error("unreadable-file", f"this folder cannot be read: {error.strerror}", Place("content"))
        return None
    if begun:
        tell_it_is_there("content", report)
        return None
    files = {file: schema_line(root, file) + text for file, text in site_starters().items()}
    if not os.path.lexists(root / IGNORED):
        files[IGNORED] = starter("gitignore")
    files |= ci_files(root, ci, TIMEZONE, day)
    return tuple(files) if write_new(root, files, report) else None
