"""Two portraits without a face, and the posters of two films."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PIL import Image

from tools.pictures.place import place
from tools.pictures.products import photograph
from tools.pictures.props import beaker, dollop, linen, pebble, plinth, slab, smear, spatula, sprig, window_frame, wood
from tools.pictures.solids import at, ball, box, cylinder, join
from tools.pictures.studio import Scene, Thing, leaves, window
from tools.pictures.vessels import (
    amber_hour,
    dew_milk,
    first_light,
    honey_lip,
    hush_balm,
    night_bowl,
    petal_press,
    river_stone,
    slow_oil,
    tin_lid,
)


def hanna() -> Scene:
    """A shelf under a window, lilac morning."""
    shelf = Thing(box(4.8, 0.14, 0.8, 0.03), wood("#d9b08a", 0.5), gloss=0.15, rough=0.5)
    vase = join(at(ball(0.2, 0.24, 0.2), 0, 0.22), cylinder(0.085, 0.62, 0.02), cylinder(0.12, 0.05, 0.02), soft=0.12)
    things = [
        *place([shelf], 0, 0.86, -0.9),
        *place(window_frame(1.9, 2.1), 0.0, 1.22, -1.40),
        *place(slow_oil(), -0.50, 1.0, -0.9, [("y", 12)], 0.95),
        *place(night_bowl(False), 0.06, 1.0, -0.76, size=0.66),
        *place(amber_hour(), 0.66, 1.0, -0.92, size=0.92),
        Thing(at(vase, -1.08, 1.0, -0.95), "#e9d3da", gloss=0.4, rough=0.2, soft=0.3),
        *place(sprig(0, 0, 0, 0, 0.95, "#aab39a"), -1.07, 1.5, -0.95, [("x", 20), ("z", 66)]),
        pebble(1.12, 1.0, -0.78, 0.12, "#d9bdc6"),
        pebble(1.12, 1.12, -0.78, 0.08, "#ecd9de"),
    ]
    glow = ((0.66, 1.8, -0.92, 0.02),)
    return Scene(
        things,
        (0, 1.46, -0.9),
        height=3.3,
        pitch=5,
        depth=1.5,
        key=0.92,
        glow=glow,
        wall="#f5e6e9",
        floor="#efdce1",
        gobo=partial(window, 0.06, 6.0),
    )


def sora_look() -> Scene:
    """The morning's things laid out on linen, seen from above."""
    things = [
        linen(5.0, 4.0, turned=6, strength=0.8),
        *place(hush_balm(), -0.46, 0.06, 0.26, size=0.82),
        *place(tin_lid(), -0.62, 0.05, -0.62, size=0.82),
        *place(first_light(), 0.16, 0.05, -0.34, size=1.05),
        *place(river_stone(), 0.50, 0.07, 0.60, [("y", 24)], 0.9),
        *sprig(-0.5, 0.05, 1.12, 10, 0.6),
        pebble(0.86, 0.05, -0.2, 0.14, "#d8cdb6"),
    ]
    return Scene(
        things, (0, 0.12, 0.1), height=2.8, pitch=44, gobo=partial(leaves, 3), key=1.06, wall="#fbf1e6", floor="#f8e9da"
    )


def mina_film() -> Scene:
    """A poster with room for a play button in the middle."""
    things = [
        slab(3.6, 0.12, 1.3),
        *place(first_light(), -1.1, 0.12, 0.0),
        *place(petal_press(), 1.0, 0.12, -0.05, size=0.95),
        *place(honey_lip(), 1.46, 0.12, 0.16, size=0.95),
        *smear(-0.1, 0.12, 0.30, "#e58a80", 8, 0.9),
        *place(hush_balm(), -1.72, 0.12, 0.1, size=0.6),
    ]
    return Scene(
        things, (0, 0.74, 0), height=2.3, pitch=11, gobo=partial(window, 0.1, 3.4), wall="#fbdcca", floor="#f7cbb4"
    )


def theo_film() -> Scene:
    """The lab's bench: beakers, an unlabelled batch, a spatula of cream."""
    bench = Thing(box(5.2, 0.14, 1.9, 0.03), "#f6e7d8", gloss=0.2, rough=0.4)
    plate = Thing(cylinder(0.42, 0.05, 0.02), "#fffaf4", gloss=0.8, rough=0.06, soft=0.3)
    things = [
        bench,
        *place(beaker(0.36, 0.8, "#f0c071", 0.46), -1.12, 0.14, -0.1),
        *place(beaker(0.25, 0.55, "#fff6ea", 0.3), -0.62, 0.14, 0.26),
        *place(dew_milk(), 1.5, 0.14, -0.25, size=0.82),
        *place([plinth(0.3, 0.1)], 1.0, 0.14, 0.0),
        *place(first_light(), 1.0, 0.24, 0.0, size=0.85),
        *place([plate], 0.12, 0.14, 0.36),
        *dollop(0.12, 0.19, 0.36, "#fffaf2", 0.19),
        *place(spatula(), 0.5, 0.19, 0.62, [("y", 160)], 0.9),
        *place(tin_lid(), -1.74, 0.14, 0.2, size=0.5),
    ]
    return Scene(things, (0, 0.68, 0), height=2.2, pitch=12, gobo=partial(leaves, 8), wall="#f8eadb", floor="#f1dcc8")


_SCENES: dict[str, tuple[Callable[[], Scene], int, int]] = {
    "ambassadors/sora-kim/laid-out.jpg": (sora_look, 1200, 1500),
    "ambassadors/hanna-krueger/portrait.jpg": (hanna, 1280, 1600),
    "ambassadors/mina-okafor/video.jpg": (mina_film, 1280, 720),
    "ambassadors/theo-brandt/video.jpg": (theo_film, 1280, 720),
}
PICTURES: dict[str, Callable[..., Image.Image]] = {name: partial(photograph, *shot) for name, shot in _SCENES.items()}
