"""Search of a site's other files for mentions of a person, as plain text, line by line."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from generator.content.private_folder import PRIVATE
from generator.output.manifest import MANIFEST

LARGEST = 4_000_000  # bytes; larger files and binary files are not searched
PASSED_OVER = frozenset({".git", ".ambassador", PRIVATE, "node_modules", ".venv", "__pycache__"})
_UNREADABLE = (".xlsx", ".xls", ".ods", ".numbers", ".pdf", ".docx", ".zip")


class Mention(Struct, frozen=True):
    """A line of a file (from the site's folder) with the words found, in their order.

    `line` is from 1, 0 for the file's name; `column`, from 1, is that of the first word.
    """

    file: str
    line: int
    column: int
    words: tuple[str, ...]


class SearchResult(Struct, frozen=True):
    """Result of a search: the mentions, the requested file names that occur, and the files that were not opened."""

    mentions: tuple[Mention, ...]
    names_in_content: frozenset[str]
    unread: tuple[str, ...]


def search_site(root: Path, words: Iterable[str], names: Iterable[str], without: Callable[[str], bool]) -> SearchResult:
    """Search every file of a site except built files, caches, and those that `without` excludes.

    `words` match whole and in any case; `names` are file names, searched in content only. Links are not followed.
    """
    words = [unicodedata.normalize("NFC", word) for word in words]
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)
    slugs, names_in_content = set(names), set[str]()
    mentions: list[Mention] = []
    unread: list[str] = []
    for file in files_below(root):
        if without(file):
            continue
        if match := pattern.search(_spelt(file)):
            mentions.append(Mention(file, 0, 0, (match[0],)))
        text = _text_of(root / file)
        if text is None:
            unread += [file] if file.lower().endswith(_UNREADABLE) else []
            continue
        if file.startswith("content/"):
            names_in_content |= {name for name in slugs - names_in_content if name in text}
        mentions += _mentions(file, text, pattern)
    return SearchResult(tuple(mentions), frozenset(names_in_content), tuple(unread))


def files_below(root: Path) -> Iterator[str]:
    """Yield every file of a site that people wrote, sorted by path, with `/`."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in PASSED_OVER and not _is_built(Path(folder, name)))
        for file in sorted(files):
            yield Path(folder, file).relative_to(root).as_posix()


def _is_built(folder: Path) -> bool:
    return (folder / MANIFEST).is_file()


def _text_of(path: Path) -> str | None:
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    return None if b"\0" in data else _spelt(data.decode("utf-8", "replace"))


def _spelt(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _mentions(file: str, text: str, pattern: re.Pattern[str]) -> Iterator[Mention]:
    if not pattern.search(text):
        return
    for number, line in enumerate(text.splitlines(), 1):
        if match := pattern.search(line):
            words = dict.fromkeys(match[0] for match in pattern.finditer(line))
            yield Mention(file, number, match.start() + 1, tuple(words))
