"""The sixteen products as things, each standing on y = 0 at the origin, its label to the camera."""

from __future__ import annotations

import numpy as np

from tools.pictures.labels import DOTS, words, worn
from tools.pictures.place import place
from tools.pictures.props import bow, candle_flame, stone, wood
from tools.pictures.solids import Floats, Solid, at, ball, box, cut, cylinder, join, ribbed, ring, rod, tube, turn, wavy
from tools.pictures.studio import Thing, linear, sample

CLAY, UMBER, BRASS = "#a4452c", "#7c4432", "#e0b27c"


def patch(r: float, w: float, h: float, y: float) -> Solid:
    """A paper label, w by h, round the front of a cylinder of radius r, centred at height y."""

    def distance(p: Floats) -> Floats:
        thin = np.abs(np.hypot(p[0], p[2]) - r) - 0.003
        aside = np.abs(np.arctan2(p[0], p[2])) * r - w / 2
        return np.maximum(np.maximum(thin, aside), np.abs(p[1] - y) - h / 2) * 0.85

    return distance


def dew_milk() -> list[Thing]:
    """A tall milky pump bottle."""
    body = join(cylinder(0.33, 1.25, 0.12), cylinder(0.13, 1.36, 0.02), soft=0.06)
    pump = join(
        cylinder(0.145, 0.13, 0.02),
        at(cylinder(0.05, 0.24, 0.01), 0, 0.1),
        at(cylinder(0.15, 0.11, 0.04), 0, 0.29),
        soft=0.02,
    )
    spout = rod((0, 0.35, 0), (-0.36, 0.335, 0.12), 0.042, 0.034)
    label = worn("#fff9f2", words(0.8, 0.7, "Dew Milk", ["cleansing milk", "150 ml"], 0.15), UMBER, 0, 0.62, r=0.33)
    return [
        Thing(body, label, gloss=0.45, rough=0.12, soft=0.5),
        *place([Thing(join(pump, spout, soft=0.03), "#f7dfd0", gloss=0.45, rough=0.12)], 0, 1.36),
    ]


def first_light() -> list[Thing]:
    """A small amber dropper bottle."""
    glass = join(cylinder(0.27, 0.66, 0.07), cylinder(0.12, 0.74, 0.02), soft=0.09)
    label = worn("#fff6ec", words(0.5, 0.36, "First Light", ["vitamin c", "30 ml"], 0.088), UMBER, 0, 0.31, r=0.275)
    return [
        Thing(glass, "#d07a34", gloss=1, rough=0.05, soft=0, glass="#f2a24e"),
        Thing(rod((0, 0.08, 0), (0, 0.7, 0), 0.028), "#fff0dc", gloss=0.3, casts=False),
        Thing(patch(0.274, 0.5, 0.38, 0.31), label, gloss=0.03, soft=0.3),
        Thing(
            at(
                join(cylinder(0.14, 0.13, 0.015), at(ring(0.14, 0.008), 0, 0.1), at(ring(0.14, 0.008), 0, 0.03)),
                0,
                0.73,
            ),
            BRASS,
            metal=1,
            rough=0.18,
        ),
        Thing(
            at(join(cylinder(0.115, 0.1, 0.03), at(cylinder(0.1, 0.36, 0.09, 0.082), 0, 0.02), soft=0.04), 0, 0.85),
            "#fbe9dc",
            gloss=0.3,
            rough=0.3,
            soft=0.4,
        ),
    ]


def tin_lid() -> list[Thing]:
    """The lid of the balm's tin, lying on its rim, printed side up."""
    top = worn("#f3c9ae", words(0.9, 0.7, "Hush Balm", ["cleansing balm", "60 g"], 0.14), "#6d3223", 0, 0.0, flat="y")
    return [
        Thing(join(cylinder(0.56, 0.13, 0.03), at(ring(0.5, 0.012), 0, 0.128)), top, gloss=0.3, rough=0.25, metal=0.45)
    ]


def hush_balm() -> list[Thing]:
    """A low round tin, open, with a finger's scoop taken."""
    tin = cut(cylinder(0.55, 0.27, 0.03), at(cylinder(0.515, 0.4, 0.02), 0, 0.05), soft=0.015)

    def swirl(p: Floats) -> Floats:
        r, a = np.hypot(p[0], p[2]), np.arctan2(p[0], p[2])
        return 0.016 * np.sin(r * 34 - a) * np.clip(1 - r / 0.5, 0, 1) * (1 - np.exp(-((r / 0.1) ** 2)))

    balm = cut(
        wavy(cylinder(0.517, 0.232, 0.03), swirl, 0.65), at(ball(0.15, 0.075, 0.1), 0.17, 0.245, 0.13), soft=0.04
    )
    return [
        Thing(tin, "#f6d2b8", gloss=0.3, rough=0.22, metal=0.5),
        Thing(balm, "#fdebd0", gloss=0.35, rough=0.25, soft=0.6),
    ]


def linen_mist() -> list[Thing]:
    """A slim frosted spray bottle."""
    body = join(cylinder(0.21, 1.16, 0.06), cylinder(0.1, 1.24, 0.02), soft=0.06)
    label = worn("#fffaf1", words(0.36, 0.56, "Linen\nMist", ["face mist", "100 ml"], 0.112), UMBER, 0, 0.56, r=0.215)
    head = join(cylinder(0.115, 0.13, 0.015), at(cylinder(0.09, 0.2, 0.05), 0, 0.11), soft=0.02)
    return [
        Thing(body, "#efe8d6", gloss=0.7, rough=0.4, soft=0.5, glass="#ece6d2"),
        Thing(patch(0.214, 0.36, 0.6, 0.56), label, gloss=0.03, soft=0.3),
        Thing(rod((0, 0.06, 0), (0.03, 1.2, 0), 0.018), "#e9dccb", gloss=0.2, casts=False),
        Thing(at(head, 0, 1.235), "#f5dac6", gloss=0.45, rough=0.15),
        Thing(at(turn(cylinder(0.022, 0.03, 0.006), "x", 90), 0, 1.47, 0.07), "#c89878", gloss=0.2),
    ]


def petal_press() -> list[Thing]:
    """A twist-up blush stick, its slanted bullet out."""
    sheet = words(0.36, 0.46, "Petal\nPress", ["cream blush"], 0.098)
    bullet = cut(cylinder(0.125, 0.52, 0.03), at(turn(box(1, 0.5, 1, 0.01), "z", -34), 0.06, 0.4), soft=0.03)
    return [
        Thing(cylinder(0.17, 0.56, 0.025), worn("#fdeee6", sheet, UMBER, 0, 0.28, r=0.17), gloss=0.5, rough=0.12),
        Thing(at(cylinder(0.15, 0.13, 0.012), 0, 0.55), BRASS, metal=1, rough=0.15),
        Thing(at(bullet, 0, 0.6), "#e58a80", gloss=0.25, rough=0.35, soft=0.5),
    ]


def petal_cap() -> list[Thing]:
    """The blush stick's cap."""
    return [
        Thing(
            cut(cylinder(0.17, 0.52, 0.04), at(cylinder(0.152, 0.6, 0.01), 0, -0.14)), "#fdeee6", gloss=0.5, rough=0.12
        )
    ]


def soft_focus() -> list[Thing]:
    """A squeeze tube standing on its cap."""
    label = worn("#fbdcb4", words(0.62, 0.62, "Soft\nFocus", ["daily spf 30", "50 ml"], 0.165), "#8a4a26", 0, 0.62)

    def crimped(p: Floats, n: Floats) -> Floats:
        return (label(p, n) * (1 - 0.14 * (np.sin(p[0] * 170) > 0.2) * (p[1] > 1.19))).astype(np.float32)

    return [
        Thing(cylinder(0.235, 0.27, 0.03), "#fff3e4", gloss=0.45, rough=0.14),
        *place([Thing(tube(0.72, 1.3, 0.5, 0.018), crimped, gloss=0.42, rough=0.2, soft=0.35)], 0, 0.26),
    ]


def slow_oil() -> list[Thing]:
    """A square-shouldered bottle of golden oil with a wooden cap."""
    glass = join(box(0.62, 0.98, 0.36, 0.05, 0.07), cylinder(0.11, 1.08, 0.02), soft=0.06)
    label = worn("#fff6e8", words(0.4, 0.44, "Slow Oil", ["body oil", "100 ml"], 0.112), "#6f3d22", 0, 0.46)
    return [
        Thing(glass, "#d99a3c", gloss=1, rough=0.04, soft=0, glass="#f3bd62"),
        Thing(at(box(0.4, 0.46, 0.008, 0.003), 0, 0.23, 0.187), label, gloss=0.03, soft=0.3),
        Thing(at(cylinder(0.16, 0.3, 0.025), 0, 1.03), wood("#7a4b30", 1.6), gloss=0.2, rough=0.4),
    ]


def brow_veil() -> list[Thing]:
    """A slim tube, closed at the top by its neck: the wand is out."""
    sheet = np.rot90(words(0.62, 0.17, "Brow Veil", [], 0.105, sun=False))
    return [
        Thing(cylinder(0.095, 0.86, 0.02), worn("#c98a6c", sheet, "#fff1e6", 0, 0.43, r=0.095), gloss=0.5, rough=0.12),
        Thing(at(cylinder(0.052, 0.13, 0.01), 0, 0.85), "#f4dcc9", gloss=0.4, rough=0.15),
    ]


def brow_wand() -> list[Thing]:
    """The wand of the brow gel, standing on its cap, brush up."""

    def bristles(p: Floats) -> Floats:
        return 0.013 * np.sin(p[1] * 190) * np.sin(np.arctan2(p[0], p[2]) * 9)

    brush = wavy(rod((0, 0.86, 0), (0, 1.1, 0), 0.044, 0.026), bristles, 0.4)
    return [
        Thing(cylinder(0.095, 0.5, 0.02), "#b9765a", gloss=0.5, rough=0.12),
        Thing(rod((0, 0.45, 0), (0, 0.9, 0), 0.016), "#f4dcc9", gloss=0.4),
        Thing(brush, "#7a4a38", gloss=0.15, soft=0.3),
    ]


def honey_lip() -> list[Thing]:
    """A small vial of honey-coloured lip oil under a tall cap, cut aslant."""
    label = worn("#fff6e8", words(0.23, 0.24, "Honey\nLip", [], 0.075), "#6a3410", 0, 0.24, r=0.165)
    cap = cut(cylinder(0.135, 0.52, 0.02), at(turn(box(1, 0.5, 1, 0.01), "z", -30), 0.06, 0.40), soft=0.025)
    return [
        Thing(
            join(cylinder(0.16, 0.46, 0.05), cylinder(0.1, 0.5, 0.01), soft=0.05),
            "#d9942f",
            gloss=1,
            rough=0.04,
            soft=0,
            glass="#eeb04a",
        ),
        Thing(rod((0, 0.1, 0), (0, 0.5, 0), 0.02), "#fff0dc", gloss=0.3, casts=False),
        Thing(patch(0.164, 0.23, 0.27, 0.23), label, gloss=0.03, soft=0.3),
        Thing(at(cylinder(0.128, 0.05, 0.01), 0, 0.475), BRASS, metal=1, rough=0.15),
        Thing(at(cap, 0, 0.52), "#fdf0e2", gloss=0.5, rough=0.12, soft=0.3),
    ]


def morning_mask() -> list[Thing]:
    """A squat glazed jar of sage clay under a wooden lid."""
    label = worn("#c3cbac", words(0.8, 0.44, "Morning Mask", ["sage clay", "75 ml"], 0.115), "#4d4a33", 0, 0.29, r=0.44)
    jar = join(cylinder(0.44, 0.55, 0.08), cylinder(0.38, 0.6, 0.02), soft=0.03)
    lid = join(cylinder(0.43, 0.15, 0.03), at(ball(0.09, 0.07, 0.09), 0, 0.17), soft=0.04)
    return [Thing(jar, label, gloss=0.5, rough=0.1, soft=0.25), Thing(at(lid, 0, 0.585), wood(), gloss=0.15, rough=0.5)]


def night_bowl(open_: bool = True) -> list[Thing]:
    """A wide low lilac jar; open, with its cream drawn to a swirl."""
    label = worn(
        "#c9b2c6", words(0.9, 0.3, "Night Bowl", ["overnight cream"], 0.115, sun=False), "#4e3550", 0, 0.19, r=0.54
    )
    bowl = cut(cylinder(0.47, 0.4, 0.07, 0.58), at(cylinder(0.47, 0.5, 0.05, 0.54), 0, 0.1), soft=0.02)
    if not open_:
        return [
            Thing(bowl, label, gloss=0.6, rough=0.1, soft=0.3),
            Thing(at(cylinder(0.585, 0.1, 0.035), 0, 0.395), "#ead9e4", gloss=0.5, rough=0.12),
        ]

    def swirl(p: Floats) -> Floats:
        r, a = np.hypot(p[0], p[2]), np.arctan2(p[0], p[2])
        return 0.020 * np.sin(r * 30 - a) * np.clip(1.15 - r / 0.5, 0, 1) * (
            1 - np.exp(-((r / 0.12) ** 2))
        ) + 0.07 * np.exp(-((r / 0.13) ** 2))

    cream = wavy(cylinder(0.36, 0.33, 0.05, 0.52), swirl, 0.62)
    return [
        Thing(bowl, label, gloss=0.6, rough=0.1, soft=0.3),
        Thing(cream, "#fdf3f0", gloss=0.35, rough=0.25, soft=0.6),
    ]


def salt_bar() -> list[Thing]:
    """A soap bar with its name pressed into the top."""
    sheet = words(0.84, 0.46, "Salt Bar", ["sea salt + oat"], 0.16)

    def press(p: Floats) -> Floats:
        u, v = 0.5 + p[0] / (sheet.shape[1] / DOTS), 0.5 + p[2] / (sheet.shape[0] / DOTS)
        inside = (u > 0) & (u < 1) & (v > 0) & (v < 1) & (p[1] > 0.2)
        frame = np.exp(-((np.maximum(np.abs(p[0]) - 0.36, np.abs(p[2]) - 0.17) - 0.07) ** 2) / 0.0001) * (p[1] > 0.2)
        return -0.022 * np.where(inside, sample(sheet, u, v), 0) - 0.008 * frame

    def salted(p: Floats, _n: Floats) -> Floats:
        q = p * 31
        speck = (
            np.sin(q[0] * 1.3 + np.sin(q[1] * 2.1))
            * np.sin(q[1] * 1.7 + np.sin(q[2]))
            * np.sin(q[2] * 1.9 + np.sin(q[0] * 1.1))
        )
        u, v = 0.5 + p[0] / (sheet.shape[1] / DOTS), 0.5 + p[2] / (sheet.shape[0] / DOTS)
        pressed = np.where((p[1] > 0.2) & (u > 0) & (u < 1) & (v > 0) & (v < 1), sample(sheet, u, v), 0)
        deep = np.clip((speck - 0.62) * 3, 0, 0.4) + pressed * 0.42
        return (linear("#f6ddcb") * (1 - deep) + linear("#b9795c") * deep).astype(np.float32)

    return [Thing(wavy(box(1.0, 0.3, 0.62, 0.075, 0.1), press, 0.7), salted, gloss=0.2, rough=0.4, soft=0.55)]


def _wing(p: Floats) -> Floats:
    """A gua sha stone's outline, cushioned: a broad end, a narrow end, a notch between them."""

    def disc(x: float, z: float, r: float) -> Floats:
        return np.hypot(p[0] - x, p[2] - z) - r

    def melt(d: Floats, e: Floats, k: float) -> Floats:
        h = np.maximum(k - np.abs(d - e), 0)
        return np.minimum(d, e) - h * h / (4 * k)

    body = melt(melt(disc(-0.30, 0.02, 0.23), disc(0.0, -0.06, 0.25), 0.3), disc(0.36, 0.03, 0.13), 0.4)
    notched = -melt(-body, disc(0.05, 0.37, 0.20), 0.10)
    edge = 0.062
    away = np.maximum(notched + edge, 0)
    up = np.maximum(np.abs(p[1]) - 0.012, 0)
    return (
        np.hypot(away * 0.55, up)
        + np.minimum(np.maximum((notched + edge) * 0.55, np.abs(p[1]) - 0.012), 0)
        - edge * 0.75
    ) * 0.9


def river_stone(color: str = "#b3b5a0", vein: str = "#dcd8c6") -> list[Thing]:
    """A gua sha stone lying flat."""
    return place([Thing(_wing, stone(color, vein, 1.5), gloss=0.55, rough=0.1, soft=0.15)], 0, 0.06)


def cotton_rounds(count: int = 7) -> list[Thing]:
    """A stack of washable rounds tied with a ribbon."""
    out, y = [], 0.0
    rng = np.random.default_rng(5)
    for i in range(count):

        def stitched(p: Floats) -> Floats:
            r, a = np.hypot(p[0], p[2]), np.arctan2(p[0], p[2])
            return (
                -0.010 * np.exp(-((r - 0.39) ** 2) / 0.0003)
                + 0.0015 * np.sin(a * 90) * (r > 0.36)
                + 0.002 * np.sin(p[0] * 90) * np.sin(p[2] * 90)
            )

        pad = wavy(cylinder(0.455, 0.118, 0.055), stitched, 0.7)
        tone = ("#fdf4ea", "#fbe9da", "#f6dcc8")[i % 3]
        out += place(
            [Thing(pad, tone, gloss=0, soft=0.5)],
            float(rng.normal(0, 0.008)),
            y,
            float(rng.normal(0, 0.008)),
            [("y", 37.0 * i)],
        )
        y += 0.112
    band = cut(box(0.10, y + 0.022, 0.955, 0.012, 0.02), at(box(0.3, y, 0.925, 0.012, 0.02), 0, -0.005))
    return [*out, Thing(band, "#c9785c", gloss=0.22, rough=0.4, soft=0.3), *place(bow(1.05), 0, y + 0.01, 0.05)]


def amber_hour(lit: bool = True) -> list[Thing]:
    """A candle in ribbed amber glass."""
    glass = cut(ribbed(0.39, 0.88, 0.03, 34, 0.012), at(cylinder(0.345, 1.0, 0.05), 0, 0.07))
    label = worn("#fff4e6", words(0.46, 0.4, "Amber Hour", ["candle", "180 g"], 0.092), UMBER, 0, 0.36, r=0.41)

    def wax(p: Floats, _n: Floats) -> Floats:
        heat = np.exp(-((np.hypot(p[0], p[2]) / 0.3) ** 2)) * (p[1] > 0.4) if lit else 0.0 * p[0]
        return (linear("#fdebd2") * (1 + 0.25 * heat)).astype(np.float32)

    return [
        Thing(glass, "#d98b4c", gloss=0.9, rough=0.05, soft=0.12, glass="#dd8a40"),
        Thing(at(cylinder(0.338, 0.5, 0.03), 0, 0.08), wax, gloss=0.4, rough=0.15, soft=0.6, emit=0.16 if lit else 0.0),
        Thing(patch(0.408, 0.46, 0.40, 0.36), label, gloss=0.03, soft=0.3),
        *(candle_flame(0, 0.66, 0) if lit else []),
    ]


def weekend_pouch() -> list[Thing]:
    """A small quilted pouch with a zip."""

    def quilt(p: Floats) -> Floats:
        a, b = (p[0] + p[1]) * 9.2, (p[0] - p[1]) * 9.2
        seam = np.minimum(np.abs(np.sin(a)), np.abs(np.sin(b)))
        return 0.030 * np.sqrt(np.clip(seam, 0, 1)) * (np.clip((0.80 - p[1]) * 14, 0, 1))

    def pillow(p: Floats) -> Floats:
        t = np.clip(p[1] / 0.86, 0, 1)
        half = (
            0.24
            * np.sqrt(np.clip(1 - (t * 0.93) ** 2, 0.01, 1))
            * np.clip(1.1 - 0.5 * (np.abs(p[0]) / 0.68) ** 4, 0.2, 1)
        )
        slim = box(1.34, 0.86, 0.1, 0.05, 0.05)
        q = p.copy()
        q[2] = np.sign(p[2]) * np.maximum(np.abs(p[2]) - half, 0)
        return slim(q) * 0.6

    sheet = words(0.30, 0.20, "aubine", [], 0.12, sun=False)
    teeth = at(box(1.3, 0.05, 0.06, 0.02), 0, 0.85)

    def brass(p: Floats, _n: Floats) -> Floats:
        return (linear(BRASS) * (1 - 0.5 * (np.sin(p[0] * 120) > 0.3))).astype(np.float32)

    puller = join(rod((0, 0, 0), (0.02, -0.14, 0.05), 0.02), at(turn(ring(0.045, 0.012), "x", 80), 0.025, -0.2, 0.07))
    tab = at(turn(box(0.36, 0.2, 0.02, 0.008), "x", -5), 0.32, 0.16, 0.352)
    return [
        Thing(wavy(pillow, quilt, 0.6), "#e9b49a", gloss=0.08, rough=0.6, soft=0.35),
        Thing(teeth, brass, metal=0.8, rough=0.25),
        *place([Thing(puller, BRASS, metal=1, rough=0.2)], 0.5, 0.87, 0.05),
        Thing(tab, worn("#fff1e4", sheet, UMBER, 0.32, 0.24), gloss=0.03, soft=0.3),
    ]
