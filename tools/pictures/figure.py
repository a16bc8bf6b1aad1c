"""A whole person on a canvas, from what lies behind to what lies in front; and the wall behind them."""

from __future__ import annotations

import numpy as np

from tools.pictures.accessories import earrings, glasses, headscarf
from tools.pictures.body import paint_bust
from tools.pictures.brush import Array, Mask, dab, light, mix, oval, raster, ribbon, shade, smooth
from tools.pictures.canvas import Canvas, window_light
from tools.pictures.cast import Backdrop, Person
from tools.pictures.clothes import apron, garment, neck_scarf, shirt
from tools.pictures.face import paint_age, paint_ears, paint_face, paint_freckles
from tools.pictures.features import paint_brows, paint_eyes, paint_lips, paint_nose
from tools.pictures.hair_braided import braids, fringe_and_plait
from tools.pictures.hair_loose import curtains, pixie
from tools.pictures.hair_short import beard, close_cut, curls, side_part
from tools.pictures.hair_tied import knotted
from tools.pictures.pose import Pose
from tools.pictures.strands import Sheet


def leaf_shadow(c: Canvas, x: float, y: float, size: float, lean: float, seed: int) -> None:
    """The soft shadow of a twig on the wall."""
    rng = np.random.default_rng(seed)
    stem = smooth([(x, y), (x + lean * 0.3 * size, y - 0.5 * size), (x + lean * 0.8 * size, y - size)])
    shapes = [ribbon(stem, size * 0.012, (1, 0.3))]
    for k in range(9):
        t = 0.18 + 0.78 * k / 8
        px, py = stem[int(t * (len(stem) - 1))]
        side = 1 if k % 2 else -1
        a = -np.pi / 2 + side * float(rng.uniform(0.7, 1.05)) + lean * 0.4
        ln = size * (0.26 - 0.10 * t)
        d = np.array([np.cos(a), np.sin(a)]) * ln
        n = np.array([-d[1], d[0]]) * 0.20
        p = np.array([px, py])
        shapes.append(smooth([p, p + d * 0.45 + n, p + d, p + d * 0.45 - n], closed=True))
    shade(c, "#b98a72", raster(shapes).soft(size * 0.016), 0.28)


def paint_backdrop(c: Canvas, b: Backdrop, sun: tuple[float, float, float]) -> None:
    """The wall, its sun or arch (x, y, radius in pixels) and the window's light on it."""
    x, y, r = sun
    light(c, dab(c.width * 0.24, c.height * 0.18, c.width * 0.62, c.height * 0.46), 0.50)
    disc = oval(x, y, r, r)
    m = disc.full(c.width, c.height)
    if b.kind == "arch":
        m = np.maximum(m, c.box(x - r, y, x + r, c.height + 80))
    full = Mask(m.astype(np.float32), 0, 0)
    mix(c, b.sun, full, 0.62)
    light(c, dab(x - 0.42 * r, y - 0.5 * r, 0.8 * r, 0.8 * r), 0.46, m)
    shade(c, b.sun, dab(x + 0.6 * r, y + 0.6 * r, 0.7 * r, 0.8 * r), 0.35, m)
    c.light(window_light(c, 0.40, 20), 0.24, "#fff4e0")
    if b.leaves:
        leaf_shadow(c, c.width * 0.93, c.height * 0.62, c.height * 0.34, -0.28, 4)


def _hair(c: Canvas, pose: Pose, who: Person) -> tuple[Sheet, Sheet] | None:
    h, n = who.hair, who.seed
    match who.hair_style:
        case "bob":
            return curtains(c, pose, h, n, -0.16, 1.24, (0.0, 1, 0), 0.16)
        case "lob":
            return curtains(c, pose, h, n, 0.14, 1.75, (0.05, 1.5, 0.3), 0.05, 1.03, 5, 0.04)
        case "waves":
            return curtains(c, pose, h, n, 0.20, 3.7, (0.12, 3.1, 0.4), -0.02, 1.08, 6, 0.12)
        case "curls":
            return curls(c, pose, h, n)
        case "close cut":
            return close_cut(c, pose, h, n)
        case "plait":
            return fringe_and_plait(c, pose, h, n)
        case "knot":
            return knotted(c, pose, h, n, (0.08, -1.72), 0.34, 0.40, 0)
        case "silver bun":
            return knotted(c, pose, h, n, (0.06, -1.60), 0.50, 0.46, 3)
        case "pixie":
            return pixie(c, pose, h, n)
        case "side part":
            return side_part(c, pose, h, n)
        case "braids":
            return braids(c, pose, h, n)
    return None


def _dress(c: Canvas, pose: Pose, who: Person, skin: Array) -> Array:
    match who.dress:
        case "knit":
            return garment(c, pose, skin, who.cloth, who.body, "crew", "knit")
        case "rib":
            return garment(c, pose, skin, who.cloth, who.body, "wide", "rib")
        case "crew rib":
            return garment(c, pose, skin, who.cloth, who.body, "crew", "rib")
        case "shirt":
            return shirt(c, pose, skin, who.cloth, who.body)
        case "apron":
            m = garment(c, pose, skin, who.cloth, who.body, "crew", "linen")
            apron(c, pose, m, who.second or who.cloth)
            return m
    neck, texture = who.dress.split()
    return garment(c, pose, skin, who.cloth, who.body, neck, texture)


def paint_person(c: Canvas, who: Person, pose: Pose) -> None:
    """The person, head at the pose."""
    skin, s = who.skin, who.shape
    sheets = _hair(c, pose, who)
    if sheets:
        wall = np.ones((c.height, c.width), np.float32)
        sheets[0].lay(wall, "#9a6a52", 0.30, 0.12 * pose.size)
    bust = paint_bust(c, pose, skin, s, who.body)
    cloth = _dress(c, pose, who, bust)
    below = np.maximum(bust, cloth)
    if who.hair_style == "braids" and who.second:
        neck_scarf(c, pose, below, who.second)
    if who.ears:
        below = np.maximum(below, paint_ears(c, pose, skin))
    face = paint_face(c, pose, skin, s)
    if s.age:
        paint_age(c, pose, skin, s, face)
    paint_eyes(c, pose, skin, s, who.look, face)
    if s.freckles:
        paint_freckles(c, pose, skin, s, face)
    paint_nose(c, pose, skin, s, face)
    paint_lips(c, pose, skin, s, who.look, face)
    if who.beard:
        beard(c, pose, who.hair, face, who.seed, full=who.beard, mouth=s.mouth, mouth_y=s.mouth_y, length=s.length)
    paint_brows(c, pose, s, who.look, face)
    on = np.maximum(below, face)
    if who.hair_style == "headscarf" and who.second:
        headscarf(c, pose, who.second, on)
    if who.jewel:
        earrings(c, pose, who.jewel, on)
    if sheets:
        sheets[1].lay(on, "#8a4f3c", 0.48, 0.055 * pose.size)
    if who.glasses:
        glasses(c, pose, s, face)
