"""A product as every section shows it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from generator.models.product import Product
from generator.problems import Place
from generator.sections.pictures import PictureView, picture_view, picture_want
from generator.sections.subject import Subject
from generator.sections.wants import Answers, Link, LinkWant, Want


class ProductView(Struct, frozen=True):
    """A product with the ambassador's own note. `price` is exact, in `currency` (ISO 4217).

    `price_from` says that it is the lowest of several.
    """

    id: str
    name: str
    description: str
    note: str
    price: Decimal | None
    price_from: bool
    currency: str
    available: bool
    link: Link
    picture: PictureView | None


def product_wants(subject: Subject, placement: str, product: str, role: str = "") -> Iterator[Want]:
    """The product's link and, where a role is given, its picture."""
    item = subject.products.get(product)
    if item is None:  # reported when the content was joined
        return
    place = subject.product_places[product]
    yield link_want(placement, product, item, place)
    if role and item.image:
        yield picture_want(item.image, role, place.at("image"))


def link_want(placement: str, id_: str, product: Product, place: Place) -> LinkWant:
    """The want of a product's link, the same on every person's page; `place` is the product's."""
    return _link_want(placement, id_, product.url, place.file, place.keys)


@lru_cache(maxsize=4096)
def _link_want(placement: str, id_: str, url: str, file: str, keys: tuple[str | int, ...]) -> LinkWant:
    return LinkWant(placement, url, id_, Place(file, keys).at("url"))


def product_view(
    subject: Subject, answers: Answers, placement: str, product: str, role: str = "", note: str = ""
) -> ProductView | None:
    """The product as a template sees it; None where it is unknown or cannot be linked."""
    item = subject.products.get(product)
    if item is None:
        return None
    link = answers.link(link_want(placement, product, item, subject.product_places[product]))
    if link is None:
        return None
    description = item.description.for_locale(subject.locale, subject.settings.locale) if item.description else ""
    return ProductView(
        id=product,
        name=item.name,
        description=description,
        note=note,
        price=item.price,
        price_from=item.price_from,
        currency=subject.settings.currency,
        available=item.available,
        link=link,
        picture=picture_view(item.image, role, answers, subject.locale, subject.settings.locale) if role else None,
    )
