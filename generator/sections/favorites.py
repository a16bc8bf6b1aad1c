"""Favourites: photo, name, price, the ambassador's own note, one quiet link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from generator.models.written import Line, Slug, Written
from generator.sections.product_card import ProductView, product_view, product_wants
from generator.sections.subject import Subject
from generator.sections.wants import Answers, Want


class Favorite(Written):
    """A favourite product with a note."""

    product: Slug
    note: Line | None = None


def _short_form(value: object) -> object:
    return {"product": value} if isinstance(value, str) else value


ShortFavorite = Annotated[Favorite, BeforeValidator(_short_form)]


@dataclass(frozen=True, slots=True)
class FavoritesView:
    """The ambassador's shelf."""

    products: tuple[ProductView, ...]


class Favorites:
    """`favorites:` 3 to 6 work best."""

    name: ClassVar[str] = "favorites"
    fields: ClassVar[dict[str, Any]] = {"favorites": Annotated[tuple[ShortFavorite, ...], Field(max_length=60)]}

    def wants(self, subject: Subject) -> Iterator[Want]:
        """A link and a picture per favourite."""
        for favorite in subject.written("favorites", tuple[Favorite, ...]) or ():
            yield from product_wants(subject, self.name, favorite.product, "card")

    def view(self, subject: Subject, answers: Answers) -> FavoritesView | None:
        """The shelf, or None without favourites."""
        views = (
            product_view(subject, answers, self.name, favorite.product, "card", favorite.note or "")
            for favorite in subject.written("favorites", tuple[Favorite, ...]) or ()
        )
        products = tuple(view for view in views if view)
        return FavoritesView(products) if products else None
