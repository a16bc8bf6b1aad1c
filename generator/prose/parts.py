"""A rendered text: safe HTML, with slots that only a page can fill."""

from __future__ import annotations

import re

from msgspec import Struct

from generator.problems import Place

# nh3 writes attributes in double quotes and escapes `"`, so no attribute value can fool these patterns.
_ATTRIBUTES = r'((?: [a-z-]+="[^"]*")*)'
_CAPTION = r"(?:<figcaption>([^<]*+)</figcaption>\s*)?"
SLOT = re.compile(
    rf"<p>\s*<img{_ATTRIBUTES}>\s*</p>"
    rf"|<figure>\s*(?:<p>\s*)?<img{_ATTRIBUTES}>\s*(?:</p>\s*)?{_CAPTION}</figure>"
    rf"|<img{_ATTRIBUTES}>|<a{_ATTRIBUTES}>"
)
"""A link or picture in safe HTML: the attributes of a picture alone in its paragraph, of one in a figure with its
caption, of another one, of a link."""


class LinkSlot(Struct, frozen=True):
    """The opening tag of a link. `href` is the written address; `product` is the id that it names in any way."""

    href: str
    product: str
    title: str
    place: Place

    @property
    def names_product(self) -> bool:
        """Return whether the link is `product:id`, whose address comes from the catalogue."""
        return self.href.startswith("product:")


class CardSlot(Struct, frozen=True):
    """A paragraph with nothing but `![](product:id)`."""

    product: str
    place: Place


class PictureSlot(Struct, frozen=True):
    """A picture in a paragraph of its own; `src` is the path from the site's folder."""

    src: str
    alt: str
    place: Place
    caption: str = ""


class Prose(Struct, frozen=True):
    """Markdown, rendered as safe HTML (str) and slots. `opening` is the first paragraph as plain text."""

    parts: tuple[str | LinkSlot | CardSlot | PictureSlot, ...] = ()
    opening: str = ""
    words: int = 0
