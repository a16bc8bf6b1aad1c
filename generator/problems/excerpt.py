"""The lines around a problem, with a caret."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from msgspec import Struct

WIDEST = 110  # columns of a source line that are shown


class Span(Struct, frozen=True):
    """A stretch of one line of `text`: line and column count from 1, `length` in characters."""

    text: str
    line: int
    column: int
    length: int


def draw(span: Span, note: str = "") -> list[str]:
    """Draw the line, the caret beneath it, and a note after the caret; without colours."""
    lines = _lines(span.text)
    if not 1 <= span.line <= len(lines):
        return []
    raw = lines[span.line - 1].rstrip("\r")
    mark = raw.startswith("\ufeff")  # the BOM: editors do not show it
    raw = raw[mark:]
    start = min(max(0, span.column - 1 - mark), len(raw))
    end = min(start + max(1, span.length), max(len(raw), start + 1))
    if len(raw) > WIDEST:  # keep the caret in sight
        cut_width = max(0, min(start - 30, len(raw) - WIDEST))
        more = cut_width + WIDEST < len(raw)
        raw, start, end = raw[cut_width : cut_width + WIDEST], start - cut_width, min(end - cut_width, WIDEST)
        raw = ("…" + raw[1:] if cut_width else raw)[: WIDEST - more] + "…" * more
    gutter = " " * len(str(span.line))
    before, under = raw[:start], raw[start:end] or " "
    caret = " " * _width(before) + "^" * max(1, _width(under))
    return [
        f"{gutter} |",
        f"{span.line} | {visible(raw)}".rstrip(),
        f"{gutter} | {caret} {note}".rstrip(),
    ]


@lru_cache(maxsize=8)
def _lines(text: str) -> list[str]:
    # A file with a thousand problems is cut into its lines once.
    return text.split("\n")


def visible(text: str) -> str:
    """Replace what a terminal would obey (escape sequences, direction overrides) by a mark of the same width."""
    return "".join(" " if c == "\t" else "\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in text)


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in visible(text)
    )
