"""The whole run, from content to a published site."""

from __future__ import annotations

from generator.build.made import Made, make_site
from generator.build.request import Progress, Request, default_jobs, silence, today
from generator.build.run import Built, build_site

__all__ = ["Built", "Made", "Progress", "Request", "build_site", "default_jobs", "make_site", "silence", "today"]
