"""The choice of a picture's file on a screen: `sizes` and `srcset` of HTML, as far as themes use them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

_ENTRY = re.compile(r"^(?:\((min|max)-width:\s*([0-9.]+)(px|r?em)\)\s+)?([0-9.]+)(px|r?em|vw)$")
_EM = 16  # pixels, unless a visitor changed it


class Screen(Struct, frozen=True):
    """A screen: its width in CSS pixels, and its device pixels per CSS pixel."""

    width: int
    density: int


PHONE = Screen(390, 2)
DESKTOP = Screen(1440, 2)


def pixels(sizes: str, screen: Screen) -> int:
    """Return the width in device pixels of a picture with these `sizes`.

    HTML standard, "sizes attributes": the first entry whose condition holds. Unknown syntax (`calc`, another condition)
    counts as the whole width. A browser does the same if `sizes` is missing.
    """
    width = float(screen.width)
    for entry in sizes.split(","):
        match = _ENTRY.match(entry.strip())
        if match is None:
            break
        side, limit, limit_unit, length, unit = match.groups()
        at = float(limit or 0) * (1 if limit_unit == "px" else _EM)
        if side is None or (screen.width >= at if side == "min" else screen.width <= at):
            scale = {"px": 1.0, "vw": screen.width / 100}.get(unit, float(_EM))
            width = float(length) * scale
            break
    return round(width * screen.density)


def choose(candidates: Iterable[tuple[str, int]], least_width: int) -> str:
    """Return the path of the narrowest candidate (path, width in pixels) that is wide enough.

    If none is, return the widest; "" without candidates.
    """
    sorted_candidates = sorted(candidates, key=lambda pair: pair[1])
    fitting = [path for path, width in sorted_candidates if width >= least_width]
    return fitting[0] if fitting else sorted_candidates[-1][0] if sorted_candidates else ""
