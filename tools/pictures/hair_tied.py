"""Hair tied up to a bun."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tools.pictures.brush import smooth
from tools.pictures.canvas import Canvas
from tools.pictures.hair import HAIRLINE, Points, crown, scalp
from tools.pictures.pose import Pose
from tools.pictures.strands import Hair, Sheet, resample


def swept(
    sheet: Sheet,
    pose: Pose,
    hairline: Points,
    knot: tuple[float, float],
    lift: float,
    n: int,
    width: float,
    shine: Sequence[tuple[float, float, float]],
) -> None:
    """Hair drawn from a hairline over the skull to a knot; `lift` arches it outwards."""
    line = resample(np.asarray(hairline, np.float32), 15)
    goal = np.asarray(knot, np.float32)
    guides = []
    for k, h in enumerate(line):
        f = k / 14 * 2 - 1
        away = np.array([f, -0.35 - 0.4 * (1 - abs(f))], np.float32)
        away = away / float(np.hypot(*away))
        arch = lift * (0.22 + 0.95 * np.sin(np.pi * min(abs(f) * 0.62, 1.0)) * (1 - 0.25 * abs(f) ** 4))
        land = goal + np.array([f * 0.20, 0.06 * abs(f)], np.float32)
        guides.append(
            crown(
                pose,
                np.asarray(
                    [h, h * 0.72 + land * 0.28 + away * arch * 0.80, h * 0.36 + land * 0.64 + away * arch * 0.92, land],
                    np.float32,
                ),
            )
        )
    for a, b in zip(guides[:-1], guides[1:], strict=True):
        sheet.lock(a, b, n, width, shine, (0, 1, 0), 0.05, 0.06, spread=0.4)


def bun(sheet: Sheet, pose: Pose, x: float, y: float, size: float) -> None:
    """A bun: hair wound round a ball, one lock laid across it, one round its foot."""
    u = pose.size
    sheet.fill(
        smooth(
            crown(pose, [(x + size * 0.98 * np.cos(t), y + size * 0.88 * np.sin(t)) for t in np.linspace(0, 6.1, 16)]),
            closed=True,
        ),
        0.1,
    )

    def wound(lean: float, f: float) -> list[tuple[float, float]]:
        t = np.linspace(0.12, np.pi - 0.12, 9)
        px, py = size * np.sin(f * np.pi / 2) * np.sin(t), -size * 0.90 * np.cos(t)
        return [
            (x + a * np.cos(lean) - b * np.sin(lean), y + a * np.sin(lean) + b * np.cos(lean))
            for a, b in zip(px, py, strict=True)
        ]

    def across(lean: float, f0: float, f1: float, n: int) -> None:
        sheet.lock(
            crown(pose, wound(lean, f0)),
            crown(pose, wound(lean, f1)),
            n,
            0.0135 * u,
            ((0.36, 0.18, 0.20),),
            (0, 1, 0),
            0.03,
            0.48,
            spread=0.0,
        )

    for f0, f1 in ((-1.0, -0.62), (0.62, 1.0), (-0.66, -0.22), (0.22, 0.66), (-0.26, 0.26)):
        across(0.75, f0, f1, 56)
    across(-0.50, 0.38, 0.98, 84)
    across(-1.15, -0.98, -0.52, 70)


def knotted(
    c: Canvas,
    pose: Pose,
    hair: Hair,
    seed: int,
    knot: tuple[float, float] = (0.0, -1.66),
    size: float = 0.42,
    lift: float = 0.42,
    wisps: int = 5,
) -> tuple[Sheet, Sheet]:
    """Hair tied up to a bun at `knot`."""
    u = pose.size
    back, front = Sheet(c, pose, hair, seed), Sheet(c, pose, hair, seed + 1)
    back.fill(
        smooth(
            crown(
                pose,
                [
                    (-0.7, 0.2),
                    (-0.97, 0.0),
                    (-1.0, -0.28),
                    (-0.90, -0.7),
                    (-0.5, -1.15),
                    (0.5, -1.15),
                    (0.90, -0.7),
                    (1.0, -0.28),
                    (0.97, 0.0),
                    (0.7, 0.2),
                    (0.4, 1.0),
                    (-0.4, 1.0),
                ],
            ),
            closed=True,
        ),
        0.32,
    )
    bun(back, pose, knot[0], knot[1], size)
    scalp(front, [*HAIRLINE, (1.0, -0.5), (0.7, -1.15), (0.0, -1.3), (-0.7, -1.15), (-1.0, -0.5)])
    low = (knot[0] * 0.8, max(knot[1] + size * 0.5, -1.52))
    swept(front, pose, HAIRLINE, low, lift, 44, 0.0145 * u, ((0.36, 0.13, 0.28),))
    rng = np.random.default_rng(seed)
    loose = []
    for side in (-1, 1):
        for _ in range(wisps):
            x = float(rng.uniform(0.88, 0.96))
            loose.append(
                crown(
                    pose,
                    [
                        (side * x, -0.42),
                        (side * (x + 0.07), -0.05),
                        (side * (x + float(rng.uniform(0.0, 0.08))), 0.32),
                        (side * (x + float(rng.uniform(-0.06, 0.1))), 0.62),
                    ],
                )
            )
    front.flyaways(loose)
    return back, front
