"""The looks: the same people at a window, made up or with a bottle beside them; numbered dots are laid on them later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
from PIL import Image

from tools.pictures import bottles, room
from tools.pictures.body import Body, paint_bust
from tools.pictures.brush import Mask, light, mix, oval, shade, smooth, strokes
from tools.pictures.canvas import Canvas
from tools.pictures.cast import AMARA, BLACK, CARMEN, LEA, LINEN, MINA, OAT, SAGE, Person
from tools.pictures.clothes import garment
from tools.pictures.face import Shape, Skin, paint_ears
from tools.pictures.figure import paint_person
from tools.pictures.hair import crown, dome
from tools.pictures.hair_tied import bun
from tools.pictures.portraits import finish
from tools.pictures.pose import Pose
from tools.pictures.strands import Sheet

WIDTH, HEIGHT = 1200, 1500
TABLE = 1318  # where the table begins, in pixels
Thing = Callable[[Canvas], None]

LEA_LOOK = replace(
    LEA,
    cloth=OAT,
    dress="rib",
    shape=replace(LEA.shape, blush=0.60),
    look=replace(LEA.look, open=0.80, iris="#7a5a38", lip="#c4524a", lip_gloss=0.85, shadow="#e8a98c", brow_weight=1.1),
)
MINA_LOOK = replace(
    MINA,
    cloth=LINEN,
    dress="vee linen",
    shape=replace(MINA.shape, blush=0.5),
    look=replace(MINA.look, open=0.80, iris="#3a2216", lip="#a63f3a", lip_gloss=0.95, shadow="#c07a45"),
)
AMARA_LOOK = replace(
    AMARA,
    second=None,
    cloth=SAGE,
    dress="wide linen",
    jewel="hoop",
    shape=replace(AMARA.shape, blush=0.42),
    look=replace(AMARA.look, lip="#8e3b40", lip_gloss=1.0, shadow="#c27a44"),
)
CARMEN_LOOK = replace(
    CARMEN,
    cloth=OAT,
    dress="shirt",
    shape=replace(CARMEN.shape, blush=0.44),
    look=replace(
        CARMEN.look, open=0.72, iris="#6a5238", lip="#c04f47", lip_gloss=0.7, shadow="#d9a58f", brow_weight=1.0
    ),
)


def at_the_window(
    who: Person,
    tilt: float,
    turn: float,
    wall: tuple[str, str],
    sky: tuple[str, str],
    curtain: str,
    things: tuple[Thing, ...],
) -> Image.Image:
    """Head and shoulders, nearer, a window at the left and a table before them."""
    c = Canvas(WIDTH, HEIGHT, *wall)
    room.paint_window(c, -60, 90, 470, 1150, sky)
    room.paint_curtain(c, -10, 150, 1420, curtain)
    paint_person(c, who, Pose(676, 596, 252, tilt, turn))
    room.paint_table(c, TABLE, ("#fbe9d6", "#f0cfb2", "#d9a988"))
    for thing in things:
        thing(c)
    return finish(c, who.seed + 50)


def from_behind() -> Image.Image:
    """Sora, who shows no face: her back, a low knot of black hair, what she uses on the bottles."""
    c = Canvas(WIDTH, HEIGHT, "#fbeadb", "#f3d3bd")
    room.paint_window(c, 120, -60, 1080, 880, ("#fdf0d8", "#f6cfa8"), (3, 3))
    ledge = room.paint_table(c, 918, ("#fff3e6", "#f6dcc6", "#e4bc9f"))
    shade(c, "#b0785c", room.block(-40, 1006, WIDTH + 40, HEIGHT + 40).soft(6), 0.22, ledge)
    for draw, x, s in (
        (bottles.dropper, 262, 56),
        (bottles.spray, 140, 46),
        (bottles.jar, 1076, 84),
        (bottles.tube, 940, 58),
    ):
        draw(c, x, 972, s)
    pose = Pose(606, 600, 214, 0.035, 0.0)
    skin = Skin("#f8dfc6", "#e9bf9d", "#bb8461", "#5f3222", "#de826a", "#bd5f55", 0.2)
    sheet = _back_of_head(c, pose)
    bust = paint_bust(c, pose, skin, Shape(length=1.0), Body(neck=0.47, shoulder=1.95), front=False)
    cloth = garment(c, pose, bust, LINEN, Body(neck=0.47, shoulder=1.95), "crew", "linen")
    ears = paint_ears(c, pose, skin)
    on = np.maximum(np.maximum(bust, cloth), ears)
    sheet.lay(on, "#8a4f3c", 0.5, 14)
    pin = smooth(pose.flat([(-0.62, 0.42), (0.0, 0.72), (0.66, 0.98)]))
    m = strokes([pin], 15, (0.8, 0.5))
    clear = 1 - _knot_mask(pose).full(WIDTH, HEIGHT)
    mix(c, "#b9794c", m, 1.0, clear)
    light(c, m.moved(-1, -4).soft(1.5), 0.5, m.full(WIDTH, HEIGHT) * clear)
    return finish(c, 77)


def _knot_mask(pose: Pose) -> Mask:
    x, y = pose.flat([(0.02, 0.70)])[0]
    return oval(float(x), float(y), 0.43 * pose.size, 0.38 * pose.size)


def _back_of_head(c: Canvas, pose: Pose) -> Sheet:
    """Black hair drawn from crown and nape to a low knot."""
    u = pose.size
    sheet = Sheet(c, pose, BLACK, 41)
    knot = np.array([0.02, 0.70], np.float32)
    rim = [*dome(0.0, -1, -0.19)[::-1], *dome(0.0, 1, -0.19)[1:]]
    rim = [(-0.50, 1.18), (-0.82, 0.82), (-1.05, 0.30), *rim, (1.05, 0.30), (0.82, 0.82), (0.50, 1.18)]
    nape = [(0.26, 1.28), (0.0, 1.32), (-0.26, 1.28)]
    ring = smooth([*rim, *nape], closed=True, n=6)
    sheet.fill(crown(pose, ring), 0.15)
    guides = []
    for p in ring:
        d = knot - p
        side = np.array([-d[1], d[0]]) * -0.10 * float(np.tanh(p[0] * 3))
        guides.append(
            crown(pose, np.asarray([p, p + d * 0.35 + side, p + d * 0.7 + side * 0.7, knot - d * 0.12], np.float32))
        )
    n = len(guides)
    for k in range(n):
        sheet.lock(
            guides[k],
            guides[(k + 1) % n],
            26,
            0.0145 * u,
            ((0.30, 0.12, 0.34), (0.62, 0.10, 0.12)),
            (0, 1, 0),
            0.08,
            0.05,
            spread=0.3,
        )
    bun(sheet, pose, 0.02, 0.70, 0.44)
    return sheet


def _things(*items: tuple[Callable[[Canvas, float, float, float], None], float, float, float]) -> tuple[Thing, ...]:
    return tuple(partial(_put, draw, x, y, s) for draw, x, y, s in items)


def _put(draw: Callable[[Canvas, float, float, float], None], x: float, y: float, s: float, c: Canvas) -> None:
    draw(c, x, y, s)


LOOKS: dict[str, Callable[[], Image.Image]] = {
    "ambassadors/lea-moreau/look.jpg": partial(
        at_the_window,
        LEA_LOOK,
        -0.05,
        0.14,
        ("#fdf0e2", "#f6d6ba"),
        ("#fdf0d6", "#f6cb9c"),
        "#fdeedd",
        _things((bottles.pump_bottle, 214, 1404, 72), (bottles.blush_stick, 352, 1432, 42)),
    ),
    "ambassadors/mina-okafor/look.jpg": partial(
        at_the_window,
        MINA_LOOK,
        0.05,
        -0.13,
        ("#fbf1d9", "#f0d5a2"),
        ("#fdf0cc", "#f3cc86"),
        "#fbf0d6",
        _things((bottles.dropper, 236, 1416, 80), (bottles.lip_tube, 372, 1436, 27)),
    ),
    "ambassadors/amara-diallo/look.jpg": partial(
        at_the_window,
        AMARA_LOOK,
        -0.05,
        0.13,
        ("#f8ecd9", "#e6c8a2"),
        ("#fbeccd", "#ecc38e"),
        "#f8ead4",
        _things((bottles.oil_bottle, 226, 1412, 76), (bottles.lip_tube, 362, 1436, 27)),
    ),
    "ambassadors/carmen-ruiz/look.jpg": partial(
        at_the_window,
        CARMEN_LOOK,
        0.04,
        0.12,
        ("#fdeee4", "#f2cdb8"),
        ("#fdeedd", "#f4c0a2"),
        "#fcebe0",
        _things((bottles.jar, 228, 1420, 112), (bottles.lip_tube, 400, 1440, 27)),
    ),
    "ambassadors/sora-kim/look.jpg": from_behind,
}
