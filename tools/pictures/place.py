"""Putting things somewhere: solids and their paint move together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from tools.pictures.solids import Floats, Solid, vec
from tools.pictures.studio import Paint, Thing

Turns = Iterable[tuple[str, float]]  # (axis, degrees), applied in order, right-handed
_PLANES = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}


def place(
    things: Iterable[Thing], x: float = 0, y: float = 0, z: float = 0, turns: Turns = (), size: float = 1
) -> list[Thing]:
    """The things scaled and turned about their origin, then moved to (x, y, z)."""
    inverse = np.eye(3, dtype=np.float32)
    for axis, degrees in turns:
        i, j = _PLANES[axis]
        c, s = float(np.cos(np.radians(degrees))), float(np.sin(np.radians(degrees)))
        m = np.eye(3, dtype=np.float32)
        m[i, i], m[i, j], m[j, i], m[j, j] = c, s, -s, c
        inverse = inverse @ m
    offset = vec(x, y, z)

    def moved_solid(solid: Solid) -> Solid:
        return lambda p: solid(inverse @ (p - offset) / size) * size

    def moved_paint(paint: Paint) -> Paint:
        if isinstance(paint, str):
            return paint
        own: Callable[[Floats, Floats], Floats] = paint
        return lambda p, n: own(inverse @ (p - offset) / size, inverse @ n)

    return [replace(t, solid=moved_solid(t.solid), paint=moved_paint(t.paint)) for t in things]
