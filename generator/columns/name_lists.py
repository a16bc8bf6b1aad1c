"""Reader for lists of short names in one cell: niches, tags, campaigns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.authoring.slug import slug_of
from generator.columns.cells import CellError
from generator.columns.context import ColumnReader, Context
from generator.columns.guess import Guess
from generator.columns.html_text import read_title
from generator.prose.letters import replace_hidden

_MOST = 200
_LONGEST = 60
_APART = re.compile(r"[,;|>\n،؛、，；・•·]|(?:^|\s+)#(?=\w)")
_LINK = re.compile(r"\[([^\[\]]{0,200})\]\([^()\s]{0,2000}\)")
_ADDRESS = re.compile(r"\(?\s*(?:https?://|www\.)[^\s()]+\s*\)?", re.IGNORECASE)
_SLASH = re.compile(r"\s*/\s*")


def read_names(cell: str) -> tuple[str, ...]:
    """Return `skin-care`, `slow-mornings` for `Skin care, Slow mornings`, without repeats and without longer texts."""
    return _names(_split(cell))


def survey_names(cells: Sequence[str], _context: Context) -> ColumnReader:
    """Make the reader for a column of lists: `a/b` is two names, more surely if one occurs alone elsewhere."""
    alone = {slug_of(part, "") for cell in dict.fromkeys(cells) for part in _split(cell)[:_MOST] if "/" not in part}

    def read(cell: str) -> tuple[str, ...] | Guess:
        excerpt = " ".join(cell.split())[:60]
        parts: list[str] = []
        remarks: list[str] = []
        for part in _split(cell):
            halves = _SLASH.split(part)
            if len(halves) > 1 and all(len(re.findall(r"[^\W\d_]", half)) > 2 for half in halves):
                parts += halves
                if not any(slug_of(half, "") in alone for half in halves):
                    remarks.append(f"`{part[:40]}` was read as {len(halves)} names")
            elif len(part) > _LONGEST:
                remarks.append(f"`{part[:40]}…` is not a short name, and was left out")
            else:
                parts.append(part)
        if _ADDRESS.search(cell):
            remarks.append("a web address was left out")
        names = _names(parts)
        if not names and remarks:
            raise CellError(f"`{excerpt}` has no short name")
        remark_text = "; ".join(remarks)
        return (
            Guess(
                names,
                remark_text if remark_text.startswith(f"`{excerpt}` was read as ") else f"`{excerpt}`: {remark_text}",
            )
            if remarks
            else names
        )

    return ColumnReader(read)


def _split(cell: str) -> list[str]:
    text = _ADDRESS.sub(" ", _LINK.sub(r"\1", replace_hidden(cell, " ")))
    text = "\n".join(map(read_title, text.split("\n"))) if "&" in text or "<" in text else text
    text = re.sub(r"^\s*\[(.*)\]\s*$", r"\1", text, flags=re.DOTALL)  # a list as programs write it
    parts = [part.strip(" \t'\"") for part in _APART.split(text)]
    if len(parts) > _MOST:
        raise CellError(f"a list of short names has {len(parts):,} of them; at most {_MOST} are allowed")
    return [part for part in parts if part]


def _names(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (slug_of(part, "") for part in parts))))
