"""Where a head stands and how it is turned: the way from head space to pixels.

Head space: the origin lies between the eyes, one unit is half the width of the face, x to the right, y down.
The chin lies near y = 1.42, the hairline near -0.9, the crown near -1.5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tools.pictures.brush import Array, Line
from tools.pictures.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Pose:
    """`tilt` leans the head to the right shoulder, `turn` looks to the right, both in radians."""

    x: float
    y: float
    size: float
    tilt: float = 0.0
    turn: float = 0.0

    def flat(self, points: Line) -> Array:
        """Pixels of points that turn with nothing (outlines, hair behind)."""
        p = np.atleast_2d(np.asarray(points, np.float32))
        c, s = np.cos(self.tilt), np.sin(self.tilt)
        pixels = np.stack([p[:, 0] * c - p[:, 1] * s, p[:, 0] * s + p[:, 1] * c], 1) * self.size
        return np.asarray(pixels + np.array([self.x, self.y]), np.float32)

    def on(self, points: Line, out: float = 0.0) -> Array:
        """Pixels of points on the face, which is round; `out` is how far they stand out of it."""
        return self.flat(self.turned(points, out))

    def turned(self, points: Line, out: float = 0.0) -> Array:
        """Points of the face after the turn, still in head space."""
        p = np.array(np.atleast_2d(np.asarray(points, np.float32)))
        round_ = np.arcsin(np.clip(p[:, 0] / 1.18, -1, 1))
        p[:, 0] = 1.18 * np.sin(round_ + self.turn) + out * np.sin(self.turn)
        return p

    def edge(self, points: Line) -> Array:
        """Pixels of the face's outline: its sides stay, its middle goes with the turn."""
        p = np.array(np.atleast_2d(np.asarray(points, np.float32)))
        p[:, 0] += 0.8 * np.sin(self.turn) * np.clip(1 - p[:, 0] ** 2, 0, 1) * np.clip(p[:, 1] - 0.2, 0, 1)
        return self.flat(p)

    def grid(self, c: Canvas) -> tuple[Array, Array]:
        """Head space coordinates of every pixel, two arrays of the canvas's shape."""
        dx, dy = (c.x - self.x) / self.size, (c.y - self.y) / self.size
        cs, s = np.cos(self.tilt), np.sin(self.tilt)
        return dx * cs + dy * s, dy * cs - dx * s
