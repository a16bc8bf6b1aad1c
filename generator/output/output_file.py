"""One file of the built site, and what its path may look like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# Names that Windows keeps for devices, whatever their extension and case.
# Source: "Naming Files, Paths, and Namespaces", Microsoft Learn.
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)

# What Windows refuses in a name; control characters are refused with them.
_REFUSED = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of the site: `data` itself, or the `source` file to copy. `path` is relative, with `/`."""

    path: str
    data: bytes | None = None
    source: Path | None = None
    staged: bool = False
    """Whether the source was made to be published (see staging.py), and is moved there."""

    def __post_init__(self) -> None:
        """Refuse a file that has no content, or two."""
        if (self.data is None) == (self.source is None):
            raise ValueError(f"{self.path}: an output file has either data or a source")

    def read(self) -> bytes:
        """What the file holds. Raises OSError where its source cannot be read."""
        return self.source.read_bytes() if self.source is not None else self.data or b""

    def lies_in(self, folder: Path) -> bool:
        """Whether it was made in its place below a folder: nothing is to be done to publish it there."""
        return self.staged and str(self.source) == f"{folder}/{self.path}"

    @property
    def size(self) -> int:
        """How many bytes it holds, without reading them. Raises OSError as `read` does."""
        return self.source.stat().st_size if self.source is not None else len(self.data or b"")


class OutputPathError(ValueError):
    """A path that must not be written; the message says why."""


def check_output_path(path: str) -> None:
    """Refuse a path that leaves the output folder or that some file system cannot hold.

    A site is built on one machine, unpacked on another and served by a third: what Windows or macOS cannot
    store is refused everywhere. Raises OutputPathError.
    """
    if not path:
        raise OutputPathError("the path is empty")
    if path.startswith("/"):
        raise OutputPathError(f"`{path}` is absolute")
    if found := _REFUSED.search(path):
        raise OutputPathError(f"{path!r} holds the character {found.group()!r}")
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
            raise OutputPathError(f"`{path}` has the name of a Windows device")


def check_output_paths(paths: Iterable[str]) -> None:
    """Refuse paths of one build that cannot stand beside each other. Raises OutputPathError.

    Two paths collide when they are the same but for case or Unicode normalisation (macOS and Windows would
    write one over the other), or when one is a file and the other needs a folder of that name.
    """
    seen: dict[str, str] = {}
    for path in paths:
        check_output_path(path)
        folded = _folded(path)
        if folded in seen:
            raise OutputPathError(f"`{path}` and `{seen[folded]}` would be the same file")
        seen[folded] = path
    for folded, path in seen.items():
        parts = folded.split("/")
        for end in range(1, len(parts)):
            file = seen.get("/".join(parts[:end]))
            if file is not None:
                raise OutputPathError(f"`{path}` needs a folder where `{file}` is a file")


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
