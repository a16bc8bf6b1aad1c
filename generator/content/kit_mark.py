"""How a kit is known wherever it lies: kits are private, and nothing of them may be published."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

KIT_MARK = "ambassador-kit.json"
"""A file that every kit has."""


def find_kit(folder: Path, paths: Iterable[str]) -> str:
    """The first of these files in a folder that belongs to a kit, also as a ZIP; "" where there is none."""
    for path in paths:
        name = path.rpartition("/")[2]
        if name == KIT_MARK or (name.endswith(".zip") and _is_zipped_kit(folder / path)):
            return path
    return ""


def _is_zipped_kit(path: Path) -> bool:
    import zipfile  # most builds find none to look into

    try:
        with zipfile.ZipFile(path) as held:
            return any(name.rpartition("/")[2] == KIT_MARK for name in held.namelist())
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        return False
