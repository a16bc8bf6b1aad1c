"""Glasses, earrings and the headscarf."""

from __future__ import annotations

import numpy as np

from tools.pictures.body import place
from tools.pictures.brush import Array, blend, dab, light, mix, outline, oval, raster, ribbon, shade, smooth, strokes
from tools.pictures.canvas import Canvas
from tools.pictures.cloth import Cloth, drape, folds, weave
from tools.pictures.face import Shape
from tools.pictures.pose import Pose

GOLD = ("#fbe3ae", "#d9a350", "#8f5f24")


def _ring(x: float, y: float, rx: float, ry: float, w: float) -> Array:
    """The outline of a hoop as one stroke, ends meeting at the top."""
    t = np.linspace(-np.pi / 2, 1.5 * np.pi, 64)
    return ribbon(np.stack([x + rx * np.cos(t), y + ry * np.sin(t)], 1).astype(np.float32), w, (0.9, 0.9), 1.0)


def earrings(c: Canvas, pose: Pose, kind: str, under: Array, y: float = 0.46, x: float = 1.0) -> None:
    """Hoops ("hoop"), drops ("drop") or studs ("stud") at both ears; they hang straight down."""
    u = pose.size
    for side in (-1, 1):
        px, py = pose.flat([(side * (x + 0.02 - 0.05 * side * float(np.sin(pose.turn))), y)])[0]
        if kind == "hoop":
            m = raster([_ring(px, py + 0.17 * u, 0.15 * u, 0.18 * u, 0.042 * u)])
        elif kind == "drop":
            m = raster(
                [
                    smooth(
                        [
                            (px, py + 0.06 * u),
                            (px + 0.075 * u, py + 0.24 * u),
                            (px, py + 0.34 * u),
                            (px - 0.075 * u, py + 0.24 * u),
                        ],
                        closed=True,
                    )
                ]
            )
        else:
            m = oval(px, py - 0.02 * u, 0.05 * u, 0.05 * u)
        shade(c, "#6b3a28", m.moved(0.035 * u, 0.045 * u).soft(0.03 * u), 0.45, under)
        if kind == "drop":
            mix(c, GOLD[1], oval(px, py + 0.01 * u, 0.032 * u, 0.032 * u))
            mix(c, "#b9674a", m)
            full = m.full(c.width, c.height)
            mix(c, "#e9a37f", dab(px - 0.02 * u, py + 0.2 * u, 0.05 * u, 0.09 * u), 0.8, full)
            light(c, dab(px - 0.028 * u, py + 0.17 * u, 0.018 * u, 0.04 * u), 0.9, full)
        else:
            mix(c, GOLD[1], m)
            full = m.full(c.width, c.height)
            mix(c, GOLD[2], dab(px + 0.10 * u, py + 0.28 * u, 0.12 * u, 0.14 * u), 0.8, full)
            mix(c, GOLD[0], dab(px - 0.12 * u, py + 0.08 * u, 0.08 * u, 0.12 * u), 0.95, full)
            light(c, dab(px - 0.11 * u, py + 0.09 * u, 0.03 * u, 0.05 * u), 0.9, full)


def glasses(c: Canvas, pose: Pose, s: Shape, under: Array, frame: str = "#7a4a2c") -> None:
    """Round glasses: thin frames, a shadow on the cheek, a window in the glass."""
    u = pose.size
    rims, panes = [], []
    for side in (-1, 1):
        t = np.linspace(0, 2 * np.pi, 72)
        ring = pose.on(np.stack([side * s.apart + 0.315 * np.cos(t), 0.045 + 0.30 * np.sin(t)], 1), 0.14)
        panes.append(raster([ring]))
        rims.append(ribbon(ring, 0.032 * u, (1, 1)))
        hinge = pose.on([(side * (s.apart + 0.30), -0.03), (side * 0.90, -0.06), (side * 1.02, -0.05)], 0.10)
        rims.append(ribbon(smooth(hinge), 0.032 * u, (1, 0.6)))
    bridge = smooth(pose.on([(-s.apart + 0.31, 0.0), (-0.06, -0.055), (0.06, -0.055), (s.apart - 0.31, 0.0)], 0.20))
    m = raster([*rims, ribbon(bridge, 0.032 * u, (1, 1))])
    shade(c, "#8a4f3a", m.moved(0.05 * u, 0.065 * u).soft(0.022 * u), 0.42, under)
    for pane in panes:
        full = pane.full(c.width, c.height)
        light(c, pane, 0.05)
        cx, cy = pane.x + pane.a.shape[1] / 2, pane.y + pane.a.shape[0] / 2
        beam = [
            (cx - 0.22 * u, cy + 0.04 * u),
            (cx + 0.02 * u, cy - 0.30 * u),
            (cx + 0.11 * u, cy - 0.27 * u),
            (cx - 0.15 * u, cy + 0.12 * u),
        ]
        light(c, raster([np.asarray(beam, np.float32)]).soft(0.012 * u), 0.16, full)
    mix(c, frame, m)
    full = m.full(c.width, c.height)
    light(c, m.moved(-0.008 * u, -0.009 * u).soft(0.6), 0.20, full)
    shade(c, "#4a2414", m.moved(0.010 * u, 0.011 * u).soft(0.8), 0.3, full)


OPENING = [
    (0.0, -0.80),
    (0.48, -0.72),
    (0.79, -0.42),
    (0.89, 0.05),
    (0.86, 0.50),
    (0.70, 0.93),
    (0.42, 1.24),
    (0.0, 1.375),
]
HOOD = [
    (0.0, -1.40),
    (0.55, -1.31),
    (0.98, -0.94),
    (1.17, -0.38),
    (1.20, 0.25),
    (1.10, 0.85),
    (1.02, 1.35),
    (1.12, 1.85),
    (1.50, 2.35),
]


def headscarf(c: Canvas, pose: Pose, cloth: Cloth, under: Array) -> None:
    """A scarf round the head, crossed under the chin and laid over one shoulder."""
    u = pose.size
    mirror = [(-x, y) for x, y in reversed(OPENING[1:-1])]
    hole = raster([smooth(pose.edge([*OPENING, *mirror]), closed=True)])
    hood = outline(
        np.vstack(
            [
                pose.flat(HOOD[:6]),
                place(
                    pose,
                    [
                        (1.0, 1.60),
                        (1.15, 2.08),
                        (1.62, 2.62),
                        (1.2, 3.1),
                        (0.2, 3.35),
                        (-0.9, 3.15),
                        (-1.62, 2.62),
                        (-1.15, 2.08),
                        (-1.0, 1.60),
                    ],
                ),
                pose.flat([(-x, y) for x, y in reversed(HOOD[1:6])]),
            ]
        )
    )
    h, w = c.height, c.width
    m = np.clip(hood.full(w, h) - hole.full(w, h), 0, 1)
    shade(c, "#6d4433", hood.moved(0.05 * u, 0.07 * u).soft(0.07 * u), 0.5, under * (1 - hole.full(w, h)))
    rim_shadow = raster([ribbon(smooth(pose.edge([*OPENING, *mirror, OPENING[0]])), 0.10 * u, (1, 1))])
    shade(c, "#8a4f3a", rim_shadow.moved(0.03 * u, 0.035 * u).soft(0.04 * u), 0.55, hole.full(w, h))
    cap = raster(
        [
            smooth(
                pose.edge(
                    [
                        (-0.74, -0.42),
                        (-0.48, -0.74),
                        (0.0, -0.83),
                        (0.48, -0.74),
                        (0.74, -0.42),
                        (0.50, -0.60),
                        (0.0, -0.68),
                        (-0.50, -0.60),
                    ]
                ),
                closed=True,
            )
        ]
    )
    mix(c, blend(cloth.dark, cloth.mid, 0.25), cap)
    shade(c, cloth.dark, cap.moved(0, -0.05 * u).soft(0.03 * u), 0.5, cap.full(w, h))
    drape(c, pose, cloth, m, 0.0, 1.75)
    _round_head(c, pose, cloth, m)
    flow = []
    for side in (-1, 1):
        for k in (0.22, 0.46, 0.72):
            line = []
            for (ax, ay), (bx, by) in zip(OPENING[1:], HOOD[1:8], strict=True):
                line.append((side * (ax * (1 - k) + bx * k), ay * (1 - k) + by * k + 0.05 * np.sin(7 * k)))
            flow.append(smooth(pose.flat(line)))
    folds(c, flow, cloth, 0.085 * u, m, 0.46)
    throat = [
        [(-0.95, 1.35), (-0.55, 1.80), (0.0, 2.02), (0.62, 2.0), (1.18, 1.75)],
        [(-1.02, 1.65), (-0.60, 2.10), (0.05, 2.36), (0.75, 2.34), (1.32, 2.10)],
        [(-1.15, 1.98), (-0.62, 2.46), (0.1, 2.72), (0.85, 2.66), (1.45, 2.40)],
        [(-1.35, 2.30), (-0.72, 2.80), (0.1, 3.04), (0.85, 2.92), (1.5, 2.64)],
    ]
    folds(c, [smooth(place(pose, q)) for q in throat], cloth, 0.12 * u, m, 0.50)
    edge = smooth(pose.edge([*OPENING, *mirror, OPENING[0]]))
    light(c, strokes([edge], 0.045 * u, (1, 1)).moved(-0.01 * u, -0.012 * u).soft(0.014 * u), 0.26, m)
    chin = raster([smooth(pose.edge(OPENING), closed=False)])
    shade(
        c,
        cloth.dark,
        chin.moved(0.06 * u, 0.16 * u).soft(0.10 * u),
        0.55,
        m * np.clip((c.y - pose.y - 0.7 * u) / (0.5 * u), 0, 1),
    )
    # the end that crosses over from the left cheek to the right shoulder
    sash = outline(
        place(
            pose,
            [
                (-0.98, 1.22),
                (-0.62, 1.62),
                (0.05, 1.86),
                (0.80, 1.84),
                (1.30, 1.98),
                (1.72, 2.45),
                (1.88, 3.3),
                (1.94, 4.3),
                (1.93, 4.36),
                (1.60, 4.48),
                (1.22, 4.46),
                (1.20, 4.40),
                (1.16, 3.5),
                (0.86, 2.82),
                (0.1, 2.62),
                (-0.62, 2.24),
                (-0.98, 1.74),
            ],
        )
    )
    sm = np.clip(sash.full(w, h) - hole.full(w, h) * 1.0, 0, 1)
    shade(c, "#6d4433", sash.moved(0.0, 0.08 * u).soft(0.06 * u), 0.50, np.maximum(under, m))
    drape(c, pose, cloth, sm, 0.0, 2.2)
    lines = [
        [(-0.95, 1.42), (-0.55, 1.84), (0.08, 2.06), (0.80, 2.06), (1.34, 2.40), (1.68, 3.2), (1.76, 4.4)],
        [(-0.97, 1.58), (-0.58, 2.02), (0.08, 2.26), (0.80, 2.28), (1.22, 2.62), (1.50, 3.3), (1.58, 4.4)],
        [(-0.95, 1.72), (-0.58, 2.18), (0.1, 2.46), (0.86, 2.52), (1.16, 2.92), (1.32, 3.5), (1.38, 4.4)],
        [(0.9, 1.92), (1.36, 2.20), (1.66, 2.7), (1.80, 3.4), (1.85, 4.3)],
    ]
    folds(c, [smooth(place(pose, q)) for q in lines], cloth, 0.10 * u, sm, 0.52)
    shade(c, cloth.dark, chin.moved(0.05 * u, 0.13 * u).soft(0.09 * u), 0.45, sm)
    weave(c, np.maximum(m, sm))


def _round_head(c: Canvas, pose: Pose, cloth: Cloth, m: Array) -> None:
    """The round of the head in the cloth: light up and left, shadow down and right."""
    u = pose.size
    x, y = pose.flat([(-0.62, -0.95)])[0]
    light(c, dab(x, y, 0.55 * u, 0.38 * u), 0.42, m)
    x, y = pose.flat([(1.15, 0.1)])[0]
    shade(c, cloth.dark, dab(x, y, 0.30 * u, 0.95 * u), 0.50, m)
    x, y = pose.flat([(-1.16, 0.5)])[0]
    shade(c, cloth.dark, dab(x, y, 0.12 * u, 0.6 * u), 0.28, m)
