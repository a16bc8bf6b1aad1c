"""The order of letters in a line of scripts in both directions: the Unicode bidirectional algorithm (UAX 9).

Explicit marks, which people do not write in names, are left out. A shaper knows all of it, but takes one font only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

_PAIRS = {"(": ")", "[": "]", "{": "}"}
_NUMBERS = ("EN", "AN")
_NEUTRAL = ("B", "S", "WS", "ON", "ES", "ET", "CS", "BN")


def levels(letters: str, direction: str) -> list[int]:
    """Return the level of each letter of a line; even levels run from left to right. `direction` is `ltr` or `rtl`."""
    base = int(direction == "rtl")
    edge = "R" if base else "L"
    kinds = [unicodedata.bidirectional(letter) or "L" for letter in letters]
    _resolve_numbers(kinds, edge)
    _resolve_brackets(letters, kinds, edge)
    _resolve_neutral(kinds, edge)
    above = {"R": 0, "L": 1, "EN": 1, "AN": 1} if base else {"L": 0, "R": 1, "EN": 2, "AN": 2}
    end = len(letters.rstrip())  # rule L1: spaces at the end of a line follow the line
    return [base + (above[kind] if at < end else 0) for at, kind in enumerate(kinds)]


def _resolve_numbers(kinds: list[str], edge: str) -> None:
    """Rules W1 to W7: marks, numbers, and the signs at numbers."""
    strong = edge
    for at, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[at] = kinds[at - 1] if at else edge
        elif kind == "EN" and strong == "AL":
            kinds[at] = "AN"
        strong = kinds[at] if kinds[at] in ("L", "R", "AL") else strong
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for at in range(1, len(kinds) - 1):
        before, after = kinds[at - 1], kinds[at + 1]
        if before == after and (before == "EN" if kinds[at] == "ES" else kinds[at] == "CS" and before in _NUMBERS):
            kinds[at] = before
    for order in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        before = ""
        for at in order:
            if kinds[at] == "ET" and before == "EN":
                kinds[at] = "EN"
            before = kinds[at]
    strong = edge
    for at, kind in enumerate(kinds):
        if kind == "EN" and strong == "L":
            kinds[at] = "L"
        strong = kind if kind in ("L", "R") else strong


def _resolve_brackets(letters: str, kinds: list[str], edge: str) -> None:
    """Rule N0: both brackets of a pair have one direction."""
    for start, end in sorted(_pairs(letters, kinds)):
        inside = set(map(_side, kinds[start + 1 : end]))
        before = next((side for side in map(_side, reversed(kinds[:start])) if side), edge)
        if edge in inside:
            kinds[start] = kinds[end] = edge
        elif inside - {""}:
            kinds[start] = kinds[end] = before if before != edge else edge


def _pairs(letters: str, kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    openings: list[int] = []
    for at, letter in enumerate(letters):
        if kinds[at] != "ON":
            continue
        if letter in _PAIRS:
            openings.append(at)
        elif letter in _PAIRS.values():
            match = next((n for n in reversed(range(len(openings))) if _PAIRS[letters[openings[n]]] == letter), None)
            if match is not None:
                yield openings[match], at
                del openings[match:]


def _resolve_neutral(kinds: list[str], edge: str) -> None:
    """Rules N1 and N2: signs between two parts of one direction have it too, all others that of the line."""
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > at:
            before = _side(kinds[at - 1]) if at else edge
            after = _side(kinds[end]) if end < len(kinds) else edge
            kinds[at:end] = [before if before == after else edge] * (end - at)
        at = max(end, at + 1)


def _side(kind: str) -> str:
    """Return the direction that a kind counts for among its neighbours; "" for none."""
    return "R" if kind in ("R", *_NUMBERS) else "L" if kind == "L" else ""
