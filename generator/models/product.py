"""A product of the shop."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.models.locale import LocalizedText
from generator.models.picture import Picture
from generator.models.tracking import OwnTracking
from generator.models.written import Day, Flag, Line, Price, ShopUrl, Slug, Token, WebUrl, Written


class Product(Written):
    """One product: only its name and its address in the shop are required."""

    name: Line = Field(examples=["Cloud Balm"])
    """The product's name, as the shop writes it."""
    url: ShopUrl = Field(examples=["https://maisonlune.example/products/cloud-balm", "/products/cloud-balm"])
    """Its address in the shop, without `utm_...`: the build adds it. An address `/...` is added to `shop:`."""
    price: Price | None = Field(None, examples=["24.00"])
    """In the site's currency: digits and a point, without a sign."""
    price_from: Flag = False
    """Whether `price` is the lowest of several, so that a page says "from"."""
    price_checked: Day | None = Field(None, examples=["2026-11-02"])
    """The day on which the price was last compared with the shop."""
    image: Picture | None = Field(None, examples=[{"src": "images/cloud-balm.jpg", "alt": "A small round tin of balm"}])
    """A picture of it."""
    description: LocalizedText | None = Field(None, examples=["A balm that melts."])
    """One line on what it does."""
    tags: Annotated[tuple[Slug, ...], Field(max_length=60)] = Field((), examples=[["skincare"]])
    """Short names of its topics, such as a person's niches."""
    available: Flag = True
    """Whether it can be bought; if not, the pages say that it is sold out."""
    variant: Token | None = Field(None, examples=["70881412"])
    """The shop's number of what goes into a cart (Shopify variant, WooCommerce product)."""
    handle: Line | None = Field(None, examples=["cloud-balm-®-50-ml"])
    """Its name in the shop's addresses, if that is not the id; an import recognises the product by it."""
    image_url: WebUrl | None = Field(None, examples=["https://cdn.maisonlune.example/cloud-balm.jpg"])
    """Its picture in the shop, for `import --fetch-images`. A build downloads nothing; a page shows `image`."""
    tracking: OwnTracking | None = None
    """A link scheme of its own, instead of the site's; its address may then be outside the shop."""
