"""The recipe for a picture, and the result of encoding it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec import Struct

Quality = Literal["fine", "light", "sharp"]


class Crop(Struct, frozen=True):
    """A part of the picture in the shape `width:height`, as large as possible, with the focus point inside.

    `focus` is (x, y) from 0 to 1, from the upper left. It is as near to the middle as the edges allow.
    """

    aspect: tuple[int, int]
    focus: tuple[float, float] = (0.5, 0.5)

    def box(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Return (left, upper, right, lower) in pixels for a picture of this size."""
        ratio = self.aspect[0] / self.aspect[1]
        wide = min(width, max(1, round(height * ratio)))
        high = min(height, max(1, round(width / ratio)))
        left = round(min(max(self.focus[0] * width - wide / 2, 0), width - wide))
        upper = round(min(max(self.focus[1] * height - high / 2, 0), height - high))
        return left, upper, left + wide, upper + high

    def part(self, width: int, height: int) -> tuple[float, float, float, float]:
        """Return (left, upper, width, height) of the box as parts of the picture, from 0 to 1."""
        left, upper, right, lower = self.box(width, height)
        return left / width, upper / height, (right - left) / width, (lower - upper) / height


class Recipe(Struct, frozen=True):
    """The widths in pixels that the layout needs, and the quality.

    `fine` is for portraits and large pictures, `light` for cards of a grid. `sharp` is for logos and other drawings:
    lossless WebP, and PNG instead of JPEG, so that transparency survives.
    """

    widths: tuple[int, ...]
    quality: Quality = "fine"
    crop: Crop | None = None


class Variant(Struct, frozen=True):
    """One file of a picture. `format` is `avif`, `webp`, `jpeg` or `png`; `path` is its place in the cache."""

    format: str
    width: int
    height: int
    name: str
    path: Path
    bytes: int


class EncodedPicture(Struct, frozen=True):
    """A picture that is ready for the page.

    `width` and `height` are those of the largest variant (for the attributes of `img`). `variants` are AVIF (if worth
    it) and WebP, each from narrow to wide, then the one fallback. `fresh` says whether this build encoded it.
    """

    width: int
    height: int
    variants: tuple[Variant, ...]
    fresh: bool

    @property
    def fallback(self) -> Variant:
        """Return the JPEG (or PNG) for the `src` of the `img`."""
        return self.variants[-1]

    def of(self, format: str) -> tuple[Variant, ...]:
        """Return the variants of one format, from narrow to wide: a `srcset`."""
        return tuple(variant for variant in self.variants if variant.format == format)
