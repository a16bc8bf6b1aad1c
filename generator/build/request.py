"""What is asked of a run."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from generator.content.site import Site

CACHE = ".ambassador"
"""The folder, beside content/, of what can be made again: safe to delete, safe to keep."""

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

    @property
    def key(self) -> str:
        """What has to be asked in the same way for the same pages, beside the day."""
        return json.dumps([self.url, self.drafts])


@dataclass(frozen=True, slots=True)
class Target:
    """Where a site goes: `said` is what the person called the folder, `place` what it is; `clean` lets strangers go."""

    said: Path
    place: Path
    clean: bool


def today(site: Site) -> date:
    """Today where the brand is."""
    return datetime.now(ZoneInfo(site.settings.timezone)).date()


def default_jobs() -> int:
    """As many processes as there are cores for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
