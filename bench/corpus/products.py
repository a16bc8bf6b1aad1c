"""The catalogue: 120 products."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

_KINDS = {
    "Balm": "skincare", "Milk": "skincare", "Serum": "skincare", "Mist": "skincare", "Cleanser": "skincare",
    "Night Cream": "skincare", "Face Oil": "skincare", "Brow Veil": "make-up", "Lip Tint": "make-up",
    "Blush": "make-up", "Hand Salt": "body", "Body Wash": "body",
}  # fmt: skip
_LINES = ("Cloud", "Quiet", "Amber", "First Light", "Linen", "Harbour", "Fig", "Moss", "Paper", "Velvet")
_ABOUT = (
    "Made in small batches, for the first hour of the day.",
    "A little goes a long way; it leaves no film & no scent.",
    "For skin that had a short night and a long week.",
    "In glass that comes back to the house and is filled again.",
)


class CatalogueEntry(NamedTuple):
    """A product; its price is in euros."""

    id: str
    name: str
    price: str
    about: str
    tag: str

    @property
    def url(self) -> str:
        """Where the shop sells it."""
        return f"https://maisonlune.example/products/{self.id}"


def catalogue(count: int = 120) -> list[CatalogueEntry]:
    """The first products of the catalogue."""
    chance = Random("catalogue")
    names = [(f"{line} {kind}", tag) for line in _LINES for kind, tag in _KINDS.items()]
    return [
        CatalogueEntry(
            name.lower().replace(" ", "-"),
            name,
            f"{chance.randint(8, 74)}.{chance.choice(('00', '50', '90'))}",
            chance.choice(_ABOUT),
            tag,
        )
        for name, tag in names[:count]
    ]
