"""Plaits: one over the shoulder under a fringe, or many."""

from __future__ import annotations

import numpy as np

from tools.pictures.brush import smooth
from tools.pictures.canvas import Canvas
from tools.pictures.hair import HAIRLINE, SKULL, Points, crown, dome, scalp
from tools.pictures.pose import Pose
from tools.pictures.strands import Hair, Sheet, resample


def fringe(sheet: Sheet, pose: Pose, low: float, n: int = 34) -> None:
    """A soft fringe from the crown to just above the brows, in tufts that fall a little apart."""
    u = pose.size
    for k in [0, 10, 1, 9, 2, 8, 3, 7, 4, 6, 5]:
        f0, f1 = (k - 0.15) / 11 * 2 - 1, (k + 1.15) / 11 * 2 - 1
        fm = (f0 + f1) / 2
        drop = low + 0.20 * fm**4 + 0.03 * np.cos(k * 2.1)

        def edge(f: float, fm: float = fm, drop: float = drop) -> Points:
            g = f * 0.45 + fm * 0.55
            return [
                (f * 0.14, -1.525 + 0.02 * abs(f)),
                (f * 0.62, -1.32 + 0.12 * f * f),
                (f * 0.86, -0.86 + 0.1 * f * f),
                (g * 0.93, drop),
            ]

        sheet.lock(
            crown(pose, edge(f0)),
            crown(pose, edge(f1)),
            n,
            0.0145 * u,
            ((0.46, 0.14, 0.26),),
            (0.0, 1, 0),
            0.05,
            0.16,
            spread=1.6,
        )


def plait(sheet: Sheet, pose: Pose, path: Points, width: float, links: int, n: int = 26, tip: float = 0.5) -> None:
    """A three-strand plait along a path: leaf-shaped links, left over right over left."""
    u = pose.size
    q = resample(pose.flat(path), links * 8 + 1)
    d = np.gradient(q, axis=0)
    d /= np.maximum(np.hypot(d[:, 0], d[:, 1]), 1e-4)[:, None]
    nrm = np.stack([-d[:, 1], d[:, 0]], 1)
    step = float(np.hypot(*(q[8] - q[0])))
    for i in range(links - 1, -1, -1):
        at = q[i * 8 + 4]
        t, s = d[i * 8 + 4], nrm[i * 8 + 4]
        w = width * u * (1 - (1 - tip) * (i / links) ** 1.3)
        for side in (-1, 1):
            o = at + t * step * (0.0 if side < 0 else 0.5)
            top = o + s * side * w * 0.42 - t * step * 0.95
            mid_out = o + s * side * w * 0.64 - t * step * 0.25
            mid_in = o + s * side * w * 0.02 - t * step * 0.50
            low = o - s * side * w * 0.22 + t * step * 0.58
            sheet.lock(
                np.array([top, mid_in, low - t * step * 0.3, low]),
                np.array([top, mid_out, low + s * side * w * 0.28 - t * step * 0.05, low]),
                n,
                max(0.014 * u, 1.3),
                ((0.42, 0.20, 0.22),),
                (0, 1, 0),
                0.03,
                0.62,
                spread=0.0,
            )


def fringe_and_plait(c: Canvas, pose: Pose, hair: Hair, seed: int) -> tuple[Sheet, Sheet]:
    """A fringe, hair drawn back over the ears, one plait over the shoulder."""
    u = pose.size
    back, front = Sheet(c, pose, hair, seed), Sheet(c, pose, hair, seed + 1)
    back.fill(smooth(crown(pose, [*dome(0.0, -1)[::-1], *dome(0.0, 1)[1:]]), closed=False), 0.2)
    for side in (-1, 1):
        inner: Points = [
            (side * 0.2, -1.0),
            (side * 0.7, -0.5),
            (side * 0.80, 0.1),
            (side * 0.70, 0.7),
            (side * 0.50, 1.2),
            (side * 0.30, 1.7),
        ]
        outer: Points = [*dome(0.0, side), (side * 1.24, 0.25), (side * 1.02, 0.90), (side * 0.50, 1.75)]
        back.lock(
            crown(pose, inner), crown(pose, outer), 320, 0.016 * u, ((0.32, 0.10, 0.30),), (0.0, 1.5, 0.5), 0.025, 0.40
        )
    front.fill(
        smooth(
            crown(
                pose,
                [
                    (-0.7, -1.0),
                    (-0.60, -1.36),
                    (-0.3, -1.48),
                    (0.0, -1.525),
                    (0.3, -1.48),
                    (0.60, -1.36),
                    (0.7, -1.0),
                    (0.0, -0.9),
                ],
            ),
            closed=True,
        ),
        0.35,
    )
    for side in (-1, 1):
        wisp_in: Points = [
            (side * 0.06, -1.46),
            (side * 0.70, -1.05),
            (side * 0.93, -0.45),
            (side * 0.965, 0.10),
            (side * 0.945, 0.50),
            (side * 0.885, 0.90),
        ]
        wisp_out: Points = [
            (side * 0.0, -1.53),
            (side * 0.50, -1.44),
            (side * 0.98, -1.08),
            (side * 1.20, -0.50),
            (side * 1.13, 0.10),
            (side * 1.02, 0.60),
            (side * 0.90, 0.94),
        ]
        front.lock(
            crown(pose, wisp_in),
            crown(pose, wisp_out),
            240,
            0.0155 * u,
            ((0.35, 0.10, 0.28),),
            (0.02 * u, 1, 0.4),
            0.03,
            0.35,
            spread=2.0,
        )
    fringe(front, pose, -0.47)
    plait(front, pose, [(0.72, 1.30), (0.92, 1.9), (1.02, 2.6), (0.98, 3.4), (0.95, 4.25)], 0.50, 11, 30, 0.62)
    tuft_a, tuft_b = (
        pose.flat([(0.87, 4.18), (0.80, 4.5), (0.86, 4.86)]),
        pose.flat([(1.06, 4.18), (1.12, 4.5), (1.00, 4.9)]),
    )
    front.lock(tuft_a, tuft_b, 70, 0.014 * u, ((0.4, 0.2, 0.15),), (0, 1, 0), 0.05, 0.5, spread=2.0)
    return back, front


def braids(c: Canvas, pose: Pose, hair: Hair, seed: int, end: float = 4.2) -> tuple[Sheet, Sheet]:
    """Long thin braids from a middle parting, some behind the shoulders, some before."""
    back, front = Sheet(c, pose, hair, seed), Sheet(c, pose, hair, seed + 1)
    rng = np.random.default_rng(seed)
    back.fill(smooth(crown(pose, [*SKULL, (1.2, 0.8), (1.15, 2.1), (-1.15, 2.1), (-1.2, 0.8)]), closed=True), 0.05)
    scalp(front, [*HAIRLINE, (1.10, -0.4), (0.7, -1.35), (0.0, -1.48), (-0.7, -1.35), (-1.10, -0.4)])
    back.fill(
        smooth(crown(pose, [(-0.3, -1.3), (-0.3, -1.52), (0.0, -1.575), (0.3, -1.52), (0.3, -1.3)]), closed=True), 0.12
    )
    for k in range(14):
        f = (k + 0.5) / 14 * 2 - 1
        x = f * 1.25
        path = [(x * 0.9, 0.2), (x * 0.98, 1.1), (x * 1.05 + 0.03 * float(rng.normal()), 2.2), (x * 1.12, 3.1)]
        plait(back, pose, path, 0.135, 22, 6, 0.9)
    front.fill(
        smooth(
            crown(
                pose,
                [
                    *[(x * 1.02, y * 1.05 - 0.01) for x, y in HAIRLINE],
                    (1.12, 0.1),
                    (1.19, -0.45),
                    (1.08, -1.0),
                    (0.70, -1.41),
                    (0.0, -1.55),
                    (-0.70, -1.41),
                    (-1.08, -1.0),
                    (-1.19, -0.45),
                    (-1.12, 0.1),
                ],
            ),
            closed=True,
        ),
        0.04,
    )
    order = [5, 4, 3, 2, 1, 0, 6, 7]
    for side in (-1, 1):
        for k in order:
            f = k / 7
            start = (side * 0.03, -1.03 - 0.49 * f)
            bulge = (side * (0.56 + 0.12 * f), -0.91 - 0.52 * f)
            shoulder = (side * (0.80 + 0.24 * f), -0.66 - 0.44 * f)
            temple = (side * (0.98 + 0.27 * f), -0.30 - 0.22 * f)
            cheek = (side * (1.02 + 0.26 * f), 0.45)
            low = (side * (1.00 + 0.34 * f) + 0.02 * float(rng.normal()), 1.45)
            rest = (side * (0.86 + 0.62 * f) + 0.03 * float(rng.normal()), 2.5)
            tip = (side * (0.80 + 0.66 * f) + 0.04 * float(rng.normal()), end - 0.25 * float(rng.uniform(0, 1)))
            q = smooth([start, bulge, shoulder, temple, cheek, low, rest, tip])
            q[:, 0] += (
                0.75
                * np.sin(pose.turn)
                * np.clip(1 - (q[:, 0] / 1.2) ** 2, 0, 1)
                * np.clip(1.2 - q[:, 1] * 0.5, 0, 1.2)
            )
            plait(front, pose, [tuple(v) for v in q[::6]], 0.150, 44, 7, 0.86)
    return back, front
