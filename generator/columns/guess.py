"""Guessed value of a cell, which the import reports."""

from __future__ import annotations

from msgspec import Struct


class Guess(Struct, frozen=True):
    """A guessed value. `value` was taken; `why` names the text and the part taken, as one sentence."""

    value: str | tuple[str, ...]
    why: str
