"""The folder `.ambassador/` of build files. It may hold no links, because a cloned repository may contain it."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.build.options import CACHE, BuildOptions
from generator.output.crash_recovery import open_folders
from generator.output.output_folder import PublishError

STAGING = "staging"
_STAGING_NAME = re.compile(rf"{STAGING}-\d{{1,10}}-\d{{1,20}}(-again)?(-new|\.people|\.rows)?")
"""`staging-<process>-<nanoseconds>`, the staging folder of a second attempt, and the files beside each (see
`build.retry.attempt_staging`, `output/staging.py`, `workers/batch.py`, `shards/shard.py`)."""
_PICTURES = "pictures"


def open_cache_folder(options: BuildOptions) -> Path:
    """Return the site's cache folder; raise PublishError if a build would write through a link.

    A cache folder outside the site may itself be a link, because the user named it on purpose. A named folder inside
    the site must follow the same rule as `.ambassador`.
    """
    own, path = options.root / CACHE, options.cache_folder
    folders = [own] if path == own or not _lies_in(path, options.root) else [own, path]
    for folder in folders:
        link = next(_links(folder), None)
        if link is not None:
            raise PublishError(
                "unsafe-cache-folder",
                f"`{_relative(link, options.root)}` is a link, and a build would write where it leads",
                "Delete the link. To cache pictures elsewhere, name the folder: `--cache FOLDER`, or AMBASSADOR_CACHE.",
            )
    return own


def is_staging(name: str) -> bool:
    """Return whether a build that was killed may have left a file or folder of this name in the cache folder."""
    return _STAGING_NAME.fullmatch(name) is not None


def _links(folder: Path) -> Iterator[Path]:
    """Yield the links among the folder, its entries and the entries of its pictures folder."""
    if _leads_elsewhere(folder):
        yield folder
        return
    for place in (folder, folder / _PICTURES):
        with suppress(OSError), os.scandir(place) as entries:
            yield from (Path(entry.path) for entry in entries if _leads_elsewhere(entry))


def _leads_elsewhere(entry: Path | os.DirEntry[str]) -> bool:
    """Return whether the entry is a symbolic link or a Windows junction."""
    is_junction = getattr(entry, "is_junction", None)  # Python 3.12
    return entry.is_symlink() or (is_junction is not None and is_junction())


def _lies_in(folder: Path, site: Path) -> bool:
    return folder.absolute().is_relative_to(site.absolute()) or folder.resolve().is_relative_to(site.resolve())


def _relative(path: Path, site: Path) -> str:
    return path.relative_to(site).as_posix() if path.is_relative_to(site) else str(path)


@contextmanager
def staging_folder(cache: Path) -> Iterator[Path]:
    """Yield the path of a new staging folder; delete those that killed builds left.

    The name is unique, because a cluster's worker may still write for a build that was stopped.
    """
    _clear(cache)
    try:
        yield cache / f"{STAGING}-{os.getpid()}-{time.time_ns()}"
    finally:
        _clear(cache)


def _clear(cache: Path) -> None:
    for folder in cache.glob(f"{STAGING}-*"):
        if not is_staging(folder.name):
            continue
        import shutil  # lazy: it loads every compression module

        if folder.is_symlink() or folder.is_file():
            with suppress(OSError):
                folder.unlink()  # never delete through a link
        shutil.rmtree(folder, ignore_errors=True)
        if folder.is_dir() and not folder.is_symlink():
            open_folders(folder)
            shutil.rmtree(folder, ignore_errors=True)
