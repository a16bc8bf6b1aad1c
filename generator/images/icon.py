"""The site's icons: from the brand's mark, or from its first letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from anyascii import anyascii
from PIL import Image

from generator.images.file_bytes import read_bytes
from generator.images.guard import pillow_errors
from generator.images.lettering import find_face
from generator.images.open import open_picture
from generator.images.save import flatten, save_picture
from generator.images.shapes import brightness, lay, rounded_mask
from generator.images.svg import clean_svg

_FINE = 4  # drawn this much larger, for smooth edges
TOUCH = 180  # pixels; iOS takes no other
SMALL = 32


@dataclass(frozen=True, slots=True)
class Icon:
    """One icon file. `rel`, `sizes` (`32x32`, `any`) and `type` are the attributes of its `link` element."""

    name: str
    rel: str
    sizes: str
    type: str
    data: bytes


def make_icons(
    source: Path | None, brand: str, paper: str, ink: str, accent: str, display: Sequence[Path]
) -> tuple[Icon, ...]:
    """Return the icons of a site, in the order in which their links should stand.

    An SVG passes through, cleaned, as `favicon.svg`; beside it, and without any source, the raster icons are
    drawn: the brand's first letter on the accent colour (no rasteriser of SVG is at hand). A raster `source` is
    scaled to fit, on `paper` where iOS would show black. `ink` and `paper` are the two colours that the letter
    may have: the one that reads better is taken. Raises PictureError.
    """
    if source is None or source.suffix.lower() == ".svg":
        small = _letter(SMALL, brand, (paper, ink), accent, display, corners=7)
        touch = _letter(TOUCH, brand, (paper, ink), accent, display, corners=0)
    else:
        picture = open_picture(source, at_least=2 * TOUCH)
        with pillow_errors(source.name):
            small = _contain(picture, SMALL, SMALL)
            touch = flatten(_contain(picture, TOUCH, TOUCH if picture.mode == "RGB" else TOUCH - 36), paper)
    icons = (
        Icon("favicon-32.png", "icon", f"{SMALL}x{SMALL}", "image/png", save_picture(small, "png", optimize=True)),
        Icon(
            "apple-touch-icon.png",
            "apple-touch-icon",
            f"{TOUCH}x{TOUCH}",
            "image/png",
            save_picture(touch, "png", optimize=True),
        ),
    )
    if source is not None and source.suffix.lower() == ".svg":
        vector = Icon("favicon.svg", "icon", "any", "image/svg+xml", clean_svg(read_bytes(source)))
        return (icons[0], vector, icons[1])
    return icons


def _letter(
    side: int, brand: str, colours: tuple[str, str], accent: str, display: Sequence[Path], corners: int
) -> Image.Image:
    large = side * _FINE
    mask = rounded_mask(large, large, corners * _FINE)
    image = Image.new("RGB", (large, large), accent)
    first = next((letter for letter in brand if letter.isalnum()), "")
    # A letter that no font here has is drawn as it sounds.
    text = find_face(first.upper(), display) or find_face(anyascii(first)[:1].upper(), display)
    if text:
        colour = max(colours, key=lambda one: _contrast(one, accent))
        size = large * 0.84
        left, top, right, bottom = text.face.at(size).getbbox(text.letters, anchor="ls")
        at = ((large - left - right) / 2, (large - top - bottom) / 2)
        text.draw(image, at, size, colour, text.letters)
    if corners:
        ground = Image.new("RGBA", (large, large), accent + "00")
        lay(ground, image.convert("RGBA"), mask, (0, 0))
        image = ground
    return image.resize((side, side), Image.Resampling.LANCZOS)


def _contain(picture: Image.Image, side: int, room: int) -> Image.Image:
    """Return a square with the whole picture in the middle, at most `room` pixels large."""
    share = room / max(picture.size)
    size = max(1, round(picture.width * share)), max(1, round(picture.height * share))
    square = Image.new("RGBA", (side, side))
    square.paste(picture.resize(size, Image.Resampling.LANCZOS), ((side - size[0]) // 2, (side - size[1]) // 2))
    return square


def _contrast(one: str, other: str) -> float:
    high, low = sorted((brightness(one), brightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
