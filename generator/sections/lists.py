"""Lists: products under a title of one's own (a travel bag, a winter shelf)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from msgspec import Struct
from pydantic import Field

from generator.models.names import ProductId
from generator.models.written import Line, Written
from generator.sections.product_card import ProductView, product_view, product_wants
from generator.sections.subject import Subject
from generator.sections.wants import Answers, Want


class ProductList(Written):
    """A titled list of products."""

    title: Line = Field(examples=["Travel bag"])
    """What the products have in common."""
    products: Annotated[tuple[ProductId, ...], Field(min_length=1, max_length=60)] = Field(
        examples=[["cloud-balm", "boy-brow"]]
    )
    """The products' ids in the catalogue."""


DESCRIPTION = Field(
    description="More products, under titles of their own: a travel bag, a winter shelf.",
    examples=[[{"title": "Travel bag", "products": ["cloud-balm", "boy-brow"]}]],
)


class ListView(Struct, frozen=True):
    """One list."""

    title: str
    products: tuple[ProductView, ...]


class ListsView(Struct, frozen=True):
    """All lists of a person."""

    lists: tuple[ListView, ...]


class Lists:
    """`lists:` a title and products, several times."""

    name: ClassVar[str] = "lists"
    fields: ClassVar[dict[str, Any]] = {"lists": Annotated[tuple[ProductList, ...], Field(max_length=20), DESCRIPTION]}

    def wants(self, subject: Subject) -> Iterator[Want]:
        """A link and a small picture per product."""
        for product_list in subject.written("lists", tuple[ProductList, ...]) or ():
            for product in product_list.products:
                yield from product_wants(subject, self.name, product, "thumb")

    def view(self, subject: Subject, answers: Answers) -> ListsView | None:
        """The lists, or None without one."""
        lists = []
        for product_list in subject.written("lists", tuple[ProductList, ...]) or ():
            views = (product_view(subject, answers, self.name, product, "thumb") for product in product_list.products)
            products = tuple(view for view in views if view)
            if products:
                lists.append(ListView(product_list.title, products))
        return ListsView(tuple(lists)) if lists else None
