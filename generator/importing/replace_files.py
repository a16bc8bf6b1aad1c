"""Files replaced together: all are written beside the old ones first, then take their places."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from generator.problems import Place, Report


def replace_files(root: Path, files: Mapping[str, bytes], seen: Mapping[str, bytes | None], report: Report) -> bool:
    """Write files by their path below `root`; every one of them, or none.

    `seen` is what each held when the plan was made (None: nothing): a file that has changed since is a problem.
    The new ones are complete on the disk before the first takes its place. False after a reported problem.
    """
    made: list[Path] = []
    waiting: list[tuple[Path, Path]] = []
    now = ""
    try:
        for now, data in files.items():
            target = (root / now).resolve() if (root / now).is_symlink() else root / now
            if not target.resolve().is_relative_to((root / "content").resolve()):
                hint = "put the folder itself there, and no link; nothing was changed"
                report.error("outside-content", "this would be written outside the content folder", Place(now), hint)
                _take_back(made)
                return False
            if _held(target) != seen.get(now):
                message = "this file has changed while the sheet was read"
                report.error("file-not-written", message, Place(now), "import again; nothing was changed")
                _take_back(made)
                return False
            for folder in reversed([target, *target.parents][1:]):
                if not folder.is_dir():
                    folder.mkdir()
                    made.append(folder)
            beside = target.with_name(f".{target.name}.new")
            made.append(beside)
            _write(beside, data, target)
            waiting.append((beside, target))
        for file, (beside, target) in zip(files, waiting, strict=True):
            now = file
            beside.replace(target)
            made.append(target)
    except OSError as error:
        _restore(files, seen, made, waiting)
        message = f"this file could not be written: {(error.strerror or str(error)).lower()}"
        report.error("file-not-written", message, Place(now), "see to free space and permissions; nothing was changed")
        return False
    return True


def _held(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _write(beside: Path, data: bytes, target: Path) -> None:
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if target.exists():
        beside.chmod(stat.S_IMODE(target.stat().st_mode))


def _restore(
    files: Mapping[str, bytes], seen: Mapping[str, bytes | None], made: list[Path], waiting: list[tuple[Path, Path]],
) -> None:  # fmt: skip
    """Put back what has taken its place already, as far as the disk lets us."""
    for file, (_, target) in zip(files, waiting, strict=False):
        old = seen.get(file)
        if old is not None and target in made:
            made.remove(target)
            with contextlib.suppress(OSError):
                target.write_bytes(old)
    _take_back(made)


def _take_back(made: list[Path]) -> None:
    for path in reversed(made):
        with contextlib.suppress(OSError):  # somebody else has put something there, or the disk is gone
            path.rmdir() if path.is_dir() else path.unlink()
