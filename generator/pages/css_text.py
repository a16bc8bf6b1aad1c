"""A style sheet as far as a theme's tokens and its night need it: declarations with the rules around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SIGN = re.compile(r"""/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{};]""", re.DOTALL)
_NIGHT = re.compile(r"@media\s*\(\s*prefers-color-scheme\s*:\s*dark\s*\)")


@dataclass(frozen=True, slots=True)
class Declaration:
    """A property and its value, the rules around it from the outermost, and where it begins in the text."""

    around: tuple[str, ...]
    name: str
    value: str
    start: int

    @property
    def at_night(self) -> bool:
        """Whether it holds in dark mode only."""
        return any(_NIGHT.fullmatch(rule) for rule in self.around)


def declarations(css: str) -> Iterator[Declaration]:
    """Every declaration, in the order of the text; what is not closed at the end is closed there."""
    around: list[str] = []
    begun = 0
    for sign in _SIGN.finditer(css):
        if sign[0] not in ("{", "}", ";"):
            continue
        text = css[begun : sign.start()]
        if sign[0] == "{":
            around.append(_bare(text))
        else:
            name, colon, value = _bare(text).partition(":")
            if colon and around:
                yield Declaration(tuple(around), name.strip(), value.strip(), begun + _lead(text))
            if sign[0] == "}" and around:
                around.pop()
        begun = sign.end()


def without_night(css: str) -> str:
    """The style sheet without what holds in dark mode only."""
    kept, begun, depth, night = [], 0, 0, -1
    rule = 0  # where the head of the next rule begins
    for sign in _SIGN.finditer(css):
        if sign[0] == "{":
            if night < 0 and _NIGHT.fullmatch(_bare(css[rule : sign.start()])):
                kept.append(css[begun : rule + _lead(css[rule : sign.start()])])
                night = depth
            depth += 1
        elif sign[0] == "}":
            depth = max(0, depth - 1)
            if depth == night:
                begun, night = sign.end(), -1
        elif sign[0] != ";":
            continue
        rule = sign.end()
    return "".join(kept) + (css[begun:] if night < 0 else "")


def _bare(text: str) -> str:
    """Without comments and space around."""
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).strip()


def _lead(text: str) -> int:
    """How many letters of comments and space a text begins with."""
    found = re.match(r"(?:\s|/\*.*?\*/)*", text, re.DOTALL)
    return found.end() if found else 0
