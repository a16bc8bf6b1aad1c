"""The window, the curtain and the table of the looks."""

from __future__ import annotations

import numpy as np

from tools.pictures.brush import Array, Mask, dab, light, mix, raster, shade, smooth, tone
from tools.pictures.canvas import Canvas


def block(x0: float, y0: float, x1: float, y1: float) -> Mask:
    """A rectangle in pixels."""
    return raster([np.asarray([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.float32)])


def paint_window(
    c: Canvas, x0: float, y0: float, x1: float, y1: float, sky: tuple[str, str], panes: tuple[int, int] = (2, 3)
) -> None:
    """A wooden window full of morning, its bars soft against the light; pixels."""
    frame, bar = 34.0, 20.0
    outer = block(x0 - frame, y0 - frame, x1 + frame, y1 + frame)
    shade(c, "#a8735a", outer.moved(16, 20).soft(26), 0.32)
    mix(c, "#fbeddf", outer)
    shade(c, "#b98468", outer.moved(-14, -16).inverse().soft(6), 0.20, outer.full(c.width, c.height))
    glass = block(x0, y0, x1, y1)
    full = glass.full(c.width, c.height)
    t = np.clip((c.y - y0) / (y1 - y0), 0, 1)[..., None]
    wall = tone(sky[0]) * (1 - t) + tone(sky[1]) * t
    c.pixels[:] = c.pixels * (1 - full[..., None]) + wall * full[..., None]
    rng = np.random.default_rng(9)
    for _ in range(26):  # a garden out of focus
        gx, gy = rng.uniform(x0, x1), y1 - abs(rng.normal(0, 0.16)) * (y1 - y0)
        r = rng.uniform(40, 110)
        mix(c, ("#dfe3c4", "#f3dcb4", "#e9e6cf", "#f6d3b8")[int(rng.integers(4))], dab(gx, gy, r, r * 0.9), 0.5, full)
    light(c, dab(x0 + 0.32 * (x1 - x0), y0 + 0.26 * (y1 - y0), 0.50 * (x1 - x0), 0.36 * (y1 - y0)), 0.60, full)
    bars = [
        block(x0 + (x1 - x0) * k / panes[0] - bar / 2, y0, x0 + (x1 - x0) * k / panes[0] + bar / 2, y1)
        for k in range(1, panes[0])
    ]
    bars += [
        block(x0, y0 + (y1 - y0) * k / panes[1] - bar / 2, x1, y0 + (y1 - y0) * k / panes[1] + bar / 2)
        for k in range(1, panes[1])
    ]
    for b in bars:
        mix(c, "#f4e0cd", b)
        light(c, b.moved(-bar * 0.55, -bar * 0.55).soft(3), 0.5, b.full(c.width, c.height))
        shade(c, "#b98468", b.moved(bar * 0.5, bar * 0.5).soft(4), 0.42, b.full(c.width, c.height))
    rim = block(x0 - 5, y0 - 5, x1 + 5, y1 + 5).full(c.width, c.height) - full
    shade(c, "#b98468", Mask(np.clip(rim, 0, 1), 0, 0).soft(2), 0.35)
    light(c, dab(x0 + 0.35 * (x1 - x0), y0 + 0.30 * (y1 - y0), 0.6 * (x1 - x0), 0.5 * (y1 - y0)), 0.12)


def paint_curtain(c: Canvas, x0: float, x1: float, y1: float, colour: str) -> None:
    """Thin linen hanging at the window's side, light coming through its folds."""
    edge = smooth([(x1 - 26, -20), (x1 + 10, y1 * 0.35), (x1 - 8, y1 * 0.7), (x1 + 26, y1)])
    m = raster([np.vstack([[(x0, -20)], edge, [(x0, y1)]]).astype(np.float32)])
    full = m.full(c.width, c.height)
    shade(c, "#a8735a", m.moved(18, 8).soft(20), 0.22)
    mix(c, colour, m, 0.80)
    u = (c.x - x0) / (x1 - x0)
    wave = np.sin(u * 19 + 0.9 * np.sin(c.y / 420) + 0.4) * 0.6 + np.sin(u * 41 + 1.7) * 0.4
    c.pixels[:] = c.pixels + (255 - c.pixels) * (np.clip(wave, 0, 1) * full * 0.45)[..., None]
    c.pixels[:] = c.pixels * (1 - (np.clip(-wave, 0, 1) * full * 0.22)[..., None] * (1 - tone("#b07f63") / 255))


def paint_table(c: Canvas, y: float, colour: tuple[str, str, str]) -> Array:
    """A table or sill from y down, lit at its far edge (light, mid, dark)."""
    top = block(-5, y, c.width + 5, c.height + 5)
    full = top.full(c.width, c.height)
    shade(c, "#8a5440", block(-5, y - 60, c.width + 5, y).soft(30), 0.28)
    t = np.clip((c.y - y) / (c.height - y), 0, 1)[..., None]
    across = np.clip(c.x / c.width, 0, 1)[..., None]
    col = tone(colour[0]) * (1 - t) + tone(colour[1]) * t
    col = col * (1 - 0.45 * across) + tone(colour[2]) * 0.45 * across
    c.pixels[:] = c.pixels * (1 - full[..., None]) + col * full[..., None]
    light(c, block(-5, y, c.width + 5, y + 5).soft(1.5), 0.5)
    light(c, dab(c.width * 0.22, y + 60, c.width * 0.42, 80), 0.4, full)
    return full
