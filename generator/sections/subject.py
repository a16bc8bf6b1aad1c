"""What a section sees of an ambassador."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, cast

from msgspec import Struct

from generator.models.campaign import Campaign
from generator.models.person import Person
from generator.models.product import Product
from generator.models.settings import Settings
from generator.problems import Place
from generator.prose.parts import Prose

T = TypeVar("T")


class Subject(Struct, frozen=True):
    """One ambassador with all that their page may draw on. `campaign` is the one that runs on the build's day."""

    slug: str
    person: Person
    place: Place
    story: Prose
    settings: Settings
    locale: str
    products: Mapping[str, Product]
    product_places: Mapping[str, Place]
    campaign: Campaign | None
    campaign_id: str
    """The running campaign's file name; "" when none is running."""
    campaign_name: str
    """The value for `{campaign}`; "" when none is running."""

    def written(self, key: str, kind: type[T]) -> T | None:
        """What the person's file says under a section's own key; `kind` is the type that the section declared."""
        del kind  # names the type for the reader and the type checker
        return cast("T | None", getattr(self.person, key, None))
