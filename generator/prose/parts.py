"""A rendered text: safe HTML with slots for what only a page can fill in."""

from __future__ import annotations

from dataclasses import dataclass

from generator.problems import Place


@dataclass(frozen=True, slots=True)
class LinkSlot:
    """The opening tag of a link. `product` is set for `product:id`; else `href` is what was written."""

    href: str
    product: str
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class CardSlot:
    """A paragraph that is only `![](product:id)`."""

    product: str
    place: Place


@dataclass(frozen=True, slots=True)
class PictureSlot:
    """A paragraph that is only a picture; `src` is the path from the site's folder."""

    src: str
    alt: str
    place: Place


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown made into safe HTML (str) and slots. `opening` is the first paragraph as plain text."""

    parts: tuple[str | LinkSlot | CardSlot | PictureSlot, ...] = ()
    opening: str = ""
    words: int = 0
