"""Favourites: photo, name, price, the ambassador's own note, one quiet link."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from msgspec import Struct
from pydantic import BeforeValidator, Field

from generator.models.json_shapes import NAMES_OF, SLUG
from generator.models.names import ProductId
from generator.models.product import Product
from generator.models.written import Also, Line, Written
from generator.sections.product_card import ProductView, product_view, product_wants
from generator.sections.subject import Subject
from generator.sections.wants import Answers, Link, LinkWant, Want


class Favorite(Written):
    """A favourite product with a note."""

    product: ProductId = Field(examples=["cloud-balm"])
    """The product's id in the catalogue."""
    note: Line | None = Field(None, examples=["I keep it in every coat pocket."])
    """Why they love it, in their own words."""


def _short_form(value: object) -> object:
    return {"product": value} if isinstance(value, str) else value


ShortFavorite = Annotated[Favorite, BeforeValidator(_short_form), Also({**SLUG, NAMES_OF: "product"})]
DESCRIPTION = Field(
    description="The products they love; 3 to 6 work best. A product's id alone is enough.",
    examples=[[{"product": "cloud-balm", "note": "I keep it in every coat pocket."}, "boy-brow"]],
)


class CartView(Struct, frozen=True):
    """A link that puts `count` products into the shop's cart.

    `total` is what they cost together, exact, in `currency` (ISO 4217); None where the price of one is not known.
    `total_from` says that one of them may cost more.
    """

    link: Link
    count: int
    total: Decimal | None
    total_from: bool
    currency: str


class FavoritesView(Struct, frozen=True):
    """The ambassador's shelf. `cart` puts what can be bought of it into the shop's cart."""

    products: tuple[ProductView, ...]
    cart: CartView | None


class Favorites:
    """`favorites:` 3 to 6 work best."""

    name: ClassVar[str] = "favorites"
    fields: ClassVar[dict[str, Any]] = {
        "favorites": Annotated[tuple[ShortFavorite, ...], Field(max_length=60), DESCRIPTION]
    }

    def wants(self, subject: Subject) -> Iterator[Want]:
        """A link and a picture per favourite."""
        for favorite in subject.written("favorites", tuple[Favorite, ...]) or ():
            yield from product_wants(subject, self.name, favorite.product, "card")
        cart = self._cart(subject)
        if cart:
            yield cart

    def view(self, subject: Subject, answers: Answers) -> FavoritesView | None:
        """The shelf, or None without favourites."""
        views = (
            product_view(subject, answers, self.name, favorite.product, "card", favorite.note or "")
            for favorite in subject.written("favorites", tuple[Favorite, ...]) or ()
        )
        products = tuple(view for view in views if view)
        return FavoritesView(products, self._cart_view(subject, answers)) if products else None

    def _cart(self, subject: Subject) -> LinkWant | None:
        """One link for all favourites, where the shop has such links and knows at least two of them."""
        items = tuple((product.variant or "", 1) for product in self._in_cart(subject))
        if subject.settings.tracking.cart is None or len(items) < 2:
            return None
        return LinkWant("cart", subject.settings.shop, "", subject.place.at("favorites"), items)

    def _in_cart(self, subject: Subject) -> tuple[Product, ...]:
        """The favourites that a cart can hold, each once."""
        favorites = subject.written("favorites", tuple[Favorite, ...]) or ()
        products = (subject.products.get(name) for name in dict.fromkeys(favorite.product for favorite in favorites))
        return tuple(product for product in products if product and product.available and product.variant)

    def _cart_view(self, subject: Subject, answers: Answers) -> CartView | None:
        cart = self._cart(subject)
        link = answers.link(cart) if cart else None
        if link is None:
            return None
        products = self._in_cart(subject)
        prices = [product.price for product in products if product.price is not None]
        return CartView(
            link,
            len(products),
            sum(prices, Decimal(0)) if len(prices) == len(products) else None,
            any(product.price_from for product in products),
            subject.settings.currency,
        )
