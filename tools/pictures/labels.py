"""Labels: words set in type, as sheets that a solid wears."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tools.pictures.solids import Floats
from tools.pictures.studio import Paint, linear, sample

FONTS = Path(__file__).parent / "fonts"
DOTS = 960  # per unit
SERIF, ITALIC, SANS = "InstrumentSerif-Regular", "InstrumentSerif-Italic", "Figtree-Medium"


def _spaced(
    draw: ImageDraw.ImageDraw, x: float, y: float, words: str, font: ImageFont.FreeTypeFont, gap: float
) -> None:
    width = sum(draw.textlength(c, font=font) + gap for c in words) - gap
    x -= width / 2
    for c in words:
        draw.text((x, y), c, fill=255, font=font, anchor="ls")
        x += draw.textlength(c, font=font) + gap


def words(
    width: float, height: float, name: str, small: Sequence[str] = (), size: float = 0.16, sun: bool = True
) -> Floats:
    """A sheet of the given size in units: the brand's low sun, the name, small capitals below. Ink is 1."""
    fine = DOTS * 3
    w, h = int(width * DOTS) * 3, int(height * DOTS) * 3
    sheet = Image.new("L", (w, h))
    draw = ImageDraw.Draw(sheet)
    big = ImageFont.truetype(FONTS / f"{SERIF}.ttf", size * fine)
    tiny = ImageFont.truetype(FONTS / f"{SANS}.ttf", size * fine * 0.30)
    lines = name.split("\n")
    step = size * 0.92 * fine
    tall = step * len(lines) + len(small) * size * 0.52 * fine + (size * 0.62 * fine if sun else 0)
    y = (h - tall) / 2
    if sun:
        r = size * 0.20 * fine
        draw.pieslice([w / 2 - r, y, w / 2 + r, y + 2 * r], 180, 360, fill=255)
        draw.rectangle(
            [w / 2 - 2.1 * r, y + r * 1.28, w / 2 + 2.1 * r, y + r * 1.28 + max(2, size * 0.018 * fine)], fill=255
        )
        y += size * 0.62 * fine
    for line in lines:
        y += step
        draw.text((w / 2, y - step * 0.2), line, fill=255, font=big, anchor="ms")
    for line in small:
        y += size * 0.52 * fine
        _spaced(draw, w / 2, y, line.upper(), tiny, size * fine * 0.055)
    return np.asarray(sheet.reduce(3), np.float32) / 255


def worn(
    base: Paint,
    sheet: Floats,
    ink: str,
    x: float,
    y: float,
    z: float = 0.0,
    r: float | None = None,
    paper: str | None = None,
    turn: float = 0.0,
    flat: str = "z",
) -> Callable[[Floats, Floats], Floats]:
    """Paint with a label: centred at (x, y), wrapped round an upright cylinder of radius r about (x, z), or flat.

    `flat` says which way a flat label faces: z to the camera, y upwards (then `y` is its place in z). `turn` is in degrees.
    """
    h, w = sheet.shape[0] / DOTS, sheet.shape[1] / DOTS
    c, s = float(np.cos(np.radians(turn))), float(np.sin(np.radians(turn)))

    def paint(p: Floats, n: Floats) -> Floats:
        color = np.broadcast_to(linear(base), p.shape).copy() if isinstance(base, str) else base(p, n)
        if flat == "y":
            across, down, front = p[0] - x, p[2] - y, n[1] > 0.6
            across, down = across * c - down * s, across * s + down * c
        elif r is not None:
            angle = np.arctan2(p[0] - x, p[2] - z) - np.radians(turn)
            across, down, front = angle * r, y - p[1], np.abs(angle) < 1.7
        else:
            px, pz = p[0] - x, p[2] - z
            across, down, front = px * c - pz * s, y - p[1], n[2] > 0.3
        u, v = 0.5 + across / w, 0.5 + down / h
        on = front & (u > 0) & (u < 1) & (v > 0) & (v < 1)
        if on.any():
            q = color[:, on]
            if paper:
                q = np.broadcast_to(linear(paper), q.shape)
            k = sample(sheet, u[on], v[on]) * 0.92
            color[:, on] = q * (1 - k) + linear(ink) * k
        return color

    return paint
