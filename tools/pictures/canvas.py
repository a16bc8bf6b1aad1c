"""A small drawing surface on numpy and Pillow: masks of float32 in 0..1, laid on an RGB picture in 0..255.

Coordinates are pixels from the upper left corner. Everything is deterministic: the same calls give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Mask = NDArray[np.float32]  # shape (height, width), 0..1
Color = str | NDArray[np.float32]  # "#rrggbb", or floats of shape (3,) or (height, width, 3) in 0..255
Point = tuple[float, float]
Segment = Sequence[float]  # (x, y) line, (cx, cy, x, y) quadratic, (c1x, c1y, c2x, c2y, x, y) cubic
Curve = Sequence[Point]  # the four points of one cubic Bézier curve

SHADE = "#8a5440"  # what a shadow multiplies with: warm clay, never grey


def rgb(color: Color) -> NDArray[np.float32]:
    """The colour as floats in 0..255."""
    if isinstance(color, str):
        return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)], np.float32)
    return color


def smooth(edge0: float, edge1: float, values: Mask) -> Mask:
    """0 below edge0, 1 above edge1, an S-curve between (the edges may be given high to low)."""
    t = np.clip((values - edge0) / (edge1 - edge0), 0, 1)
    return cast("Mask", t * t * (3 - 2 * t))


def _bezier(points: NDArray[np.float64], steps: int) -> NDArray[np.float64]:
    """`steps` + 1 points along a quadratic or cubic curve."""
    t = np.linspace(0, 1, steps + 1)[:, None]
    while len(points) > 1:  # de Casteljau, for all t at once
        points = [a + (b - a) * t for a, b in zip(points[:-1], points[1:], strict=True)]  # type: ignore[assignment]
    return cast("NDArray[np.float64]", points[0])


def outline(points: Sequence[Segment], steps: int = 48) -> NDArray[np.float64]:
    """A path's segments as one polyline of shape (n, 2)."""
    line: list[NDArray[np.float64]] = [np.array([points[0]], float)]
    for segment in points[1:]:
        ends = np.array([line[-1][-1], *np.reshape(segment, (-1, 2))], float)
        line.append(ends[1:] if len(ends) == 2 else _bezier(ends, steps)[1:])
    return np.concatenate(line)


class Canvas:
    """A picture being drawn. `x` and `y` hold each pixel's coordinates, `pixels` the float RGB picture."""

    def __init__(self, width: int, height: int, top: Color = "#ffffff", bottom: Color = "#ffffff") -> None:
        self.width, self.height = width, height
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        self.x: Mask = x + 0.5
        self.y: Mask = y + 0.5
        self.pixels: NDArray[np.float32] = np.empty((height, width, 3), np.float32)
        self.pixels[:] = rgb(top)
        self.mix(bottom, smooth(0, height, self.y))

    # ---- laying colour on

    def mix(self, color: Color, mask: Mask, k: float = 1.0) -> None:
        """Cover with a colour."""
        m = np.clip(mask * k, 0, 1)[..., None]
        self.pixels += (rgb(color) - self.pixels) * m

    def light(self, mask: Mask, k: float = 1.0, tint: Color = "#ffffff") -> None:
        """Screen with a colour, white by default."""
        m = np.clip(mask * k, 0, 1)[..., None]
        self.pixels += (255 - self.pixels) * (rgb(tint) / 255) * m

    def shade(self, mask: Mask, k: float = 1.0, tint: Color = SHADE) -> None:
        """Multiply towards a tint."""
        m = np.clip(mask * k, 0, 1)[..., None]
        self.pixels *= 1 - m * (1 - rgb(tint) / 255)

    # ---- masks

    def glow(self, cx: float, cy: float, rx: float, ry: float, power: float = 2.0) -> Mask:
        """A soft round spot: 1 at its centre, exp(-power) at its radius."""
        return cast("Mask", np.exp(-power * (((self.x - cx) / rx) ** 2 + ((self.y - cy) / ry) ** 2)))

    def box(self, x0: float, y0: float, x1: float, y1: float, r: float = 0) -> Mask:
        """A rectangle with rounded corners of radius r."""
        r = min(r, (x1 - x0) / 2, (y1 - y0) / 2)
        dx = np.abs(self.x - (x0 + x1) / 2) - (x1 - x0) / 2 + r
        dy = np.abs(self.y - (y0 + y1) / 2) - (y1 - y0) / 2 + r
        away = np.hypot(np.maximum(dx, 0), np.maximum(dy, 0)) + np.minimum(np.maximum(dx, dy), 0) - r
        return cast("Mask", np.clip(0.5 - away, 0, 1))

    def oval(self, cx: float, cy: float, rx: float, ry: float) -> Mask:
        """An ellipse; its edge is one pixel soft all round, however flat it is."""
        u, v = (self.x - cx) / rx, (self.y - cy) / ry
        k = np.hypot(u, v)
        slope = np.hypot(u / rx, v / ry) / np.maximum(k, 1e-6)  # how fast k grows per pixel, here
        return cast("Mask", np.clip(0.5 + (1 - k) / np.maximum(slope, 1e-6), 0, 1))

    def path(self, points: Sequence[Segment], fine: int = 4) -> Mask:
        """A closed outline: the first point, then (x, y), quadratic (4 numbers) or cubic (6 numbers) segments."""
        return self._cover(lambda draw, at: draw.polygon(at(outline(points)), fill=255), outline(points), fine)

    def stroke(self, curves: Curve | Sequence[Curve], width: float, taper: bool = True, fine: int = 4) -> Mask:
        """One cubic Bézier curve, or a list of them, as a brush line; tapered ones thin out at both ends."""
        many = cast("Sequence[Curve]", curves if isinstance(curves[0][0], Sequence) else [curves])
        lines = [_bezier(np.array(c, float), _steps(c)) for c in many]

        def draw_all(draw: Any, at: Any) -> None:
            for line in lines:
                t = np.linspace(0, 1, len(line))
                r = width / 2 * (np.sin(np.pi * (0.04 + 0.92 * t)) ** 0.75 if taper else np.ones_like(t))
                along = np.gradient(line, axis=0)
                along /= np.maximum(np.hypot(along[:, :1], along[:, 1:]), 1e-9)
                side = np.stack([-along[:, 1], along[:, 0]], 1) * r[:, None]
                left, right = line + side, line - side
                for i in range(len(line) - 1):  # piece by piece: a whole outline would cancel itself in tight bends
                    draw.polygon(at(np.array([left[i], left[i + 1], right[i + 1], right[i]])), fill=255)
                for centre, radius in zip(line, r, strict=True):
                    (x0, y0), (x1, y1) = at(np.array([centre - radius, centre + radius]))
                    draw.ellipse([x0, y0, x1, y1], fill=255)

        spread = np.concatenate(lines)
        return self._cover(draw_all, np.concatenate([spread - width, spread + width]), fine)

    def _cover(self, draw_shape: Any, extent: NDArray[np.float64], fine: int) -> Mask:
        """Draw `fine` times larger, only where the shape lies, and average down."""
        low = np.maximum(np.floor(extent.min(0)) - 2, 0).astype(int)
        high = np.minimum(np.ceil(extent.max(0)) + 2, [self.width, self.height]).astype(int)
        mask = np.zeros((self.height, self.width), np.float32)
        w, h = (high - low).tolist()
        if w <= 0 or h <= 0:
            return mask
        sheet = Image.new("L", (w * fine, h * fine))
        draw_shape(ImageDraw.Draw(sheet), lambda pts: [(float(x), float(y)) for x, y in (pts - low) * fine - 0.5])
        small = np.asarray(sheet.reduce(fine), np.float32) / 255
        mask[low[1] : high[1], low[0] : high[0]] = small
        return mask

    def image(self) -> Image.Image:
        """The picture, rounded with a faint fixed noise so that long gradients do not band."""
        noise = np.random.default_rng(1).random((self.height, self.width, 1), np.float32)
        return Image.fromarray(np.clip(self.pixels + noise, 0, 255).astype(np.uint8))


def _steps(curve: Curve) -> int:
    length = np.abs(np.diff(np.array(curve, float), axis=0)).sum()
    return int(np.clip(length / 4, 12, 400))


def blur(mask: Mask, r: float) -> Mask:
    """A Gaussian blur of standard deviation r pixels, in floats (8 bits would band). Large ones work on a small copy."""
    shrink = max(1, int(r // 5))
    height, width = mask.shape
    sheet = Image.fromarray(np.ascontiguousarray(mask, np.float32))
    if shrink > 1:
        sheet = sheet.resize((-(-width // shrink), -(-height // shrink)), Image.Resampling.BOX)
    a = np.asarray(sheet, np.float32)
    sigma = r / shrink
    reach = max(1, int(np.ceil(3 * sigma)))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / max(sigma, 1e-3)) ** 2)
    kernel = (kernel / kernel.sum()).astype(np.float32)
    for axis in (0, 1):
        pad = [(0, 0), (0, 0)]
        pad[axis] = (reach, reach)
        wide = np.pad(a, pad, mode="edge")
        n = a.shape[axis]
        a = sum(k * np.take(wide, range(i, i + n), axis) for i, k in enumerate(kernel))
    if shrink > 1:
        a = np.asarray(Image.fromarray(a).resize((width, height), Image.Resampling.BICUBIC), np.float32)
    return cast("Mask", np.clip(a, 0, 1))


def shift(mask: Mask, dx: float, dy: float) -> Mask:
    """The mask moved by whole pixels; what comes in at the edges is empty."""
    ix, iy = round(dx), round(dy)
    height, width = mask.shape
    moved = np.zeros_like(mask)
    if abs(ix) < width and abs(iy) < height:
        moved[max(iy, 0) : height + min(iy, 0), max(ix, 0) : width + min(ix, 0)] = mask[
            max(-iy, 0) : height + min(-iy, 0), max(-ix, 0) : width + min(-ix, 0)
        ]
    return moved


def grain(image: Image.Image, k: float = 2.0, seed: int = 7) -> Image.Image:
    """Film grain: monochrome noise of standard deviation k (of 255), one part of it two pixels wide."""
    noise = np.random.default_rng(seed).standard_normal((image.height, image.width), np.float32)
    noise = 0.8 * noise + 0.2 * (np.roll(noise, 1, 0) + np.roll(noise, 1, 1))
    pixels = np.asarray(image, np.float32) + noise[..., None] * k
    return Image.fromarray(np.clip(pixels + 0.5, 0, 255).astype(np.uint8))


def window_light(canvas: Canvas, angle: float = 0.36, soft: float = 24, panes: int = 2) -> Mask:
    """Morning light through a window at the upper left: slanted panes, soft, fading towards the lower right."""
    w = canvas.width
    across = (canvas.x * np.cos(angle) + canvas.y * np.sin(angle)) / w
    down = (canvas.y * np.cos(angle) - canvas.x * np.sin(angle)) / w
    mask = np.zeros_like(canvas.x)
    for column in range(panes):
        left = 0.12 + column * 0.36
        for row in range(3):
            top = -0.46 + row * 0.5
            inside = (across > left) & (across < left + 0.315) & (down > top) & (down < top + 0.45)
            mask[inside] = 1
    return cast("Mask", blur(mask, soft) * (1 - 0.5 * smooth(0.2, 1.5, across + down)))


def save_jpeg(image: Image.Image, path: Path, quality: int = 84) -> None:
    """Write a progressive JPEG without EXIF; its pixels are sRGB, which is what a file without a profile means."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image.convert("RGB").save(path, "JPEG", quality=quality, progressive=True, optimize=True, subsampling="4:2:0")
