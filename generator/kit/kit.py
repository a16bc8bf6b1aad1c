"""The facts of one kit: plain data, ready to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from generator.images.cards.poster import PosterSpec
from generator.images.cards.print_card import PrintSpec
from generator.kit.words import Words
from generator.pages.disclosure import PostLabel

State = Literal["live", "coming", "draft", "ended"]


class KitLink(Struct, frozen=True):
    """An address to paste. `where` says where to paste it, `channel` and `product` are what its sales are counted by.

    `tagged_links` are the links to the shop to which it leads: each was planned for this person and read back.
    """

    title: str
    where: str
    address: str
    channel: str
    product: str
    tagged_links: tuple[str, ...]
    sticker: str = ""


class ShopLink(Struct, frozen=True):
    """A tagged link straight to the shop, for where long addresses are welcome."""

    channel: str
    placement: str
    product: str
    address: str


class PlatformCaptions(Struct, frozen=True):
    """The captions for one platform."""

    platform: str
    name: str
    fold: int
    texts: tuple[str, ...]


class KitPicture(Struct, frozen=True):
    """A picture to be drawn; `file` is its path in the kit."""

    file: str
    title: str
    alt: str
    spec: PosterSpec


class Numbers(Struct, frozen=True):
    """What a report says of this person: a label and a value each."""

    rows: tuple[tuple[str, str], ...]


class Colouring(Struct, frozen=True):
    """The theme's colours by day and by night."""

    paper: str
    ink: str
    soft: str
    accent: str
    on_accent: str
    line: str
    card: str
    night_paper: str
    night_ink: str
    night_soft: str
    night_accent: str
    night_on_accent: str
    night_line: str
    night_card: str


class Kit(Struct, frozen=True):
    """Everything that one person gets. After their partnership ended: what they should take down."""

    slug: str
    name: str
    brand: str
    state: State
    day: date
    locale: str
    direction: str
    words: Words
    label: PostLabel
    relationship: str
    notices: tuple[str, ...]
    links: tuple[KitLink, ...]
    shop_links: tuple[ShopLink, ...]
    code: str
    offer: str
    terms: str
    code_until: str
    captions: tuple[PlatformCaptions, ...]
    pictures: tuple[KitPicture, ...]
    print_spec: PrintSpec | None
    switches: tuple[tuple[str, str], ...]
    brief: Sequence[tuple[str, tuple[str, ...]]]
    do: tuple[str, ...]
    dont: tuple[str, ...]
    dates: tuple[str, ...]
    numbers: Numbers | None
    licence: str
    contact: str
    colours: Colouring
    fonts: tuple[tuple[str, bytes], ...]
    undrawn_reason: str = ""
    """Why there are no pictures, if there are none for a reason that the brand has to know."""
