"""What a share card shows: plain data, for which Pillow is not loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class CardPicture:
    """A picture on a card: the file, its fingerprint from `probe`, and the point that has to stay in view."""

    path: Path
    sha: str
    focus: tuple[float, float] = (0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Colours:
    """The theme's colours as `#rrggbb`: paper and ink, the softer ink of second lines, and the accent."""

    paper: str
    ink: str
    soft: str
    accent: str


@dataclass(frozen=True, slots=True)
class CardSpec:
    """All that a card shows. A discount code is not among it: cards are shared where the person is not.

    `display` and `text` are font files (TTF, OTF, WOFF2) in order of preference: the first that has all letters
    of a text draws it. Of `products` the first three are shown, beside a portrait two.
    """

    brand: str
    name: str
    colours: Colours
    display: tuple[Path, ...] = ()
    text: tuple[Path, ...] = ()
    line: str = ""
    portrait: CardPicture | None = None
    products: tuple[CardPicture, ...] = ()
    direction: Literal["ltr", "rtl"] = "ltr"
