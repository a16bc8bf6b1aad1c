"""Replacement of several files as one step: write all new files first, then rename them into place."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path

from generator.problems import Place, Report


def replace_files(
    root: Path, files: Mapping[str, bytes], before: Mapping[str, bytes | None], report: Report,
    pictures: Mapping[str, Path] | None = None,
) -> bool:  # fmt: skip
    """Write files and copy `pictures`, by their path below `root`; either all of them or none.

    `before` is the content of each file at planning time (None: no file); a file that has changed since is a problem.
    All new files are complete on disk before the first replaces an old one. Return False after a reported problem.
    """
    paths: list[Path] = []
    waiting: list[tuple[Path, Path]] = []
    copies: dict[Path, Path] = {}
    now = ""
    every: dict[str, bytes | Path] = {**(pictures or {}), **files}
    try:
        for now, data in every.items():
            target = (root / now).resolve() if (root / now).is_symlink() else root / now
            if not target.resolve().is_relative_to((root / "content").resolve()):
                hint = "replace the link with the folder itself; nothing was changed"
                report.error("outside-content", "this would be written outside the content folder", Place(now), hint)
                _take_back(paths)
                return False
            if isinstance(data, bytes) and _bytes_of(target) != before.get(now):
                message = "this file changed while the sheet was read"
                report.error("file-not-written", message, Place(now), "import again; nothing was changed")
                _take_back(paths)
                return False
            for folder in reversed([target, *target.parents][1:]):
                if not folder.is_dir():
                    folder.mkdir()
                    paths.append(folder)
            beside = target.with_name(f".{target.name}.new")
            paths.append(beside)
            _write(beside, data, target)
            waiting.append((beside, target))
            if isinstance(data, Path) and target.exists():
                copies[target] = _keep(target)
        for file, (beside, target) in zip(every, waiting, strict=True):
            now = file
            beside.replace(target)
            paths.append(target)
    except OSError as error:
        _restore(every, before, paths, waiting, copies)
        message = f"this file could not be written: {(error.strerror or str(error)).lower()}"
        report.error("file-not-written", message, Place(now), "check free space and permissions; nothing was changed")
        return False
    finally:
        for copy in copies.values():
            copy.unlink(missing_ok=True)
    return True


def _keep(target: Path) -> Path:
    """Keep a copy of a picture that another replaces, in the same folder, until all files are in place."""
    copy = target.with_name(f".{target.name}.old")
    copy.unlink(missing_ok=True)
    try:
        copy.hardlink_to(target)
    except OSError:  # the disk does not support hard links
        shutil.copyfile(target, copy)
    return copy


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _write(beside: Path, data: bytes | Path, target: Path) -> None:
    with beside.open("wb") as file:
        if isinstance(data, bytes):
            file.write(data)
        else:
            with data.open("rb") as picture:
                shutil.copyfileobj(picture, file)
        file.flush()
        os.fsync(file.fileno())
    if target.exists():
        beside.chmod(stat.S_IMODE(target.stat().st_mode))


def _restore(
    files: Mapping[str, bytes | Path], before: Mapping[str, bytes | None], new_paths: list[Path],
    waiting: list[tuple[Path, Path]], copies: Mapping[Path, Path],
) -> None:  # fmt: skip
    """Restore the files that were already replaced, as far as the disk allows."""
    for file, (_, target) in zip(files, waiting, strict=False):
        old = before.get(file)
        if target in new_paths and (old is not None or target in copies):
            new_paths.remove(target)
            with contextlib.suppress(OSError):
                if target in copies:
                    copies[target].replace(target)
                elif old is not None:
                    target.write_bytes(old)
    _take_back(new_paths)


def _take_back(new_paths: list[Path]) -> None:
    for path in reversed(new_paths):
        with contextlib.suppress(OSError):  # another process has put a file there, or the disk is gone
            path.rmdir() if path.is_dir() else path.unlink()
