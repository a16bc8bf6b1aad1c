"""A small reader of style sheets, for the checks of a theme's tokens and dark mode: declarations and their rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_SIGN = re.compile(r"""/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{};]""", re.DOTALL)
_NIGHT = re.compile(r"@media\s*\(\s*prefers-color-scheme\s*:\s*dark\s*\)")


class Declaration(Struct, frozen=True):
    """A property and its value, the rules around it from the outermost, and its offset in the text."""

    around: tuple[str, ...]
    name: str
    value: str
    start: int

    @property
    def at_night(self) -> bool:
        """Return whether the declaration applies in dark mode only."""
        return any(_NIGHT.fullmatch(rule) for rule in self.around)


def declarations(css: str) -> Iterator[Declaration]:
    """Yield every declaration in the order of the text. The end of the text closes whatever is still open."""
    around: list[str] = []
    start = 0
    for sign in _SIGN.finditer(css):
        if sign[0] not in ("{", "}", ";"):
            continue
        text = css[start : sign.start()]
        if sign[0] == "{":
            around.append(_bare(text))
        else:
            name, colon, value = _bare(text).partition(":")
            if colon and around:
                yield Declaration(tuple(around), name.strip(), value.strip(), start + _lead(text))
            if sign[0] == "}" and around:
                around.pop()
        start = sign.end()


def without_night(css: str) -> str:
    """Return the style sheet without the rules that apply in dark mode only."""
    pieces, start, depth, night = [], 0, 0, -1
    rule = 0  # offset of the next rule's head
    for sign in _SIGN.finditer(css):
        if sign[0] == "{":
            if night < 0 and _NIGHT.fullmatch(_bare(css[rule : sign.start()])):
                pieces.append(css[start : rule + _lead(css[rule : sign.start()])])
                night = depth
            depth += 1
        elif sign[0] == "}":
            depth = max(0, depth - 1)
            if depth == night:
                start, night = sign.end(), -1
        elif sign[0] != ";":
            continue
        rule = sign.end()
    return "".join(pieces) + (css[start:] if night < 0 else "")


def _bare(text: str) -> str:
    """Remove comments, and the space around the text."""
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).strip()


def _lead(text: str) -> int:
    """Return the length of the comments and space at the start of a text."""
    match = re.match(r"(?:\s|/\*.*?\*/)*", text, re.DOTALL)
    return match.end() if match else 0
