"""Listing of the picture and video files in content/."""

from __future__ import annotations

from pathlib import Path

from generator.content.discovery import FOLDER, PICTURES, list_folder
from generator.problems import Report

_DEEPEST = 8  # nested folders


def list_pictures(root: Path) -> tuple[str, ...]:
    """Return their sorted paths, relative to the site's folder. It does not follow links to folders."""
    paths: list[str] = []
    folders = [(FOLDER, 0)]
    while folders:
        folder, depth = folders.pop()
        for entry in list_folder(root, folder, Report()):
            path = f"{folder}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                folders += [(path, depth + 1)] if depth < _DEEPEST else []
            elif Path(entry.name).suffix.lower() in PICTURES and entry.is_file():
                paths.append(path)
    return tuple(sorted(paths))
