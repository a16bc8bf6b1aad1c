"""Eyes, brows, nose and lips: the lines that are drawn on the relief."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tools.pictures.brush import Array, blend, dab, light, mix, outline, oval, raster, ribbon, shade, smooth, strokes
from tools.pictures.canvas import Canvas
from tools.pictures.face import Shape, Skin
from tools.pictures.pose import Pose


@dataclass(frozen=True, slots=True)
class Look:
    """What can change on one face from day to day: open or closed eyes, make-up."""

    open: float = 0.0  # 0 closed, 1 open
    iris: str = "#6b4a2f"
    lash: str = "#2c1a15"
    brow: str = "#4a3026"
    brow_weight: float = 1.0
    lip: str | None = None
    lip_gloss: float = 0.5
    shadow: str | None = None
    lashes: float = 1.0
    liner: float = 1.0  # weight of the upper lash line


def _eye_points(s: Shape, side: int, pts: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points given from the inner (-1) to the outer (1) corner of an eye, in head space."""
    return [(side * (s.apart + x * s.eye), y * s.eye) for x, y in pts]


def paint_eyes(c: Canvas, pose: Pose, skin: Skin, s: Shape, look: Look, mask: Array) -> None:
    """Both eyes, from the hollow of the lid to the lashes."""
    u = pose.size
    for side in (-1, 1):
        fold = smooth(
            pose.on(_eye_points(s, side, [(-0.92, -0.02), (-0.45, -0.50), (0.10, -0.60), (0.65, -0.42), (1.10, 0.0)]))
        )
        if look.shadow:
            cx, cy = pose.on(_eye_points(s, side, [(0.1, -0.25)]))[0]
            mix(c, look.shadow, dab(cx, cy, 1.0 * s.eye * u, 0.52 * s.eye * u), 0.62, mask)
        shade(c, blend(skin.dark, skin.mid, 0.35), strokes([fold], 0.035 * u).soft(0.018 * u), 0.75, mask)
        if look.open > 0.05:
            _open_eye(c, pose, skin, s, look, side, mask)
        else:
            _closed_eye(c, pose, skin, s, look, side, mask)


def _closed_eye(c: Canvas, pose: Pose, skin: Skin, s: Shape, look: Look, side: int, mask: Array) -> None:
    u = pose.size
    line = _eye_points(s, side, [(-1.0, 0.18), (-0.6, 0.40), (0.0, 0.54), (0.55, 0.46), (1.06, 0.16)])
    curve = smooth(pose.on(line), n=24)
    x, y = pose.on(_eye_points(s, side, [(-0.12, 0.05)]))[0]
    light(c, dab(x, y, 0.36 * s.eye * u, 0.20 * s.eye * u), 0.10 + 0.4 * skin.gloss, mask)
    shade(c, skin.dark, strokes([curve], 0.05 * u).moved(0, 0.016 * u).soft(0.022 * u), 0.55, mask)
    mix(c, look.lash, strokes([curve], 0.034 * u, (0.12, 0.35)).soft(0.5), 0.92)
    lashes = []
    rng = np.random.default_rng(side + 5)
    count = 15
    for i in range(count):
        t = 0.16 + 0.82 * i / (count - 1)
        px, py = curve[int(t * (len(curve) - 1))]
        out = side * (t - 0.36) * 1.25
        ln = (0.05 + 0.055 * t) * u * look.lashes * float(rng.uniform(0.9, 1.1))
        dx, dy = np.sin(out) * ln, np.cos(out) * ln * 0.85
        lashes.append(smooth([(px, py), (px + dx * 0.4, py + dy * 0.62), (px + dx * 1.15, py + dy * 0.92)], n=6))
    m = raster([ribbon(q, 0.017 * u, (1.0, 0.1), 1.0) for q in lashes])
    mix(c, look.lash, m, 0.85)


def _open_eye(c: Canvas, pose: Pose, skin: Skin, s: Shape, look: Look, side: int, mask: Array) -> None:
    u, o = pose.size, look.open
    lift = 0.06
    top = [
        (-1.0, 0.16),
        (-0.62, 0.16 - 0.38 * o),
        (-0.05, 0.14 - 0.62 * o),
        (0.55, 0.06 - 0.42 * o),
        (1.0, 0.04 - lift),
    ]
    low = [(0.62, 0.30), (0.05, 0.42), (-0.55, 0.36)]
    upper = smooth(pose.on(_eye_points(s, side, top)), n=24)
    lower = smooth(pose.on(_eye_points(s, side, [top[-1], *low, top[0]])), n=20)
    ball = raster([np.vstack([upper, lower])])
    inside = ball.full(c.width, c.height)
    mix(c, blend("#f7efe8", skin.mid, 0.16), ball.soft(0.8))
    cx, cy = pose.on(_eye_points(s, side, [(0.02, 0.02)]), 0.05)[0]
    r = 0.475 * s.eye * u
    mix(c, blend(look.iris, "#160d0a", 0.45), oval(cx, cy, r, r).soft(0.005 * u), 1.0, inside)
    mix(c, look.iris, oval(cx, cy + 0.02 * u, r * 0.74, r * 0.74).soft(0.014 * u), 0.9, inside)
    light(c, dab(cx + 0.12 * r, cy + 0.45 * r, 0.42 * r, 0.26 * r), 0.35, inside, "#ffd9ae")
    mix(c, "#140c0a", oval(cx, cy, r * 0.42, r * 0.42).soft(1.0), 0.95, inside)
    lid_shadow = strokes([upper], 0.10 * u, (0.5, 0.5)).moved(0, 0.02 * u).soft(0.022 * u)
    shade(c, blend(skin.deep, look.lash, 0.4), lid_shadow, 0.72, inside)
    light(c, oval(cx - 0.34 * r, cy - 0.26 * r, r * 0.17, r * 0.19).soft(0.7), 0.95, inside, "#ffffff")
    light(c, dab(cx + 0.4 * r, cy + 0.42 * r, r * 0.10, r * 0.10), 0.5, inside, "#ffffff")
    # wet inner corner, lower lid
    ix, iy = pose.on(_eye_points(s, side, [(-0.92, 0.18)]))[0]
    mix(c, skin.blush, dab(ix, iy, 0.022 * u, 0.018 * u), 0.6, inside)
    rim = smooth(pose.on(_eye_points(s, side, [(0.95, 0.06), *low, (-0.95, 0.22)])))
    mix(c, blend(skin.dark, skin.deep, 0.5), strokes([rim], 0.016 * u).soft(0.8), 0.55)
    light(c, strokes([rim], 0.02 * u).moved(0, 0.022 * u).soft(0.012 * u), 0.22, mask)
    wing = smooth(
        pose.on(
            _eye_points(
                s, side, [*top[:-1], (1.0, 0.02 - lift), (1.0 + 0.10 * look.liner, 0.02 - lift - 0.06 * look.liner)]
            )
        ),
        n=24,
    )
    mix(c, look.lash, raster([ribbon(wing, 0.042 * look.liner * u, (0.25, 0.12), 0.55)]).soft(0.5), 0.95)
    lashes = []
    for i in range(11):
        t = 0.46 + 0.52 * i / 10
        px, py = wing[int(t * (len(wing) - 1))]
        out = side * (t - 0.36) * 1.6
        ln = (0.004 + 0.058 * t) * u * look.lashes
        dx, dy = np.sin(out) * ln, -np.cos(out) * ln
        lashes.append(smooth([(px, py), (px + dx * 0.8, py + dy * 0.45), (px + dx * 1.1, py + dy)], n=6))
    mix(
        c,
        look.lash,
        raster([ribbon(q, 0.0125 * u, (1.0, 0.1), 1.0) for q in lashes]),
        0.8 * min(1.0, look.lashes * 1.2),
    )


def paint_brows(c: Canvas, pose: Pose, s: Shape, look: Look, mask: Array) -> None:
    """Brows hair by hair over a soft bed."""
    u = pose.size
    rng = np.random.default_rng(11)
    w = look.brow_weight
    for side in (-1, 1):
        y0 = -0.335 - s.brow
        spine = [
            (s.apart - 0.26, y0 + 0.035),
            (s.apart - 0.10, y0 - 0.005),
            (s.apart + 0.10, y0 - 0.03),
            (s.apart + 0.24, y0 - 0.005),
            (s.apart + 0.35, y0 + 0.075),
        ]
        line = smooth([(side * x, y) for x, y in spine], n=20)
        bed = ribbon(pose.on(line), 0.082 * w * u, (0.75, 0.05), 0.5)
        mix(c, look.brow, raster([bed]).soft(0.016 * u), 0.72, mask)
        hairs = []
        for _ in range(80):
            t = float(rng.uniform(0, 0.94))
            i = int(t * (len(line) - 1))
            thick = 0.038 * w * (1.0 - 0.75 * max(t - 0.35, 0))
            off = float(rng.uniform(-1, 1)) * thick
            a = np.array([line[i, 0], line[i, 1] + off])
            flow = np.array([side * (0.25 + 0.85 * t), -(0.95 - 1.15 * t) - off * 6])
            b = a + flow / np.hypot(*flow) * float(rng.uniform(0.06, 0.09))
            hairs.append(ribbon(smooth(pose.on([a, 0.5 * (a + b) + (0, -0.006), b]), n=4), 0.010 * u, (0.8, 0.1), 0.8))
        mix(c, blend(look.brow, "#1c100c", 0.18), raster(hairs).soft(0.6), 0.46)


def paint_nose(c: Canvas, pose: Pose, skin: Skin, s: Shape, mask: Array) -> None:
    """Nostrils, wings, and the small shadow the nose throws to the right."""
    u, e, n = pose.size, s.nose_end, s.nose
    x, y = pose.on([(0.10, e + 0.10)], 0.12)[0]
    shade(c, skin.dark, dab(x, y, 0.17 * u, 0.075 * u), 0.55, mask)
    x, y = pose.on([(n + 0.04, e - 0.06)], 0.06)[0]
    shade(c, skin.dark, dab(x, y, 0.075 * u, 0.15 * u), 0.40, mask)
    for side in (-1, 1):
        hole = pose.on(
            [
                (side * n * 0.24, e + 0.018),
                (side * n * 0.52, e - 0.020),
                (side * n * 0.82, e + 0.006),
                (side * n * 0.55, e + 0.030),
            ],
            0.16,
        )
        mix(c, skin.deep, outline(hole).soft(0.012 * u), 0.68, mask)
        wing = smooth(
            pose.on(
                [
                    (side * n * 0.92, e - 0.125),
                    (side * n * 1.22, e - 0.055),
                    (side * n * 1.10, e + 0.022),
                    (side * n * 0.86, e + 0.020),
                ],
                0.08,
            )
        )
        mix(
            c,
            blend(skin.dark, skin.deep, 0.5),
            strokes([wing], 0.022 * u, (0.05, 0.4)).soft(0.013 * u),
            0.60 if side > 0 else 0.42,
            mask,
        )
    under = smooth(pose.on([(-n * 0.30, e + 0.012), (0.0, e + 0.052), (n * 0.30, e + 0.012)], 0.18))
    shade(c, skin.dark, strokes([under], 0.028 * u).soft(0.014 * u), 0.6, mask)
    x, y = pose.on([(-0.045, e - 0.10)], 0.30)[0]
    light(c, dab(x, y, 0.042 * u, 0.036 * u), 0.30 + skin.gloss * 0.9, mask)
    ridge = smooth(pose.on([(-0.035, -0.12), (-0.045, 0.12), (-0.05, e - 0.16)], 0.18))
    light(c, strokes([ridge], 0.05 * u, (0.2, 0.5)).soft(0.024 * u), 0.16 + skin.gloss * 0.4, mask)


def paint_lips(c: Canvas, pose: Pose, skin: Skin, s: Shape, look: Look, mask: Array) -> None:
    """Closed lips, a soft edge, light on the lower one."""
    u, m, w, f = pose.size, s.mouth_y, s.mouth, s.lips
    up = s.smile
    colour = look.lip or skin.lip
    corner = m - up * 0.9
    middle = [
        (-w, corner),
        (-w * 0.55, m + 0.008),
        (-w * 0.16, m + 0.002),
        (0.0, m + 0.016),
        (w * 0.16, m + 0.002),
        (w * 0.55, m + 0.008),
        (w, corner),
    ]
    bow = [
        (w * 0.52, m - 0.068 * f),
        (w * 0.20, m - 0.108 * f),
        (0.0, m - 0.084 * f),
        (-w * 0.20, m - 0.108 * f),
        (-w * 0.52, m - 0.068 * f),
    ]
    belly = [
        (w * 0.62, m + 0.088 * f),
        (w * 0.26, m + 0.142 * f),
        (0.0, m + 0.150 * f),
        (-w * 0.26, m + 0.142 * f),
        (-w * 0.62, m + 0.088 * f),
    ]
    line = smooth(pose.on(middle, 0.12), n=16)
    upper = raster([np.vstack([line, smooth(pose.on([middle[-1], *bow, middle[0]], 0.12), n=16)])])
    lower = raster([np.vstack([line, smooth(pose.on([middle[-1], *belly, middle[0]], 0.12), n=16)])])
    edge = 0.009 * u
    mix(c, blend(colour, skin.deep, 0.16), upper.soft(edge), 0.88)
    mix(c, colour, lower.soft(edge), 0.86)
    low = lower.full(c.width, c.height)
    high = upper.full(c.width, c.height)
    x, y = pose.on([(w * 0.55, m + 0.05)], 0.1)[0]
    shade(c, skin.dark, dab(x, y, w * 0.6 * u, 0.13 * u), 0.42, np.maximum(low, high))
    x, y = pose.on([(-w * 0.12, m + 0.142 * f)], 0.12)[0]
    shade(c, skin.dark, dab(x, y, w * 0.8 * u, 0.034 * u), 0.42, low)
    x, y = pose.on([(-w * 0.16, m + 0.070 * f)], 0.13)[0]
    light(c, dab(x, y, w * 0.36 * u, 0.030 * f * u), 0.28 + 0.42 * look.lip_gloss, low)
    light(c, dab(x, y, w * 0.16 * u, 0.012 * f * u), 0.55 * look.lip_gloss, low, "#ffffff")
    x, y = pose.on([(-w * 0.24, m - 0.088 * f)], 0.12)[0]
    light(c, dab(x, y, w * 0.30 * u, 0.020 * u), 0.22, high)
    mix(c, blend(colour, skin.deep, 0.72), strokes([line], 0.024 * u, (0.25, 0.25)).soft(0.8), 0.82)
    for side in (-1, 1):
        x, y = pose.on([(side * (w + 0.012), corner)], 0.1)[0]
        shade(c, skin.dark, dab(x, y, 0.040 * u, 0.034 * u), 0.4, mask)
    x, y = pose.on([(0.03, m + 0.20 * f + 0.015)], 0.08)[0]
    shade(c, skin.dark, dab(x, y, 0.17 * u, 0.038 * u), 0.42, mask)
