"""What there is: built-in data, and what other packages add by entry point. No global table, no scanning."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.metadata import EntryPoint, EntryPoints, entry_points
from pathlib import Path
from typing import Any, cast

_PACKAGE = Path(__file__).parent


def data_folder(name: str) -> Path:
    """A folder of built-in data: inside the installed package, or beside it in a checkout (themes, docs/problems)."""
    inside = {"themes": "themes", "docs/problems": "problems/docs"}.get(name, name)
    installed = _PACKAGE / inside
    return installed if installed.is_dir() else _PACKAGE.parent / name


def extensions(family: str) -> tuple[Any, ...]:
    """What other packages add to an open family (`sections`, `lints`) under `ambassador_pages.<family>`, by name."""
    return tuple(entry.load() for entry in sorted(extension_points(family), key=lambda entry: entry.name))


def extension_points(family: str) -> Iterable[EntryPoint]:
    """The entry points of other packages in an open family."""
    return cast("EntryPoints", _installed()).select(group=f"ambassador_pages.{family}")


@cache
def _installed() -> object:
    return entry_points()  # reads a file of every package that is installed
