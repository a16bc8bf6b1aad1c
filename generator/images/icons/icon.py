"""The site's icons: from the brand's mark, or from its first letter."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from anyascii import anyascii
from msgspec import Struct
from PIL import Image

from generator.images.cards.lettering import find_face
from generator.images.cards.shapes import brightness, lay, rounded_mask
from generator.images.decode.file_bytes import read_picture
from generator.images.decode.guard import pillow_errors
from generator.images.decode.open import open_picture
from generator.images.encode.save import flatten, save_picture
from generator.images.svg.clean import clean_svg
from generator.images.svg.raster import draw_svg, find_undrawable

_FINE = 4  # scale of an icon while it is drawn, for smooth edges
TOUCH = 180  # pixels; iOS accepts no other size
SIZES = (48, 192, 512)
"""Pixels of the PNG icons: search engines want multiples of 48, Android's home screens the others."""
ICO = (16, 32, 48)


class Icon(Struct, frozen=True):
    """One icon file. `rel`, `sizes` (`48x48`, `any`) and `type` are the attributes of its `link` element.

    Its path is fixed if `rel` is "" or `apple-touch-icon`: machines request those at the site's root.
    """

    name: str
    rel: str
    sizes: str
    type: str
    data: bytes


def make_icons(
    source: Path | None, brand: str, paper: str, ink: str, accent: str, display: Sequence[Path]
) -> tuple[Icon, ...]:
    """Return the icons of a site, in the order of their links.

    All show the same mark: the whole `source`, on `paper` where iOS would show black. Without a `source`, or with an
    SVG that `find_undrawable` rejects, the mark is the brand's first letter on the accent colour. The letter is in
    `ink` or `paper`, whichever is more readable. An SVG comes first, cleaned, as `favicon.svg`. Raises PictureError.
    """
    vector = clean_svg(read_picture(source)[0]) if source is not None and source.suffix.lower() == ".svg" else None
    if vector is not None:
        picture = None if find_undrawable(vector) else draw_svg(vector, SIZES[-1])
    else:
        picture = open_picture(source, at_least=SIZES[-1]) if source is not None else None

    def draw(side: int) -> Image.Image:
        if picture is None:
            return _letter(side, brand, (paper, ink), accent, display, corners=round(side * 0.22))
        return _contain(picture, side, side)

    sizes = SIZES if picture is None or max(picture.size) >= SIZES[-1] else SIZES[:-1]
    with pillow_errors(source.name if source is not None else ""):
        if picture is None:
            touch = _letter(TOUCH, brand, (paper, ink), accent, display, corners=0)
        else:
            touch = flatten(_contain(picture, TOUCH, TOUCH if picture.mode == "RGB" else TOUCH - 36), paper)
        pngs = [(f"icon-{side}.png", "icon", side, draw(side)) for side in sizes]
        ico = io.BytesIO()
        draw(ICO[-1]).save(ico, "ICO", sizes=[(side, side) for side in ICO], append_images=[draw(s) for s in ICO[:-1]])
    drawings = [*pngs, ("apple-touch-icon.png", "apple-touch-icon", TOUCH, touch)]
    icons = [
        Icon(name, rel, f"{side}x{side}", "image/png", save_picture(image, "png", optimize=True))
        for name, rel, side, image in drawings
    ]
    if vector is not None:
        icons.insert(0, Icon("favicon.svg", "icon", "any", "image/svg+xml", vector))
    return (*icons, Icon("favicon.ico", "", "", "image/x-icon", ico.getvalue()))


def _letter(
    side: int, brand: str, colours: tuple[str, str], accent: str, display: Sequence[Path], corners: int
) -> Image.Image:
    large = side * _FINE
    image = Image.new("RGB", (large, large), accent)
    first = next((letter for letter in brand if letter.isalnum()), "")
    # If no font here has the letter, draw its transliteration.
    text = find_face(first.upper(), display) or find_face(anyascii(first)[:1].upper(), display)
    if text:
        colour = max(colours, key=lambda candidate: _contrast(candidate, accent))
        size = large * 0.84
        left, top, right, bottom = text.face.at(size).getbbox(text.letters, anchor="ls")
        at = ((large - left - right) / 2, (large - top - bottom) / 2)
        text.draw(image, at, size, colour, text.letters)
    if corners:
        ground = Image.new("RGBA", (large, large), accent + "00")
        lay(ground, image.convert("RGBA"), rounded_mask(large, corners * _FINE), (0, 0))
        image = ground
    return image.resize((side, side), Image.Resampling.LANCZOS)


def _contain(picture: Image.Image, side: int, room: int) -> Image.Image:
    """Return a square with the whole picture in the middle, at most `room` pixels large."""
    share = room / max(picture.size)
    size = max(1, round(picture.width * share)), max(1, round(picture.height * share))
    square = Image.new("RGBA", (side, side))
    square.paste(picture.resize(size, Image.Resampling.LANCZOS), ((side - size[0]) // 2, (side - size[1]) // 2))
    return square


def _contrast(first: str, second: str) -> float:
    high, low = sorted((brightness(first), brightness(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)
