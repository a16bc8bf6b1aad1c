"""Pictures of routine steps: close scenes, each person's in a tint of their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from PIL import Image

from tools.pictures.canvas import Canvas, blur, grain, smooth
from tools.pictures.place import place
from tools.pictures.products import photograph
from tools.pictures.props import (
    citrus,
    cup,
    dish,
    dollop,
    drops,
    linen,
    pebble,
    pipette,
    plinth,
    slab,
    smear,
    sprig,
    stone,
    towel,
    water,
    window_frame,
    wood,
)
from tools.pictures.solids import Floats, at, ball, box, cut, join, turn
from tools.pictures.studio import Scene, Thing, Tint, leaves, window
from tools.pictures.vessels import (
    amber_hour,
    brow_veil,
    brow_wand,
    cotton_rounds,
    dew_milk,
    first_light,
    honey_lip,
    hush_balm,
    linen_mist,
    petal_cap,
    petal_press,
    river_stone,
    salt_bar,
    slow_oil,
    soft_focus,
    tin_lid,
)

LEA: Tint = {"wall": "#fdeedd", "floor": "#fbe4cc"}
MINA: Tint = {"wall": "#fbdcca", "floor": "#f7cbb4"}
LUCIA: Tint = {"wall": "#fde3c6", "floor": "#fbd5ad"}
SORA: Tint = {"wall": "#f2efe3", "floor": "#eae6d5"}
JONAS: Tint = {"wall": "#f6e9dd", "floor": "#efdccb"}
HANNA: Tint = {"wall": "#f5e7ea", "floor": "#ecd8de"}
AMARA: Tint = {"wall": "#f8d3bd", "floor": "#efbb9f"}
branch = partial(leaves, 3)
olive = partial(leaves, 12, 2.0, 20, 0.7)
low_window = partial(window, -0.16, 4.0)


def _tile(color: str, w: float = 2.6, d: float = 1.7, h: float = 0.14) -> Thing:
    return Thing(box(w, h, d, 0.03), stone(color, "#fffaf3", 0.6), gloss=0.25, rough=0.4)


# ---- Léa: a kitchen, butter yellow


def lea_balm() -> Scene:
    things = [
        linen(4.2, 3.4, turned=4),
        *place(hush_balm(), -0.02, 0.05, -0.1, [("y", 20)]),
        pebble(0.5, 0.05, 0.62, 0.13, "#eccfae"),
    ]
    return Scene(things, (0.04, 0.15, 0.10), height=1.75, pitch=46, gobo=low_window, **LEA)


def lea_rounds() -> Scene:
    one = place(cotton_rounds(1)[:1], 0.0, 0.11, 0.12, [("y", 20)], 0.92)
    things = [
        *place([dish(0.72, "#fbe7d3", 0.12)], 0, 0, 0.1),
        *one,
        *place(dew_milk(), 0.52, 0, -0.95, [("y", -8)], 0.95),
        *sprig(-0.86, 0, 0.86, 10, 0.42),
    ]
    return Scene(things, (0.02, 0.42, 0), height=1.95, pitch=26, gobo=branch, **LEA)


def lea_serum() -> Scene:
    lying = place(pipette("#f0a04a"), 0.62, 0.16, 0.52, [("z", 90), ("y", 16)], 0.8)
    things = [_tile("#fdf0e0", 2.6, 1.9, 0.1), *place(first_light(), -0.16, 0.1, -0.12, [("y", 8)], 1.05), *lying]
    return Scene(things, (0, 0.56, 0), height=1.9, pitch=17, gobo=branch, **LEA)


def lea_veil() -> Scene:
    things = [
        _tile("#fdf0e0"),
        *place(soft_focus(), 0.2, 0.14, -0.5, [("y", -10)], 0.86),
        *smear(-0.02, 0.14, 0.42, "#fff1da", 14, 1.05),
    ]
    return Scene(things, (0.02, 0.54, 0), height=2.0, pitch=24, **LEA)


# ---- Mina: warm blush, quick


def mina_serum() -> Scene:
    fallen = drops(
        0, 0.12, 0, "#f0a04a", ((0.0, 0.1, 0.14), (0.28, 0.2, 0.07), (-0.26, 0.24, 0.055), (0.13, 0.36, 0.035))
    )
    things = [plinth(0.7, 0.12), *fallen, *place(pipette("#f0a04a"), 0.0, 0.42, 0.1)]
    return Scene(things, (0, 0.66, 0), height=2.1, pitch=14, gobo=low_window, **MINA)


def mina_veil() -> Scene:
    things = [
        _tile("#fdeee4", 3.2, 2.6),
        *smear(-0.04, 0.14, 0.12, "#fff3e0", 24, 1.25),
        *smear(0.16, 0.14, 0.62, "#fff3e0", 24, 0.8),
    ]
    things += place(soft_focus(), 0.06, 0.14, -0.78, [("y", -8)], 0.8)
    return Scene(things, (0.02, 0.34, 0), height=1.9, pitch=32, gobo=branch, **MINA)


def mina_blush() -> Scene:
    things = [
        _tile("#fdeee4", 3.2, 2.4),
        *place(petal_press(), -0.34, 0.14, -0.3, size=0.9),
        *place(petal_cap(), 0.06, 0.29, -0.22, [("z", -90), ("y", 24)], 0.9),
    ]
    for i, color in enumerate(("#efa79a", "#df7f74", "#b75a48")):
        things += smear(-0.02 + 0.06 * i, 0.14, 0.22 + 0.26 * i, color, 12, 0.74, 0.3)
    return Scene(things, (0.02, 0.40, 0), height=1.95, pitch=30, **MINA)


def mina_brow() -> Scene:
    wand = place(brow_wand(), -0.50, 0.235, 0.34, [("z", -90), ("y", 14)])
    tube = place(brow_veil(), 0.20, 0.14, -0.42)
    things = [_tile("#fdeee4", 3.2, 1.9), *tube, *wand, pebble(-0.30, 0.14, -0.34, 0.2, "#e2b29d", 0.6)]
    return Scene(things, (0.02, 0.46, 0), height=1.7, pitch=22, gobo=low_window, **MINA)


# ---- Lucía: apricot and oranges


def lucia_sun() -> Scene:
    things = [
        slab(1.1, 0.14, 0.9),
        *place(soft_focus(), 0.16, 0.14, -0.05, size=0.82),
        *place(citrus(), -0.42, 0.0, 0.82, [("x", -14), ("y", 12)], 0.9),
    ]
    return Scene(things, (0, 0.62, 0), height=1.9, pitch=13, gobo=olive, **LUCIA)


def lucia_blush() -> Scene:
    things = [
        *place([slab(0.7, 0.5, 0.6, "#f7c9a2")], -0.26, 0, -0.16),
        slab(1.7, 0.14, 1.0, "#fde6cd"),
        *place(petal_press(), -0.26, 0.5, -0.14, size=0.9),
        *place(petal_cap(), 0.42, 0.14, 0.12, size=0.9),
    ]
    return Scene(things, (0, 0.68, 0), height=2.0, pitch=12, gobo=olive, **LUCIA)


def lucia_lip() -> Scene:
    board = Thing(box(2.6, 0.1, 1.5, 0.03), wood("#dcb084", 0.5), gloss=0.12, rough=0.5)
    things = [
        board,
        *place(cup(), -0.38, 0.1, -0.12, [("y", 205)]),
        *place(honey_lip(), 0.42, 0.1, 0.2),
        *sprig(0.1, 0.1, 0.62, 8, 0.4),
    ]
    return Scene(things, (0.02, 0.48, 0), height=1.75, pitch=18, gobo=low_window, **LUCIA)


# ---- Sora: linen


def sora_balm() -> Scene:
    lid = place(tin_lid(), 0.44, 0.60, -0.34, [("x", 74), ("y", -16)], 0.95)
    things = [
        linen(4.4, 2.8, strength=0.7),
        *lid,
        *place(hush_balm(), -0.22, 0.06, 0.24, size=0.95),
        pebble(0.62, 0.05, 0.5, 0.12, "#d8cdb6"),
    ]
    return Scene(things, (0.06, 0.44, 0), height=2.25, pitch=26, gobo=olive, **SORA)


def sora_rounds() -> Scene:
    things = [linen(4.4, 2.8), *place(cotton_rounds(5), 0, 0.05, 0.05, [("y", 32)]), *sprig(-0.62, 0.05, 0.86, 6, 0.5)]
    return Scene(things, (0, 0.36, 0.05), height=1.75, pitch=22, gobo=branch, **SORA)


def sora_serum() -> Scene:
    return Scene(
        [_tile("#f8f1e2", 1.9, 1.5, 0.1), *place(first_light(), -0.26, 0.1, 0.2, [("y", -6)])],
        (0.06, 0.44, 0),
        height=1.85,
        pitch=30,
        gobo=low_window,
        **SORA,
    )


def sora_stone() -> Scene:
    things = [
        *towel(0, 0, 0, 1.55, 1.1, 2, "#fbf3e6", 10),
        *place(river_stone(), 0.0, 0.29, 0.1, [("y", -24)]),
        pebble(-0.66, 0, 0.78, 0.12, "#d8cdb6"),
    ]
    return Scene(things, (0, 0.22, 0.06), height=1.85, pitch=42, gobo=branch, **SORA)


# ---- Jonas: plain things, oat and clay


def jonas_milk() -> Scene:
    block = Thing(box(1.2, 0.2, 0.9, 0.03), wood("#c99a6c", 0.6), gloss=0.12, rough=0.5)
    things = [block, *place(dew_milk(), -0.16, 0.2, -0.1, [("y", 14)], 0.9), *dollop(0.36, 0.2, 0.22, "#fffaf2", 0.14)]
    return Scene(things, (0.02, 0.78, 0), height=2.1, pitch=11, gobo=low_window, **JONAS)


def jonas_soap() -> Scene:
    foam = [
        at(ball(r, r * 0.92, r), x, 0.36 + r * 0.5, z)
        for x, z, r in (
            (-0.36, 0.2, 0.1),
            (-0.24, 0.28, 0.07),
            (-0.46, 0.28, 0.06),
            (-0.33, 0.34, 0.05),
            (0.36, -0.16, 0.06),
            (0.27, -0.2, 0.045),
        )
    ]
    bubbles = Thing(join(*foam), "#fffaf5", gloss=1, rough=0.03, soft=0.35, glass="#fff6ee")
    things = [dish(0.78, "#e9cdb8", 0.12), *place(salt_bar(), 0, 0.05, 0, [("y", 16)]), bubbles]
    return Scene(things, (0, 0.18, 0.02), height=1.6, pitch=36, **JONAS)


def jonas_shade() -> Scene:
    things = [
        *towel(-0.22, 0, 0.26, 1.15, 0.8, 3, "#f3dfce", -6),
        *place(soft_focus(), 0.34, 0, -0.42, [("y", -12)], 1.0),
        pebble(-0.3, 0.42, 0.3, 0.15, "#d9bca6"),
        pebble(-0.28, 0.57, 0.3, 0.10, "#e8d2bf"),
    ]
    return Scene(things, (0, 0.66, 0), height=2.3, pitch=16, gobo=branch, **JONAS)


# ---- Hanna: lilac, bath and window


def hanna_bath() -> Scene:
    tub = cut(box(5.4, 0.8, 2.4, 0.14, 0.3), at(box(5.0, 1, 1.9, 0.12, 0.3), 0, 0.2), soft=0.1)
    tray = Thing(at(box(0.85, 0.07, 2.5, 0.03), 0.30, 0.82, 0.0), wood("#d6ab80", 0.6), gloss=0.15, rough=0.5)
    floats = [
        at(turn(turn(ball(0.085, 0.012, 0.06), "z", 10 * (i % 3) - 8), "y", 50.0 * i), x, 0.652, z)
        for i, (x, z) in enumerate(
            ((-0.62, 0.46), (-0.34, 0.1), (-0.74, -0.1), (-0.42, 0.62), (-0.84, 0.2), (-0.3, -0.35))
        )
    ]
    petals = Thing(join(*floats), "#eeb3ae", gloss=0.15, soft=0.6)
    things = [
        Thing(tub, "#fdf6f3", gloss=0.6, rough=0.08, soft=0.3),
        water(4.9, 1.8, 0.64, "#efe3e6"),
        tray,
        petals,
        *place(amber_hour(), 0.26, 0.89, 0.1, size=0.72),
        pebble(0.42, 0.89, 0.66, 0.10, "#cdb3bf"),
    ]
    return Scene(
        things, (0, 0.96, 0), height=2.3, pitch=27, key=0.9, glow=((0.26, 1.46, 0.1, 0.03),), gobo=low_window, **HANNA
    )


def hanna_stone() -> Scene:
    things = [
        *towel(0.0, 0, 0.1, 1.5, 1.05, 3, "#f8eaea", -8),
        *place(river_stone("#c3a9b6", "#ead8dc"), 0.0, 0.43, 0.16, [("y", 22)]),
        *sprig(-0.74, 0.0, 0.98, 6, 0.5, "#b6b8a8"),
    ]
    return Scene(things, (0, 0.34, 0.1), height=1.95, pitch=34, gobo=branch, **HANNA)


def hanna_oil() -> Scene:
    sill = Thing(box(3.6, 0.12, 1.1, 0.03), "#fdf1ee", gloss=0.35, rough=0.3)
    things = [
        sill,
        *place(window_frame(1.5, 2.4), 0.3, 0.12, -0.62),
        *place(slow_oil(), -0.06, 0.12, 0.08, [("y", 10)], 1.08),
    ]
    return Scene(things, (0, 0.78, 0), height=2.05, pitch=9, **HANNA)


# ---- Amara: terracotta


def amara_mist() -> Scene:
    return Scene(
        [slab(0.8, 0.2, 0.7, "#f2c4aa"), *place(linen_mist(), -0.28, 0.2, 0, [("y", -14)])],
        (0.02, 1.06, 0),
        height=1.9,
        pitch=6,
        gobo=olive,
        **AMARA,
    )


def amara_veil() -> Scene:
    block = slab(0.6, 0.3, 0.5, "#dc9a7c")
    things = [
        _tile("#f6d2bc", 2.8, 2.2, 0.1),
        *place([block], 0.26, 0.1, -0.42),
        *place(soft_focus(), 0.26, 0.4, -0.42, [("y", -10)], 0.76),
        *smear(-0.1, 0.1, 0.42, "#fff1dc", 14, 1.0),
    ]
    return Scene(things, (0.0, 0.62, 0), height=2.1, pitch=20, gobo=low_window, **AMARA)


def amara_blush() -> Scene:
    block = slab(0.62, 0.34, 0.56, "#dc9a7c")
    things = [
        slab(1.5, 0.12, 1.0, "#f4cdb6"),
        *place([block], -0.3, 0.12, -0.1),
        *place(petal_press(), -0.3, 0.46, -0.08, size=0.9),
        *place(petal_cap(), 0.16, 0.265, 0.2, [("z", -90), ("y", 30)], 0.9),
    ]
    return Scene(things, (0, 0.74, 0), height=1.95, pitch=10, gobo=olive, **AMARA)


def misted(scene: Callable[[], Scene], width: int, height: int, scale: float = 1.0) -> Image.Image:
    """The scene with a breath of mist leaving the nozzle towards the right."""
    picture = photograph(scene, width, height, scale)
    c = Canvas(*picture.size)
    c.pixels = np.asarray(picture, np.float32).copy()
    w = c.width
    x: Floats = c.x / w - 0.395
    y: Floats = c.y / w - 0.285
    spread = 0.04 + 0.42 * np.maximum(x, 0)
    cone: Floats = np.exp(-(((y + 0.06 * x) / spread) ** 2) * 1.6) * smooth(0.0, 0.08, x) * (1 - smooth(0.30, 0.62, x))
    rng = np.random.default_rng(4)
    cloud = blur(rng.random(c.x.shape, np.float32), w / 28)
    cloud = np.clip(0.5 + (cloud - cloud.mean()) / (cloud.std() + 1e-6) * 0.22, 0, 1)
    c.light(cone * (0.45 + 0.55 * cloud), 0.75)
    for size, many in ((1.0, 900), (1.7, 260)):
        spots = np.zeros_like(c.x)
        px, spread_y = rng.random(many) ** 0.7 * 0.62 + 0.01, rng.normal(0, 0.42, many)
        py = spread_y * (0.035 + 0.42 * px) - 0.06 * px
        ix = np.clip((px + 0.395) * w, 0, w - 1).astype(int)
        iy = np.clip((py + 0.285) * w, 0, c.height - 1).astype(int)
        spots[iy, ix] = 1
        r = size * w / 900
        c.light(np.clip(blur(spots, r) * 2 * np.pi * r * r, 0, 1), 0.8)
    return grain(c.image(), 0.6, 5)


_SETS: dict[str, tuple[Callable[[], Scene], ...]] = {
    "lea-moreau": (lea_balm, lea_rounds, lea_serum, lea_veil),
    "mina-okafor": (mina_serum, mina_veil, mina_blush, mina_brow),
    "lucia-ferrer": (lucia_sun, lucia_blush, lucia_lip),
    "sora-kim": (sora_balm, sora_rounds, sora_serum, sora_stone),
    "jonas-weber": (jonas_milk, jonas_soap, jonas_shade),
    "hanna-krueger": (hanna_bath, hanna_stone, hanna_oil),
    "amara-diallo": (amara_mist, amara_veil, amara_blush),
}
PICTURES: dict[str, Callable[..., Image.Image]] = {
    f"ambassadors/{slug}/step-{i}.jpg": partial(misted if scene is amara_mist else photograph, scene, 900, 1125)
    for slug, scenes in _SETS.items()
    for i, scene in enumerate(scenes, 1)
}
