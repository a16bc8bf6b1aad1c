"""Status words after a person's name, as teams mark rows: `Sam Lee (paused)`, `Sam Lee - ended`."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.columns.cells import CellError
from generator.columns.words import is_other_state, read_status

_END = re.compile(r"(?s)(.*\S)\s*(?:\(([^()]{2,40})\)|\[([^\[\]]{2,40})\]|\s[-–—|/:]\s*([^-–—|/:()\[\]]{2,40}))\s*")
_PRONOUNS = re.compile(
    r"\s*[(\[]\s*(?:she|her|he|him|they|them|ze|hir|xe|xem|any|sie|ihr|er|ihm|elle|elles|il|iel|ella|ellos|él|elle|lei|lui|"
    r"ela|ele|zij|hij|hen)(?:\s*[/,·]\s*\w+){0,3}\s*[)\]]",
    re.IGNORECASE,
)


class NameStatus(NamedTuple):
    """A name, and the status word that stood after it; `status` is draft, live, ended, or "" for any other state."""

    name: str
    word: str
    status: str


def split_status(text: str) -> NameStatus | None:
    """Return a name without the status word after it; None if there is none. Other brackets are part of the name."""
    match = _END.fullmatch(text)
    if match is None:
        return None
    word = next(filter(None, match.groups()[1:])).strip()
    name = match[1].strip()
    if is_other_state(word):
        return NameStatus(name, word, "")
    try:
        return NameStatus(name, word, read_status(word))
    except CellError:
        return None


def without_pronouns(name: str) -> str:
    """Return a name without pronouns in brackets, such as `(she/her)`, for the address."""
    return " ".join(_PRONOUNS.sub(" ", name).split()) or name
