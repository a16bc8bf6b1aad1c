"""Staging of files: each appears at its path only when it is complete."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from generator.output.permissions import open_folder


def stage(staging: Path, path: str, data: bytes) -> None:
    """Write a file into the staging folder, readable for all, like its folders. Raises OSError.

    It writes in a folder beside that one, so that a killed process leaves no partial file at a final path. Two
    processes may write the same file at once: a worker that the build gave up may still run.
    """
    # It runs once per page: pathlib and a buffered stream would double the time of creating the file.
    _make_folder(str(staging), path.rpartition("/")[0])
    beside = f"{staging}-new"
    new_file = f"{beside}/{os.urandom(16).hex()}"
    try:
        descriptor = _create(new_file)
    except FileNotFoundError:
        os.makedirs(beside, exist_ok=True)  # noqa: PTH103
        descriptor = _create(new_file)
    try:
        remaining_bytes = memoryview(data)
        while remaining_bytes:
            remaining_bytes = remaining_bytes[os.write(descriptor, remaining_bytes) :]
    finally:
        os.close(descriptor)
    os.chmod(new_file, 0o644)  # noqa: PTH101 - whatever the umask: a web server runs as another user
    os.replace(new_file, f"{staging}/{path}")  # noqa: PTH105


def _create(path: str) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)


def _make_folder(root: str, folder: str) -> None:
    """Create a folder below `root`, and its missing parents."""
    full = f"{root}/{folder}"
    try:
        os.mkdir(full)  # noqa: PTH102
    except FileExistsError:
        return
    except FileNotFoundError:
        above = folder.rpartition("/")[0]
        if above:
            _make_folder(root, above)
        else:
            os.makedirs(root, exist_ok=True)  # noqa: PTH103
        with suppress(FileExistsError):  # another worker created it
            os.mkdir(full)  # noqa: PTH102
    open_folder(full)
