"""Short hair and beards: natural curls, a close cut, hair combed to the side."""

from __future__ import annotations

import numpy as np

from tools.pictures.brush import Array, mix, outline, smooth
from tools.pictures.canvas import Canvas
from tools.pictures.hair import HAIRLINE, Points, crown, loose_ends, scalp
from tools.pictures.pose import Pose
from tools.pictures.strands import Hair, Sheet, resample


def _coil(sheet: Sheet, x: float, y: float, r: float, v: float) -> None:
    """One small curl: two thirds of a ring, lit from the upper left."""
    rng = sheet.rng
    a0 = float(rng.uniform(0, 6.28))
    turn = float(rng.choice([-1, 1])) * float(rng.uniform(4.2, 5.6))
    t = np.linspace(0, 1, 18)
    rr = r * (1 - 0.45 * t)
    ang = a0 + turn * t
    curve = np.stack([x + rr * np.cos(ang), y + rr * 0.92 * np.sin(ang)], 1).astype(np.float32)
    glow = np.clip(-0.62 * np.cos(ang) - 0.66 * np.sin(ang), -1, 1)
    sheet.strand(curve, r * 0.42, (v + 0.20 * glow).astype(np.float32), (0.6, 0.3))


def curls(
    c: Canvas,
    pose: Pose,
    hair: Hair,
    seed: int,
    height: float = 1.0,
    coil: float = 0.075,
    hairline: Points = HAIRLINE,
    density: int = 1500,
) -> tuple[Sheet, Sheet]:
    """Cropped natural curls that sit close to the skull; `height` is how far they stand up."""
    u = pose.size
    back, front = Sheet(c, pose, hair, seed), Sheet(c, pose, hair, seed + 1)
    h = height
    rim: Points = [
        (-1.02, 0.30),
        (-1.13 - 0.06 * h, -0.02),
        (-1.19 - 0.11 * h, -0.48),
        (-1.08 - 0.14 * h, -1.02 - 0.08 * h),
        (-0.66 - 0.08 * h, -1.40 - 0.16 * h),
        (0.0, -1.52 - 0.20 * h),
    ]
    rim = [*rim, *((-x, y) for x, y in reversed(rim[:-1]))]
    scalp(
        front,
        [*hairline, (1.0, 0.2), (1.06, -0.4), (0.62, -1.18), (0.0, -1.32), (-0.62, -1.18), (-1.06, -0.4), (-1.0, 0.2)],
    )
    a = resample(np.asarray(hairline, np.float32), 200)
    b = resample(np.asarray(rim, np.float32), 200)
    front.fill(smooth(crown(pose, np.vstack([a[::8] * [1.0, 1.03], b[::-8] * 0.985])), closed=True, n=4), 0.08)
    rng = np.random.default_rng(seed)
    spots = []
    for _ in range(density):
        k = int(rng.integers(0, 200))
        f = float(rng.uniform(0.0, 1.0)) ** 0.85
        spots.append((*(a[k] * (1 - f) + b[k] * f + rng.normal(0, 0.018, 2)), f))
    spots.sort(key=lambda s: -s[2] + float(rng.normal(0, 0.25)))
    for n, (x, y, f) in enumerate(spots):
        px = crown(pose, [(x, y)])
        depth = n / len(spots)
        edge = 0.72 + 0.28 * min(f * 5, 1.0)
        v = 0.72 * float(front.field(px)[0]) - 0.34 + 0.34 * depth + float(rng.normal(0, 0.07))
        _coil(front, float(px[0, 0]), float(px[0, 1]), coil * u * edge * float(rng.uniform(0.75, 1.25)), v)
    return back, front


def close_cut(c: Canvas, pose: Pose, hair: Hair, seed: int) -> tuple[Sheet, Sheet]:
    """Very short tight curls, faded at the temples."""
    return curls(c, pose, hair, seed, -0.25, 0.042, HAIRLINE, 2600)


def side_part(c: Canvas, pose: Pose, hair: Hair, seed: int, height: float = 0.26) -> tuple[Sheet, Sheet]:
    """Short hair combed up and over to the side, clipped close above the ears."""
    u = pose.size
    back, front = Sheet(c, pose, hair, seed), Sheet(c, pose, hair, seed + 1)
    scalp(
        front,
        [*HAIRLINE, (1.02, 0.1), (1.06, -0.4), (0.6, -1.1), (0.0, -1.22), (-0.6, -1.1), (-1.06, -0.4), (-1.02, 0.1)],
    )
    rng = np.random.default_rng(seed)
    for side in (-1, 1):  # clipped sides: short strands that lie down and back
        front.fill(
            smooth(
                crown(
                    pose,
                    [
                        (side * 0.97, 0.16),
                        (side * 0.93, -0.25),
                        (side * 0.80, -0.70),
                        (side * 0.58, -1.08),
                        (side * 0.82, -1.04),
                        (side * 1.04, -0.66),
                        (side * 1.11, -0.26),
                        (side * 1.08, 0.0),
                        (side * 1.02, 0.16),
                    ],
                ),
                closed=True,
            ),
            0.22,
        )
        for _ in range(620):
            f = float(rng.uniform(0, 1))
            y = -0.95 + 1.06 * f
            inner = float(np.interp(y, [-1.05, -0.58, -0.2, 0.15], [0.66, 0.86, 0.945, 0.98]))
            outer = 1.12 * float(np.sqrt(max(1 - ((min(y - 0.10, -0.25) + 0.25) / 1.26) ** 2, 0.0)))
            x = side * (inner + (outer - inner) * float(rng.uniform(0, 1)))
            curve = smooth(crown(pose, [(x, y - 0.10), (x + side * 0.02, y), (x + side * 0.015, y + 0.10)]), n=5)
            v = 0.62 * front.field(curve) + float(rng.normal(-0.02, 0.07))
            front.strand(curve, 0.011 * u, v.astype(np.float32), (0.6, 0.1))
    line = resample(
        np.asarray(
            [(-0.86, -0.60), (-0.64, -0.90), (-0.22, -1.03), (0.26, -1.03), (0.66, -0.88), (0.88, -0.56)], np.float32
        ),
        15,
    )

    def guide(k: float) -> list[tuple[float, float]]:
        """From the hairline up and over to the side, for k from 0 (left) to 14 (right)."""
        i = int(np.clip(k, 0, 13))
        h = line[i] + (line[i + 1] - line[i]) * (k - i)
        f = k / 7 - 1
        a = np.deg2rad(70 * f + 16)
        end = np.array([1.14 * np.sin(a), -0.26 - (1.22 + 0.5 * height) * np.cos(a)])
        rise = height * (1 - 0.7 * abs(f))
        up = h + np.array([0.04 + 0.06 * f, -0.10 - rise])
        over = h * 0.40 + end * 0.60 + np.array([-0.03, -0.06 - rise * 0.9])
        return [(float(q[0]), float(q[1])) for q in (h, up, over, end)]

    front.fill(
        smooth(
            crown(pose, [*(tuple(v) for v in line), *(guide(k)[3] for k in (14, 12, 10, 8, 6, 4, 2, 0))]),
            closed=True,
            n=4,
        ),
        0.2,
    )
    for k in range(13, -1, -1):
        front.lock(
            crown(pose, guide(k - 0.15)),
            crown(pose, guide(min(k + 1.25, 14.0))),
            46,
            0.0145 * u,
            ((0.34, 0.15, 0.26),),
            (0, 1, 0),
            0.07,
            0.20,
            spread=1.6,
        )
    loose_ends(front, pose, [(-0.3, -1.42), (0.8, -1.2)], [(0.2, -1.60), (1.12, -1.0)], 7, seed)
    return back, front


def beard(
    c: Canvas,
    pose: Pose,
    hair: Hair,
    mask: Array,
    seed: int,
    top: float = 0.30,
    full: float = 1.0,
    n: int = 5200,
    mouth: float = 0.31,
    mouth_y: float = 0.90,
    length: float = 1.42,
) -> None:
    """A short beard and moustache, hair by hair, around the mouth and along the jaw."""
    u = pose.size
    rng = np.random.default_rng(seed)
    sheet = Sheet(c, pose, hair, seed)
    jaw: Points = [
        (-0.97, top - 0.25),
        (-0.93, top + 0.10),
        (-0.80, 0.62),
        (-0.56, 0.80),
        (-mouth - 0.12, 0.78),
        (-0.22, 0.71),
        (0.0, 0.735),
        (0.22, 0.71),
        (mouth + 0.12, 0.78),
        (0.56, 0.80),
        (0.80, 0.62),
        (0.93, top + 0.10),
        (0.97, top - 0.25),
        (0.97, 0.5),
        (0.83, 0.95),
        (0.44, length - 0.02),
        (0.0, length + 0.02),
        (-0.44, length - 0.02),
        (-0.83, 0.95),
        (-0.97, 0.5),
    ]
    area = outline(pose.edge(jaw)).soft(0.035 * u)
    ground = area.full(c.width, c.height)
    lips = (
        outline(
            pose.on(
                [
                    (-mouth, mouth_y - 0.02),
                    (0.0, mouth_y - 0.10),
                    (mouth, mouth_y - 0.02),
                    (0.20, mouth_y + 0.15),
                    (-0.20, mouth_y + 0.15),
                ],
                0.1,
            )
        )
        .soft(0.02 * u)
        .full(c.width, c.height)
    )
    keep = np.clip(ground - lips, 0, 1)
    mix(c, hair.mid, area, 0.66 * full**0.6, np.clip(mask - lips, 0, 1))
    ys, xs = np.where(keep > 0.42)
    inside = np.stack([xs, ys], 1)
    for i in rng.integers(0, len(inside), int(n * (0.5 + 0.5 * full))):
        x, y = inside[i]
        d = np.array([(x - pose.x) / u, (y - pose.y) / u])
        flow = np.array([d[0] * 0.9 + 0.10 * rng.normal(), 0.75 + 0.12 * rng.normal()])
        if d[1] < mouth_y - 0.05 and abs(d[0]) < 0.45:
            flow = np.array([np.sign(d[0]) * 0.8 + 0.1 * rng.normal(), 0.55])
        ln = float(rng.uniform(0.03, 0.06)) * u * (0.55 + 0.45 * full)
        flow = flow / np.hypot(*flow) * ln
        p0 = np.array([x, y], float)
        curve = smooth([p0, p0 + flow * 0.5 + rng.normal(0, 0.6, 2), p0 + flow], n=4)
        v = 0.72 * sheet.field(curve) - 0.06 + 0.10 * float(rng.normal()) - 0.18 * max(d[1] - 1.1, 0)
        sheet.strand(curve, 0.0095 * u * (0.45 + 0.55 * full), v.astype(np.float32), (0.8, 0.1))
    sheet.lay(None, opacity=0.55 + 0.45 * full)
