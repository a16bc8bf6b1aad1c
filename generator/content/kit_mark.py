"""Recognition of kits in any folder: kits are private, and a site must not publish them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

KIT_MARK = "ambassador-kit.json"
"""Name of a file that is in every kit."""

_LARGEST = 1_000_000_000  # bytes; a kit has a few megabytes


def find_kit(folder: Path, paths: Iterable[str]) -> str:
    """Return the first of these files in a folder that belongs to a kit, also as a ZIP; "" if none does."""
    for path in paths:
        name = path.rpartition("/")[2]
        if name == KIT_MARK or (name.endswith(".zip") and _is_zipped_kit(folder / path)):
            return path
    return ""


def _is_zipped_kit(path: Path) -> bool:
    import zipfile  # lazy: few folders hold a ZIP

    try:
        if path.stat().st_size > _LARGEST:
            return False
        with zipfile.ZipFile(path) as file:
            return any(name.rpartition("/")[2] == KIT_MARK for name in file.namelist())
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        return False
