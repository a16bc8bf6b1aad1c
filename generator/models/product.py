"""A product of the shop."""

from __future__ import annotations

from generator.models.locale import LocalizedText
from generator.models.picture import Picture
from generator.models.written import Flag, Line, Price, Slug, WebUrl, Written


class Product(Written):
    """One product: only its name and its address in the shop are required."""

    name: Line
    url: WebUrl
    price: Price | None = None
    """In the site's currency, exact."""
    image: Picture | None = None
    description: LocalizedText | None = None
    tags: tuple[Slug, ...] = ()
    available: Flag = True
