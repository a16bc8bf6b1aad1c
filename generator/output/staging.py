"""Files on their way into a site: each appears in its place as a whole, and not before."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4


def stage(staging: Path, path: str, data: bytes) -> Path:
    """Write a file into the folder that will be the site, and return where it lies. Raises OSError.

    It is written in a folder beside that one: what a process that is killed leaves half-written lies elsewhere. And two
    may write the same file at once: a worker that was given up may still be there.
    """
    # There are as many as pages, and pathlib and a buffered stream cost as much again as making the file does.
    place, beside = f"{staging}/{path}", f"{staging}-new"
    _make_folder(os.path.dirname(place))  # noqa: PTH120
    written = f"{beside}/{uuid4().hex}"
    try:
        descriptor = _create(written)
    except FileNotFoundError:
        _make_folder(beside)
        descriptor = _create(written)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)
    os.replace(written, place)  # noqa: PTH105
    return Path(place)


def _create(path: str) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)


def _make_folder(path: str) -> None:
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103
