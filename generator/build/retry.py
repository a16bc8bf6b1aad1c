"""Run a build attempt again if the content changed while it was built, or if the build state proved to be damaged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from generator.content.file_versions import ContentChangedError, FileVersions, one_version_each
from generator.problems import Place, Report

T = TypeVar("T")


class DamagedStateError(Exception):
    """The build state lacks results that it lists. The code that raises it resets the state first."""


def retry_if_content_changed(attempt: Callable[[Report, bool], T | None], root: Path, report: Report) -> T | None:
    """Call `attempt`, and once more if it raises ContentChangedError or DamagedStateError.

    Its flag is true for the retry. Each call sees one version of each file in `root`, the site's folder.
    """
    file = ""
    for is_retry in (False, True):
        attempt_report = Report()
        try:
            with one_version_each(FileVersions(root)):
                value = attempt(attempt_report, is_retry)
        except ContentChangedError as error:
            file = error.file
            continue
        except DamagedStateError:
            continue
        report.take(attempt_report)
        return value
    message = f"{f'`{file}`' if file else 'the content'} changed during the build, and again at the second try"
    report.error("changed-while-built", message, Place(file or "content"), "save all files, and build again")
    return None


def attempt_staging(staging: Path, is_retry: bool) -> Path:
    """Return the staging folder of an attempt."""
    return staging.with_name(f"{staging.name}-again") if is_retry else staging
