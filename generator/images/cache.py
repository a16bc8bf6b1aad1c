"""The picture cache: encoded files, found by the hash of their input."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

_FORMAT = 2  # format of the entry's json; an entry of another format counts as missing
_DAY = 24 * 60 * 60
LOCK = ".lock"


def make_cache_folder(folder: Path) -> None:
    """Create a folder for files that a build can recreate, so that Git ignores it."""
    folder.mkdir(parents=True, exist_ok=True)
    gitignore = folder / ".gitignore"
    if not gitignore.exists():
        gitignore.write_text("*\n", "utf-8")


def digest(data: bytes) -> str:
    """Return the blake2b of 16 bytes in hex: the name of an entry, and the check that its files are whole."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


class CachedPicture(Struct, frozen=True):
    """The content of one entry: `files` by the name of the part, and `facts`, plain data that belong to them."""

    files: Mapping[str, Path]
    facts: Mapping[str, object]


class PictureCache:
    """A folder of entries. Several processes may use it at once, and anyone may delete it at any time.

    An entry is some files and a json with their sizes and hashes. Every file appears whole (temporary file, then
    rename), and the json comes last. So an entry is complete or missing. If a file was damaged later, the entry counts
    as missing and the caller creates it again. OSError (a full disk, a folder without write access) passes through.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, key: str) -> CachedPicture | None:
        """Return the entry of a key (hex), or None if it is missing or any of its files was changed."""
        base = self._base(key)
        try:
            record = json.loads(base.with_suffix(".json").read_bytes())
            if record["format"] != _FORMAT:
                return None
            files = {}
            for part, proof in record["files"].items():
                path = base.with_name(f"{base.name}.{part}")
                data = path.read_bytes()
                if len(data) != proof["bytes"] or digest(data) != proof["blake2b"]:
                    return None
                files[part] = path
            entry = CachedPicture(files, dict(record["facts"]))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None  # damaged json raises any of these
        _mark_as_used(base.with_suffix(".json"))
        return entry

    @contextmanager
    def alone(self, key: str) -> Iterator[None]:
        """Hold the lock of an entry, so that no other process creates it too. After waiting, look for the entry again.

        One lock serves all keys that share a folder. Without locks (Windows, some network drives), two processes may do
        the same work, which is harmless.
        """
        base = self._base(key)
        try:
            import fcntl  # lazy: Windows has no such module

            self._make_folder(base.parent)
            handle = os.open(base.parent / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        except (ImportError, OSError):
            yield
            return
        try:
            with suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX)  # the system releases it when the process ends in any way
            yield
        finally:
            os.close(handle)

    def store(
        self, key: str, parts: Mapping[str, bytes], facts: Mapping[str, object], sources: Sequence[str] = ()
    ) -> CachedPicture:
        """Write an entry, and replace an existing one. Part names are file suffixes such as `480.webp`.

        `sources` are the fingerprints of the input (`images.decode.file_bytes.sha_of`). By them, the removal of a
        person finds the entries to delete. They do not reveal the input.
        """
        base = self._base(key)
        self._make_folder(base.parent)
        files, proofs = {}, {}
        for part, data in parts.items():
            path = base.with_name(f"{base.name}.{part}")
            _write_whole(path, data)
            files[part] = path
            proofs[part] = {"bytes": len(data), "blake2b": digest(data)}
        record = {"format": _FORMAT, "files": proofs, "facts": dict(facts), "sources": list(sources)}
        _write_whole(base.with_suffix(".json"), json.dumps(record).encode())
        return CachedPicture(files, dict(facts))

    def _make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            make_cache_folder(self._folder)
            folder.mkdir(exist_ok=True)

    def _base(self, key: str) -> Path:
        if not key or set(key) - set("0123456789abcdef"):
            raise ValueError(f"not a cache key: {key!r}")
        return self._folder / key[:2] / key


def _mark_as_used(record: Path) -> None:
    """Set the time of an entry to the day of its last use, which `ambassador cache prune` reads."""
    with suppress(OSError):
        if time.time() - record.stat().st_mtime > _DAY:
            os.utime(record)


def _write_whole(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)  # other users may share the folder
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
