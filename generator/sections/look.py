"""Look: a photo with numbered spots; the list beneath is the content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from msgspec import Struct
from pydantic import Field

from generator.models.names import ProductId
from generator.models.picture import Point
from generator.models.written import FilePath, Line, Written
from generator.problems import Place
from generator.sections.pictures import PictureView
from generator.sections.product_card import ProductView, product_view, product_wants
from generator.sections.subject import Subject
from generator.sections.wants import SHOP, Answers, PictureWant, Want


class Spot(Written):
    """A product and where it shows: from the left, from the top (0 to 1)."""

    product: ProductId = Field(examples=["cloud-balm"])
    """The product's id in the catalogue."""
    at: Point = Field(examples=[[0.42, 0.31]])
    """Where it shows in the photo: from the left, from the top (0 to 1)."""


class WrittenLook(Written):
    """A photo and its spots."""

    image: FilePath = Field(examples=["look.jpg"])
    """The photo's file, named from the file that you are writing in."""
    alt: Line = Field(examples=["Léa by a window"])
    """What the photo shows, in a few words, for people who do not see it."""
    spots: Annotated[tuple[Spot, ...], Field(max_length=20)] = Field(
        (), examples=[[{"product": "boy-brow", "at": [0.42, 0.31]}]]
    )
    """The products in the photo, and where they show."""


DESCRIPTION = Field(
    description="A photo with numbered spots, and the products that they point at.",
    examples=[{"image": "look.jpg", "alt": "Léa by a window", "spots": [{"product": "boy-brow", "at": [0.42, 0.31]}]}],
)


class SpotView(Struct, frozen=True):
    """A numbered spot; `x` and `y` are per cent of the width and height of the picture as it is shown.

    They lie beyond 0 or 100 where the theme crops the picture and the spot is outside.
    """

    number: int
    x: float
    y: float
    product: ProductView
    index: int
    """Its place in the profile, from 0."""

    @property
    def shown(self) -> bool:
        """Whether the picture on the page has the spot."""
        return 0 <= self.x <= 100 and 0 <= self.y <= 100


class LookView(Struct, frozen=True):
    """The photo and its spots."""

    picture: PictureView
    spots: tuple[SpotView, ...]


class Look:
    """`look:` an image, its alt text, spots."""

    name: ClassVar[str] = "look"
    fields: ClassVar[dict[str, Any]] = {"look": Annotated[WrittenLook, DESCRIPTION]}

    def wants(self, subject: Subject) -> Iterator[Want]:
        """The photo, and a link per spot."""
        look = subject.written("look", WrittenLook)
        if look:
            yield _picture_want(look, subject.place.at("look", "image"))
            for spot in look.spots:
                yield from product_wants(subject, self.name, spot.product)

    def view(self, subject: Subject, answers: Answers) -> LookView | None:
        """The look, or None without one."""
        look = subject.written("look", WrittenLook)
        files = look and answers.picture(_picture_want(look))
        if not look or not files:
            return None
        left, upper, width, height = files.part
        product_views = (product_view(subject, answers, self.name, spot.product) for spot in look.spots)
        spots = tuple(
            SpotView(
                number,
                round(100 * (look.spots[index].at[0] - left) / width, 2),
                round(100 * (look.spots[index].at[1] - upper) / height, 2),
                product,
                index,
            )
            for number, (index, product) in enumerate(((i, p) for i, p in enumerate(product_views) if p), 1)
        )
        return LookView(PictureView(files, look.alt, "look"), spots)


def _picture_want(look: WrittenLook, place: Place = SHOP) -> PictureWant:
    """The photo; where it is cropped, the middle of its spots stays."""
    across, down = ([spot.at[axis] for spot in look.spots] for axis in (0, 1))
    focus = ((min(across) + max(across)) / 2, (min(down) + max(down)) / 2) if look.spots else None
    return PictureWant(look.image, "look", focus, place)
