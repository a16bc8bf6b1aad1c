"""The products of the looks, painted with the same airbrush as the people; foot at (x, y), s pixels half as wide."""

from __future__ import annotations

import numpy as np

from tools.pictures.brush import Array, dab, light, mix, oval, raster, shade, smooth, tone
from tools.pictures.canvas import Canvas
from tools.pictures.room import block

UMBER = "#7c4432"


def _stand(c: Canvas, x: float, y: float, half: float, warm: str = "#8a5440") -> None:
    """The shadow of a thing that stands at (x, y): dark at its foot, long to the right."""
    shade(c, warm, dab(x + half * 1.5, y + half * 0.14, half * 1.8, half * 0.20), 0.55)
    shade(c, warm, dab(x + half * 0.22, y + half * 0.14, half * 1.0, half * 0.17), 0.95)


def _barrel(x: float, half: float, top: float, foot: float, shoulder: float) -> Array:
    """An upright round body seen a little from above: rounded shoulders, curved foot."""
    s = shoulder
    left = [
        (x - half, foot),
        (x - half, (top + foot) / 2),
        (x - half, top + s),
        (x - half + 0.3 * s, top + 0.3 * s),
        (x - half + s, top),
    ]
    t = np.linspace(np.pi, 0, 30)
    base = np.stack([x + half * np.cos(t), foot + half * 0.16 * np.sin(t)], 1)
    side = smooth(left)
    mirror = side[::-1] * [-1, 1] + [2 * x, 0]
    return np.vstack([side, mirror, base[::-1]]).astype(np.float32)


def turned(c: Canvas, shape: Array, x: float, half: float, colours: tuple[str, str, str], gloss: float = 0.6) -> Array:
    """Colour a shape as a round body: light from the left, a bright line, a bounce on the far edge."""
    m = raster([shape])
    full = m.full(c.width, c.height)
    u = np.clip((c.x - x) / half, -1, 1)
    v = np.clip(0.5 + 0.5 * np.cos((u + 0.34) * 1.9), 0, 1)
    stops = np.stack([tone(colours[2]), tone(colours[1]), tone(colours[0])])
    col = np.stack([np.interp(v, [0.0, 0.6, 1.0], stops[:, i]) for i in range(3)], -1)
    c.pixels[:] = c.pixels * (1 - full[..., None]) + col * full[..., None]
    line = (np.exp(-(((u + 0.60) / 0.10) ** 2)) * gloss + 0.35 * gloss * np.exp(-(((u - 0.86) / 0.07) ** 2))) * full
    c.pixels[:] = c.pixels + (255 - c.pixels) * line[..., None] * np.asarray([1, 0.97, 0.92])
    return full


def _sun_mark(c: Canvas, x: float, y: float, r: float, inside: Array, colour: str = UMBER) -> None:
    """The brand's mark: a low sun over a line."""
    t = np.linspace(np.pi, 2 * np.pi, 40)
    sun = raster([np.stack([x + r * np.cos(t), y + r * np.sin(t)], 1).astype(np.float32)])
    mix(c, colour, sun, 0.75, inside)
    mix(c, colour, block(x - r * 1.6, y + r * 0.16, x + r * 1.6, y + r * 0.16 + max(2.0, r * 0.09)), 0.75, inside)
    for k, w in ((0.62, 1.1), (0.86, 0.8)):
        mix(c, colour, block(x - r * w, y + r * k, x + r * w, y + r * k + max(1.5, r * 0.06)), 0.35, inside)


def pump_bottle(c: Canvas, x: float, y: float, s: float) -> None:
    """Dew Milk: a tall milky pump bottle; foot at (x, y), s pixels half as wide."""
    _stand(c, x, y, s)
    body = _barrel(x, s, y - 3.9 * s, y, 0.55 * s)
    full = turned(c, body, x, s, ("#fffdf9", "#f8e8dc", "#cf9f88"), 0.5)
    _sun_mark(c, x, y - 2.0 * s, 0.30 * s, full)
    neck = _barrel(x, 0.42 * s, y - 4.35 * s, y - 3.88 * s, 0.05 * s)
    turned(c, neck, x, 0.42 * s, ("#fdeee2", "#f0cdb8", "#b98268"), 0.5)
    turned(
        c,
        _barrel(x, 0.14 * s, y - 4.75 * s, y - 4.3 * s, 0.02 * s),
        x,
        0.14 * s,
        ("#fdeee2", "#f0cdb8", "#b98268"),
        0.4,
    )
    spout = raster(
        [
            smooth(
                [
                    (x + 0.40 * s, y - 5.02 * s),
                    (x - 0.2 * s, y - 5.08 * s),
                    (x - 1.0 * s, y - 4.98 * s),
                    (x - 1.16 * s, y - 4.80 * s),
                    (x - 0.98 * s, y - 4.78 * s),
                    (x - 0.3 * s, y - 4.70 * s),
                    (x + 0.40 * s, y - 4.70 * s),
                ],
                closed=True,
            )
        ]
    )
    mix(c, "#f3d3bf", spout)
    light(c, spout.moved(-2, -0.12 * s).soft(0.05 * s), 0.5, spout.full(c.width, c.height))
    shade(c, "#a86d52", spout.moved(0, 0.2 * s).soft(0.08 * s), 0.35, spout.full(c.width, c.height))


def dropper(c: Canvas, x: float, y: float, s: float) -> None:
    """First Light: an amber dropper bottle, sun in the glass and on the table."""
    _stand(c, x, y, s)
    light(c, dab(x + 1.7 * s, y + 0.05 * s, 0.9 * s, 0.14 * s), 0.55, None, "#ffb869")
    body = _barrel(x, s, y - 2.6 * s, y, 0.6 * s)
    full = turned(c, body, x, s, ("#f8c488", "#d98a45", "#8a4519"), 0.75)
    shade(c, "#9c4a18", block(x - s, y - 1.9 * s, x + s, y + s).soft(0.06 * s), 0.30, full)
    light(c, dab(x + 0.35 * s, y - 0.7 * s, 0.36 * s, 0.8 * s), 0.40, full, "#ffc27a")
    label = block(x - 0.72 * s, y - 1.60 * s, x + 0.80 * s, y - 0.42 * s)
    mix(c, "#fff5ea", label, 0.88, full)
    shade(c, "#a8694a", dab(x + 0.9 * s, y - s, 0.5 * s, 1.2 * s), 0.45, full)
    _sun_mark(c, x, y - 1.02 * s, 0.24 * s, full)
    turned(
        c,
        _barrel(x, 0.46 * s, y - 3.05 * s, y - 2.58 * s, 0.05 * s),
        x,
        0.46 * s,
        ("#f9e0ac", "#d9a75c", "#8f5f28"),
        0.6,
    )
    turned(
        c,
        _barrel(x, 0.36 * s, y - 4.15 * s, y - 3.02 * s, 0.26 * s),
        x,
        0.36 * s,
        ("#fffaf4", "#f3ddcf", "#bb8e79"),
        0.4,
    )


def oil_bottle(c: Canvas, x: float, y: float, s: float) -> None:
    """Slow Oil: square shoulders, golden oil, a wooden cap."""
    _stand(c, x, y, s)
    light(c, dab(x + 1.8 * s, y + 0.05 * s, 0.9 * s, 0.15 * s), 0.6, None, "#ffc86a")
    body = _barrel(x, s, y - 3.1 * s, y, 0.28 * s)
    full = turned(c, body, x, s * 1.25, ("#fbd68d", "#e2a544", "#9a621c"), 0.55)
    light(c, dab(x + 0.4 * s, y - 0.9 * s, 0.42 * s, 1.0 * s), 0.42, full, "#ffd489")
    mix(c, "#fbe3b4", block(x - s, y - 3.2 * s, x + s, y - 2.72 * s).soft(0.04 * s), 0.45, full)
    mix(c, "#fff5e6", block(x - 0.66 * s, y - 1.95 * s, x + 0.66 * s, y - 0.6 * s), 0.9, full)
    _sun_mark(c, x, y - 1.3 * s, 0.26 * s, full)
    turned(
        c,
        _barrel(x, 0.34 * s, y - 3.34 * s, y - 3.06 * s, 0.04 * s),
        x,
        0.34 * s,
        ("#fbe3b4", "#dcae62", "#94662a"),
        0.5,
    )
    turned(
        c,
        _barrel(x, 0.50 * s, y - 4.25 * s, y - 3.30 * s, 0.10 * s),
        x,
        0.50 * s,
        ("#a9744f", "#744a2f", "#3f2416"),
        0.22,
    )


def blush_stick(c: Canvas, x: float, y: float, s: float) -> None:
    """Petal Press: a twist-up blush stick with its slanted bullet out."""
    _stand(c, x, y, s)
    bullet = np.asarray(
        [
            (x - 0.70 * s, y - 2.4 * s),
            (x - 0.70 * s, y - 3.3 * s),
            (x - 0.55 * s, y - 3.55 * s),
            (x + 0.45 * s, y - 4.0 * s),
            (x + 0.70 * s, y - 3.85 * s),
            (x + 0.70 * s, y - 2.4 * s),
        ],
        np.float32,
    )
    turned(c, bullet, x, 0.72 * s, ("#f6b3a4", "#e58478", "#a8473f"), 0.4)
    turned(
        c,
        _barrel(x, 0.82 * s, y - 2.72 * s, y - 2.2 * s, 0.04 * s),
        x,
        0.82 * s,
        ("#f9e0ac", "#d9a75c", "#8f5f28"),
        0.6,
    )
    full = turned(c, _barrel(x, s, y - 2.3 * s, y, 0.08 * s), x, s, ("#fffaf5", "#f7e3d7", "#c3937d"), 0.45)
    _sun_mark(c, x, y - 1.1 * s, 0.3 * s, full)


def lip_tube(c: Canvas, x: float, y: float, s: float) -> None:
    """Honey Lip: a small vial of honey under a tall cap."""
    _stand(c, x, y, s)
    full = turned(c, _barrel(x, s, y - 2.5 * s, y, 0.12 * s), x, s, ("#fbd9a0", "#dd9a45", "#98581c"), 0.7)
    light(c, dab(x + 0.3 * s, y - 0.8 * s, 0.4 * s, 0.8 * s), 0.45, full, "#ffcf86")
    turned(
        c,
        _barrel(x, 0.92 * s, y - 5.0 * s, y - 2.45 * s, 0.16 * s),
        x,
        0.92 * s,
        ("#fffaf5", "#f5dfd0", "#c0907a"),
        0.45,
    )


def jar(c: Canvas, x: float, y: float, s: float) -> None:
    """Night Bowl: a wide low lilac jar with its lid on."""
    _stand(c, x, y, s)
    full = turned(c, _barrel(x, s, y - 0.85 * s, y, 0.10 * s), x, s, ("#f5ecf5", "#d3bfd9", "#8b7097"), 0.5)
    _sun_mark(c, x, y - 0.36 * s, 0.14 * s, full, "#6a4a72")
    turned(
        c,
        _barrel(x, 1.03 * s, y - 1.25 * s, y - 0.82 * s, 0.03 * s),
        x,
        1.03 * s,
        ("#fdf6fb", "#e6d5e8", "#a78fb0"),
        0.4,
    )
    top = oval(x, y - 1.25 * s, 1.03 * s, 0.17 * s)
    mix(c, "#efe2f0", top)
    light(c, dab(x - 0.4 * s, y - 1.28 * s, 0.6 * s, 0.12 * s), 0.7, top.full(c.width, c.height))


def tube(c: Canvas, x: float, y: float, s: float) -> None:
    """Soft Focus: a squeeze tube standing on its cap."""
    _stand(c, x, y, s * 0.8)
    side = smooth([(x - 0.78 * s, y - 0.9 * s), (x - 0.92 * s, y - 2.2 * s), (x - 1.05 * s, y - 4.2 * s)])
    body = np.vstack([side, side[::-1] * [-1, 1] + [2 * x, 0]]).astype(np.float32)
    full = turned(c, body, x, s, ("#fff1de", "#fad3a6", "#c4854f"), 0.45)
    shade(c, "#b9784a", block(x - 1.2 * s, y - 4.0 * s, x + 1.2 * s, y - 3.96 * s), 0.5, full)
    _sun_mark(c, x, y - 2.3 * s, 0.30 * s, full, "#8a4a26")
    turned(c, _barrel(x, 0.80 * s, y - 0.95 * s, y, 0.05 * s), x, 0.80 * s, ("#fffaf2", "#f5e2cf", "#bf9273"), 0.45)


def spray(c: Canvas, x: float, y: float, s: float) -> None:
    """Linen Mist: a slim frosted spray bottle."""
    _stand(c, x, y, s)
    full = turned(c, _barrel(x, s, y - 4.6 * s, y, 0.3 * s), x, s, ("#fbfaf2", "#e4e4d2", "#a3a488"), 0.55)
    mix(c, "#cfd3b8", block(x - s, y - 2.6 * s, x + s, y + s).soft(0.1 * s), 0.35, full)
    _sun_mark(c, x, y - 2.2 * s, 0.32 * s, full)
    turned(
        c,
        _barrel(x, 0.55 * s, y - 5.5 * s, y - 4.6 * s, 0.15 * s),
        x,
        0.55 * s,
        ("#fff4ea", "#f4d6c2", "#b98b72"),
        0.45,
    )
