"""What all hair styles share: hairline, dome of the head, masses of hair that fall apart into locks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tools.pictures.brush import Array, Line, outline
from tools.pictures.pose import Pose
from tools.pictures.strands import Sheet, resample

Points = Sequence[tuple[float, float]]

HAIRLINE: Points = [
    (-0.985, 0.10),
    (-0.955, -0.22),
    (-0.86, -0.58),
    (-0.60, -0.90),
    (-0.22, -1.02),
    (0.22, -1.02),
    (0.60, -0.90),
    (0.86, -0.58),
    (0.955, -0.22),
    (0.985, 0.10),
]

SKULL: Points = [
    (-1.0, 0.42),
    (-1.13, 0.0),
    (-1.20, -0.45),
    (-1.10, -0.98),
    (-0.70, -1.38),
    (0.0, -1.52),
    (0.70, -1.38),
    (1.10, -0.98),
    (1.20, -0.45),
    (1.13, 0.0),
    (1.0, 0.42),
]


def crown(pose: Pose, points: Line) -> Array:
    """Pixels of points on the hair of the head: the middle goes with the turn, the sides stay."""
    p = np.array(np.atleast_2d(np.asarray(points, np.float32)))
    p[:, 0] += 0.75 * np.sin(pose.turn) * np.clip(1 - (p[:, 0] / 1.2) ** 2, 0, 1) * np.clip(1.2 - p[:, 1] * 0.5, 0, 1.2)
    return pose.flat(p)


def flip(points: Points) -> list[tuple[float, float]]:
    """The mirror image of points, left for right."""
    return [(-x, y) for x, y in points]


def dome(part: float, side: int, grow: float = 0.0) -> list[tuple[float, float]]:
    """The outline of the hair from the parting over the round of the head to the temple."""
    rx, ry = 1.31 + grow, 1.31 + grow * 0.6
    angles = np.linspace(np.arcsin(part / rx), side * np.pi / 2, 6)
    return [(rx * float(np.sin(a)), -0.22 - ry * float(np.cos(a))) for a in angles]


def scalp(sheet: Sheet, points: Points) -> None:
    """A soft ground of hair on the skin, so that a hairline is never a cut."""
    sheet.under.append(outline(crown(sheet.pose, points)).soft(0.035 * sheet.pose.size))


def loose_ends(sheet: Sheet, pose: Pose, starts: Points, ends: Points, n: int, seed: int) -> None:
    """Single hairs between two edges, each a little astray."""
    rng = np.random.default_rng(seed)
    a, b = resample(np.asarray(starts, np.float32), n), resample(np.asarray(ends, np.float32), n)
    curves = []
    for k in range(n):
        bend = rng.normal(0, 0.06, 2)
        j = rng.normal(0, 0.03, 2)
        curves.append(crown(pose, np.asarray([a[k] + j, (a[k] + b[k]) / 2 + bend, b[k] + j], np.float32)))
    sheet.flyaways(curves)


def fan(
    sheet: Sheet,
    inner: Points,
    outer: Points,
    locks: int,
    n: int,
    wave: tuple[float, float, float],
    seed: int,
    close: float = 0.62,
    ragged: float = 1.0,
) -> None:
    """A mass of hair between two guides in head space that falls apart into locks; `close` is how pointed they end."""
    u, pose = sheet.pose.size, sheet.pose
    a, b = resample(np.asarray(inner, np.float32), 24), resample(np.asarray(outer, np.float32), 24)
    t = np.linspace(0, 1, 24)[:, None]
    rng = np.random.default_rng(seed)
    shine = ((0.27, 0.085, 0.30), (0.62, 0.10, 0.12))
    if locks == 1:
        sheet.lock(crown(pose, a), crown(pose, b), n, 0.0155 * u, shine, (0, 1, 0), 0.02, 0.40, spread=0.4)
        return
    for k in [*range(0, locks, 2), *range(1, locks, 2)]:
        lo, hi = k / locks - 0.06, (k + 1) / locks + 0.06
        mid = (k + 0.5) / locks + float(rng.normal(0, 0.03))
        shut = np.clip((t - 0.5) / 0.5, 0, 1) ** 2 * close
        p0 = np.clip(lo * (1 - shut) + mid * shut, 0, 1)
        p1 = np.clip(hi * (1 - shut) + mid * shut, 0, 1)
        cut = int(rng.integers(22, 25))
        one, two = (a * (1 - p0) + b * p0)[:cut], (a * (1 - p1) + b * p1)[:cut]
        phase = wave[2] + float(rng.normal(0, 0.30))
        sheet.lock(
            crown(pose, one),
            crown(pose, two),
            int(1.25 * n / locks),
            0.0155 * u,
            shine,
            (wave[0] * u, wave[1] * float(rng.uniform(0.95, 1.05)), phase),
            0.03,
            0.34,
            spread=ragged,
        )
