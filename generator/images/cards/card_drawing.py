"""The canvas of a share card: positions, light and shadow."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from generator.images.cards.lettering import (
    Block,
    Text,
    find_face,
    fit,
)
from generator.images.cards.shapes import (
    arch_mask,
    brightness,
    glow,
    lay,
    mix,
    outline,
    shadow,
)
from generator.images.decode.guard import pillow_errors
from generator.images.decode.open import open_picture
from generator.images.encode.recipe import Crop
from generator.images.encode.save import flatten

WIDTH, HEIGHT = 1200, 630
EDGE = 72
_SPACE = 0.2  # between the letters of the brand, relative to their size
Picture = tuple[Path, str, tuple[float, float]]
"""A file, the fingerprint that it has to have, and the point that stays in view."""


class CardCanvas:
    """The canvas of one card. Positions are for left to right, and the canvas mirrors them for right to left."""

    def __init__(
        self,
        paper: str,
        ink: str,
        soft: str,
        accent: str,
        direction: str,
        size: tuple[int, int] = (WIDTH, HEIGHT),
    ) -> None:
        self._paper, self._ink, self._soft, self._accent = paper, ink, soft, accent
        self._mirrored = direction == "rtl"
        self._shade = mix(min(paper, ink, key=brightness), accent, 0.3)
        self.image = Image.new("RGB", size, paper)
        # Light from the upper left, warmth from the lower right, as on the pages.
        light = mix(paper, "#ffffff", 0.75 if brightness(paper) > 0.2 else 0.08)
        width, height = size[0] / WIDTH, size[1] / HEIGHT
        glow(self.image, (self._x(260 * width, 0), 60 * height), 520, light, 0.9)
        glow(self.image, (self._x(1060 * width, 0), 640 * height), 560, mix(paper, accent, 0.22), 0.75)

    def centre(self, picture: Picture | None, sides: Sequence[Picture]) -> None:
        """Draw a picture in the middle (None: arches of light), and a product on each side if there are two.

        Messengers crop the middle square, so the picture and the name are inside it and the products outside.
        """
        width, height, top = 264, 312, 84
        left = (WIDTH - width) // 2
        if picture:
            self._arch(picture, left, top, width, height)
        else:
            for step, strength in enumerate((0.10, 0.12, 0.16)):
                narrow, lower = width - 68 * step, top + 64 * step
                at = ((WIDTH - narrow) // 2, lower)
                lay(self.image, self._accent, arch_mask(narrow, top + height - lower), at, strength)
        rim = outline(arch_mask(width + 28, height + 14), 2)
        rim.paste(0, (0, rim.height - 2, rim.width, rim.height))  # the rim is open at the bottom
        lay(self.image, self._accent, rim, (left - 14, top - 14), 0.5)
        wide, low = 212, 306
        for product, edge in zip(sides, (EDGE, WIDTH - EDGE - wide), strict=True) if len(sides) == 2 else ():
            self._arch(product, edge, low, wide, HEIGHT - low)

    def words(self, brand: str, name: str, line: str, display: tuple[Path, ...], text: tuple[Path, ...]) -> None:
        """Draw the brand above the picture, and the name and the line below it, all centred."""
        width, ceiling, floor = 560, 414, HEIGHT - 36
        faces = (*display, *text)
        caps = find_face(brand.upper(), (*text, *display))
        heading = find_face(name, faces)
        if heading and caps:
            self._draw_brand(caps, 46, width)
        heading = heading or find_face(brand, faces)  # a script without a font here
        if not heading:
            return
        second = find_face(line, text)
        below = _fit_line(second, width, 2) if second else None
        below_height = 18 + len(below.lines) * 38 if below else 0
        block = fit(heading, width, 2, 92, 40, floor - ceiling - below_height)
        leading: float = block.size
        y = ceiling + (floor - ceiling - leading * len(block.lines) - below_height) * 0.5
        self._lines(block, y + block.size * 0.80, leading, self._ink)
        if below:
            self._lines(below, y + leading * len(block.lines) + 46, 38, self._soft)

    def _arch(self, picture: Picture, left: int, top: int, width: int, height: int) -> None:
        mask = arch_mask(width, height)
        at = (self._x(left, width), top)
        shadow(self.image, mask, (at[0], at[1] + 14), self._shade, 26, 0.20)
        lay(self.image, self._cover(picture, width, height), mask, at)

    def _cover(self, picture: Picture, width: int, height: int) -> Image.Image:
        """Return a picture cropped and scaled to fill a box, around its focus point."""
        path, sha, focus = picture
        # A tall box may use only a slice of a wide picture, so ask for twice its longer side.
        image = open_picture(path, at_least=2 * max(width, height), sha=sha)
        with pillow_errors(path.name):
            image = flatten(image, mix(self._paper, "#ffffff", 0.5))
            image = image.crop(Crop((width, height), focus).box(*image.size))
            return image.resize((width, height), Image.Resampling.LANCZOS)

    def _lines(self, block: Block, y: float, leading: float, ink: str) -> None:
        for number, letters in enumerate(block.lines):
            width = block.text.width(block.size, letters)
            block.text.draw(self.image, ((WIDTH - width) / 2, y + number * leading), block.size, ink, letters)

    def _draw_brand(self, text: Text, y: int, width: int) -> None:
        """Draw the brand in small, spaced letters. A script that joins its letters stays unspaced."""
        if text.direction == "rtl":
            self._lines(fit(text, width, 1, 26, 18), y, 0, self._accent)
            return
        letters = text.letters
        size = next((size for size in range(26, 17, -1) if self._spaced_width(text, size, letters) <= width), 18)
        while len(letters) > 1 and self._spaced_width(text, size, letters) > width:
            letters = letters[:-1]
        spaced_width = self._spaced_width(text, size, letters)
        x = (WIDTH - spaced_width) / 2
        for letter in letters:
            text.draw(self.image, (x, y), size, self._accent, letter)
            x += self._spaced_width(text, size, letter)

    @staticmethod
    def _spaced_width(text: Text, size: int, letters: str) -> float:
        return sum(text.width(size, letter) + size * _SPACE for letter in letters)

    def _x(self, left: float, width: float) -> int:
        return round(self.image.width - left - width if self._mirrored else left)


def _fit_line(text: Text, width: int, lines: int) -> Block:
    """Fit a short line into one row, a little smaller if needed. Break a longer line."""
    whole = fit(text, width, 1, 32, 27)
    return whole if whole.lines == (text.letters,) else fit(text, width, lines, 31, 28)
