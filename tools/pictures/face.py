"""The face: its outline, its relief, and the morning light on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tools.pictures.brush import Array, Mask, blend, dab, mix, outline, shade, smooth, strokes, tone
from tools.pictures.canvas import Canvas
from tools.pictures.pose import Pose

LIGHT = np.array([-0.50, -0.46, 0.73], np.float32)  # from the upper left, a little in front


@dataclass(frozen=True, slots=True)
class Skin:
    """One skin in four tones, and the colours that live in it."""

    light: str
    mid: str
    dark: str
    deep: str  # lines: nostrils, the fold of a lid
    blush: str
    lip: str
    gloss: float = 0.2  # how much of the window shines back


@dataclass(frozen=True, slots=True)
class Shape:
    """Proportions of one face, in head space."""

    cheek: float = 0.97
    jaw: float = 0.80  # half width at the height of the mouth
    chin: float = 0.32
    length: float = 1.42  # from the eyes to the chin
    brow: float = 0.0  # how much higher the brows lie
    eye: float = 0.215  # half the width of an eye
    apart: float = 0.43
    nose: float = 0.165  # half the width of the nose
    nose_end: float = 0.58
    mouth: float = 0.31  # half width
    mouth_y: float = 0.90
    lips: float = 1.0  # fullness
    smile: float = 0.03
    age: float = 0.0
    freckles: int = 0
    blush: float = 0.5


def contour(shape: Shape) -> list[tuple[float, float]]:
    """The outline of the face from the forehead down one side and up the other."""
    j, c, n = shape.jaw, shape.chin, shape.length
    right = [
        (0.62, -1.02),
        (0.90, -0.62),
        (0.965, -0.2),
        (shape.cheek, 0.18),
        (0.5 * (shape.cheek + j) + 0.015, 0.56),
        (j, 0.86),
        (0.5 * (j + c) + 0.05, n - 0.25),
        (c, n - 0.055),
        (0.0, n),
    ]
    return [(0.0, -1.2), *right, *((-x, y) for x, y in reversed(right[:-1]))]


def _hump(p: Array, q: Array, x: float, y: float, rx: float, ry: float) -> Array:
    return np.exp(-(((p - x) / rx) ** 2) - ((q - y) / ry) ** 2).astype(np.float32)


def _softplus(t: Array, k: float = 0.07) -> Array:
    return np.asarray(k * np.logaddexp(0, t / k), np.float32)


def relief(p: Array, q: Array, s: Shape, pose: Pose) -> Array:
    """How far each place of the face stands out towards us, in head units."""
    z = 1.0 * np.sqrt(np.clip(1 - (p / 1.16) ** 2 - ((q - 0.08) / 1.72) ** 2, 0.004, 1))
    sn = float(np.sin(pose.turn))

    def at(x: float, out: float = 0.0) -> float:
        return float(pose.turned([(x, 0.0)], out)[0, 0])

    e, n = s.nose_end, s.nose
    t = (q + 0.30) / (e + 0.22)
    rise = _softplus(t) - _softplus(t - 0.97)  # 0 at the brows, 1 at the tip, no kink at either
    height = 0.07 + 0.25 * rise**1.35
    fall = 1 / (1 + np.exp((q - e + 0.005) / 0.035))
    start = 1 / (1 + np.exp(-(q + 0.20) / 0.055))
    axis = (1.18 + 0.30 * rise) * sn
    width = 0.095 + (n - 0.075) * rise**2
    z = z + height * fall * start * np.exp(-(np.abs((p - axis) / width) ** 2.2))
    for side in (-1, 1):
        z = z + 0.075 * _hump(p, q, at(side * n * 0.92, 0.12), e - 0.045, 0.075, 0.07)
        z = z - 0.11 * _hump(p, q, at(side * (s.apart - 0.10)), -0.05, 0.24, 0.17)
        z = z + 0.075 * _hump(p, q, at(side * s.apart), 0.03, s.eye * 0.85, 0.115)
        z = z + 0.035 * _hump(p, q, at(side * 0.42), -0.30 - s.brow, 0.30, 0.10)
        z = z + 0.095 * _hump(p, q, at(side * 0.58), 0.40, 0.27, 0.22)
        z = z - 0.045 * _hump(p, q, at(side * 0.66), 0.82, 0.17, 0.26)
        z = z + 0.03 * s.smile / 0.03 * _hump(p, q, at(side * (s.mouth + 0.16)), s.mouth_y - 0.1, 0.11, 0.14) * 0.6
    m = s.mouth_y
    z = z + 0.075 * _hump(p, q, at(0, 0.06), m, 0.36, 0.22)
    z = z - 0.022 * _hump(p, q, at(0, 0.08), m - 0.18, 0.045, 0.09)
    z = z - 0.038 * _hump(p, q, at(0, 0.06), m + 0.235, 0.24, 0.10)
    z = z + 0.06 * _hump(p, q, at(0, 0.05), s.length - 0.15, 0.27, 0.17)
    if s.age > 0:
        for side in (-1, 1):
            z = z - 0.022 * s.age * _hump(p, q, at(side * 0.36), 0.22, 0.20, 0.035)
    return np.asarray(z, np.float32)


def lit(z: Array, step: float) -> tuple[Array, Array]:
    """Diffuse light and shine, 0..1, of a relief whose samples lie `step` units apart."""
    zy, zx = np.gradient(z, step)
    norm = np.sqrt(zx**2 + zy**2 + 1)
    d = (-zx * LIGHT[0] - zy * LIGHT[1] + LIGHT[2]) / norm
    half = LIGHT + np.array([0, 0, 1], np.float32)
    half = half / np.linalg.norm(half)
    h = np.clip((-zx * half[0] - zy * half[1] + half[2]) / norm, 0, 1)
    return np.clip((d + 0.25) / 1.25, 0, 1).astype(np.float32), (h**22).astype(np.float32)


def ramp(v: Array, skin: Skin) -> Array:
    """The skin's colour at a light of v: shadow is not a darker mid but a warmer one."""
    stops = np.stack([tone(blend(skin.dark, skin.deep, 0.15)), tone(skin.dark), tone(skin.mid), tone(skin.light)])
    fine = np.linspace(-0.3, 1.3, 401)
    kernel = np.exp(-0.5 * (np.arange(-60, 61) * 0.004 / 0.075) ** 2)
    kernel /= kernel.sum()
    table = [
        np.convolve(np.pad(np.interp(fine, [0.08, 0.34, 0.74, 1.0], stops[:, i]), 60, "edge"), kernel, "valid")
        for i in range(3)
    ]
    return np.stack([np.interp(v, fine, q) for q in table], -1).astype(np.float32)


def paint_face(c: Canvas, pose: Pose, skin: Skin, s: Shape) -> Array:
    """Lay down the face and its light; gives the face's mask on the whole canvas."""
    mask = outline(pose.edge(contour(s))).full(c.width, c.height)
    x0, x1 = (int(np.clip(pose.x + k * 1.5 * pose.size, 0, c.width)) for k in (-1, 1))
    y0, y1 = int(max(pose.y - 1.6 * pose.size, 0)), int(min(pose.y + 1.9 * pose.size, c.height))
    area = (slice(y0, y1), slice(x0, x1))
    gp, gq = pose.grid(c)
    p, q = gp[area], gq[area]
    d, shine = lit(relief(p, q, s, pose), 1 / pose.size)
    colour = ramp(d, skin)
    m = mask[area][..., None]
    # the window shines back where the skin is tight
    colour = colour + (255 - colour) * (shine * skin.gloss)[..., None] * np.array([1, 0.90, 0.77], np.float32)
    # bounced light along the far edge
    far = np.exp(-(((p - 0.99) / 0.09) ** 2)) * np.clip((q + 0.4) / 0.6, 0, 1)
    colour = colour + (tone(blend(skin.mid, skin.blush, 0.35)) - colour) * (far * 0.35)[..., None]
    c.pixels[area] = c.pixels[area] * (1 - m) + colour * m
    _warmth(c, pose, skin, s, mask)
    return mask


def _warmth(c: Canvas, pose: Pose, skin: Skin, s: Shape, mask: Array) -> None:
    """Blood under the skin: cheeks, tip of the nose, lids, ears of the chin."""
    u = pose.size
    for side, k in ((-1, 1.0), (1, 0.85)):
        x, y = pose.on([(side * 0.60, 0.46)])[0]
        mix(c, skin.blush, dab(x, y, 0.34 * u, 0.25 * u), s.blush * k, mask)
        x, y = pose.on([(side * 0.72, 0.30)])[0]
        mix(c, skin.blush, dab(x, y, 0.22 * u, 0.14 * u), s.blush * k * 0.5, mask)
        x, y = pose.on([(side * (s.apart + 0.04), -0.10)])[0]
        mix(c, skin.blush, dab(x, y, 0.26 * u, 0.11 * u), 0.26, mask)
    x, y = pose.on([(0.0, s.nose_end - 0.06)], 0.28)[0]
    mix(c, skin.blush, dab(x, y, 0.15 * u, 0.12 * u), 0.28 * (0.5 + s.blush), mask)
    x, y = pose.on([(0.0, s.length - 0.12)], 0.05)[0]
    mix(c, skin.blush, dab(x, y, 0.2 * u, 0.12 * u), 0.16, mask)


def paint_ears(c: Canvas, pose: Pose, skin: Skin) -> Array:
    """Both ears, to be painted before the face; gives their mask."""
    u = pose.size
    both = np.zeros((c.height, c.width), np.float32)
    for side in (-1, 1):
        away = 1.0 - 0.5 * side * float(np.sin(pose.turn))
        x = side * (0.985 + 0.055 * away)
        shell = [
            (x - side * 0.10, -0.08),
            (x + side * 0.02, -0.13),
            (x + side * 0.085 * away, -0.06),
            (x + side * 0.095 * away, 0.08),
            (x + side * 0.05, 0.26),
            (x + side * 0.01, 0.40),
            (x - side * 0.06, 0.44),
            (x - side * 0.14, 0.34),
        ]
        ear = outline(pose.flat(shell))
        m = ear.full(c.width, c.height)
        both = np.maximum(both, m)
        mix(c, blend(skin.mid, skin.light, 0.25) if side < 0 else blend(skin.mid, skin.dark, 0.45), ear)
        px, py = pose.flat([(x, 0.1)])[0]
        mix(c, skin.blush, dab(px, py, 0.10 * u, 0.2 * u), 0.32, m)
        shade(c, skin.dark, dab(px - side * 0.05 * u, py + 0.02 * u, 0.05 * u, 0.15 * u), 0.75, m)
        rim = smooth(
            pose.flat(
                [
                    (x - side * 0.05, -0.06),
                    (x + side * 0.03, -0.07),
                    (x + side * 0.05 * away, 0.08),
                    (x + side * 0.01, 0.24),
                ]
            )
        )
        shade(c, skin.dark, strokes([rim], 0.03 * u).soft(0.012 * u), 0.6, m)
    return both


def paint_freckles(c: Canvas, pose: Pose, skin: Skin, s: Shape, mask: Array) -> None:
    """Freckles over the nose and the cheeks, denser where the sun reaches."""
    rng = np.random.default_rng(s.freckles)
    dark = blend(skin.dark, skin.deep, 0.10)
    for _ in range(s.freckles):
        x = float(np.clip(rng.normal(0, 0.42), -0.9, 0.9))
        y = 0.36 + 0.10 * abs(x) + float(rng.normal(0, 0.12))
        (px, py) = pose.on([(x, y)], 0.2 * np.exp(-(x**2) / 0.03))[0]
        r = float(rng.uniform(0.007, 0.014)) * pose.size
        shade(c, dark, dab(px, py, r * 1.15, r), float(rng.uniform(0.22, 0.58)), mask)


def paint_age(c: Canvas, pose: Pose, skin: Skin, s: Shape, mask: Array) -> None:
    """The lines of a face that has laughed: corners of the eyes, smile lines, a forehead."""
    u = pose.size
    lines: list[Array] = []
    for side in (-1, 1):
        x0 = s.apart + s.eye + 0.03
        for dy, end in ((-0.02, -0.07), (0.03, 0.035), (0.075, 0.13)):
            lines.append(
                smooth(pose.on([(side * x0, dy), (side * (x0 + 0.07), dy + end * 0.4), (side * (x0 + 0.15), dy + end)]))
            )
        lines.append(
            smooth(
                pose.on(
                    [
                        (side * (s.nose + 0.06), s.nose_end - 0.02),
                        (side * (s.nose + 0.17), s.nose_end + 0.13),
                        (side * (s.mouth + 0.10), s.mouth_y - 0.02),
                    ]
                )
            )
        )
        lines.append(smooth(pose.on([(side * 0.24, 0.17), (side * 0.40, 0.235), (side * 0.56, 0.19)])))
    for y in (-0.66, -0.54):
        lines.append(smooth(pose.on([(-0.42, y + 0.02), (-0.15, y - 0.02), (0.15, y - 0.02), (0.42, y + 0.02)])))
    m: Mask = strokes(lines, 0.028 * u)
    shade(c, skin.dark, m.soft(0.014 * u), 0.75 * s.age, mask)
    mix(c, skin.light, m.moved(0, 0.026 * u).soft(0.016 * u), 0.30 * s.age, mask)
