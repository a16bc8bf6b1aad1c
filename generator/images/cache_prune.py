"""The choice of entries that `cache prune` deletes from a cache folder."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Set
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

_FOLDER = re.compile(r"[0-9a-f]{2}")
_ENTRY = re.compile(r"([0-9a-f]{32})\.(?:json|[a-z0-9.]+)")
_NEW_PREFIX = ".new-"


class CacheEntry(Struct, frozen=True):
    """One entry: its files, their size in bytes, and its last use, in seconds since 1970 (to the day)."""

    files: tuple[Path, ...]
    size: int
    used_at: float


def list_entries(folder: Path) -> list[CacheEntry]:
    """Return every entry of a picture cache, the least recently used first. Foreign files are ignored."""
    files_by_name: dict[Path, list[os.DirEntry[str]]] = {}
    for entry in _files(folder):
        match = _ENTRY.fullmatch(entry.name)
        if match:
            files_by_name.setdefault(Path(entry.path).with_name(match[1]), []).append(entry)
    cache_entries = []
    for entries in files_by_name.values():
        with suppress(OSError):  # deleted meanwhile
            stats = [entry.stat(follow_symlinks=False) for entry in entries]
            # The time of the json is the last use (see cache.py). An entry without a json is unusable.
            use_times = [
                stat.st_mtime for entry, stat in zip(entries, stats, strict=True) if entry.name.endswith(".json")
            ]
            files = tuple(Path(entry.path) for entry in entries)
            cache_entries.append(CacheEntry(files, sum(stat.st_size for stat in stats), *use_times or [0.0]))
    return sorted(cache_entries, key=lambda entry: (entry.used_at, entry.files))


def too_old(entries: list[CacheEntry], seconds: float, now: float) -> list[CacheEntry]:
    """Return the entries that were not used for `seconds`."""
    return [entry for entry in entries if now - entry.used_at > seconds]


def too_much(entries: list[CacheEntry], size: int) -> list[CacheEntry]:
    """Return the least recently used entries, until the others have at most `size` bytes."""
    excess, going = sum(entry.size for entry in entries) - size, []
    for entry in entries:
        if excess <= 0:
            break
        going.append(entry)
        excess -= entry.size
    return going


def not_in(entries: list[CacheEntry], prints: Set[tuple[int, str]]) -> list[CacheEntry]:
    """Return the entries without a published file. `prints` are sizes and hashes (see output/manifest.py)."""
    sizes = {size for size, _ in prints}
    return [entry for entry in entries if not any(_is_in(path, sizes, prints) for path in entry.files)]


def made_of(entries: list[CacheEntry], sources: Set[str]) -> list[CacheEntry]:
    """Return the entries that were encoded from any of these sources, given by their fingerprints (see cache.py)."""
    return [entry for entry in entries if sources & _sources_of(entry)]


def _sources_of(entry: CacheEntry) -> set[str]:
    for path in entry.files:
        if path.suffix == ".json":
            with suppress(OSError, ValueError, AttributeError, RecursionError):
                sources = json.loads(path.read_bytes()).get("sources", [])
                return {name for name in sources if isinstance(name, str)} if isinstance(sources, list) else set()
    return set()


def drop(entries: list[CacheEntry]) -> None:
    """Delete entries, and keep those that the system does not let go."""
    for entry in entries:
        for path in sorted(entry.files, key=lambda path: path.suffix != ".json"):  # drop the json before its files
            with suppress(OSError):
                path.unlink()


def drop_unfinished(folder: Path) -> None:
    """Delete the half-written files of a process that was stopped."""
    for entry in _files(folder):
        if entry.name.startswith(_NEW_PREFIX):
            with suppress(OSError):
                Path(entry.path).unlink()


def _is_in(path: Path, sizes: Set[int], prints: Set[tuple[int, str]]) -> bool:
    with suppress(OSError):
        size = path.stat().st_size
        return size in sizes and (size, hashlib.blake2b(path.read_bytes(), digest_size=20).hexdigest()) in prints
    return False


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield the files in the cache's own folders, without following links."""
    with suppress(OSError), os.scandir(folder) as folders:
        for subfolder in folders:
            if _FOLDER.fullmatch(subfolder.name) and subfolder.is_dir(follow_symlinks=False):
                with suppress(OSError), os.scandir(subfolder.path) as entries:
                    yield from (entry for entry in entries if entry.is_file(follow_symlinks=False))
