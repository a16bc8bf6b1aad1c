"""The source text of a story, which gives problems their places."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from generator.problems import Place

_FENCE = re.compile(r"^([ >]*)(`{3,}|~{3,})(?=[^`\n]*$).*?(?:^[ >]*\2[`~]*[ ]*$|\Z)", re.MULTILINE | re.DOTALL)
_TICKS = re.compile("`+")
_NOT_A_LINE_END = re.compile(r"[^\n]")


class ProseSource:
    """A Markdown text. `place` is its file, and `first_line` the number of lines before the text."""

    def __init__(self, text: str, place: Place, first_line: int = 0) -> None:
        self.text, self._file, self._first_line = text, place.file, first_line

    @cached_property
    def words(self) -> str:
        """Return the text with its code replaced by spaces, because code is no Markdown."""
        if "`" not in self.text and "~~~" not in self.text:
            return self.text
        return _without_spans(_FENCE.sub(_blank, self.text))

    def place(self, start: int, length: int = 1) -> Place:
        """Return the place of a stretch of the text: `start` is its offset in letters."""
        before = self.text.rfind("\n", 0, start) + 1
        line = self.text.count("\n", 0, start) + 1 + self._first_line
        return Place(self._file, line=line, column=start - before + 1, length=max(1, length))

    def link(self, number: int) -> Place:
        """Return the place of a link or picture, by its number (from 1) in the order of the page."""
        return Place(self._file, link=number)


def _without_spans(text: str) -> str:
    """Replace the code between two equally long runs of backticks by spaces, within a paragraph."""
    runs = [match.span() for match in _TICKS.finditer(text)]
    by_length: dict[int, list[int]] = {}
    for at, (start, end) in enumerate(runs):
        by_length.setdefault(end - start, []).append(at)
    pieces, end_of_copy, at = [], 0, 0
    while at < len(runs):
        start, end = runs[at]
        candidates = by_length[end - start]
        closing = bisect_right(candidates, at)
        at += 1
        if closing == len(candidates) or text[start - 1 : start] == "\\":
            continue
        last = runs[candidates[closing]][1]
        if text.find("\n\n", end, last) < 0:
            pieces += [text[end_of_copy:start], _NOT_A_LINE_END.sub(" ", text[start:last])]
            end_of_copy, at = last, candidates[closing] + 1
    return "".join((*pieces, text[end_of_copy:]))


def _blank(code: re.Match[str]) -> str:
    return _NOT_A_LINE_END.sub(" ", code[0])
