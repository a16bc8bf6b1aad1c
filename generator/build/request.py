"""What is asked of a run."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.content.site import Site

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and how much there is."""


def silence(stage: str, done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a run. `as_of` None is today in the site's timezone; `url` stands in for the site's own."""

    root: Path
    as_of: date | None = None
    url: str = ""
    drafts: bool = False
    jobs: int = 1
    progress: Progress = field(default=silence, compare=False)


def today(site: Site) -> date:
    """Today where the brand is."""
    return datetime.now(ZoneInfo(site.settings.timezone)).date()


def default_jobs() -> int:
    """As many processes as there are cores for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
