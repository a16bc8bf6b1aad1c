"""The sixteen packshots: each product on the same shelf, in the same morning."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PIL import Image

from tools.pictures.place import place
from tools.pictures.props import (
    LINEN,
    dish,
    dollop,
    drops,
    linen,
    pebble,
    plinth,
    slab,
    smear,
    sprig,
    towel,
    wood,
)
from tools.pictures.solids import box, cylinder, rod
from tools.pictures.studio import Scene, Shot, Thing, Tint, leaves, window
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
    morning_mask,
    night_bowl,
    petal_cap,
    petal_press,
    river_stone,
    salt_bar,
    slow_oil,
    soft_focus,
    tin_lid,
    weekend_pouch,
)

PEACH, APRICOT, BUTTER, SAGE, LILAC, BLUSH = (
    Tint(wall=wall, floor=floor)
    for wall, floor in (
        ("#fde6d8", "#fbdac7"),
        ("#fde0ca", "#fad2b5"),
        ("#fdeedd", "#fae3cb"),
        ("#f2efe3", "#e9e5d3"),
        ("#f5e8ea", "#eed9dd"),
        ("#fde6e0", "#fad6cd"),
    )
)
branch = partial(leaves, 3)
near_branch = partial(leaves, 8, 6.0, 18, 0.7)
low_window = partial(window, -0.16, 6.0)


def _dew_milk() -> Scene:
    things = [
        plinth(),
        *place(dew_milk(), -0.06, 0.22),
        *dollop(0.58, 0.22, 0.38, "#fffaf3", 0.15),
        pebble(-0.66, 0.22, 0.36, 0.15),
    ]
    return Scene(things, (0, 0.93, 0), height=2.75, **PEACH)


def _first_light() -> Scene:
    things = [
        slab(1.34, 0.26, 0.9),
        *place(first_light(), -0.06, 0.26, 0.05),
        *drops(0, 0.26, 0, "#f0a04a", ((0.38, 0.3, 0.075), (0.52, 0.2, 0.04), (0.5, 0.36, 0.025))),
    ]
    return Scene(things, (0.0, 0.72, 0), height=2.0, distance=6.5, gobo=branch, **APRICOT)


def _hush_balm() -> Scene:
    lid = place(tin_lid(), 0.70, 0.10, -0.30, [("x", 76), ("y", -20)])
    lid = place(tin_lid(), 0.60, 0.585, -0.40, [("x", 74), ("y", -16)])
    things = [
        linen(strength=0.8),
        *place(lid, 0, 0.04, 0),
        *place(hush_balm(), -0.30, 0.06, 0.2),
        *smear(0.62, 0.085, 0.62, "#fdebc8", 24, 0.62),
    ]
    return Scene(things, (0.12, 0.46, 0), height=2.75, pitch=21, **BUTTER)


def _linen_mist() -> Scene:
    things = [
        slab(1.1, 0.3, 0.8),
        *place(linen_mist(), 0, 0.3),
        *sprig(-0.1, 0.0, 0.78, 10, 0.8),
        pebble(-0.66, 0, 0.3, 0.14, "#dcd3bd"),
    ]
    return Scene(things, (0.0, 0.92, 0), height=2.45, gobo=near_branch, **SAGE)


def _petal_press() -> Scene:
    cap = place(petal_cap(), 0.34, 0.39, 0.16, [("z", -90), ("y", 28)])
    things = [
        plinth(0.85, 0.2),
        *place(petal_press(), -0.22, 0.2),
        *place(cap, -0.22, -0.02, 0.26),
        *smear(-0.05, 0.0, 1.05, "#e58a80", 12, 0.6),
    ]
    return Scene(things, (0.0, 0.56, 0), height=2.2, pitch=13, **BLUSH)


def _soft_focus() -> Scene:
    things = [
        slab(1.25, 0.2, 0.9),
        slab(0.5, 0.46, 0.5),
        *place(soft_focus(), -0.02, 0.2, 0.1),
        *smear(0.3, 0.0, 0.85, "#fffaf0", 16, 0.8),
    ]
    things[1] = place([things[1]], 0.62, 0, -0.55)[0]
    things.append(pebble(0.62, 0.46, -0.5, 0.15, "#f0cfa8"))
    return Scene(things, (0, 0.9, 0), height=2.65, gobo=low_window, **BUTTER)


def _slow_oil() -> Scene:
    block = Thing(box(1.5, 0.2, 0.9, 0.03), wood("#d8a97c", 0.6), gloss=0.12, rough=0.5)
    things = [
        block,
        *place(slow_oil(), -0.05, 0.2, 0, [("y", -12)]),
        *drops(0.1, 0.2, 0.1, "#f0b65a", ((0.46, 0.2, 0.06), (0.36, 0.27, 0.03))),
    ]
    return Scene(things, (0.03, 0.82, 0), height=2.35, gobo=branch, **APRICOT)


def _brow_veil() -> Scene:
    wand = place(brow_wand(), -0.42, 0.095, 0.42, [("z", -90), ("y", 18)])
    things = [
        *place([slab(0.62, 0.3, 0.5)], -0.14, 0, -0.05),
        *place(brow_veil(), -0.14, 0.3, -0.02),
        *wand,
        pebble(0.34, 0, -0.1, 0.2, "#e2bba3", 0.62),
    ]
    return Scene(things, (0.02, 0.60, 0), height=1.85, pitch=13, **PEACH)


def _honey_lip() -> Scene:
    spilt = drops(0, 0.2, 0, "#eda53f", ((0.36, 0.28, 0.09), (0.5, 0.2, 0.04), (0.49, 0.36, 0.028)))
    things = [
        plinth(0.64, 0.2, "#fdf0de"),
        *place(honey_lip(), -0.08, 0.2, 0.05),
        *spilt,
        pebble(-0.44, 0.2, 0.26, 0.1, "#eccfae"),
    ]
    return Scene(things, (0.0, 0.60, 0), height=1.75, pitch=13, gobo=low_window, **BUTTER)


def _morning_mask() -> Scene:
    things = [
        plinth(0.82, 0.2, "#f6f0e2"),
        *place(morning_mask(), 0, 0.2, -0.1),
        *smear(0.15, 0.0, 1.02, "#b7c19c", 14, 0.85, 0.2),
        *sprig(-0.78, 0.2, 0.55, 14, 0.42),
    ]
    return Scene(things, (0, 0.52, 0), height=2.25, pitch=14, gobo=near_branch, **SAGE)


def _night_bowl() -> Scene:
    lid = Thing(cylinder(0.585, 0.1, 0.035), "#dcc6d6", gloss=0.5, rough=0.12)
    things = [
        plinth(1.0, 0.16, "#f6e8ec"),
        *place([lid], 0.42, 0.62, -0.5, [("x", 74), ("y", -14)]),
        *place(night_bowl(), -0.08, 0.16, 0.1),
        pebble(0.72, 0.16, 0.34, 0.13, "#cbb0bd"),
    ]
    return Scene(things, (0.02, 0.48, 0), height=2.6, pitch=19, **LILAC)


def _salt_bar() -> Scene:
    bar = place(salt_bar(), 0, 0.09, 0, [("y", -10)])
    things = [
        *towel(0.05, 0, -0.1, 2.0, 1.3, 2, "#fbeadd", 6),
        *place([dish(0.82, "#f7dccb", 0.13)], 0.0, 0.29, 0),
        *place(bar, 0, 0.29, 0),
    ]
    return Scene(things, (0, 0.40, 0), height=2.25, pitch=36, **PEACH)


def _river_stone() -> Scene:
    gua = place(river_stone(), 0.02, 0.43, 0.12, [("y", 24)])
    things = [*towel(0, 0, 0, 1.7, 1.15, 3, "#fdf1e6", -8), *gua, *sprig(-0.86, 0.0, 0.98, 8, 0.62)]
    return Scene(things, (0, 0.36, 0.1), height=2.2, pitch=32, gobo=branch, **SAGE)


def _cotton_rounds() -> Scene:
    one = place(cotton_rounds(1)[:1], 0.56, 0.50, 0.10, [("x", 72), ("y", -22)])
    things = [
        plinth(0.95, 0.18),
        *place(cotton_rounds(), -0.14, 0.18, 0, [("y", 24)]),
        *place(one, -0.10, 0.13, 0.1),
        pebble(0.42, 0.18, 0.55, 0.11),
    ]
    return Scene(things, (0, 0.56, 0), height=2.45, pitch=17, **BLUSH)


def _amber_hour() -> Scene:
    match = [
        Thing(rod((-0.3, 0.03, 0), (0.25, 0.03, 0.1), 0.014), "#e2bd92", gloss=0),
        Thing(rod((0.25, 0.03, 0.1), (0.3, 0.03, 0.11), 0.024), "#8c4430", gloss=0.1),
    ]
    things = [slab(1.5, 0.22, 1.0), *place(amber_hour(), 0, 0.22, 0), *place(match, 0.25, 0.21, 0.44)]
    return Scene(things, (0, 0.72, 0), height=2.1, pitch=12, key=0.72, glow=((0, 1.0, 0.02, 0.035),), **APRICOT)


def _weekend_pouch() -> Scene:
    things = [
        linen(3.6, 2.4, color=LINEN),
        *place(weekend_pouch(), 0, 0.05, 0.02, [("x", -9), ("y", -13)]),
        pebble(0.74, 0.05, 0.52, 0.12),
    ]
    return Scene(things, (0, 0.52, 0), height=2.4, pitch=13, gobo=branch, **BLUSH)


SCENES: dict[str, Callable[[], Scene]] = {
    "dew-milk": _dew_milk,
    "first-light": _first_light,
    "hush-balm": _hush_balm,
    "linen-mist": _linen_mist,
    "petal-press": _petal_press,
    "soft-focus": _soft_focus,
    "slow-oil": _slow_oil,
    "brow-veil": _brow_veil,
    "honey-lip": _honey_lip,
    "morning-mask": _morning_mask,
    "night-bowl": _night_bowl,
    "salt-bar": _salt_bar,
    "river-stone": _river_stone,
    "cotton-rounds": _cotton_rounds,
    "amber-hour": _amber_hour,
    "weekend-pouch": _weekend_pouch,
}


def photograph(scene: Callable[[], Scene], width: int, height: int, scale: float = 1.0) -> Image.Image:
    """Take the scene's picture; `scale` makes a smaller proof."""
    return Shot(scene()).take(round(width * scale), round(height * scale))


PICTURES: dict[str, Callable[..., Image.Image]] = {
    f"images/products/{name}.jpg": partial(photograph, scene, 1200, 1500) for name, scene in SCENES.items()
}
