"""Which file of a picture a screen takes: the `sizes` and `srcset` of HTML, as far as themes write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_ENTRY = re.compile(r"^(?:\((min|max)-width:\s*([0-9.]+)(px|r?em)\)\s+)?([0-9.]+)(px|r?em|vw)$")
_EM = 16  # pixels, unless a visitor chose otherwise


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen: its width in CSS pixels, and how many of its own make one of those."""

    width: int
    density: int


PHONE = Screen(390, 2)
DESKTOP = Screen(1440, 2)


def pixels(sizes: str, screen: Screen) -> int:
    """How many pixels wide a picture of these `sizes` is shown.

    HTML standard, "sizes attributes": the first entry whose condition holds. What is not understood (`calc`, another
    condition) counts as the whole width, which is also what a browser takes where `sizes` is missing.
    """
    width = float(screen.width)
    for entry in sizes.split(","):
        found = _ENTRY.match(entry.strip())
        if found is None:
            break
        side, limit, limit_unit, length, unit = found.groups()
        at = float(limit or 0) * (1 if limit_unit == "px" else _EM)
        if side is None or (screen.width >= at if side == "min" else screen.width <= at):
            scale = {"px": 1.0, "vw": screen.width / 100}.get(unit, float(_EM))
            width = float(length) * scale
            break
    return round(width * screen.density)


def choose(candidates: Iterable[tuple[str, int]], needed: int) -> str:
    """Of (path, width in pixels), the path of the narrowest that is wide enough; else of the widest; else ""."""
    ordered = sorted(candidates, key=lambda pair: pair[1])
    fitting = [path for path, width in ordered if width >= needed]
    return fitting[0] if fitting else ordered[-1][0] if ordered else ""
