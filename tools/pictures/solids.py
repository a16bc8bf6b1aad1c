"""Solids as signed distance functions: points of shape (3, n) in, float32 distances of shape (n,) out.

One unit is ten centimetres, y points up, z towards the camera, and every solid stands on y = 0 at the origin
unless it says otherwise. The primitives follow the usual exact distances (rounded box, rounded cylinder, torus,
capsule); bent and squeezed ones are bounds, scaled so that marching along them never oversteps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[Any]  # float32 in practice
Solid = Callable[[Floats], Floats]


def vec(x: float, y: float, z: float) -> Floats:
    """A column (3, 1) that broadcasts over points."""
    return np.array([[x], [y], [z]], np.float32)


def _outside(dx: Floats, dy: Floats, edge: float) -> Floats:
    return np.minimum(np.maximum(dx, dy), 0) + np.hypot(np.maximum(dx, 0), np.maximum(dy, 0)) - edge


def cylinder(r: float, h: float, edge: float = 0.02, r_top: float | None = None) -> Solid:
    """An upright cylinder with rounded rims; with `r_top` it narrows or widens evenly."""
    lean = 0.0 if r_top is None else (r_top - r) / h
    scale = 1 / np.sqrt(1 + lean * lean)

    def distance(p: Floats) -> Floats:
        radius = r + lean * np.clip(p[1], 0, h) if lean else r
        dx = (np.hypot(p[0], p[2]) - radius) * scale + edge
        return _outside(dx, np.abs(p[1] - h / 2) - h / 2 + edge, edge)

    return distance


def ribbed(r: float, h: float, edge: float, ribs: int, depth: float) -> Solid:
    """A cylinder whose wall is fluted."""

    def distance(p: Floats) -> Floats:
        wave = depth * np.cos(ribs * np.arctan2(p[0], p[2]))
        dx = np.hypot(p[0], p[2]) - r - wave + edge
        return _outside(dx, np.abs(p[1] - h / 2) - h / 2 + edge, edge) * 0.75

    return distance


def box(w: float, h: float, d: float, edge: float = 0.03, corner: float | None = None) -> Solid:
    """A box w by h by d with rounded edges; `corner` rounds the four upright edges more."""
    c = edge if corner is None else corner

    def distance(p: Floats) -> Floats:
        qx, qz = np.abs(p[0]) - w / 2 + c, np.abs(p[2]) - d / 2 + c
        around = _outside(qx, qz, c)
        return _outside(around + edge, np.abs(p[1] - h / 2) - h / 2 + edge, edge)

    return distance


def ball(rx: float, ry: float, rz: float) -> Solid:
    """An ellipsoid centred on the origin."""
    radii, inverse = vec(rx, ry, rz), 1 / vec(rx, ry, rz)

    def distance(p: Floats) -> Floats:
        k0 = np.sqrt(((p * inverse) ** 2).sum(0))
        k1 = np.sqrt(((p * inverse * inverse) ** 2).sum(0))
        far = np.sqrt((p * p).sum(0)) - float(radii.max())
        return np.where(k0 < 1e-3, -float(radii.min()), np.maximum(far, k0 * (k0 - 1) / np.maximum(k1, 1e-6))) * 0.9

    return distance


def ring(r: float, thick: float) -> Solid:
    """A torus lying flat, centred on the origin."""
    return lambda p: np.hypot(np.hypot(p[0], p[2]) - r, p[1]) - thick


def rod(a: Sequence[float], b: Sequence[float], r: float, r_end: float | None = None) -> Solid:
    """A round-ended rod from a to b, thinning from r to r_end."""
    start, along = vec(*a), vec(*b) - vec(*a)
    length = float((along * along).sum())
    taper = 0.0 if r_end is None else r_end - r

    def distance(p: Floats) -> Floats:
        t = np.clip(((p - start) * along).sum(0) / length, 0, 1)
        away = p - start - along * t
        return np.sqrt((away * away).sum(0)) - (r + taper * t)

    return distance


def tube(w: float, h: float, d: float, crimp: float = 0.03) -> Solid:
    """A squeeze tube standing on its cap end: round below (diameter d), pressed flat and wide (w) above."""

    def distance(p: Floats) -> Floats:
        t = np.clip(p[1] / h, 0, 1)
        ease = t * t * (3 - 2 * t)
        half_w, half_d = d / 2 + (w - d) / 2 * ease, d / 2 * (1 - ease) + crimp * ease
        k0 = np.hypot(p[0] / half_w, p[2] / half_d)
        k1 = np.hypot(p[0] / half_w**2, p[2] / half_d**2)
        side = k0 * (k0 - 1) / np.maximum(k1, 1e-6)
        side = np.where(k0 < 1e-3, -half_d, side)
        return _outside(side + 0.02, np.abs(p[1] - h / 2) - h / 2 + 0.02, 0.02) * 0.7

    return distance


def cloth(
    w: float, d: float, thick: float, folds: Sequence[tuple[float, float, float, float]], corner: float = 0.05
) -> Solid:
    """A piece of cloth lying flat; folds are (angle, offset, width, height) of soft ridges across it."""

    def height(p: Floats) -> Floats:
        h = np.zeros_like(p[0])
        for angle, offset, width, tall in folds:
            across = p[0] * np.cos(angle) + p[2] * np.sin(angle) - offset
            along = p[2] * np.cos(angle) - p[0] * np.sin(angle)
            across = across + 0.1 * np.sin(along * 1.7 + offset * 3)
            h += tall * np.exp(-((across / width) ** 2)) * (0.65 + 0.35 * np.sin(along * 0.9 + angle * 5))
        return h

    def distance(p: Floats) -> Floats:
        qx, qz = np.abs(p[0]) - w / 2 + corner, np.abs(p[2]) - d / 2 + corner
        return _outside(_outside(qx, qz, corner) + 0.02, np.abs(p[1] - height(p)) - thick + 0.02, 0.02) * 0.6

    return distance


def wavy(solid: Solid, height: Callable[[Floats], Floats], scale: float = 0.7) -> Solid:
    """The solid with its skin moved outwards by `height`."""
    return lambda p: (solid(p) - height(p)) * scale


def at(solid: Solid, x: float, y: float = 0.0, z: float = 0.0) -> Solid:
    """The solid moved."""
    offset = vec(x, y, z)
    return lambda p: solid(p - offset)


def turn(solid: Solid, axis: str, degrees: float) -> Solid:
    """The solid turned about the x, y or z axis, right-handed."""
    i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    c, s = float(np.cos(np.radians(degrees))), float(np.sin(np.radians(degrees)))
    matrix = np.eye(3, dtype=np.float32)
    matrix[i, i], matrix[i, j], matrix[j, i], matrix[j, j] = c, s, -s, c
    return lambda p: solid(matrix @ p)


def join(*solids: Solid, soft: float = 0.0) -> Solid:
    """The union; `soft` melts the seams over that width."""

    def distance(p: Floats) -> Floats:
        d = solids[0](p)
        for solid in solids[1:]:
            e = solid(p)
            h = np.maximum(soft - np.abs(d - e), 0)
            d = np.minimum(d, e) - (h * h / (4 * soft) if soft else 0)
        return d

    return distance


def cut(solid: Solid, *away: Solid, soft: float = 0.0) -> Solid:
    """The solid without the others; `soft` rounds the new edges."""

    def distance(p: Floats) -> Floats:
        d = solid(p)
        for other in away:
            e = -other(p)
            h = np.maximum(soft - np.abs(d - e), 0)
            d = np.maximum(d, e) + (h * h / (4 * soft) if soft else 0)
        return d

    return distance
