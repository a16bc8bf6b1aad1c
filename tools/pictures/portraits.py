"""The portraits: one person before a tinted sun, in the morning light."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PIL import Image

from tools.pictures.brush import dab, light
from tools.pictures.canvas import Canvas, grain
from tools.pictures.cast import JEANNE, PAUL, PEOPLE, Person
from tools.pictures.figure import paint_backdrop, paint_person
from tools.pictures.pose import Pose

WIDTH, HEIGHT = 1280, 1600


def finish(c: Canvas, seed: int) -> Image.Image:
    """The haze of the window over everything, and the grain."""
    light(c, dab(c.width * 0.10, c.height * 0.10, c.width * 0.55, c.height * 0.45), 0.14)
    return grain(c.image(), 2.0, seed)


def portrait(who: Person) -> Image.Image:
    """Head and shoulders, 1280 x 1600, the face in the upper middle."""
    c = Canvas(WIDTH, HEIGHT, who.backdrop.top, who.backdrop.bottom)
    paint_backdrop(c, who.backdrop, (700, 690, 500))
    paint_person(c, who, Pose(640 - 60 * who.tilt, 668, 228, who.tilt, who.turn))
    return finish(c, who.seed)


def pair() -> Image.Image:
    """Jeanne and Paul, shoulder to shoulder, her head leaning towards him."""
    c = Canvas(WIDTH, HEIGHT, JEANNE.backdrop.top, JEANNE.backdrop.bottom)
    paint_backdrop(c, JEANNE.backdrop, (650, 700, 540))
    paint_person(c, PAUL, Pose(882, 606, 186, PAUL.tilt, PAUL.turn))
    paint_person(c, JEANNE, Pose(396, 722, 178, JEANNE.tilt, JEANNE.turn))
    return finish(c, JEANNE.seed)


PORTRAITS: dict[str, Callable[[], Image.Image]] = {
    **{f"ambassadors/{slug}/portrait.jpg": partial(portrait, who) for slug, who in PEOPLE.items()},
    "images/people/jeanne-et-paul.jpg": pair,
}
