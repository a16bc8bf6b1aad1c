"""`build.json`: the files that a build wrote, so that the next build recognises its own files.

Example: `{"generator": "ambassador-pages 0.1.0", "as_of": "2026-11-22", "files": {"index.html": {"size": 1234,
"blake2b": "..."}}}`. It has no clock time: the same content, day and version give the same bytes. It does not list
itself.

The file is public, so it must not become a list of forgotten people. It omits the paths of their neutral pages. In
place of a path it has `:` and the hash of the path. The hash confirms a path that a reader already knows, but reveals
none.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import date
from json.encoder import encode_basestring_ascii
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

import generator
from generator.content.safe_open import open_regular
from generator.output.output_file import OutputFile

MANIFEST = "build.json"
PENDING = "build.json.new"
"""The next `build.json`, for the moment in which a build replaces a single page (see replace_file.py)."""

# File browsers add these to any folder that they show: they never stop a build.
_CLUTTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


class Fingerprint(NamedTuple):
    """A file's size in bytes and the BLAKE2b hash (160 bits, hexadecimal) of its content."""

    size: int
    blake2b: str


class ManifestFacts(Struct, frozen=True):
    """Facts in `build.json` apart from the files: the day of the build, and the paths that it must not name."""

    as_of: date
    unnamed_paths: frozenset[str] = frozenset()


def fingerprint(file: OutputFile) -> Fingerprint:
    """Fingerprint a file before it is written. Raises OSError if its source is unreadable."""
    if file.source is not None:
        return fingerprint_file(file.source)
    data = file.data or b""
    return Fingerprint(len(data), hashlib.blake2b(data, digest_size=20).hexdigest())


def fingerprint_file(path: Path | str) -> Fingerprint:
    """Fingerprint a regular file on disk, in bounded memory. Raises OSError."""
    # Most files need one read; hashlib.file_digest takes three times as long for a small file.
    digest, size = hashlib.blake2b(digest_size=20), 0
    with open_regular(path) as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
    return Fingerprint(size, digest.hexdigest())


def hidden_name(path: str) -> str:
    """Return the replacement of an omitted path. No path contains a colon (see output_file.py)."""
    return ":" + hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


def find_in_manifest(fingerprints: Mapping[str, Fingerprint], path: str) -> Fingerprint | None:
    """Return the manifest's entry of a path, by its name or by the hash of its name."""
    return fingerprints.get(path) or fingerprints.get(hidden_name(path))


def render_manifest(files: Mapping[str, Fingerprint], facts: ManifestFacts) -> bytes:
    """Render `build.json`: one line per file, sorted by path."""
    quote = encode_basestring_ascii
    if facts.unnamed_paths:
        files = {hidden_name(path) if path in facts.unnamed_paths else path: print_ for path, print_ in files.items()}
    lines = ",\n".join(
        f'  {quote(path)}: {{"size": {size}, "blake2b": {quote(print_)}}}'
        for path, (size, print_) in sorted(files.items())
    )
    version = json.dumps(f"ambassador-pages {generator.__version__}")
    return (
        f'{{\n "generator": {version},\n "as_of": "{facts.as_of.isoformat()}",\n "files": {{\n{lines}\n }}\n}}\n'
    ).encode()


def read_manifest(folder: Path, name: str = MANIFEST) -> dict[str, Fingerprint]:
    """Read a folder's `build.json`; empty if it is missing or not one of ours."""
    try:
        entries = json.loads((folder / name).read_bytes())["files"]
        return {path: Fingerprint(facts["size"], facts["blake2b"]) for path, facts in entries.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def list_folder(folder: Path) -> dict[str, bool]:
    """List the files in a folder and its subfolders, as sorted relative paths with `/`.

    The value is True for a regular file, and False for others, such as a symbolic link, which is never followed.
    """
    is_file_by_path: dict[str, bool] = {}
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(folder / prefix) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{prefix}{entry.name}/")
                elif entry.name not in _CLUTTER:
                    is_file_by_path[prefix + entry.name] = entry.is_file(follow_symlinks=False)
    return dict(sorted(is_file_by_path.items()))


def fingerprint_folder(folder: Path) -> dict[str, Fingerprint | None]:
    """Fingerprint every file of a folder except `build.json`; None for one that is not a regular file."""
    return {
        path: fingerprint_file(f"{folder}/{path}") if regular else None
        for path, regular in list_folder(folder).items()
        if path != MANIFEST
    }
