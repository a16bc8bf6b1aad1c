"""What a section wants from the stages before it, and the answers it gets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from generator.problems import Place

SHOP = Place("content/site.yaml", ("shop",))
"""Where a want is written that no section's own key holds: a link to the shop's front door."""


@dataclass(frozen=True, slots=True)
class LinkWant:
    """A link that a page will hold; `placement` names the section that it stands in."""

    placement: str
    destination: str
    product: str = ""
    place: Place = field(default=SHOP, compare=False)
    items: tuple[tuple[str, int], ...] = ()
    """For a link into the shop's cart: (variant, quantity) of each product."""


@dataclass(frozen=True, slots=True)
class PictureWant:
    """A picture in the shape of a role that the theme describes (`hero`, `card`, ...)."""

    src: str
    role: str
    focus: tuple[float, float] | None = None
    place: Place = field(default=SHOP, compare=False)


@dataclass(frozen=True, slots=True)
class FileWant:
    """A file that is published as it is (a video)."""

    src: str
    place: Place = field(default=SHOP, compare=False)


Want = LinkWant | PictureWant | FileWant


@dataclass(frozen=True, slots=True)
class Link:
    """A link as a page holds it. `tracked` links lead to the shop and need the disclosure before them."""

    href: str
    rel: str = ""
    tracked: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """The variants of one picture in one format: (path from the site's root, width in pixels), narrow to wide."""

    type: str
    variants: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PictureFiles:
    """A picture's published files. `fallback` is a JPEG of `width` x `height` pixels that every browser shows."""

    sources: tuple[Source, ...]
    fallback: str
    width: int
    height: int


class Answers(Protocol):
    """What links and pictures became; an answer is None where there was a problem, which is already reported."""

    def link(self, want: LinkWant) -> Link | None:
        """The link."""

    def picture(self, want: PictureWant) -> PictureFiles | None:
        """The picture's files."""

    def file(self, want: FileWant) -> str | None:
        """The path of the published file, from the site's root."""
