"""A product of the shop."""

from __future__ import annotations

from generator.models.locale import LocalizedText
from generator.models.picture import Picture
from generator.models.tracking import OwnTracking
from generator.models.written import Flag, Line, Price, Slug, Token, WebUrl, Written


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
    variant: Token | None = None
    """The shop's number of what goes into a cart (Shopify variant, WooCommerce product)."""
    tracking: OwnTracking | None = None
    """A scheme of its own; its address may then lie outside the shop."""
