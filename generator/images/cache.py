"""The picture cache: what was encoded once is found again by the hash of what it was made from."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_FORMAT = 2  # of the entry's json; another number reads as "not there"
_DAY = 24 * 60 * 60
LOCK = ".lock"


def make_cache_folder(folder: Path) -> None:
    """Make a folder of what can be made again, which Git leaves alone."""
    folder.mkdir(parents=True, exist_ok=True)
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n", "utf-8")


def digest(data: bytes) -> str:
    """Return the blake2b of 16 bytes, in hex: names an entry, and proves that its files are whole."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class CachedPicture:
    """What one key holds: `files` by the name of the part, and `facts`, plain data kept beside them."""

    files: Mapping[str, Path]
    facts: Mapping[str, object]


class PictureCache:
    """A folder of entries, safe for several processes at once, and for being deleted at any time.

    An entry is some files and a json that holds their sizes and hashes. The json is written last and every file
    appears whole (temporary file, then rename), so an entry is there or not; one that was cut or changed since
    is not found, and made again by the caller. OSError (a full disk, a folder one may not write) passes through.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, key: str) -> CachedPicture | None:
        """Return the entry of a key (hex), or None when it is missing or any of its files is not as written."""
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
        """Keep other processes from making the same entry meanwhile; whoever has waited looks for it again.

        One lock serves all keys that share a folder. Where there are no locks (Windows, some network drives) work may
        be done twice, which harms nothing.
        """
        base = self._base(key)
        try:
            import fcntl

            self._make_folder(base.parent)
            handle = os.open(base.parent / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        except (ImportError, OSError):
            yield
            return
        try:
            with suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX)  # let go by the system when the process ends, however it ends
            yield
        finally:
            os.close(handle)

    def store(
        self, key: str, parts: Mapping[str, bytes], facts: Mapping[str, object], sources: Sequence[str] = ()
    ) -> CachedPicture:
        """Write an entry, over whatever is there. Part names are file suffixes such as `480.webp`.

        `sources` are the fingerprints of what it was made of (`images.decode.file_bytes.sha_of`): by them an entry is
        found when a person is forgotten. Nobody can read from them what the source was.
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
    """Let an entry's time tell the day on which it was used last: `ambassador cache prune` goes by it."""
    with suppress(OSError):
        if time.time() - record.stat().st_mtime > _DAY:
            os.utime(record)


def _write_whole(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)  # others may share the folder
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
