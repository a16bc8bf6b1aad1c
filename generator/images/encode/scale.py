"""The scaling of a picture to the widths that it can fill."""

from __future__ import annotations

from PIL import Image

MAX_SIDE = 16_383  # pixels; the limit of WebP


def choose_widths(sizes: tuple[int, ...], source: int) -> list[int]:
    """Return the wanted widths that the source can fill, and its own width if the next would be larger."""
    fitting = sorted({width for width in sizes if width <= source})
    if not fitting or (max(sizes) > source and source > 1.1 * fitting[-1]):
        fitting.append(source)
    return fitting


def scale(image: Image.Image, widths: list[int], shape: tuple[int, int]) -> list[Image.Image]:
    """Return the picture in each width, narrow to wide. A small one comes from a larger one."""
    images: list[Image.Image] = []
    for width in reversed(widths):
        # Scaling a second time from less than 4/3 of the size would soften the picture. From there on, a width takes
        # about a percent more bytes for the same likeness, and less than half the time.
        base = next((larger for larger in reversed(images) if 3 * larger.width >= 4 * width), image)
        height = max(1, round(shape[1] * width / shape[0]))
        images.append(base if base.size == (width, height) else base.resize((width, height), Image.Resampling.LANCZOS))
    return images[::-1]
