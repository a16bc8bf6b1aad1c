"""Output files, and the rules for their paths."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

# Device names of Windows, with any extension and case. Source: "Naming Files, Paths, and Namespaces", Microsoft Learn.
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)

# Characters that Windows refuses in a name, and all control characters.
_FORBIDDEN_LETTERS = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')


class OutputFile(Struct, frozen=True):
    """A file of the site: its `data`, or a `source` file to copy. `path` is relative, with `/`."""

    path: str
    data: bytes | None = None
    source: Path | None = None
    is_staged: bool = False
    """Whether the source is a staged file (see staging.py), which publishing moves instead of copying."""

    def __post_init__(self) -> None:
        """Raise ValueError for a file without content, or with two contents."""
        if (self.data is None) == (self.source is None):
            raise ValueError(f"{self.path}: an output file has either data or a source")

    def read(self) -> bytes:
        """Return the file's content. Raises OSError if its source is unreadable."""
        return self.source.read_bytes() if self.source is not None else self.data or b""

    def lies_in(self, folder: Path) -> bool:
        """Return whether the file is staged at its final path below `folder`, so that publishing need not move it."""
        return self.is_staged and str(self.source) == f"{folder}/{self.path}"

    @property
    def size(self) -> int:
        """Size in bytes, without reading them. Raises OSError like `read`."""
        return self.source.stat().st_size if self.source is not None else len(self.data or b"")


class OutputPathError(ValueError):
    """A path that must not be written; the message says why."""


def check_output_path(path: str) -> None:
    """Refuse a path that leaves the output folder, or that some file system cannot store.

    A site may be built, unpacked and served on three different machines. So a path that Windows or macOS cannot store
    is refused everywhere. Raises OutputPathError.
    """
    if not path:
        raise OutputPathError("the path is empty")
    if path.startswith("/"):
        raise OutputPathError(f"`{path}` is absolute")
    if match := _FORBIDDEN_LETTERS.search(path):
        raise OutputPathError(f"{path!r} holds the character {match.group()!r}")
    try:
        path.encode()
    except UnicodeEncodeError:
        raise OutputPathError(f"{path!r} is not Unicode text") from None
    for part in path.split("/"):
        if part in ("", ".", ".."):
            raise OutputPathError(f"`{path}` has a part `{part}`")
        if part[-1] in ". ":
            raise OutputPathError(f"`{path}` has a part that ends with a dot or a space")
        if _DEVICE.fullmatch(part.split(".", 1)[0].rstrip()):
            raise OutputPathError(f"`{path}` has a name that Windows keeps for a device")


def check_output_paths(paths: Iterable[str]) -> None:
    """Refuse paths of one build that conflict. Raises OutputPathError.

    Two paths conflict if they differ only in case or Unicode normalisation: macOS and Windows would overwrite one with
    the other. They also conflict if one is a file and the other needs a folder of that name.
    """
    paths_by_fold: dict[str, str] = {}
    for path in paths:
        check_output_path(path)
        folded_path = _fold(path)
        if folded_path in paths_by_fold:
            raise OutputPathError(f"`{path}` and `{paths_by_fold[folded_path]}` would be the same file")
        paths_by_fold[folded_path] = path
    for folded_path, path in paths_by_fold.items():
        parts = folded_path.split("/")
        for end in range(1, len(parts)):
            file = paths_by_fold.get("/".join(parts[:end]))
            if file is not None:
                raise OutputPathError(f"`{path}` needs a folder where `{file}` is a file")


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
