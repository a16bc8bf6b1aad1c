"""The versions of the files that a build reads more than once: all pages of a site show one version of a picture.

A build reads a shared picture for each page that shows it, in several processes. If a marketer saves the file
meanwhile, some pages would show the old picture and some the new one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from pathlib import Path

from msgspec import Struct, field

from generator.content.read_log import paths_in_site


class ContentChangedError(Exception):
    """A build saw two versions of the content, because it changed meanwhile. `file` is relative to the site, or ""."""

    def __init__(self, file: str = "") -> None:
        super().__init__(file)
        self.file = file


class FileVersions(Struct):
    """The hash of each file in a site's folder at its first read, by its path from there."""

    root: Path
    _hashes: dict[str, str] = field(default_factory=dict)
    _sent_count: int = 0

    def note(self, file: str, content_hash: str) -> None:
        """Record the version of a file. Raises ContentChangedError if an earlier read found another one."""
        if self._hashes.setdefault(file, content_hash) != content_hash:
            raise ContentChangedError(file)

    def take_new(self) -> tuple[tuple[str, str], ...]:
        """Return the files and hashes that were recorded since the last call."""
        new = tuple(islice(self._hashes.items(), self._sent_count, None))
        self._sent_count = len(self._hashes)
        return new


_current: ContextVar[FileVersions | None] = ContextVar("file_versions", default=None)


def current_versions() -> FileVersions | None:
    """Return the record of the running build; None in a program that publishes nothing, such as the preview."""
    return _current.get()


@contextmanager
def one_version_each(versions: FileVersions | None) -> Iterator[None]:
    """Let the `with` block read one version of each file: another one raises ContentChangedError."""
    token = _current.set(versions)
    try:
        yield
    finally:
        _current.reset(token)


def note_version(path: str | os.PathLike[str], content_hash: str) -> None:
    """Record the content of a file that is read. Raises ContentChangedError if the build has read another one."""
    versions = _current.get()
    if versions is not None:
        for file in paths_in_site(versions.root, (os.fspath(path),)):
            versions.note(file, content_hash)
