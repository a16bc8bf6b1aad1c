"""Map from a value's characters to those of the YAML file: escapes, doubled quotes and folded lines differ."""

from __future__ import annotations

import re

from yaml.scanner import Scanner

_FOLD = r"[ \t]*\n(?:[ \t]*\n)*[ \t]*"
_DOUBLE = re.compile(
    rf"\\(?:x[0-9a-fA-F]{{2}}|u[0-9a-fA-F]{{4}}|U[0-9a-fA-F]{{8}}|\n[ \t]*|.)|{_FOLD}|[^\\\n]", re.DOTALL
)
_SINGLE = re.compile(rf"''|{_FOLD}|[^\n]")
_PLAIN = re.compile(rf"{_FOLD}|[^\n]")
_ESCAPES: dict[str, str] = Scanner.ESCAPE_REPLACEMENTS


def find_in_scalar(source: str, style: str | None, target: str, number: int = 0) -> tuple[int, int] | None:
    """Return the span of `target` in a scalar's source, quotes included; None if it does not occur.

    It skips `number` earlier matches, or takes the last one.
    """
    if not target:
        return None
    if style in ("|", ">"):  # a block's lines may be folded, and are indented
        places = [match.span() for match in re.finditer(r"\s+".join(map(re.escape, target.split())), source)]
        return places[min(number, len(places) - 1)] if places else None
    quote = style if style in ('"', "'") else ""
    pattern = {'"': _DOUBLE, "'": _SINGLE}.get(quote, _PLAIN)
    letters: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in pattern.finditer(source, len(quote), len(source) - len(quote)):
        for letter in _meaning(match[0], quote):
            letters.append(letter)
            spans.append(match.span())
    value = "".join(letters)
    at = -1
    for _ in range(number + 1):
        nearer = value.find(target, at + 1)
        if nearer < 0:
            break
        at = nearer
    return None if at < 0 else (spans[at][0], spans[at + len(target) - 1][1])


def _meaning(piece: str, quote: str) -> str:
    """Return the value of one character, escape or line break."""
    if quote == '"' and piece[0] == "\\":
        if piece[1] in "xuU" and len(piece) > 2:
            code = int(piece[2:], 16)
            return chr(code) if code < 0x110000 else ""
        return _ESCAPES.get(piece[1], "")
    if quote == "'" and piece == "''":
        return "'"
    if "\n" in piece:
        return "\n" * (piece.count("\n") - 1) or " "
    return piece
