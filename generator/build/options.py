"""Options of a run."""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from msgspec import Struct

if TYPE_CHECKING:
    from generator.content.site import Site

CACHE = ".ambassador"
"""Folder beside content/ for files that a build can recreate. Users may delete or keep it."""
STANDBY = "spare"
"""Folder in it with the standby copy: the site that was published before the last one."""

SHARED_CACHE = "AMBASSADOR_CACHE"
"""Environment variable that names a picture cache for several sites."""


class Progress(Protocol):
    """Callback for progress: a stage, the units done, the units in total, and the last item."""

    def __call__(self, stage: str, count: int, total: int, what: str = "") -> None:
        """Show the progress."""


def no_progress(stage: str, count: int, total: int, what: str = "") -> None:
    """Show no progress."""


class BuildOptions(Struct, frozen=True):
    """Options of a run. `as_of` None is today in the site's timezone; `url` replaces the site's own address."""

    root: Path
    as_of: date | None = None
    url: str = ""
    drafts: bool = False
    jobs: int = 1
    progress: Progress = no_progress
    cache: Path | None = None
    """The picture cache. None means the folder of AMBASSADOR_CACHE, or else that of the site."""
    executor: str = ""
    """The address of a cluster that renders the pages (see workers/dask_cluster.py); "" is this machine."""

    @property
    def cache_folder(self) -> Path:
        """Folder whose subfolder `pictures` is the picture cache."""
        return self.cache or Path(os.environ.get(SHARED_CACHE) or self.root / CACHE)

    @property
    def key(self) -> str:
        """Options that change the pages, without the day, as one string."""
        return json.dumps([self.url, self.drafts])


class OutputTarget(Struct, frozen=True):
    """Destination of a site.

    `requested_folder` is the folder as the user wrote it, `folder` its resolved path. `clean` allows the build to
    delete files that no build wrote.
    """

    requested_folder: Path
    folder: Path
    clean: bool


def today(site: Site) -> date:
    """Return today's date in the site's timezone."""
    return datetime.now(ZoneInfo(site.settings.timezone)).date()


def default_jobs() -> int:
    """Return the number of CPU cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
