"""`build.json`: which files a build wrote, so that the next one knows what is its own.

    {"generator": "ambassador-pages 0.1.0", "as_of": "2026-11-22",
     "files": {"index.html": {"size": 1234, "blake2b": "..."}}}

It holds no clock time: the same content, day and version give the same bytes. It does not list itself.

The file is published, so it must not be a list of people who were forgotten. The names of their neutral pages are left
out: in place of the path stands `:` and the hash of the path, which proves a path that somebody knows, and tells none.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from json.encoder import encode_basestring_ascii
from pathlib import Path
from typing import NamedTuple

import generator
from generator.content.safe_open import open_regular
from generator.output.output_file import OutputFile

MANIFEST = "build.json"
PENDING = "build.json.new"
"""What shall be `build.json`, for the moment in which one page is put in the place of another (see replace_file.py)."""

# What a file browser drops into a folder when somebody looks at it: nobody's work, never a reason to stop.
_CLUTTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


class Fingerprint(NamedTuple):
    """A file's size in bytes and the BLAKE2b hash (160 bits, hexadecimal) of its content."""

    size: int
    blake2b: str


@dataclass(frozen=True, slots=True)
class ManifestFacts:
    """What `build.json` says beside the files: the day of the build, and the paths whose names it leaves out."""

    as_of: date
    unnamed: frozenset[str] = frozenset()


def fingerprint(file: OutputFile) -> Fingerprint:
    """Fingerprint what will be written. Raises OSError when the source cannot be read."""
    if file.source is not None:
        return fingerprint_file(file.source)
    data = file.data or b""
    return Fingerprint(len(data), hashlib.blake2b(data, digest_size=20).hexdigest())


def fingerprint_file(path: Path | str) -> Fingerprint:
    """Fingerprint a regular file on disk without holding all of it in memory. Raises OSError."""
    # One read is the common case; hashlib.file_digest costs three times as much for a small file.
    digest, size = hashlib.blake2b(digest_size=20), 0
    with open_regular(path) as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
    return Fingerprint(size, digest.hexdigest())


def hidden_name(path: str) -> str:
    """Return what stands for a path whose name is left out. No path holds a colon (see output_file.py)."""
    return ":" + hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


def find_listed(listed: Mapping[str, Fingerprint], path: str) -> Fingerprint | None:
    """Return what a manifest says of a path, by its name or by the hash of its name."""
    return listed.get(path) or listed.get(hidden_name(path))


def render_manifest(files: Mapping[str, Fingerprint], facts: ManifestFacts) -> bytes:
    """Write `build.json`: one line a file, in the order of the paths."""
    quoted = encode_basestring_ascii
    if facts.unnamed:
        files = {hidden_name(path) if path in facts.unnamed else path: print_ for path, print_ in files.items()}
    lines = ",\n".join(
        f'  {quoted(path)}: {{"size": {size}, "blake2b": {quoted(print_)}}}'
        for path, (size, print_) in sorted(files.items())
    )
    version = json.dumps(f"ambassador-pages {generator.__version__}")
    return (
        f'{{\n "generator": {version},\n "as_of": "{facts.as_of.isoformat()}",\n "files": {{\n{lines}\n }}\n}}\n'
    ).encode()


def read_manifest(folder: Path, name: str = MANIFEST) -> dict[str, Fingerprint]:
    """Read a folder's `build.json`; empty when there is none or when it is not one of ours."""
    try:
        listed = json.loads((folder / name).read_bytes())["files"]
        return {path: Fingerprint(facts["size"], facts["blake2b"]) for path, facts in listed.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def list_folder(folder: Path) -> dict[str, bool]:
    """List what stands in a folder and below, as sorted relative paths with `/`; folders are left out.

    The value tells a regular file (True) from all else, such as a symbolic link, which is never followed.
    """
    found: dict[str, bool] = {}
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(folder / prefix) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{prefix}{entry.name}/")
                elif entry.name not in _CLUTTER:
                    found[prefix + entry.name] = entry.is_file(follow_symlinks=False)
    return dict(sorted(found.items()))


def fingerprint_folder(folder: Path) -> dict[str, Fingerprint | None]:
    """Fingerprint every file of a folder but `build.json`; None for what is not a regular file."""
    return {
        path: fingerprint_file(f"{folder}/{path}") if regular else None
        for path, regular in list_folder(folder).items()
        if path != MANIFEST
    }
