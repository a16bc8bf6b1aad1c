"""Pictures in a folder, found by the file names that a sheet says, and copied into the site."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.authoring.slug import slug_of

KINDS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".heif", ".gif", ".tif", ".tiff")
_MOST = 50_000
_LARGEST = 60_000_000


@dataclass(frozen=True, slots=True)
class Folder:
    """The pictures below a folder, by name and by name without its ending (both in small letters)."""

    named: Mapping[str, Path]

    def find(self, wanted: str, *otherwise: str) -> Path | None:
        """The picture that an address or a path ends in, else one called like the product or person."""
        name = file_name(wanted).lower()
        stem = name.rpartition(".")[0]
        # Shops put the size of a copy behind the name: balm_1024x1024.jpg.
        sized = re.sub(r"_(?:[0-9]{2,4}x[0-9]{0,4}|x[0-9]{2,4}|grande|large|medium|small)$", "", stem)
        keys = [name, stem, sized, *(slug_of(one, "") for one in (stem,) if one), *otherwise]
        return next((self.named[key] for key in keys if key in self.named), None)


def file_name(wanted: str) -> str:
    """`balm.jpg` of https://cdn.example/files/balm.jpg?v=17, or of a path."""
    try:
        path = unquote(urlsplit(wanted).path) if "//" in wanted else wanted
    except ValueError:
        return ""
    return re.split(r"[/\\]", path)[-1]


def read_folder(folder: Path) -> Folder:
    """List the pictures of a folder and of those in it; the first of two of one name counts."""
    named: dict[str, Path] = {}
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for file in sorted(files):
            if file.lower().endswith(KINDS) and len(named) < _MOST:
                path = Path(parent) / file
                named.setdefault(file.lower(), path)
                named.setdefault(file.lower().rpartition(".")[0], path)
    return Folder(named)


def read_picture(path: Path) -> bytes | None:
    """A picture's bytes; None where it cannot be read, or is no file or too large to be one."""
    try:
        return path.read_bytes() if path.is_file() and path.stat().st_size <= _LARGEST else None
    except OSError:
        return None
