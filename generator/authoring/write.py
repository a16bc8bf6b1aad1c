"""Writer of new files (all or none, without overwriting), and of files that this tool owns and may rewrite."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from generator.problems import Place, Report


def write_new(root: Path, files: Mapping[str, str | bytes], report: Report) -> bool:
    """Write files by their path below `root`. If one exists already or cannot be written, write none."""
    there = [file for file in files if os.path.lexists(root / file)]
    for file in there:
        report_existing_file(file, report)
    if there:
        return False
    paths: list[Path] = []
    try:
        for file, text in files.items():
            # As for reading, only the first folder (content/) may be a link: a repository may bring others along.
            if not (root / file).parent.resolve().is_relative_to((root / file.split("/")[0]).resolve()) and "/" in file:
                raise OSError(0, "a link leads out of the site's folder")
            for folder in reversed([root / file, *(root / file).parents][1:]):
                if not folder.is_dir():
                    folder.mkdir()
                    paths.append(folder)
            with (root / file).open("xb") as new:
                paths.append(root / file)
                new.write(text if isinstance(text, bytes) else text.encode())
    except OSError as error:
        _take_back(paths)
        message = f"this file could not be written: {error.strerror or error}"
        report.error("file-not-written", message, Place(file), "check free space and permissions; nothing was changed")
        return False
    return True


def rewrite(root: Path, files: Mapping[str, str | bytes], report: Report) -> bool:
    """Write files by path below `root`, overwriting each in one step; leave equal files alone."""
    for file, text in files.items():
        path = root / file
        part = path.with_name(f".{path.name}.part")
        data = text if isinstance(text, bytes) else text.encode()
        try:
            if not path.parent.resolve().is_relative_to(root.resolve()):
                raise OSError(0, "its folder leads out of the site")
            if path.is_file() and path.read_bytes() == data:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("xb") as new:
                new.write(data)
            part.replace(path)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            message = f"this file could not be written: {error.strerror or error}"
            report.error(
                "file-not-written", message, Place(file), "check free space and permissions, and run the command again"
            )
            return False
    return True


def report_existing_file(file: str, report: Report) -> None:
    """Report a file that already exists and was not overwritten."""
    hint = "edit it, choose another name, or move it first"
    report.error("already-there", f"`{file}` exists already, and is not overwritten", Place(file), hint)


def _take_back(new_paths: list[Path]) -> None:
    for path in reversed(new_paths):
        try:
            path.rmdir() if path.is_dir() else path.unlink()
        except OSError:
            continue  # another process has put a file there, or the disk is gone
