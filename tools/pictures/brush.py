"""Local brush work on a canvas: small masks with a place, so that a lash does not cost a whole picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from tools.pictures.canvas import Canvas, blur

Array = NDArray[np.float32]
Colour = str | Array
Line = Sequence[Sequence[float]] | Sequence[NDArray[Any]] | NDArray[Any]  # points (x, y)
_SS = 3  # supersampling of outlines


def tone(colour: Colour) -> Array:
    """`#rrggbb` or an array as three float32 in 0..255."""
    if isinstance(colour, str):
        return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], np.float32)
    return np.asarray(colour, np.float32)


def blend(a: Colour, b: Colour, k: float) -> Array:
    """The colour k of the way from a to b."""
    return (tone(a) * (1 - k) + tone(b) * k).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Mask:
    """Coverage 0..1, shape (h, w), whose upper left corner lies at (x, y) of the canvas."""

    a: Array
    x: int
    y: int

    def soft(self, r: float) -> Mask:
        """The same mask blurred by r pixels, with room for the blur."""
        if r <= 0.2:
            return self
        pad = int(r * 3) + 1
        return Mask(blur(np.pad(self.a, pad), r), self.x - pad, self.y - pad)

    def moved(self, dx: float, dy: float) -> Mask:
        return Mask(self.a, self.x + round(dx), self.y + round(dy))

    def inverse(self) -> Mask:
        """What the mask leaves open, within its own box."""
        return Mask(1 - self.a, self.x, self.y)

    def full(self, w: int, h: int) -> Array:
        """The mask on a whole canvas of w by h pixels."""
        out = np.zeros((h, w), np.float32)
        ys, xs, part = _window(self, w, h)
        out[ys, xs] = part
        return out


def _window(m: Mask, w: int, h: int) -> tuple[slice, slice, Array]:
    x0, y0 = max(m.x, 0), max(m.y, 0)
    x1, y1 = max(min(m.x + m.a.shape[1], w), x0), max(min(m.y + m.a.shape[0], h), y0)
    return slice(y0, y1), slice(x0, x1), m.a[y0 - m.y : y1 - m.y, x0 - m.x : x1 - m.x]


def smooth(points: Line, closed: bool = False, n: int = 14) -> Array:
    """A Catmull-Rom curve through the points, n samples a piece, shape (m, 2)."""
    p = np.asarray(points, np.float32)
    ext = np.vstack([p[-1], p, p[0], p[1]]) if closed else np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    t = np.linspace(0, 1, n, endpoint=False, dtype=np.float32)[:, None]
    out = []
    for a, b, c, d in zip(ext[:-3], ext[1:-2], ext[2:-1], ext[3:], strict=True):
        out.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    if not closed:
        out.append(p[-1:])
    return np.vstack(out).astype(np.float32)


def raster(polygons: Iterable[Array]) -> Mask:
    """The union of filled outlines, each (n, 2) in pixels, as one anti-aliased mask."""
    shapes = [np.asarray(q, np.float32) for q in polygons]
    flat = np.vstack(shapes)
    x0, y0 = (int(v) for v in np.floor(flat.min(0)) - 2)
    x1, y1 = (int(v) for v in np.ceil(flat.max(0)) + 2)
    im = Image.new("L", ((x1 - x0) * _SS, (y1 - y0) * _SS))
    draw = ImageDraw.Draw(im)
    for q in shapes:
        draw.polygon([(float((x - x0) * _SS), float((y - y0) * _SS)) for x, y in q], fill=255)
    small = im.resize((x1 - x0, y1 - y0), Image.Resampling.BOX)
    return Mask(np.asarray(small, np.float32) / np.float32(255), x0, y0)


def outline(points: Line) -> Mask:
    """A smooth closed shape through the points."""
    return raster([smooth(points, closed=True)])


def ribbon(curve: Array, width: float, taper: tuple[float, float] = (0.1, 0.1), bulge: float = 0.7) -> Array:
    """The outline of a brush stroke along a curve: `width` pixels at its widest, thin at its two ends."""
    d = np.gradient(curve, axis=0)
    normal = np.stack([-d[:, 1], d[:, 0]], 1) / np.maximum(np.hypot(d[:, 0], d[:, 1]), 1e-4)[:, None]
    t = np.linspace(0, 1, len(curve))
    ends = taper[0] * (1 - t) + taper[1] * t
    r = width / 2 * (ends + (1 - ends) * np.sin(np.pi * t) ** bulge)
    return np.vstack([curve + normal * r[:, None], (curve - normal * r[:, None])[::-1]]).astype(np.float32)


def strokes(curves: Iterable[Array], width: float, taper: tuple[float, float] = (0.1, 0.1)) -> Mask:
    """Brush strokes along curves as one mask."""
    return raster([ribbon(np.asarray(q, np.float32), width, taper) for q in curves])


def mix(c: Canvas, colour: Colour, m: Mask, k: float = 1.0, clip: Array | None = None) -> None:
    """Paint a colour through a mask; `clip` is a whole-canvas mask that holds it in."""
    ys, xs, part = _window(m, c.width, c.height)
    if part.size == 0:
        return
    v = part * k if clip is None else part * k * clip[ys, xs]
    v = np.clip(v, 0, 1)[..., None]
    c.pixels[ys, xs] = c.pixels[ys, xs] * (1 - v) + tone(colour) * v


def shade(c: Canvas, tint: Colour, m: Mask, k: float, clip: Array | None = None) -> None:
    """Multiply towards a tint through a mask."""
    ys, xs, part = _window(m, c.width, c.height)
    if part.size == 0:
        return
    v = part * k if clip is None else part * k * clip[ys, xs]
    v = np.clip(v, 0, 1)[..., None]
    c.pixels[ys, xs] = c.pixels[ys, xs] * (1 - v + v * tone(tint) / 255)


def light(c: Canvas, m: Mask, k: float, clip: Array | None = None, tint: Colour = "#fff3e4") -> None:
    """Screen with a warm white through a mask."""
    ys, xs, part = _window(m, c.width, c.height)
    if part.size == 0:
        return
    v = part * k if clip is None else part * k * clip[ys, xs]
    v = np.clip(v, 0, 1)[..., None]
    c.pixels[ys, xs] = c.pixels[ys, xs] + (255 - c.pixels[ys, xs]) * v * tone(tint) / 255


def dab(x: float, y: float, rx: float, ry: float) -> Mask:
    """A soft airbrush dab centred at (x, y), fading to nothing near 2.4 radii."""
    x0, y0 = int(x - 2.4 * rx), int(y - 2.4 * ry)
    yy, xx = np.mgrid[0 : int(4.8 * ry) + 2, 0 : int(4.8 * rx) + 2].astype(np.float32)
    d = ((xx + x0 - x) / rx) ** 2 + ((yy + y0 - y) / ry) ** 2
    edge = np.float32(np.exp(-(2.4**2)))
    return Mask(np.clip((np.exp(-d) - edge) / (1 - edge), 0, 1).astype(np.float32), x0, y0)


def oval(x: float, y: float, rx: float, ry: float, angle: float = 0.0) -> Mask:
    """A hard-edged oval, turned by `angle` radians."""
    t = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    u, v = np.cos(t) * rx, np.sin(t) * ry
    return raster([np.stack([x + u * np.cos(angle) - v * np.sin(angle), y + u * np.sin(angle) + v * np.cos(angle)], 1)])
