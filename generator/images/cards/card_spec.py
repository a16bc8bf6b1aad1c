"""The specification of a share card, as plain data that needs no Pillow."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec import Struct


class CardPicture(Struct, frozen=True):
    """A picture on a card: the file, its fingerprint from `probe`, and the focus point that stays visible."""

    path: Path
    sha: str
    focus: tuple[float, float] = (0.5, 0.5)


class Colours(Struct, frozen=True):
    """The colours of the theme as `#rrggbb`: paper and ink, the softer ink of second lines, and the accent."""

    paper: str
    ink: str
    soft: str
    accent: str


class CardSpec(Struct, frozen=True):
    """The content of a card. It has no discount code, because a card is shown outside the person's page.

    `display` and `text` are font files (TTF, OTF, WOFF2) in order of preference. The first font with all letters of a
    text draws it. A card shows the first three `products`, or two beside a portrait.
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
