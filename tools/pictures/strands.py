"""Hair strand by strand: locks between two guide curves, each strand lit along its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from tools.pictures.brush import Array, Line, Mask, mix, shade, smooth, tone
from tools.pictures.canvas import Canvas
from tools.pictures.face import LIGHT
from tools.pictures.pose import Pose

_SS = 2


@dataclass(frozen=True, slots=True)
class Hair:
    """A hair colour from its shadow to the light on it."""

    dark: str
    mid: str
    light: str
    shine: str


def resample(curve: Line, n: int) -> Array:
    """A smooth curve through the points, n samples evenly spaced along it."""
    q = smooth(curve, n=16)
    d = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(q, axis=0).T))])
    t = np.linspace(0, d[-1], n)
    return np.stack([np.interp(t, d, q[:, 0]), np.interp(t, d, q[:, 1])], 1).astype(np.float32)


class Sheet:
    """Hair on a sheet of its own: drawn twice as large, laid on the canvas at the end with its shadow."""

    def __init__(self, c: Canvas, pose: Pose, hair: Hair, seed: int) -> None:
        self.c, self.pose = c, pose
        self.ramp = np.stack([tone(v) for v in (hair.dark, hair.mid, hair.light, hair.shine)])
        size = (c.width * _SS, c.height * _SS)
        fill = tuple(int(v) for v in (self.ramp[0] + self.ramp[1]) / 2)
        self.colour, self.alpha = Image.new("RGB", size, fill), Image.new("L", size)
        self._ink = ImageDraw.Draw(self.colour)
        self._cover = ImageDraw.Draw(self.alpha)
        self.rng = np.random.default_rng(seed)
        self.under: list[Mask] = []  # soft grounds of hair, painted on the skin first

    def _colours(self, v: Array) -> Array:
        return np.stack([np.interp(v, [0.0, 0.42, 0.78, 1.0], self.ramp[:, i]) for i in range(3)], -1)

    def field(self, pixels: Array) -> Array:
        """The light of the whole head of hair at these pixels: round on top, a column below."""
        pose = self.pose
        d = (pixels - np.array([pose.x, pose.y])) / pose.size
        cs, sn = np.cos(pose.tilt), np.sin(pose.tilt)
        x = (d[:, 0] * cs + d[:, 1] * sn) / 1.55
        y = np.clip(d[:, 1] * cs - d[:, 0] * sn + 0.1, -1.5, 0.0) / 1.9
        z = np.sqrt(np.clip(1 - x**2 - y**2, 0.02, 1))
        v = x * LIGHT[0] + y * LIGHT[1] + z * LIGHT[2]
        return np.asarray(np.clip((v + 0.28) / 1.28, 0, 1), np.float32)

    def fill(self, polygon: Array, v: float = 0.15) -> None:
        """A flat ground under the strands."""
        q = [(float(x) * _SS, float(y) * _SS) for x, y in polygon]
        r, g, b = (int(k) for k in self._colours(np.array([v], np.float32))[0])
        self._ink.polygon(q, fill=(r, g, b))
        self._cover.polygon(q, fill=255)

    def strand(self, curve: Array, width: float, v: Array, taper: tuple[float, float] = (0.5, 0.1)) -> None:
        """One strand with its light along the curve (v, one value a point, 0 dark to 1 shine)."""
        d = np.gradient(curve, axis=0)
        nrm = np.stack([-d[:, 1], d[:, 0]], 1) / np.maximum(np.hypot(d[:, 0], d[:, 1]), 1e-4)[:, None]
        t = np.linspace(0, 1, len(curve))
        r = width * _SS / 2 * np.clip(np.minimum(taper[0] + t * 6, taper[1] + (1 - t) * 3.2), 0, 1)
        left, right = curve * _SS + nrm * r[:, None], curve * _SS - nrm * r[:, None]
        col = self._colours(np.clip(v, 0, 1)).astype(int)
        for i in range(len(curve) - 1):
            quad = [tuple(left[i]), tuple(left[i + 1]), tuple(right[i + 1]), tuple(right[i])]
            self._ink.polygon(quad, fill=(int(col[i, 0]), int(col[i, 1]), int(col[i, 2])))
        self._cover.polygon([(float(x), float(y)) for x, y in np.vstack([left, right[::-1]])], fill=255)

    def lock(
        self,
        inner: Line,
        outer: Line,
        n: int = 160,
        width: float = 4.0,
        shine: Sequence[tuple[float, float, float]] = ((0.28, 0.10, 0.30),),
        wave: tuple[float, float, float] = (0.0, 1.0, 0.0),
        loose: float = 0.03,
        depth: float = 0.5,
        ground: bool = True,
        spread: float = 1.0,
    ) -> None:
        """A lock between two guide curves in pixels: n strands, lit as a round body.

        `shine` holds (where along, how wide, how bright); `wave` an amplitude in pixels, the number of waves and
        their phase; `loose` is how far strands stray, in lock widths; `depth` how round the lock looks.
        """
        reach_px = np.abs(np.diff(smooth(outer, n=4), axis=0)).sum()
        m = int(np.clip(reach_px / 5, 20, 150))
        a, b = resample(inner, m), resample(outer, m)
        t = np.linspace(0, 1, m, dtype=np.float32)
        across = b - a
        span = np.maximum(np.hypot(across[:, 0], across[:, 1]), 1e-3)[:, None]
        along = np.gradient((a + b) / 2, axis=0)
        side = np.stack([-along[:, 1], along[:, 0]], 1) / np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-3)[:, None]
        amp, turns, phase = wave
        sway = side * (amp * np.clip(t * 2.2 - 0.25, 0, 1) * np.sin(2 * np.pi * turns * t + phase))[:, None]
        if ground:
            stop = m - int(
                max(3, 0.045 * m * spread) if spread > 0 else 0
            )  # strands end unevenly: the ground must not show below them
            self.fill(np.vstack([(a + sway)[:stop], (b + sway)[:stop][::-1]]), 0.22)
        order = self.rng.permutation(n)
        for k in order:
            s = (k + 0.5) / n + float(self.rng.normal(0, loose))
            drift = float(self.rng.normal(0, loose * 0.8)) * t**1.5
            pos = np.clip(s + drift, -0.06, 1.06)[:, None]
            own = 1 + 0.12 * float(self.rng.normal())
            curve = a + across * pos + sway * own
            reach = int(m * (1 - abs(float(self.rng.normal(0, 0.035 * spread))))) if spread > 0 else m
            curve = curve[: max(reach, 8)]
            phi = (np.clip(s, 0, 1) - 0.5) * np.pi * 0.85
            normal = across / span * np.sin(phi)
            body = normal[:, 0] * LIGHT[0] + normal[:, 1] * LIGHT[1] + np.cos(phi) * LIGHT[2]
            v = 0.62 * self.field(curve) + depth * (body[: len(curve)] - 0.45) + float(self.rng.normal(0, 0.07))
            for at, wide, bright in shine:
                ripple = at + 0.03 * float(self.rng.normal())
                v = v + bright * np.exp(-(((t[: len(curve)] - ripple) / wide) ** 2)) * self.field(curve)
            if amp:
                v = v + 0.16 * np.cos(2 * np.pi * turns * t[: len(curve)] + phase) * np.clip(
                    t[: len(curve)] * 2.2 - 0.25, 0, 1
                )
            self.strand(curve.astype(np.float32), width * float(self.rng.uniform(0.6, 1.2)), v.astype(np.float32))

    def flyaways(self, curves: Sequence[Array], width: float = 1.2) -> None:
        """A few single hairs that the morning has loosened."""
        for q in curves:
            self.strand(resample(q, 24), width, 0.62 * self.field(resample(q, 24)) + 0.22, (0.3, 0.1))

    def mask(self) -> Mask:
        size = (self.c.width, self.c.height)
        return Mask(np.asarray(self.alpha.resize(size, Image.Resampling.BICUBIC), np.float32) / np.float32(255), 0, 0)

    def lay(
        self, on: Array | None = None, tint: str = "#7a4636", k: float = 0.5, soft: float = 14.0, opacity: float = 1.0
    ) -> Array:
        """Lay the hair on the canvas, with its shadow on what lies in `on`; gives its mask."""
        for ground in self.under:
            mix(self.c, self.ramp[0], ground, 0.9)
        m = self.mask()
        if on is not None:
            shade(self.c, tint, m.moved(soft * 0.7, soft * 0.8).soft(soft), k, on)
        size = (self.c.width, self.c.height)
        rgb = np.asarray(self.colour.resize(size, Image.Resampling.BICUBIC), np.float32)
        a = m.a[..., None] * opacity
        self.c.pixels[:] = self.c.pixels * (1 - a) + rgb * a
        return m.a
