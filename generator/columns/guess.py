"""A value that was read with a guess, which is reported."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guess:
    """`value` is what was taken; `why` says of which text, and what was taken of it, as one sentence."""

    value: str | tuple[str, ...]
    why: str
