"""Scaling: which widths a picture can fill, and the picture in each of them."""

from __future__ import annotations

from PIL import Image

MAX_SIDE = 16_383  # pixels; WebP knows no more


def choose_widths(wanted: tuple[int, ...], source: int) -> list[int]:
    """Return the wanted widths that the source can fill, and its own width where the next would be larger."""
    fitting = sorted({width for width in wanted if width <= source})
    if not fitting or (max(wanted) > source and source > 1.1 * fitting[-1]):
        fitting.append(source)
    return fitting


def scale(image: Image.Image, widths: list[int], shape: tuple[int, int]) -> list[Image.Image]:
    """Return the picture in each width, narrow to wide; small ones come from a larger one already made."""
    made: list[Image.Image] = []
    for width in reversed(widths):
        # Scaling a second time from less than 4/3 of the size would soften it. From there on a width takes about a
        # percent more bytes for the same likeness, and less than half the time.
        base = next((larger for larger in reversed(made) if 3 * larger.width >= 4 * width), image)
        height = max(1, round(shape[1] * width / shape[0]))
        made.append(base if base.size == (width, height) else base.resize((width, height), Image.Resampling.LANCZOS))
    return made[::-1]
