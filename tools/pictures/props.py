"""What stands around a product: plinths, stones, cloth, a sprig, a smear of cream."""

from __future__ import annotations

import numpy as np

from tools.pictures.place import place
from tools.pictures.solids import Floats, at, ball, box, cloth, cut, cylinder, join, ring, rod, turn, wavy
from tools.pictures.studio import Paint, Thing, linear

PLASTER, LINEN, OAK = "#fdeee1", "#fbeadb", "#b98458"


def plinth(r: float = 0.95, h: float = 0.22, color: str = PLASTER) -> Thing:
    """A low round plaster drum."""
    return Thing(cylinder(r, h, 0.03), color, gloss=0.12, rough=0.7)


def slab(w: float, h: float, d: float, color: str = PLASTER, edge: float = 0.03) -> Thing:
    """A block of plaster or stone."""
    return Thing(box(w, h, d, edge), color, gloss=0.12, rough=0.7)


def wood(color: str = OAK, scale: float = 1.0) -> Paint:
    """Straight-grained wood."""

    def paint(p: Floats, _n: Floats) -> Floats:
        rings = np.sin((p[0] * 0.9 + 0.25 * np.sin(p[2] * 2.1 + p[1]) + p[1] * 0.15) * 34 * scale)
        fine = np.sin((p[0] + 0.1 * np.sin(p[2] * 5)) * 140 * scale)
        return (linear(color) * (1 + 0.09 * rings + 0.04 * fine)).astype(np.float32)

    return paint


def stone(color: str, vein: str, scale: float = 1.0) -> Paint:
    """Stone with soft clouds of a second tone."""

    def paint(p: Floats, _n: Floats) -> Floats:
        q = p * 5 * scale
        cloud = np.sin(q[0] + 1.3 * np.sin(q[1] * 1.7 + q[2])) * np.sin(q[2] * 1.3 + np.sin(q[0] * 1.1 + q[1] * 2))
        k = np.clip(0.5 + 0.6 * cloud, 0, 1)
        return (linear(color) * (1 - k) + linear(vein) * k).astype(np.float32)

    return paint


def weave(color: str = LINEN, deep: float = 0.045) -> Paint:
    """Linen: a fine uneven weave."""

    def paint(p: Floats, _n: Floats) -> Floats:
        t = np.sin(p[0] * 190 + 3 * np.sin(p[2] * 3)) * 0.6 + np.sin(p[2] * 170 + 3 * np.sin(p[0] * 4)) * 0.6
        slub = np.sin(p[2] * 61 + 2 * np.sin(p[0] * 2.3)) * np.sin(p[0] * 7 + p[2] * 3)
        return (linear(color) * (1 + deep * (t * 0.6 + slub * 0.5))).astype(np.float32)

    return paint


def pebble(x: float, y: float, z: float, r: float = 0.2, color: str = "#e6c8b4", flat: float = 0.5) -> Thing:
    """A river pebble lying at (x, y, z)."""
    return Thing(
        at(turn(ball(r, r * flat, r * 0.78), "y", x * 140), x, y + r * flat * 0.97, z),
        stone(color, color, 1),
        gloss=0.1,
        rough=0.7,
    )


def linen(
    w: float = 3.4, d: float = 2.2, y: float = 0.02, color: str = LINEN, turned: float = 12, strength: float = 1.0
) -> Thing:
    """A linen cloth spread with a few soft folds."""
    folds = [
        (0.5, -0.9, 0.13, 0.07),
        (0.35, -0.45, 0.10, 0.05),
        (0.6, 0.55, 0.15, 0.08),
        (0.45, 1.05, 0.11, 0.07),
        (-0.5, 1.0, 0.16, 0.05),
    ]
    return Thing(
        at(turn(cloth(w, d, 0.03, [(a, o, s, h * strength) for a, o, s, h in folds]), "y", turned), 0, y),
        weave(color),
        gloss=0,
        soft=0.3,
    )


def towel(
    x: float,
    y: float,
    z: float,
    w: float = 1.5,
    d: float = 0.95,
    layers: int = 3,
    color: str = "#f7e4d6",
    turned: float = 8,
) -> list[Thing]:
    """A folded towel: soft layers whose fold shows in front."""

    def terry(p: Floats) -> Floats:
        return 0.0014 * np.sin(p[0] * 105 + np.sin(p[2] * 9)) * np.sin(p[2] * 105 + np.sin(p[0] * 8)) + 0.012 * np.sin(
            p[0] * 3 + p[2] * 2
        )

    out = []
    for i in range(layers):
        layer = wavy(box(w - 0.03 * i, 0.15, d - 0.02 * i, 0.072, 0.12), terry, 0.6)
        out.append(Thing(layer, weave(color, 0.06), gloss=0, soft=0.4))
        out[-1:] = place(out[-1:], x + 0.015 * (i % 2), y + 0.137 * i, z, [("y", turned + 1.5 * i)])
    return out


def sprig(
    x: float,
    y: float,
    z: float,
    turned: float = 0,
    size: float = 1.0,
    color: str = "#a9b494",
    pairs: int = 4,
    lift: float = 10,
) -> list[Thing]:
    """A eucalyptus sprig lying down, its tip along +x before turning."""
    stem = join(rod((0, 0.03, 0), (0.5, 0.07, 0.03), 0.014), rod((0.5, 0.07, 0.03), (1.02, 0.06, 0.0), 0.013, 0.008))
    parts = []
    for i in range(pairs):
        t = (i + 0.6) / pairs
        r = 0.19 * (1 - 0.5 * t)
        for side in (-1, 1):
            leaf = ball(r, 0.014, r * 0.72)
            leaf = turn(turn(at(leaf, r * 0.95), "z", 12 + lift * t + 9 * (side > 0)), "y", side * (58 - 16 * t))
            parts.append(at(leaf, t, 0.06, 0.02 * (1 - t)))
    parts.append(at(turn(at(ball(0.085, 0.012, 0.045), 0.08), "z", 14), 1.0, 0.06))

    def pale(p: Floats, _n: Floats) -> Floats:
        k = np.clip(0.25 + 0.35 * np.sin(p[0] * 4), 0, 0.6)
        return (linear(color) * (1 - k) + linear("#d5d8c0") * k).astype(np.float32)

    leaves = [Thing(join(*parts), pale, gloss=0.12, rough=0.5, soft=0.5), Thing(stem, "#9a7a5c", gloss=0.1)]
    return place(leaves, x, y, z, [("y", turned)], size)


def smear(
    x: float,
    y: float,
    z: float,
    color: Paint,
    turned: float = 20,
    size: float = 1.0,
    gloss: float = 0.45,
    long: float = 0.5,
) -> list[Thing]:
    """A swatch of cream drawn out with a finger: thick and round where it began, ridged, thin and ragged at its end."""

    def distance(p: Floats) -> Floats:
        ragged = long * (1 + 0.05 * np.sin(p[2] * 46 + 1) + 0.04 * np.sin(p[2] * 83))
        t = np.clip((p[0] + long) / (ragged + long), 0, 1)
        wide = 0.19 * (1 - 0.28 * t) * np.sqrt(np.clip(1 - np.abs(2 * t - 1) ** 5, 0, 1)) + 1e-3
        e = np.abs(p[2]) / wide
        body = np.sqrt(np.clip(1 - e**4, 0, 1)) * np.clip(8 * (1 - t), 0, 1) ** 0.5
        high = body * (0.042 - 0.026 * t + 0.004 * np.sin(p[2] * 88 + 2 * np.sin(p[0] * 4)))
        high += 0.020 * np.exp(-(((e - 0.76) / 0.16) ** 2)) * (1 - 0.75 * t) * body
        high += 0.045 * np.exp(-(((p[0] + long * 0.68) / 0.17) ** 2) - (p[2] / 0.13) ** 2) * body
        aside = np.maximum(np.abs(p[2]) - 0.2, np.maximum(-p[0] - long * 0.985, p[0] - ragged * 0.97))
        outside = np.maximum(np.abs(p[2]) - wide, 0)
        return np.maximum(np.maximum(p[1] - high + outside, aside), -0.06 - p[1]) * 0.5

    return place([Thing(distance, color, gloss=gloss, rough=0.2, soft=0.4)], x, y + 0.004, z, [("y", turned)], size)


def dollop(x: float, y: float, z: float, color: Paint, r: float = 0.2, gloss: float = 0.5) -> list[Thing]:
    """A swirl of cream with a little peak."""
    parts = [
        at(ball(r, r * 0.38, r), 0, r * 0.2),
        at(ball(r * 0.68, r * 0.34, r * 0.68), r * 0.04, r * 0.48),
        at(ball(r * 0.36, r * 0.28, r * 0.36), 0, r * 0.74),
    ]
    tip = rod((0, r * 0.8, 0), (r * 0.16, r * 1.16, 0), r * 0.15, r * 0.02)
    return place(
        [Thing(join(*parts, tip, soft=r * 0.16), color, gloss=gloss, rough=0.22, soft=0.5)], x, y, z, [("y", x * 90)]
    )


def drops(x: float, y: float, z: float, tint: str, sizes: tuple[tuple[float, float, float], ...]) -> list[Thing]:
    """Drops of oil or serum lying on something: (dx, dz, radius) each."""
    parts = [at(ball(r, r * 0.42, r), x + dx, y + r * 0.22, z + dz) for dx, dz, r in sizes]
    return [Thing(join(*parts, soft=0.02), tint, gloss=1, rough=0.04, soft=0.0, glass=tint)]


def dish(r: float = 0.6, color: Paint = "#f6dfd0", h: float = 0.14) -> Thing:
    """A shallow round dish."""
    return Thing(
        cut(cylinder(r * 0.8, h, 0.03, r), at(cylinder(r * 0.72, h, 0.02, r * 0.93), 0, 0.045), soft=0.03),
        color,
        gloss=0.4,
        rough=0.25,
    )


def bow(size: float = 1.0) -> list[Thing]:
    """A flat ribbon bow lying at the origin, facing up."""
    loop = turn(at(turn(ball(0.17, 0.07, 0.095), "y", 0), 0.17, 0.05), "y", 14)
    hollow = turn(at(ball(0.12, 0.045, 0.2), 0.17, 0.05), "y", 14)
    left = turn(cut(loop, hollow, soft=0.01), "y", 0)
    right = turn(cut(loop, hollow, soft=0.01), "y", 152)
    tails = join(rod((0, 0.03, 0), (0.2, 0.012, 0.26), 0.022), rod((0, 0.03, 0), (-0.16, 0.012, 0.28), 0.022))
    return place(
        [
            Thing(
                join(left, right, tails, at(ball(0.05, 0.05, 0.045), 0, 0.05), soft=0.02),
                "#c9785c",
                gloss=0.2,
                soft=0.3,
            )
        ],
        size=size,
    )


def candle_flame(x: float, y: float, z: float) -> list[Thing]:
    """A still flame."""

    def heart(p: Floats, _n: Floats) -> Floats:
        t = np.clip((p[1] - y) / 0.2, 0, 1)
        return (linear("#ffb45e") * (1 - t) + linear("#fff3cf") * t).astype(np.float32)

    flame = join(ball(0.042, 0.07, 0.042), rod((0, 0.02, 0), (0.006, 0.15, 0), 0.034, 0.004), soft=0.03)
    wick = rod((0, -0.12, 0), (0, -0.02, 0), 0.008)
    return [
        Thing(at(flame, x, y + 0.06, z), heart, gloss=0, emit=2.6, casts=False),
        Thing(at(wick, x, y + 0.06, z), "#4a3026", gloss=0),
    ]


def cup(coffee: str = "#5d3522", color: str = "#fbeee2") -> list[Thing]:
    """A cup of coffee on its saucer."""
    bowl = cut(cylinder(0.2, 0.36, 0.05, 0.3), at(cylinder(0.18, 0.4, 0.05, 0.285), 0, 0.05), soft=0.01)
    handle = at(turn(ring(0.11, 0.028), "x", 90), 0.32, 0.2)
    saucer = cut(cylinder(0.36, 0.06, 0.025, 0.5), at(cylinder(0.34, 0.06, 0.02, 0.47), 0, 0.03), soft=0.02)
    drink = at(cylinder(0.15, 0.27, 0.01, 0.245), 0, 0.075)
    return [
        Thing(saucer, color, gloss=0.5, rough=0.1, soft=0.3),
        Thing(
            at(join(bowl, cut(handle, at(cylinder(0.24, 0.5, 0.01), 0, 0)), soft=0.02), 0, 0.045),
            color,
            gloss=0.5,
            rough=0.1,
            soft=0.3,
        ),
        Thing(drink, coffee, gloss=0.6, rough=0.08),
    ]


def citrus(r: float = 0.34) -> list[Thing]:
    """Half an orange, cut side towards the camera."""

    def flesh(p: Floats, n: Floats) -> Floats:
        d, a = np.hypot(p[0], p[1]) / r, np.arctan2(p[1], p[0])
        wedge = np.abs(np.sin(a * 5)) * d
        juice = np.clip((wedge - 0.05) * 14, 0, 1) * np.clip((0.88 - d) * 22, 0, 1) * np.clip((d - 0.08) * 14, 0, 1)
        grain = 0.06 * np.sin(d * 60 + np.sin(a * 40)) * np.sin(a * 60)
        face = linear("#fde6c6") * (1 - juice) + linear("#f5a550") * juice * (1 + grain)
        front = (n[2] > 0.9) & (d < 0.965)
        return np.where(front, face, linear("#f0993f")).astype(np.float32)

    half = cut(ball(r, r, r), at(box(2, 2, 2, 0.01), 0, -1, 1.0))
    return place([Thing(half, flesh, gloss=0.3, rough=0.3, soft=0.35)], 0, r, 0)


def pipette(drop: str) -> list[Thing]:
    """A glass dropper, upright, its tip at y = 0 with a drop just forming."""
    glass = rod((0, 0.02, 0), (0, 0.75, 0), 0.045)
    tip = rod((0, 0.0, 0), (0, 0.12, 0), 0.018, 0.045)
    return [
        Thing(join(glass, tip, soft=0.03), drop, gloss=1, rough=0.04, soft=0.05, glass="#f6c58a"),
        Thing(
            at(join(ball(0.05, 0.06, 0.05), rod((0, 0, 0), (0, 0.08, 0), 0.04, 0.012), soft=0.02), 0, -0.06),
            drop,
            gloss=1,
            rough=0.04,
            soft=0,
            glass=drop,
        ),
        Thing(at(cylinder(0.14, 0.13, 0.015), 0, 0.72), "#e0b27c", metal=1, rough=0.18),
        Thing(at(cylinder(0.1, 0.4, 0.09, 0.082), 0, 0.84), "#fbe9dc", gloss=0.3, rough=0.3, soft=0.4),
    ]


def water(w: float, d: float, y: float, color: str = "#dfe2d6") -> Thing:
    """Still water with a few slow ripples."""

    def ripple(p: Floats) -> Floats:
        r = np.hypot(p[0] - 0.2, p[2] - 0.3)
        return 0.006 * np.sin(r * 22) * np.exp(-r * 0.8) + 0.004 * np.sin(p[0] * 6 + p[2] * 9)

    return Thing(at(wavy(box(w, 0.1, d, 0.01), ripple, 0.8), 0, y - 0.1), color, gloss=1.0, rough=0.1, soft=0.3)


def beaker(r: float, h: float, fill: str, level: float) -> list[Thing]:
    """A glass beaker of something."""
    wall = cut(join(cylinder(r, h, 0.03), at(ring(r, 0.014), 0, h - 0.01)), at(cylinder(r - 0.03, h, 0.03), 0, 0.04))
    return [
        Thing(wall, "#fff8f0", gloss=0.9, rough=0.05, soft=0.06, glass="#f6efe6"),
        Thing(at(cylinder(r - 0.034, level, 0.02), 0, 0.045), fill, gloss=0.6, rough=0.06, soft=0.6),
    ]


def spatula() -> list[Thing]:
    """A small steel spatula lying along x, its blade at +x."""
    blade = at(ball(0.17, 0.014, 0.06), 0.52, 0.03)
    return [Thing(join(rod((-0.5, 0.03, 0), (0.4, 0.03, 0), 0.02), blade, soft=0.03), "#e9d8c8", metal=1, rough=0.2)]


def window_frame(w: float, h: float) -> list[Thing]:
    """A window, w by h, standing on y = 0: bright panes, hills far off, a painted frame."""
    bars = [box(0.09, h, 0.12, 0.02)]
    bars += [at(box(0.13, h, 0.14, 0.02), x) for x in (-w / 2, w / 2)]
    bars += [at(box(w + 0.13, 0.09, 0.12, 0.02), 0, y) for y in (h * 0.33, h * 0.66)]
    bars += [at(box(w + 0.13, 0.14, 0.16, 0.02), 0, y) for y in (-0.07, h - 0.07)]
    pane = Thing(at(box(w, h, 0.04, 0.01), 0, 0, -0.05), "#fff4e6", gloss=0, emit=0.75, casts=False)
    ridge = at(join(at(ball(1.0, 0.42, 0.02), -0.5), at(ball(1.1, 0.3, 0.02), 0.6), soft=0.1), 0, 0.02, -0.02)
    inside = box(w, h, 0.4, 0.01)
    hills = Thing(lambda p: np.maximum(ridge(p), inside(p)), "#efdcdd", gloss=0, emit=0.5, casts=False)
    return [pane, hills, Thing(join(*bars), "#fdf3ee", gloss=0.3, rough=0.4)]
