"""The whole run, from content to a published site. What is asked for is loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.build.built import Built
    from generator.build.made import Made
    from generator.build.request import Progress, Request, default_jobs, silence, today
    from generator.build.run import build_site
    from generator.build.workbench import Workbench, make_site

__all__ = [
    "Built",
    "Made",
    "Progress",
    "Request",
    "Workbench",
    "build_site",
    "default_jobs",
    "make_site",
    "silence",
    "today",
]
_HOMES = {"Built": "built", "Made": "made", "make_site": "workbench", "Workbench": "workbench", "build_site": "run"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'request')}"), name)
