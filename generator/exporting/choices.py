"""Choices for columns with a fixed set of words; a workbook offers them in a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from msgspec import Struct

from generator.content.site import Site
from generator.models.person import Person, Tier
from generator.models.settings import Market, Relationship

_THEME_LANGUAGES = ("ar", "de", "en", "es", "fr", "he")
"""Languages of the built-in theme."""
_LONGEST = 250
"""Letters of a list in the rule of a workbook's cell."""


class Choice(Struct, frozen=True):
    """Choices of a column. `words` are offered; `only` says that no other word is valid."""

    words: tuple[str, ...]
    only: bool = True


def choices_of(kind: str, site: Site) -> Mapping[str, Choice]:
    """Return the choices by column name."""
    flag = Choice(("true", "false"))
    if kind == "products":
        return {"available": flag, "price_from": flag}
    person_locales = {profile.person.locale for profile in site.people if profile.person.locale}
    choices = {
        "status": Choice(get_args(Person.model_fields["status"].annotation)),
        "locale": Choice(tuple(sorted({*_THEME_LANGUAGES, site.settings.locale, *person_locales})), only=False),
        "market": Choice(get_args(Market)),
        "relationship": Choice(get_args(Relationship)),
        "tier": Choice(get_args(Tier)),
        "campaigns": Choice(tuple(sorted(site.campaigns)), only=False),  # a cell may hold several
    }
    return {
        name: choice for name, choice in choices.items() if choice.words and len(",".join(choice.words)) <= _LONGEST
    }
