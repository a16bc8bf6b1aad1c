"""Hair that falls: bob, waves, pixie. Each style gives what lies behind the head and what lies before it."""

from __future__ import annotations

from tools.pictures.brush import smooth
from tools.pictures.canvas import Canvas
from tools.pictures.hair import HAIRLINE, Points, crown, dome, fan, flip, loose_ends, scalp
from tools.pictures.pose import Pose
from tools.pictures.strands import Hair, Sheet


def curtains(
    c: Canvas,
    pose: Pose,
    hair: Hair,
    seed: int,
    part: float,
    end: float,
    wave: tuple[float, float, float],
    tuck: float,
    spread: float = 1.0,
    locks: int = 1,
    volume: float = 0.0,
) -> tuple[Sheet, Sheet]:
    """Parted hair that falls on both sides to the height `end`; `tuck` turns its ends inwards.

    `locks` is into how many strands each side falls apart, `volume` how far it stands off the head.
    """
    u = pose.size
    back, front = Sheet(c, pose, hair, seed), Sheet(c, pose, hair, seed + 1)
    e, g = end, volume
    hang = [
        *dome(0.0, -1, g - 0.07),
        (-1.27 * spread, 0.45),
        (-1.20 * spread, e * 0.72),
        (-0.98 * spread + tuck * 0.6, e - 0.10),
    ]
    back.lock(
        crown(pose, hang),
        crown(pose, flip(hang)),
        420,
        0.02 * u,
        (),
        (wave[0] * u * 0.4, wave[1], wave[2]),
        0.02,
        0.0,
        spread=0.0,
    )
    for side in (-1, 1):
        shift = part * side  # the side with less hair is narrower
        inner: Points = [
            (part, -1.02),
            (part + side * (0.34 - shift * 0.3), -0.93),
            (side * 0.80, -0.52),
            (side * 0.955, 0.02),
            (side * 0.96, 0.50),
            (side * (0.97 - tuck * 0.15) * spread, e * 0.70),
            (side * (0.86 - tuck) * spread, e + 0.02),
        ]
        outer: Points = [
            *dome(part, side, g),
            (side * (1.36 + g), 0.25),
            (side * (1.36 + g) * spread, e * 0.66),
            (side * (1.22 - tuck * 0.9) * spread, e - 0.02),
        ]
        fan(
            front,
            inner,
            outer,
            locks,
            460,
            (wave[0], wave[1], wave[2] + (0.5 if side > 0 else 0.0)),
            100 * seed + side,
            0.62 if e < 3 else 0.48,
            1.0 if e < 3 else 4.5,
        )
        if e < 3:
            loose_ends(
                front,
                pose,
                [(side * (1.22 + g), -0.7), (side * (1.33 + g), -0.2)],
                [(side * (1.40 + g) * spread, e * 0.6), (side * (1.41 + g) * spread, e * 0.85)],
                3,
                seed + side + 1,
            )
    return back, front


def pixie(c: Canvas, pose: Pose, hair: Hair, seed: int) -> tuple[Sheet, Sheet]:
    """Short hair swept from a low parting across the forehead, feathered round the ears."""
    back, front = Sheet(c, pose, hair, seed), Sheet(c, pose, hair, seed + 1)
    back.fill(
        smooth(
            crown(pose, [*dome(0.0, -1, -0.06)[::-1], *dome(0.0, 1, -0.06)[1:], (0.9, 0.2), (-0.9, 0.2)]), closed=True
        ),
        0.12,
    )
    scalp(
        front,
        [*HAIRLINE, (1.04, 0.0), (1.10, -0.4), (0.7, -1.30), (0.0, -1.45), (-0.7, -1.30), (-1.10, -0.4), (-1.04, 0.0)],
    )
    part = -0.46
    fan(
        front,
        [(0.92, -0.72), (0.96, -0.35), (1.0, 0.0), (0.97, 0.34)],
        [(1.02, -1.0), (1.20, -0.55), (1.20, 0.0), (1.05, 0.42)],
        4,
        150,
        (0.0, 1, 0),
        seed + 3,
        0.8,
    )
    fan(
        front,
        [(part, -1.04), (-0.72, -0.92), (-0.88, -0.56), (-0.955, -0.10), (-0.94, 0.24)],
        [*dome(part, -1, -0.07), (-1.22, 0.10), (-1.06, 0.42)],
        5,
        260,
        (0.0, 1, 0),
        seed + 4,
        0.75,
    )
    fan(
        front,
        [(part - 0.03, -1.05), (-0.25, -0.86), (0.12, -0.66), (0.50, -0.54), (0.80, -0.42)],
        [*dome(part - 0.03, 1, -0.05)[:-1], (1.25, -0.45), (1.20, -0.12)],
        8,
        520,
        (0.0, 1, 0),
        seed + 5,
        0.72,
    )
    fan(
        front,
        [(part + 0.02, -1.10), (-0.12, -1.06), (0.36, -0.92), (0.74, -0.66), (0.93, -0.30)],
        [(part + 0.02, -1.36), (0.10, -1.40), (0.68, -1.14), (1.02, -0.70), (1.08, -0.22)],
        4,
        200,
        (0.0, 1, 0),
        seed + 6,
        0.85,
    )
    return back, front
