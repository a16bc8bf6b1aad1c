"""What a section wants from the stages before it, and the answers it gets."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from generator.problems import Place

SHOP = Place("content/site.yaml", ("shop",))
"""Where a want is written that no section's own key holds: a link to the shop's front door."""


class _Want(Struct, frozen=True, eq=False):
    """Two wants are the same if they have the same `key`, wherever they are written."""

    @property
    def key(self) -> tuple[object, ...]:
        """The part that the answer depends on."""
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Want) and type(self) is type(other) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


class LinkWant(_Want, frozen=True, eq=False):
    """A link that a page will hold; `placement` names its section."""

    placement: str
    destination: str
    product: str = ""
    place: Place = SHOP
    items: tuple[tuple[str, int], ...] = ()
    """For a link into the shop's cart: (variant, quantity) of each product."""

    @property
    def key(self) -> tuple[object, ...]:
        """All but the place."""
        return (self.placement, self.destination, self.product, self.items)


class PictureWant(_Want, frozen=True, eq=False):
    """A picture in the shape of a role that the theme describes (`hero`, `card`, ...)."""

    src: str
    role: str
    focus: tuple[float, float] | None = None
    place: Place = SHOP

    @property
    def key(self) -> tuple[object, ...]:
        """All but the place."""
        return (self.src, self.role, self.focus)


class FileWant(_Want, frozen=True, eq=False):
    """A file that is published as it is (a video)."""

    src: str
    place: Place = SHOP

    @property
    def key(self) -> tuple[object, ...]:
        """All but the place."""
        return (self.src,)


Want = LinkWant | PictureWant | FileWant


class Link(Struct, frozen=True):
    """A link as a page holds it. `is_tracked` links lead to the shop and need the disclosure before them."""

    href: str
    rel: str = ""
    is_tracked: bool = False


class Source(Struct, frozen=True):
    """The variants of one picture in one format: (path from the site's root, width in pixels), narrow to wide."""

    type: str
    variants: tuple[tuple[str, int], ...]


Part = tuple[float, float, float, float]
"""A part of a picture: its left edge, upper edge, width and height, from 0 to 1."""
WHOLE: Part = (0.0, 0.0, 1.0, 1.0)


class PictureFiles(Struct, frozen=True):
    """A picture's published files. `fallback` is a JPEG of `width` x `height` pixels that every browser shows.

    `part` is what the files show of the original.
    """

    sources: tuple[Source, ...]
    fallback: str
    width: int
    height: int
    part: Part = WHOLE


class Answers(Protocol):
    """What links and pictures became; an answer is None where there was a problem, which is already reported."""

    def link(self, want: LinkWant) -> Link | None:
        """The link."""

    def picture(self, want: PictureWant) -> PictureFiles | None:
        """The picture's files."""

    def file(self, want: FileWant) -> str | None:
        """The path of the published file, from the site's root."""
