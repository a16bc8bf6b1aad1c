"""Hair styles. Each gives what lies behind the head and what lies before it, as sheets of strands."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tools.pictures.brush import Array, mix, outline, smooth
from tools.pictures.canvas import Canvas
from tools.pictures.pose import Pose
from tools.pictures.strands import Hair, Sheet, resample

Points = Sequence[tuple[float, float]]


def crown(pose: Pose, points: Points | Array) -> Array:
    """Pixels of points on the hair of the head: the middle goes with the turn, the sides stay."""
    p = np.array(np.atleast_2d(np.asarray(points, np.float32)))
    p[:, 0] += 0.75 * np.sin(pose.turn) * np.clip(1 - (p[:, 0] / 1.2) ** 2, 0, 1) * np.clip(1.2 - p[:, 1] * 0.5, 0, 1.2)
    return pose.flat(p)


def flip(points: Points) -> list[tuple[float, float]]:
    """The mirror image of points, left for right."""
    return [(-x, y) for x, y in points]


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


def curtains(c: Canvas, pose: Pose, hair: Hair, seed: int, part: float, end: float, wave: tuple[float, float, float], tuck: float, spread: float = 1.0, locks: int = 1, volume: float = 0.0) -> tuple[Sheet, Sheet]:
    """Parted hair that falls on both sides to the height `end`; `tuck` turns its ends inwards.

    `locks` is into how many strands each side falls apart, `volume` how far it stands off the head.
    """
    u = pose.size
    back, front = Sheet(c, pose, hair, seed), Sheet(c, pose, hair, seed + 1)
    e, g = end, volume
    hang = [*dome(0.0, -1, g - 0.07), (-1.27 * spread, 0.45), (-1.20 * spread, e * 0.72), (-0.98 * spread + tuck * 0.6, e - 0.10)]
    back.lock(crown(pose, hang), crown(pose, flip(hang)), 420, 0.02 * u, (), (wave[0] * u * 0.4, wave[1], wave[2]), 0.02, 0.0, spread=0.0)
    for side in (-1, 1):
        shift = part * side  # the side with less hair is narrower
        inner: Points = [(part, -1.02), (part + side * (0.34 - shift * 0.3), -0.93), (side * 0.80, -0.52), (side * 0.955, 0.02), (side * 0.96, 0.50), (side * (0.97 - tuck * 0.15) * spread, e * 0.70), (side * (0.86 - tuck) * spread, e + 0.02)]
        outer: Points = [*dome(part, side, g), (side * (1.36 + g), 0.25), (side * (1.36 + g) * spread, e * 0.66), (side * (1.22 - tuck * 0.9) * spread, e - 0.02)]
        fan(front, inner, outer, locks, 460, (wave[0], wave[1], wave[2] + (0.5 if side > 0 else 0.0)), 100 * seed + side, 0.62 if e < 3 else 0.48, 1.0 if e < 3 else 4.5)
        if e < 3:
            loose_ends(front, pose, [(side * (1.22 + g), -0.7), (side * (1.33 + g), -0.2)], [(side * (1.40 + g) * spread, e * 0.6), (side * (1.41 + g) * spread, e * 0.85)], 3, seed + side + 1)
    return back, front


def dome(part: float, side: int, grow: float = 0.0) -> list[tuple[float, float]]:
    """The outline of the hair from the parting over the round of the head to the temple."""
    rx, ry = 1.31 + grow, 1.31 + grow * 0.6
    angles = np.linspace(np.arcsin(part / rx), side * np.pi / 2, 6)
    return [(rx * float(np.sin(a)), -0.22 - ry * float(np.cos(a))) for a in angles]


def fan(sheet: Sheet, inner: Points, outer: Points, locks: int, n: int, wave: tuple[float, float, float], seed: int, close: float = 0.62, ragged: float = 1.0) -> None:
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
        sheet.lock(crown(pose, one), crown(pose, two), int(1.25 * n / locks), 0.0155 * u, shine, (wave[0] * u, wave[1] * float(rng.uniform(0.95, 1.05)), phase), 0.03, 0.34, spread=ragged)


def fringe(sheet: Sheet, pose: Pose, low: float, n: int = 34) -> None:
    """A soft fringe from the crown to just above the brows, in tufts that fall a little apart."""
    u = pose.size
    for k in [0, 10, 1, 9, 2, 8, 3, 7, 4, 6, 5]:
        f0, f1 = (k - 0.15) / 11 * 2 - 1, (k + 1.15) / 11 * 2 - 1
        fm = (f0 + f1) / 2
        drop = low + 0.20 * fm**4 + 0.03 * np.cos(k * 2.1)

        def edge(f: float, fm: float = fm, drop: float = drop) -> Points:
            g = f * 0.45 + fm * 0.55
            return [(f * 0.14, -1.525 + 0.02 * abs(f)), (f * 0.62, -1.32 + 0.12 * f * f), (f * 0.86, -0.86 + 0.1 * f * f), (g * 0.93, drop)]

        sheet.lock(crown(pose, edge(f0)), crown(pose, edge(f1)), n, 0.0145 * u, ((0.46, 0.14, 0.26),), (0.0, 1, 0), 0.05, 0.16, spread=1.6)


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
            sheet.lock(np.array([top, mid_in, low - t * step * 0.3, low]), np.array([top, mid_out, low + s * side * w * 0.28 - t * step * 0.05, low]), n, max(0.014 * u, 1.3), ((0.42, 0.20, 0.22),), (0, 1, 0), 0.03, 0.62, spread=0.0)


def fringe_and_plait(c: Canvas, pose: Pose, hair: Hair, seed: int) -> tuple[Sheet, Sheet]:
    """A fringe, hair drawn back over the ears, one plait over the shoulder."""
    u = pose.size
    back, front = Sheet(c, pose, hair, seed), Sheet(c, pose, hair, seed + 1)
    back.fill(smooth(crown(pose, [*dome(0.0, -1)[::-1], *dome(0.0, 1)[1:]]), closed=False), 0.2)
    for side in (-1, 1):
        inner: Points = [(side * 0.2, -1.0), (side * 0.7, -0.5), (side * 0.80, 0.1), (side * 0.70, 0.7), (side * 0.50, 1.2), (side * 0.30, 1.7)]
        outer: Points = [*dome(0.0, side), (side * 1.24, 0.25), (side * 1.02, 0.90), (side * 0.50, 1.75)]
        back.lock(crown(pose, inner), crown(pose, outer), 320, 0.016 * u, ((0.32, 0.10, 0.30),), (0.0, 1.5, 0.5), 0.025, 0.40)
    front.fill(smooth(crown(pose, [(-0.7, -1.0), (-0.60, -1.36), (-0.3, -1.48), (0.0, -1.525), (0.3, -1.48), (0.60, -1.36), (0.7, -1.0), (0.0, -0.9)]), closed=True), 0.35)
    for side in (-1, 1):
        wisp_in: Points = [(side * 0.06, -1.46), (side * 0.70, -1.05), (side * 0.93, -0.45), (side * 0.965, 0.10), (side * 0.945, 0.50), (side * 0.885, 0.90)]
        wisp_out: Points = [(side * 0.0, -1.53), (side * 0.50, -1.44), (side * 0.98, -1.08), (side * 1.20, -0.50), (side * 1.13, 0.10), (side * 1.02, 0.60), (side * 0.90, 0.94)]
        front.lock(crown(pose, wisp_in), crown(pose, wisp_out), 240, 0.0155 * u, ((0.35, 0.10, 0.28),), (0.02 * u, 1, 0.4), 0.03, 0.35, spread=2.0)
    fringe(front, pose, -0.47)
    plait(front, pose, [(0.72, 1.30), (0.92, 1.9), (1.02, 2.6), (0.98, 3.4), (0.95, 4.25)], 0.50, 11, 30, 0.62)
    tuft_a, tuft_b = pose.flat([(0.87, 4.18), (0.80, 4.5), (0.86, 4.86)]), pose.flat([(1.06, 4.18), (1.12, 4.5), (1.00, 4.9)])
    front.lock(tuft_a, tuft_b, 70, 0.014 * u, ((0.4, 0.2, 0.15),), (0, 1, 0), 0.05, 0.5, spread=2.0)
    loose_ends(front, pose, [(-1.18, -0.6), (-1.25, 0.0)], [(-1.33, 0.1), (-1.20, 0.8)], 5, seed)
    return back, front


def swept(sheet: Sheet, pose: Pose, hairline: Points, knot: tuple[float, float], lift: float, n: int, width: float, shine: Sequence[tuple[float, float, float]]) -> None:
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
        guides.append(crown(pose, np.asarray([h, h * 0.72 + land * 0.28 + away * arch * 0.80, h * 0.36 + land * 0.64 + away * arch * 0.92, land], np.float32)))
    for a, b in zip(guides[:-1], guides[1:], strict=True):
        sheet.lock(a, b, n, width, shine, (0, 1, 0), 0.05, 0.06, spread=0.4)


HAIRLINE: Points = [(-0.985, 0.10), (-0.955, -0.22), (-0.86, -0.58), (-0.60, -0.90), (-0.22, -1.02), (0.22, -1.02), (0.60, -0.90), (0.86, -0.58), (0.955, -0.22), (0.985, 0.10)]
SKULL: Points = [(-1.0, 0.42), (-1.13, 0.0), (-1.20, -0.45), (-1.10, -0.98), (-0.70, -1.38), (0.0, -1.52), (0.70, -1.38), (1.10, -0.98), (1.20, -0.45), (1.13, 0.0), (1.0, 0.42)]


def bun(sheet: Sheet, pose: Pose, x: float, y: float, size: float) -> None:
    """A bun: hair wound round a ball, one lock laid across it, one round its foot."""
    u = pose.size
    sheet.fill(smooth(crown(pose, [(x + size * 0.98 * np.cos(t), y + size * 0.88 * np.sin(t)) for t in np.linspace(0, 6.1, 16)]), closed=True), 0.1)

    def wound(lean: float, f: float) -> list[tuple[float, float]]:
        t = np.linspace(0.12, np.pi - 0.12, 9)
        px, py = size * np.sin(f * np.pi / 2) * np.sin(t), -size * 0.90 * np.cos(t)
        return [(x + a * np.cos(lean) - b * np.sin(lean), y + a * np.sin(lean) + b * np.cos(lean)) for a, b in zip(px, py, strict=True)]

    def across(lean: float, f0: float, f1: float, n: int) -> None:
        sheet.lock(crown(pose, wound(lean, f0)), crown(pose, wound(lean, f1)), n, 0.0135 * u, ((0.36, 0.18, 0.20),), (0, 1, 0), 0.03, 0.48, spread=0.0)

    for f0, f1 in ((-1.0, -0.62), (0.62, 1.0), (-0.66, -0.22), (0.22, 0.66), (-0.26, 0.26)):
        across(0.75, f0, f1, 56)
    across(-0.50, 0.38, 0.98, 84)
    across(-1.15, -0.98, -0.52, 70)


def knotted(c: Canvas, pose: Pose, hair: Hair, seed: int, knot: tuple[float, float] = (0.0, -1.66), size: float = 0.42, lift: float = 0.42, wisps: int = 5) -> tuple[Sheet, Sheet]:
    """Hair tied up to a bun at `knot`."""
    u = pose.size
    back, front = Sheet(c, pose, hair, seed), Sheet(c, pose, hair, seed + 1)
    back.fill(smooth(crown(pose, [(-0.7, 0.2), (-0.97, 0.0), (-1.0, -0.28), (-0.90, -0.7), (-0.5, -1.15), (0.5, -1.15), (0.90, -0.7), (1.0, -0.28), (0.97, 0.0), (0.7, 0.2), (0.4, 1.0), (-0.4, 1.0)]), closed=True), 0.06)
    bun(back, pose, knot[0], knot[1], size)
    scalp(front, [*HAIRLINE, (1.0, -0.5), (0.7, -1.15), (0.0, -1.3), (-0.7, -1.15), (-1.0, -0.5)])
    low = (knot[0] * 0.8, max(knot[1] + size * 0.5, -1.52))
    swept(front, pose, HAIRLINE, low, lift, 44, 0.0145 * u, ((0.36, 0.13, 0.28),))
    rng = np.random.default_rng(seed)
    loose = []
    for side in (-1, 1):
        for _ in range(wisps):
            x = float(rng.uniform(0.88, 0.96))
            loose.append(crown(pose, [(side * x, -0.42), (side * (x + 0.07), -0.05), (side * (x + float(rng.uniform(0.0, 0.08))), 0.32), (side * (x + float(rng.uniform(-0.06, 0.1))), 0.62)]))
    front.flyaways(loose)
    return back, front


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


def curls(c: Canvas, pose: Pose, hair: Hair, seed: int, height: float = 1.0, coil: float = 0.075, hairline: Points = HAIRLINE, density: int = 1500) -> tuple[Sheet, Sheet]:
    """Cropped natural curls that sit close to the skull; `height` is how far they stand up."""
    u = pose.size
    back, front = Sheet(c, pose, hair, seed), Sheet(c, pose, hair, seed + 1)
    h = height
    rim: Points = [(-1.02, 0.30), (-1.13 - 0.06 * h, -0.02), (-1.19 - 0.11 * h, -0.48), (-1.08 - 0.14 * h, -1.02 - 0.08 * h), (-0.66 - 0.08 * h, -1.40 - 0.16 * h), (0.0, -1.52 - 0.20 * h)]
    rim = [*rim, *((-x, y) for x, y in reversed(rim[:-1]))]
    scalp(front, [*hairline, (1.0, 0.2), (1.06, -0.4), (0.62, -1.18), (0.0, -1.32), (-0.62, -1.18), (-1.06, -0.4), (-1.0, 0.2)])
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


def pixie(c: Canvas, pose: Pose, hair: Hair, seed: int) -> tuple[Sheet, Sheet]:
    """Short hair swept from a low parting across the forehead, feathered round the ears."""
    back, front = Sheet(c, pose, hair, seed), Sheet(c, pose, hair, seed + 1)
    back.fill(smooth(crown(pose, [*dome(0.0, -1, -0.06)[::-1], *dome(0.0, 1, -0.06)[1:], (0.9, 0.2), (-0.9, 0.2)]), closed=True), 0.12)
    scalp(front, [*HAIRLINE, (1.04, 0.0), (1.10, -0.4), (0.7, -1.30), (0.0, -1.45), (-0.7, -1.30), (-1.10, -0.4), (-1.04, 0.0)])
    part = -0.46
    fan(front, [(0.92, -0.72), (0.96, -0.35), (1.0, 0.0), (0.97, 0.34)], [(1.02, -1.0), (1.20, -0.55), (1.20, 0.0), (1.05, 0.42)], 4, 150, (0.0, 1, 0), seed + 3, 0.8)
    fan(front, [(part, -1.04), (-0.72, -0.92), (-0.88, -0.56), (-0.955, -0.10), (-0.94, 0.24)], [*dome(part, -1, -0.07), (-1.22, 0.10), (-1.06, 0.42)], 5, 260, (0.0, 1, 0), seed + 4, 0.75)
    fan(front, [(part, -1.04), (-0.25, -0.86), (0.12, -0.66), (0.50, -0.54), (0.80, -0.42)], [*dome(part, 1, -0.05)[:-1], (1.25, -0.45), (1.20, -0.12)], 8, 520, (0.0, 1, 0), seed + 5, 0.72)
    fan(front, [(part + 0.02, -1.10), (-0.12, -1.06), (0.36, -0.92), (0.74, -0.66), (0.93, -0.30)], [(part + 0.02, -1.36), (0.10, -1.40), (0.68, -1.14), (1.02, -0.70), (1.08, -0.22)], 4, 200, (0.0, 1, 0), seed + 6, 0.85)
    loose_ends(front, pose, [(-0.6, -1.30), (0.1, -1.46), (0.8, -1.2)], [(-0.52, -1.50), (0.5, -1.60), (1.2, -1.06)], 8, seed)
    return back, front


def side_part(c: Canvas, pose: Pose, hair: Hair, seed: int, height: float = 0.26) -> tuple[Sheet, Sheet]:
    """Short hair combed up and over to the side, clipped close above the ears."""
    u = pose.size
    back, front = Sheet(c, pose, hair, seed), Sheet(c, pose, hair, seed + 1)
    scalp(front, [*HAIRLINE, (1.02, 0.1), (1.06, -0.4), (0.6, -1.1), (0.0, -1.22), (-0.6, -1.1), (-1.06, -0.4), (-1.02, 0.1)])
    rng = np.random.default_rng(seed)
    for side in (-1, 1):  # clipped sides: short strands that lie down and back
        front.fill(smooth(crown(pose, [(side * 0.97, 0.16), (side * 0.93, -0.25), (side * 0.80, -0.70), (side * 0.58, -1.08), (side * 0.82, -1.04), (side * 1.04, -0.66), (side * 1.11, -0.26), (side * 1.08, 0.0), (side * 1.02, 0.16)]), closed=True), 0.22)
        for _ in range(620):
            f = float(rng.uniform(0, 1))
            y = -0.95 + 1.06 * f
            inner = float(np.interp(y, [-1.05, -0.58, -0.2, 0.15], [0.66, 0.86, 0.945, 0.98]))
            outer = 1.12 * float(np.sqrt(max(1 - ((min(y - 0.10, -0.25) + 0.25) / 1.26) ** 2, 0.0)))
            x = side * (inner + (outer - inner) * float(rng.uniform(0, 1)))
            curve = smooth(crown(pose, [(x, y - 0.10), (x + side * 0.02, y), (x + side * 0.015, y + 0.10)]), n=5)
            v = 0.62 * front.field(curve) + float(rng.normal(-0.02, 0.07))
            front.strand(curve, 0.011 * u, v.astype(np.float32), (0.6, 0.1))
    line = resample(np.asarray([(-0.86, -0.60), (-0.64, -0.90), (-0.22, -1.03), (0.26, -1.03), (0.66, -0.88), (0.88, -0.56)], np.float32), 15)

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

    front.fill(smooth(crown(pose, [*(tuple(v) for v in line), *(guide(k)[3] for k in (14, 12, 10, 8, 6, 4, 2, 0))]), closed=True, n=4), 0.2)
    for k in range(13, -1, -1):
        front.lock(crown(pose, guide(k - 0.15)), crown(pose, guide(min(k + 1.25, 14.0))), 46, 0.0145 * u, ((0.34, 0.15, 0.26),), (0, 1, 0), 0.07, 0.20, spread=1.6)
    loose_ends(front, pose, [(-0.3, -1.42), (0.8, -1.2)], [(0.2, -1.60), (1.12, -1.0)], 7, seed)
    return back, front


def braids(c: Canvas, pose: Pose, hair: Hair, seed: int, end: float = 4.2) -> tuple[Sheet, Sheet]:
    """Long thin braids from a middle parting, some behind the shoulders, some before."""
    back, front = Sheet(c, pose, hair, seed), Sheet(c, pose, hair, seed + 1)
    rng = np.random.default_rng(seed)
    back.fill(smooth(crown(pose, [*SKULL, (1.2, 0.8), (1.15, 2.1), (-1.15, 2.1), (-1.2, 0.8)]), closed=True), 0.05)
    scalp(front, [*HAIRLINE, (1.10, -0.4), (0.7, -1.35), (0.0, -1.48), (-0.7, -1.35), (-1.10, -0.4)])
    back.fill(smooth(crown(pose, [(-0.3, -1.3), (-0.3, -1.52), (0.0, -1.575), (0.3, -1.52), (0.3, -1.3)]), closed=True), 0.12)
    for k in range(14):
        f = (k + 0.5) / 14 * 2 - 1
        x = f * 1.25
        path = [(x * 0.9, 0.2), (x * 0.98, 1.1), (x * 1.05 + 0.03 * float(rng.normal()), 2.2), (x * 1.12, 3.1)]
        plait(back, pose, path, 0.135, 22, 6, 0.9)
    front.fill(smooth(crown(pose, [*[(x * 1.02, y * 1.05 - 0.01) for x, y in HAIRLINE], (1.12, 0.1), (1.19, -0.45), (1.08, -1.0), (0.70, -1.41), (0.0, -1.55), (-0.70, -1.41), (-1.08, -1.0), (-1.19, -0.45), (-1.12, 0.1)]), closed=True), 0.04)
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
            path = smooth([start, bulge, shoulder, temple, cheek, low, rest, tip])
            q = np.array(path)
            q[:, 0] += 0.75 * np.sin(pose.turn) * np.clip(1 - (q[:, 0] / 1.2) ** 2, 0, 1) * np.clip(1.2 - q[:, 1] * 0.5, 0, 1.2)
            plait(front, pose, [tuple(v) for v in q[::6]], 0.150, 44, 7, 0.86)
    return back, front


def close_cut(c: Canvas, pose: Pose, hair: Hair, seed: int) -> tuple[Sheet, Sheet]:
    """Very short tight curls, faded at the temples."""
    return curls(c, pose, hair, seed, -0.25, 0.042, HAIRLINE, 2600)


def beard(c: Canvas, pose: Pose, hair: Hair, mask: Array, seed: int, top: float = 0.30, full: float = 1.0, n: int = 5200, mouth: float = 0.31, mouth_y: float = 0.90, length: float = 1.42) -> None:
    """A short beard and moustache, hair by hair, around the mouth and along the jaw."""
    u = pose.size
    rng = np.random.default_rng(seed)
    sheet = Sheet(c, pose, hair, seed)
    jaw: Points = [(-0.97, top - 0.25), (-0.93, top + 0.10), (-0.80, 0.62), (-0.56, 0.80), (-mouth - 0.12, 0.78), (-0.22, 0.71), (0.0, 0.735), (0.22, 0.71), (mouth + 0.12, 0.78), (0.56, 0.80), (0.80, 0.62), (0.93, top + 0.10), (0.97, top - 0.25), (0.97, 0.5), (0.83, 0.95), (0.44, length - 0.02), (0.0, length + 0.02), (-0.44, length - 0.02), (-0.83, 0.95), (-0.97, 0.5)]
    area = outline(pose.edge(jaw)).soft(0.035 * u)
    ground = area.full(c.width, c.height)
    lips = outline(pose.on([(-mouth, mouth_y - 0.02), (0.0, mouth_y - 0.10), (mouth, mouth_y - 0.02), (0.20, mouth_y + 0.15), (-0.20, mouth_y + 0.15)], 0.1)).soft(0.02 * u).full(c.width, c.height)
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
