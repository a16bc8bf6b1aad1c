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
    wood,
)
from tools.pictures.solids import Floats, at, ball, box, cut, cylinder, join, turn
from tools.pictures.studio import Scene, Thing, Tint, leaves, window
from tools.pictures.vessels import (
    amber_hour,
    cotton_rounds,
    dew_milk,
    first_light,
    honey_lip,
    hush_balm,
    linen_mist,
    night_bowl,
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


def lea_milk() -> Scene:
    things = [plinth(0.6, 0.12), *place(dollop(0, 0, 0, "#fffaf2", 0.34), 0, 0.12, 0.02), *place(dew_milk(), 0.56, 0, -0.95)]
    return Scene(things, (0.06, 0.42, 0), height=1.85, pitch=20, **LEA)


def lea_serum() -> Scene:
    fallen = drops(0, 0.12, 0, "#f0a04a", ((0.0, 0.1, 0.14), (0.28, 0.2, 0.07), (-0.26, 0.24, 0.055), (0.13, 0.36, 0.035)))
    things = [plinth(0.7, 0.12), *fallen, *place(pipette("#f0a04a"), 0.0, 0.42, 0.1)]
    return Scene(things, (0, 0.66, 0), height=2.1, pitch=14, gobo=branch, **LEA)


def lea_veil() -> Scene:
    things = [_tile("#fdf0e0"), *place(soft_focus(), 0.2, 0.14, -0.5, [("y", -10)], 0.86), *smear(-0.02, 0.14, 0.42, "#fff1da", 14, 1.05)]
    return Scene(things, (0.02, 0.54, 0), height=2.0, pitch=24, **LEA)


def lea_lip() -> Scene:
    board = Thing(box(2.6, 0.1, 1.5, 0.03), wood("#dcb084", 0.5), gloss=0.12, rough=0.5)
    things = [board, *place(cup(), -0.38, 0.1, -0.12, [("y", 205)]), *place(honey_lip(), 0.42, 0.1, 0.2), *sprig(0.1, 0.1, 0.62, 8, 0.4)]
    return Scene(things, (0.02, 0.48, 0), height=1.75, pitch=18, gobo=low_window, **LEA)


# ---- Mina: warm blush, everything close


def mina_balm() -> Scene:
    things = [linen(4.2, 3.4, turned=4), *place(hush_balm(), -0.02, 0.05, -0.1, [("y", 20)]), pebble(0.5, 0.05, 0.62, 0.13, "#e9c2ab")]
    return Scene(things, (0.04, 0.15, 0.10), height=1.75, pitch=46, **MINA)


def mina_mist() -> Scene:
    return Scene([slab(0.9, 0.16, 0.7), *place(linen_mist(), -0.28, 0.16, 0, [("y", -14)])], (0.02, 1.06, 0), height=1.9, pitch=6, **MINA)


def mina_pair() -> Scene:
    things = [slab(1.9, 0.16, 1.1), *place(night_bowl(False), 0.32, 0.16, -0.12), *place(first_light(), -0.48, 0.16, 0.2, size=0.86)]
    return Scene(things, (0, 0.56, 0), height=1.9, pitch=12, gobo=branch, **MINA)


def mina_swatches() -> Scene:
    things = [_tile("#fdeee4", 3.2, 2.6)]
    for i, color in enumerate(("#efa79a", "#df7f74", "#b75a48")):
        things += smear(-0.06 + 0.08 * i, 0.14, -0.40 + 0.46 * i, color, 14, 1.12, 0.3)
    return Scene(things, (0, 0.15, 0.06), height=1.9, pitch=52, **MINA)


# ---- Lucía: apricot and oranges


def lucia_sun() -> Scene:
    things = [slab(1.1, 0.14, 0.9), *place(soft_focus(), 0.16, 0.14, -0.05, size=0.82), *place(citrus(), -0.46, 0.0, 0.52, [("x", -14), ("y", 12)])]
    return Scene(things, (0, 0.62, 0), height=1.9, pitch=13, gobo=olive, **LUCIA)


def lucia_oil() -> Scene:
    pool = drops(0, 0.1, 0, "#f1b14f", ((-0.05, 0.1, 0.27), (0.33, 0.26, 0.10), (-0.34, 0.36, 0.07), (0.2, 0.46, 0.045), (0.42, 0.02, 0.04)))
    things = [_tile("#fdead6", 2.8, 2.2, 0.1), *pool, *place(slow_oil(), 0.16, 0.1, -0.74, [("y", -14)])]
    return Scene(things, (0, 0.30, 0.08), height=1.75, pitch=30, **LUCIA)


def lucia_towel() -> Scene:
    things = [*towel(-0.02, 0, 0, 1.45, 1.0, 4, "#fcebdc", 10), *place(linen_mist(), -0.72, 0.77, 0.02, [("z", -90), ("y", 8)])]
    return Scene(things, (0.02, 0.48, 0), height=2.25, pitch=22, gobo=low_window, **LUCIA)


# ---- Sora: sage and linen


def sora_rounds() -> Scene:
    things = [linen(4, 2.6), *place(cotton_rounds(4), 0.34, 0.05, 0.2, [("y", 30)], 0.92), *place(dew_milk(), -0.42, 0.05, -0.3, size=0.8)]
    return Scene(things, (0, 0.60, 0), height=2.15, pitch=17, gobo=branch, **SORA)


def sora_stone() -> Scene:
    things = [linen(4, 3, strength=1.3), *place(river_stone(), 0, 0.07, 0.05, [("y", -28)], 1.1), *drops(0, 0.05, 0, "#ecc27a", ((0.44, 0.5, 0.05), (0.52, 0.4, 0.028)))]
    return Scene(things, (0, 0.12, 0.05), height=1.65, pitch=42, gobo=branch, **SORA)


def sora_mask() -> Scene:
    bowl = cut(cylinder(0.36, 0.3, 0.06, 0.52), at(cylinder(0.34, 0.34, 0.05, 0.5), 0, 0.06), soft=0.02)
    clay = cylinder(0.34, 0.2, 0.04, 0.46)
    things = [
        Thing(bowl, "#f4efe2", gloss=0.4, rough=0.2, soft=0.3), Thing(clay, "#b7c19c", gloss=0.2, rough=0.4, soft=0.3),
        *place(dollop(0, 0, 0, "#b7c19c", 0.2, 0.2), -0.02, 0.19, 0.04), *smear(0.12, 0, 0.8, "#b7c19c", 12, 0.6, 0.15), *sprig(-0.85, 0, 0.62, 4, 0.4),
    ]
    return Scene(things, (0, 0.24, 0.1), height=1.65, pitch=34, gobo=olive, **SORA)


def sora_night() -> Scene:
    things = [slab(1.9, 0.14, 1.1), *place(night_bowl(False), -0.32, 0.14, 0.14, size=0.78), *place(amber_hour(), 0.40, 0.14, -0.16, size=0.86)]
    return Scene(things, (0.02, 0.52, 0), height=2.1, pitch=13, key=0.85, glow=((0.40, 0.9, -0.16, 0.03),), **SORA)


# ---- Jonas: plain things, oat and clay


def jonas_soap() -> Scene:
    foam = [at(ball(r, r * 0.92, r), x, 0.36 + r * 0.5, z) for x, z, r in ((-0.36, 0.2, 0.1), (-0.24, 0.28, 0.07), (-0.46, 0.28, 0.06), (-0.33, 0.34, 0.05), (0.36, -0.16, 0.06), (0.27, -0.2, 0.045))]
    bubbles = Thing(join(*foam), "#fffaf5", gloss=1, rough=0.03, soft=0.35, glass="#fff6ee")
    things = [dish(0.78, "#e9cdb8", 0.12), *place(salt_bar(), 0, 0.05, 0, [("y", 16)]), bubbles]
    return Scene(things, (0, 0.18, 0.02), height=1.6, pitch=36, **JONAS)


def jonas_milk() -> Scene:
    block = Thing(box(1.2, 0.2, 0.9, 0.03), wood("#c99a6c", 0.6), gloss=0.12, rough=0.5)
    things = [block, *place(dew_milk(), -0.16, 0.2, -0.1, [("y", 14)], 0.9), *dollop(0.36, 0.2, 0.22, "#fffaf2", 0.14)]
    return Scene(things, (0.02, 0.78, 0), height=2.1, pitch=11, gobo=low_window, **JONAS)


def jonas_shade() -> Scene:
    things = [*towel(-0.22, 0, 0.26, 1.15, 0.8, 3, "#f3dfce", -6), *place(soft_focus(), 0.34, 0, -0.42, [("y", -12)], 1.0), pebble(-0.3, 0.42, 0.3, 0.15, "#d9bca6"), pebble(-0.28, 0.57, 0.3, 0.10, "#e8d2bf")]
    return Scene(things, (0, 0.66, 0), height=2.3, pitch=16, gobo=branch, **JONAS)


# ---- Hanna: lilac, evening and bath


def hanna_cream() -> Scene:
    things = [plinth(0.85, 0.1, "#f7eaee"), *place(night_bowl(), 0, 0.1, 0, size=1.05), *sprig(-0.86, 0.0, 0.88, 4, 0.4, "#b6b3a6")]
    return Scene(things, (0, 0.34, 0.05), height=1.65, pitch=38, **HANNA)


def hanna_bath() -> Scene:
    tub = cut(box(5.4, 0.8, 2.4, 0.14, 0.3), at(box(5.0, 1, 1.9, 0.12, 0.3), 0, 0.2), soft=0.1)
    tray = Thing(at(box(0.85, 0.07, 2.5, 0.03), 0.30, 0.82, 0.0), wood("#d6ab80", 0.6), gloss=0.15, rough=0.5)
    floats = [at(turn(turn(ball(0.085, 0.012, 0.06), "z", 10 * (i % 3) - 8), "y", 50.0 * i), x, 0.652, z)
              for i, (x, z) in enumerate(((-0.62, 0.46), (-0.34, 0.1), (-0.74, -0.1), (-0.42, 0.62), (-0.84, 0.2), (-0.3, -0.35)))]
    petals = Thing(join(*floats), "#eeb3ae", gloss=0.15, soft=0.6)
    things = [
        Thing(tub, "#fdf6f3", gloss=0.6, rough=0.08, soft=0.3), water(4.9, 1.8, 0.64, "#efe3e6"), tray, petals,
        *place(amber_hour(), 0.26, 0.89, 0.1, size=0.72), pebble(0.42, 0.89, 0.66, 0.10, "#cdb3bf"),
    ]
    return Scene(things, (0, 0.96, 0), height=2.3, pitch=27, key=0.9, glow=((0.26, 1.46, 0.1, 0.03),), gobo=low_window, **HANNA)


def hanna_stone() -> Scene:
    things = [*towel(0.0, 0, 0.1, 1.7, 1.2, 2, "#f6e6e6", 6), *place(river_stone("#c3a9b6", "#ead8dc"), 0.06, 0.30, 0.42, [("y", 18)], 0.85), *place(slow_oil(), -0.16, 0.29, -0.22, [("y", 10)], 0.82)]
    return Scene(things, (0, 0.52, 0), height=1.85, pitch=20, gobo=branch, **HANNA)


# ---- Amara: terracotta


def amara_oil() -> Scene:
    things = [
        dish(0.72, stone("#c9805f", "#d99a78", 0.8), 0.16), *drops(0, 0.055, 0, "#f3b04a", ((0, 0, 0.3), (0.2, 0.28, 0.07))),
        *place(slow_oil(), 0.72, 0, -0.7, [("y", -20)], 1.0),
    ]
    return Scene(things, (0.06, 0.26, 0.0), height=1.75, pitch=32, gobo=low_window, **AMARA)


def amara_pair() -> Scene:
    block = slab(0.62, 0.34, 0.56, "#dc9a7c")
    things = [slab(1.5, 0.12, 1.0, "#f4cdb6"), *place([block], -0.3, 0.12, -0.1), *place(petal_press(), -0.3, 0.46, -0.08, size=0.9), *place(honey_lip(), 0.36, 0.12, 0.16)]
    return Scene(things, (0, 0.74, 0), height=1.95, pitch=10, gobo=olive, **AMARA)


def amara_evening() -> Scene:
    things = [plinth(0.95, 0.14, "#f0c3aa"), *place(amber_hour(), -0.28, 0.14, -0.1, size=0.95), *place(tin_lid(), 0.62, 0.36, -0.02, [("x", 72), ("y", -24)], 0.62), *place(hush_balm(), 0.42, 0.14, 0.38, size=0.58)]
    return Scene(things, (0.02, 0.54, 0), height=1.9, pitch=17, key=0.72, glow=((-0.28, 0.95, -0.1, 0.035),), **AMARA)


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
    "lea-moreau": (lea_milk, lea_serum, lea_veil, lea_lip),
    "mina-okafor": (mina_balm, mina_mist, mina_pair, mina_swatches),
    "lucia-ferrer": (lucia_sun, lucia_oil, lucia_towel),
    "sora-kim": (sora_rounds, sora_stone, sora_mask, sora_night),
    "jonas-weber": (jonas_soap, jonas_milk, jonas_shade),
    "hanna-krueger": (hanna_cream, hanna_bath, hanna_stone),
    "amara-diallo": (amara_oil, amara_pair, amara_evening),
}
PICTURES: dict[str, Callable[..., Image.Image]] = {
    f"ambassadors/{slug}/step-{i}.jpg": partial(misted if scene is mina_mist else photograph, scene, 900, 1125)
    for slug, scenes in _SETS.items()
    for i, scene in enumerate(scenes, 1)
}
