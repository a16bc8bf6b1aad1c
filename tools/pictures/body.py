"""Neck and shoulders, and where a garment hangs on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tools.pictures.brush import Array, blend, dab, light, outline, raster, shade, smooth, strokes
from tools.pictures.canvas import Canvas
from tools.pictures.face import Shape, Skin, contour, ramp
from tools.pictures.pose import Pose

RISE = 0.20  # how far the whole bust stands up towards the chin, in head units

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Body:
    """The bust below a head; all in head units from the eyes, upright (it does not tilt with the head)."""

    neck: float = 0.50
    shoulder: float = 2.15
    shoulder_y: float = 2.62
    slope: float = 0.0


def place(pose: Pose, points: Points) -> Array:
    """Pixels of upright points: the bust stands still when the head leans."""
    root = pose.flat([(0.0, 1.5)])[0]
    return np.asarray(
        [(root[0] + x * pose.size, root[1] + (y - 1.5 - RISE) * pose.size) for x, y in points], np.float32
    )


def mirrored(points: Points) -> list[tuple[float, float]]:
    """A right half and its left mirror, as one outline from top right round to top left."""
    return [*points, *((-x, y) for x, y in reversed(points))]


def bust_outline(body: Body) -> list[tuple[float, float]]:
    n, w, y = body.neck, body.shoulder, body.shoulder_y
    return mirrored(
        [
            (n, 0.7),
            (n, 1.5),
            (n + 0.04, 1.88),
            (n + 0.30, 2.10),
            (0.62 * w, y - 0.29),
            (0.86 * w, y - 0.13),
            (0.97 * w, y + 0.22),
            (w + 0.02, y + 0.8),
            (w + 0.04, 4.2),
            (w + 0.02, 5.2),
            (w - 0.1, 6.8),
        ]
    )


def paint_bust(c: Canvas, pose: Pose, skin: Skin, shape: Shape, body: Body, front: bool = True) -> Array:
    """Neck and shoulders in skin, with the shadow of the chin; gives their mask. Seen from behind if not `front`."""
    mask = outline(place(pose, bust_outline(body))).full(c.width, c.height)
    root = pose.flat([(0.0, 1.5)])[0]
    p = (c.x - root[0]) / pose.size
    q = (c.y - root[1]) / pose.size + 1.5 + RISE
    wide = np.interp(q, [1.7, 2.3, 2.9], [body.neck * 1.12, 1.3, body.shoulder * 1.25]).astype(np.float32)
    x = np.clip(p / wide, -0.99, 0.99)
    v = -0.42 * x + 0.86 * np.sqrt(1 - x**2) - 0.05 * np.clip(q - 2.2, 0, 2)
    colour = ramp(np.clip(v, 0, 1).astype(np.float32), skin)
    m = mask[..., None]
    c.pixels[:] = c.pixels * (1 - m) + colour * m
    u = pose.size
    chin = raster([smooth(pose.edge(contour(shape)), closed=True)])
    shade(c, blend(skin.dark, skin.mid, 0.1), chin.moved(0.10 * u, 0.30 * u).soft(0.13 * u), 0.70, mask)
    shade(c, skin.dark, chin.moved(0.05 * u, 0.10 * u).soft(0.05 * u), 0.42, mask)
    if not front:
        return mask
    for side in (-1, 1):
        bone = smooth(place(pose, [(side * 0.14, 2.47), (side * 0.5, 2.38), (side * 1.05, 2.34), (side * 1.45, 2.28)]))
        shade(c, skin.dark, strokes([bone], 0.085 * u).moved(0, 0.04 * u).soft(0.045 * u), 0.5, mask)
        light(c, strokes([bone], 0.06 * u).moved(0, -0.03 * u).soft(0.035 * u), 0.10 + skin.gloss * 0.4, mask)
        cord = smooth(place(pose, [(side * (body.neck - 0.06), 1.45), (side * 0.30, 1.95), (side * 0.12, 2.42)]))
        shade(c, skin.dark, strokes([cord], 0.09 * u).moved(0.03 * u, 0).soft(0.05 * u), 0.30, mask)
        light(c, strokes([cord], 0.07 * u).moved(-0.03 * u, 0).soft(0.05 * u), 0.10, mask)
    x0, y0 = place(pose, [(0.0, 2.44)])[0]
    shade(c, skin.dark, dab(x0, y0, 0.09 * u, 0.08 * u), 0.35, mask)
    return mask
