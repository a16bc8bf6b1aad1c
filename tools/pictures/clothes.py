"""What is worn: tops, shirt, apron, scarf."""

from __future__ import annotations

import numpy as np

from tools.pictures.body import Body, Points, place
from tools.pictures.brush import Array, Mask, blend, dab, light, mix, outline, raster, ribbon, shade, smooth, strokes
from tools.pictures.canvas import Canvas
from tools.pictures.cloth import Cloth, drape, folds, knit, weave
from tools.pictures.pose import Pose

_PULLS: list[Points] = [  # where linen pulls: from under the arm, over the shoulder, down the front
    [(1.46, 2.95), (1.14, 3.25), (0.80, 3.85)],
    [(1.54, 3.20), (1.26, 3.65), (1.08, 4.4)],
    [(1.08, 2.44), (1.24, 2.78), (1.30, 3.2)],
    [(1.86, 2.72), (1.97, 3.15), (1.93, 3.7)],
    [(0.46, 3.75), (0.40, 4.3), (0.50, 5.0)],
]

NECKLINES: dict[str, Points] = {
    "crew": [(0.0, 2.50), (0.30, 2.44), (0.56, 2.22), (0.72, 2.05)],
    "wide": [(0.0, 2.78), (0.50, 2.70), (0.98, 2.44), (1.18, 2.23)],
    "vee": [(0.0, 3.12), (0.26, 2.72), (0.54, 2.30), (0.70, 2.04)],
    "boat": [(0.0, 2.92), (0.66, 2.86), (1.22, 2.62), (1.46, 2.30)],
}


def _garment(neckline: Points, body: Body) -> list[tuple[float, float]]:
    """An outline from a neckline (centre to right) out over the shoulder and down."""
    w, y = body.shoulder, body.shoulder_y
    over = [
        (0.64 * w, y - 0.33),
        (0.88 * w, y - 0.17),
        (1.005 * w, y + 0.20),
        (w + 0.10, y + 0.75),
        (w + 0.16, y + 1.4),
        (w + 0.20, y + 2.1),
        (w + 0.23, y + 2.9),
        (w + 0.26, y + 4.2),
    ]
    right = [*neckline, *((x, v) for x, v in over if x > neckline[-1][0] + 0.12)]
    return [*right, *((-x, v) for x, v in reversed(right) if x > 0)]


def garment(c: Canvas, pose: Pose, skin_mask: Array, cloth: Cloth, body: Body, neck: str, texture: str) -> Array:
    """A top with a neckline and a texture ("knit", "rib", "linen"); gives its mask."""
    u = pose.size
    line = NECKLINES[neck]
    shape = outline(place(pose, _garment(line, body)))
    m = shape.full(c.width, c.height)
    shade(c, "#8a4f3c", shape.moved(0.03 * u, -0.05 * u).soft(0.06 * u), 0.42, skin_mask)
    drape(c, pose, cloth, m)
    edge = smooth(place(pose, [*((-x, y) for x, y in reversed(line)), *line[1:]]))
    arms = [
        smooth(
            place(
                pose,
                [
                    (s * (body.shoulder - 0.42), 3.15),
                    (s * (body.shoulder - 0.50), 3.8),
                    (s * (body.shoulder - 0.46), 4.6),
                ],
            )
        )
        for s in (-1, 1)
    ]
    folds(c, arms, cloth, 0.12 * u, m, 0.55)
    if texture == "linen":
        folds(
            c,
            [smooth(place(pose, [(k * x, y) for x, y in d])) for d in _PULLS for k in (-1, 1)],
            cloth,
            0.085 * u,
            m,
            0.34,
        )
        weave(c, m)
    else:
        knit(c, pose, cloth, m, 0.092 if texture == "knit" else 0.13, texture)
    band = strokes([edge], 0.15 * u, (1, 1))
    hem = strokes([edge], 0.016 * u, (1, 1))
    if texture == "linen":
        shade(c, cloth.dark, hem.moved(0, 0.10 * u).soft(1.2), 0.40, m)
    else:
        shade(c, cloth.dark, hem.moved(0, 0.125 * u).soft(0.016 * u), 0.75, m)
        light(c, band.moved(-0.01 * u, 0.04 * u).soft(0.025 * u), 0.16, m)
    shade(c, cloth.dark, hem.soft(0.01 * u), 0.5, m)
    light(c, hem.moved(-0.005 * u, 0.012 * u).soft(1.0), 0.35, m)
    return m


def shirt(c: Canvas, pose: Pose, skin_mask: Array, cloth: Cloth, body: Body) -> Array:
    """An open collar shirt with a placket."""
    u = pose.size
    m = garment(c, pose, skin_mask, cloth, body, "vee", "linen")
    placket = smooth(place(pose, [(0.0, 3.10), (0.02, 4.0), (0.02, 5.4)]))
    shade(c, cloth.dark, strokes([placket], 0.02 * u, (1, 1)).soft(1.5), 0.6, m)
    folds(c, [smooth(place(pose, [(0.16, 3.14), (0.18, 4.0), (0.18, 5.4)]))], cloth, 0.02 * u, m, 0.5)
    for y in (3.42, 4.06, 4.7):
        x0, y0 = place(pose, [(0.09, y)])[0]
        mix(c, blend(cloth.mid, "#fff6ea", 0.5), dab(x0, y0, 0.04 * u, 0.04 * u), 0.9, m)
        shade(c, cloth.dark, dab(x0 + 2, y0 + 3, 0.03 * u, 0.03 * u), 0.5, m)
    for side in (-1, 1):
        n = body.neck
        leaf = [
            (side * (n + 0.0), 1.68),
            (side * (n + 0.16), 1.86),
            (side * 0.94, 2.62),
            (side * 0.62, 2.96),
            (side * 0.06, 3.14),
            (side * 0.34, 2.60),
        ]
        rim = smooth(place(pose, [leaf[0], leaf[1], (side * 0.86, 2.28), leaf[2]]))
        rim = np.vstack([rim, smooth(place(pose, [leaf[2], (side * 0.66, 2.92), (side * 0.36, 3.06), leaf[4]]))])
        flap = raster(
            [
                np.vstack(
                    [
                        rim,
                        smooth(place(pose, [leaf[4], (side * 0.22, 2.84), leaf[5], (side * (n - 0.08), 2.1), leaf[0]])),
                    ]
                )
            ]
        )
        f = flap.full(c.width, c.height)
        shade(c, cloth.dark, flap.moved(0.03 * u, 0.05 * u).soft(0.05 * u), 0.6, np.maximum(m, skin_mask))
        drape(c, pose, cloth, f, 0.0, 1.7)
        weave(c, f)
        light(c, strokes([rim], 0.025 * u, (1, 1)).soft(1.5), 0.4, f)
        shade(c, cloth.dark, strokes([rim], 0.008 * u, (1, 1)).moved(-side * 0.05 * u, -0.035 * u).soft(0.8), 0.5, f)
    return m


def apron(c: Canvas, pose: Pose, under: Array, cloth: Cloth) -> None:
    """A bib over what is worn, with two straps."""
    u = pose.size
    bib = [
        (-0.92, 3.30),
        (-0.45, 3.36),
        (0.45, 3.36),
        (0.92, 3.30),
        (1.02, 3.8),
        (1.42, 4.5),
        (1.6, 6.4),
        (-1.6, 6.4),
        (-1.42, 4.5),
        (-1.02, 3.8),
    ]
    straps = [
        ribbon(
            smooth(place(pose, [(s * 0.80, 3.36), (s * 0.74, 2.8), (s * 0.72, 2.25), (s * 0.66, 1.98)])),
            0.17 * u,
            (1, 1),
        )
        for s in (-1, 1)
    ]
    shape = raster([place(pose, bib), *straps])
    m = shape.full(c.width, c.height) * under
    shade(c, "#7c4c3c", shape.moved(0.04 * u, 0.03 * u).soft(0.04 * u), 0.5, under)
    drape(c, pose, cloth, m, 0.0, 2.2)
    folds(
        c,
        [
            smooth(place(pose, q))
            for q in ([(-0.5, 3.5), (-0.42, 4.0), (-0.5, 4.7)], [(0.55, 3.5), (0.62, 4.0), (0.54, 4.7)])
        ],
        cloth,
        0.10 * u,
        m,
        0.3,
    )
    weave(c, m)
    hem = smooth(place(pose, [(-0.92, 3.30), (-0.45, 3.36), (0.45, 3.36), (0.92, 3.30)]))
    light(c, strokes([hem], 0.02 * u, (1, 1)).soft(1.2), 0.35, m)
    shade(c, cloth.dark, strokes([hem], 0.010 * u, (1, 1)).moved(0, 0.09 * u).soft(0.8), 0.6, m)


def resolve(points: Points, n: int = 9) -> Array:
    """n points evenly along a polyline, for folds between two edges."""
    q = smooth(points, n=12)
    t = np.linspace(0, len(q) - 1, n)
    i = np.arange(len(q))
    return np.stack([np.interp(t, i, q[:, 0]), np.interp(t, i, q[:, 1])], 1).astype(np.float32)


def neck_scarf(c: Canvas, pose: Pose, under: Array, cloth: Cloth) -> None:
    """A soft scarf laid twice round the neck."""
    u = pose.size
    tail = [(0.30, 2.5), (0.72, 2.55), (0.86, 3.2), (0.98, 4.1), (0.92, 4.5), (0.52, 4.52), (0.44, 4.0), (0.36, 3.2)]
    rolls = [
        (
            [
                (-0.70, 1.78),
                (-1.02, 2.0),
                (-0.92, 2.32),
                (-0.45, 2.62),
                (0.1, 2.70),
                (0.62, 2.56),
                (1.0, 2.26),
                (1.0, 1.98),
                (0.70, 1.78),
                (0.52, 1.98),
                (0.30, 2.14),
                (0.0, 2.20),
                (-0.30, 2.14),
                (-0.54, 1.98),
            ],
            0.0,
        ),
        (
            [
                (-1.02, 1.98),
                (-1.18, 2.24),
                (-1.0, 2.66),
                (-0.45, 2.98),
                (0.12, 3.04),
                (0.68, 2.90),
                (1.12, 2.58),
                (1.16, 2.2),
                (1.02, 2.0),
                (0.86, 2.30),
                (0.48, 2.52),
                (0.05, 2.60),
                (-0.45, 2.50),
                (-0.86, 2.26),
            ],
            0.05,
        ),
    ]
    shapes = [(tail, [[(0.46, 2.8), (0.54, 3.4), (0.62, 4.4)], [(0.62, 2.8), (0.72, 3.4), (0.80, 4.4)]])]
    for outline_, _ in reversed(rolls):
        shapes.append((outline_, []))
    for pts, lines in shapes:
        shape = outline(place(pose, pts))
        m = shape.full(c.width, c.height)
        shade(c, "#6b3527", shape.moved(0.04 * u, 0.07 * u).soft(0.07 * u), 0.55, np.maximum(under, 0))
        drape(c, pose, cloth, m, 0.0, 1.5)
        n = len(pts)
        if not lines:
            half = n // 2 + 1
            low, high = resolve(pts[:half]), resolve([*pts[half:], pts[0]])[::-1]
            lines = [list(map(tuple, low * (1 - k) + high * k)) for k in (0.28, 0.62)]
        folds(c, [smooth(place(pose, q)) for q in lines], cloth, 0.085 * u, m, 0.85)
        shade(c, cloth.dark, Mask(m, 0, 0).moved(-0.04 * u, -0.16 * u).inverse().soft(0.09 * u), 0.62, m)
        weave(c, m)
