"""What is asked of a run."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from generator.content.site import Site

CACHE = ".ambassador"
"""The folder, beside content/, of what can be made again: safe to delete, safe to keep."""
STANDBY = "spare"
"""The folder in it that was the published site before the last one."""

SHARED_CACHE = "AMBASSADOR_CACHE"
"""Names, in the environment, a folder where several sites keep their pictures."""


class Progress(Protocol):
    """Called with the name of a stage, how much of it is done, how much there is, and what was made last."""

    def __call__(self, stage: str, done: int, total: int, what: str = "") -> None:
        """Show it."""


def no_progress(stage: str, done: int, total: int, what: str = "") -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What is asked of a run. `as_of` None is today in the site's timezone; `url` stands in for the site's own."""

    root: Path
    as_of: date | None = None
    url: str = ""
    drafts: bool = False
    jobs: int = 1
    progress: Progress = field(default=no_progress, compare=False)
    cache: Path | None = None
    """Where pictures are kept; None is the folder of AMBASSADOR_CACHE, or that of the site."""
    executor: str = ""
    """The address of a cluster (see workers/dask_cluster.py) that makes the pages; "" is this machine."""

    @property
    def cache_folder(self) -> Path:
        """Where pictures are kept, in the folder `pictures`."""
        return self.cache or Path(os.environ.get(SHARED_CACHE) or self.root / CACHE)

    @property
    def key(self) -> str:
        """What has to be asked in the same way for the same pages, beside the day."""
        return json.dumps([self.url, self.drafts])


@dataclass(frozen=True, slots=True)
class OutputTarget:
    """Where a site goes: `said` is what the person called the folder, `place` what it is; `clean` lets strangers go."""

    requested: Path
    folder: Path
    clean: bool


def today(site: Site) -> date:
    """Today where the brand is."""
    return datetime.now(ZoneInfo(site.settings.timezone)).date()


def default_jobs() -> int:
    """As many processes as there are cores for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
