"""What there is: built-in data, and what other packages add by entry point. No global table, no scanning."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent


def data_folder(name: str) -> Path:
    """A folder of built-in data: inside the installed package, or beside it in a checkout (themes, docs/problems)."""
    inside = {"themes": "themes", "docs/problems": "problems/docs"}.get(name, name)
    installed = _PACKAGE / inside
    return installed if installed.is_dir() else _PACKAGE.parent / name


def extensions(family: str) -> tuple[Any, ...]:
    """What other packages add to an open family (`sections`, `lints`) under `ambassador_pages.<family>`, by name."""
    found = entry_points(group=f"ambassador_pages.{family}")
    return tuple(entry.load() for entry in sorted(found, key=lambda entry: entry.name))
