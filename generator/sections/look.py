"""Look: a photo with numbered spots; the list beneath is the content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import Field

from generator.models.picture import Point
from generator.models.written import FilePath, Line, Slug, Written
from generator.sections.pictures import PictureView
from generator.sections.product_card import ProductView, product_view, product_wants
from generator.sections.subject import Subject
from generator.sections.wants import Answers, PictureWant, Want


class Spot(Written):
    """A product and where it shows: from the left, from the top (0 to 1)."""

    product: Slug
    at: Point


class WrittenLook(Written):
    """A photo and its spots."""

    image: FilePath
    alt: Line
    spots: Annotated[tuple[Spot, ...], Field(max_length=20)] = ()


@dataclass(frozen=True, slots=True)
class SpotView:
    """A numbered spot; `x` and `y` are per cent of the picture's width and height."""

    number: int
    x: float
    y: float
    product: ProductView


@dataclass(frozen=True, slots=True)
class LookView:
    """The photo and its spots."""

    picture: PictureView
    spots: tuple[SpotView, ...]


class Look:
    """`look:` an image, its alt text, spots."""

    name: ClassVar[str] = "look"
    fields: ClassVar[dict[str, Any]] = {"look": WrittenLook}

    def wants(self, subject: Subject) -> Iterator[Want]:
        """The photo, and a link per spot."""
        look = subject.written("look", WrittenLook)
        if look:
            yield PictureWant(look.image, "look", None, subject.place.at("look", "image"))
            for spot in look.spots:
                yield from product_wants(subject, self.name, spot.product)

    def view(self, subject: Subject, answers: Answers) -> LookView | None:
        """The look, or None without one."""
        look = subject.written("look", WrittenLook)
        files = look and answers.picture(PictureWant(look.image, "look"))
        if not look or not files:
            return None
        shown = [(spot, product_view(subject, answers, self.name, spot.product)) for spot in look.spots]
        spots = tuple(
            SpotView(number, round(100 * spot.at[0], 2), round(100 * spot.at[1], 2), product)
            for number, (spot, product) in enumerate(((s, p) for s, p in shown if p), 1)
        )
        return LookView(PictureView(files, look.alt, "look"), spots)
