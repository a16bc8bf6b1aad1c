"""Fabric: its round in the light, its folds, weave and stitches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tools.pictures.body import RISE
from tools.pictures.brush import Array, blend, light, shade, strokes, tone
from tools.pictures.canvas import Canvas
from tools.pictures.pose import Pose


@dataclass(frozen=True, slots=True)
class Cloth:
    """A fabric in light, in itself and in shadow."""

    light: str
    mid: str
    dark: str


def drape(c: Canvas, pose: Pose, cloth: Cloth, m: Array, axis: float = 0.0, wide: float = 2.6) -> None:
    """Colour a garment's mask as one round body lit from the upper left."""
    root = pose.flat([(0.0, 1.5)])[0]
    p = np.clip(((c.x - root[0]) / pose.size - axis) / wide, -0.98, 0.98)
    q = (c.y - root[1]) / pose.size + 1.5 + RISE
    v = -0.46 * p + 0.80 * np.sqrt(1 - p**2) - 0.10 * np.clip(q - 2.5, 0, 3)
    stops = np.stack([tone(cloth.dark), tone(cloth.mid), tone(cloth.light)])
    colour = np.stack([np.interp(v, [0.15, 0.62, 0.95], stops[:, i]) for i in range(3)], -1)
    c.pixels[:] = c.pixels * (1 - m[..., None]) + colour * m[..., None]


def folds(c: Canvas, curves: Sequence[Array], cloth: Cloth, width: float, m: Array, k: float = 0.5) -> None:
    """Soft folds: a shadow to the right of each line, light to its left."""
    s = strokes(curves, width, (0.1, 0.3))
    shade(c, blend(cloth.dark, cloth.mid, 0.2), s.moved(width * 0.33, width * 0.38).soft(width * 0.42), k, m)
    light(c, s.moved(-width * 0.5, -width * 0.45).soft(width * 0.5), k * 0.45, m)


def weave(c: Canvas, m: Array) -> None:
    """Threads and flecks of linen."""
    rng = np.random.default_rng(3)
    warp = rng.standard_normal((1, c.width)).astype(np.float32)
    weft = rng.standard_normal((c.height, 1)).astype(np.float32)
    fleck = rng.standard_normal((c.height, c.width)).astype(np.float32)
    fleck = fleck + np.roll(fleck, 1, 1) + np.roll(fleck, 2, 1)
    c.pixels += ((0.7 * warp + 0.7 * weft + 0.7 * fleck) * 1.15 * m)[..., None]


def knit(c: Canvas, pose: Pose, cloth: Cloth, m: Array, step: float, texture: str) -> None:
    """Columns of stitches that follow the round of the body."""
    root = pose.flat([(0.0, 1.5)])[0]
    u = pose.size
    p = (c.x - root[0]) / u
    q = (c.y - root[1]) / u + 1.5 + RISE
    column = np.arcsin(np.clip(p / 3.0, -1, 1)) * 3.0 - 0.02 * np.sin(q * 2.0)
    phase = column / step
    ridge = np.cos(2 * np.pi * phase)
    if texture == "knit":
        vee = np.abs((phase - np.floor(phase)) - 0.5)
        stitch = np.cos(2 * np.pi * (q / (step * 0.72) + vee * 1.5))
        v = 0.55 * ridge + 0.45 * stitch
    else:
        v = ridge
    up, down = np.clip(v, 0, 1), np.clip(-v, 0, 1)
    full = m[..., None]
    c.pixels[:] = c.pixels * (1 - full * (down * 0.26)[..., None] * (1 - tone(cloth.dark) / 255))
    c.pixels[:] = c.pixels + (255 - c.pixels) * full * (up * 0.10)[..., None]
