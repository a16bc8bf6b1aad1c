"""Fields of both kinds of sheet."""

from __future__ import annotations

from typing import Literal

from generator.columns.field import Field
from generator.columns.person_fields import person_fields
from generator.columns.product_fields import product_fields
from generator.columns.roster_fields import roster_fields

Kind = Literal["products", "ambassadors"]


def sheet_fields(kind: str, currency: str, *, roster: bool = False) -> tuple[Field, ...]:
    """Return the fields of `products` or `ambassadors` in sheet order; `currency` is the site's (ISO 4217).

    Those of rosters come last. `roster`: they are known by the names of other tools too, not only by their own.
    """
    from babel.numbers import get_currency_precision  # lazy: Babel is large, and few runs need its data

    if kind == "products":
        return product_fields(get_currency_precision(currency), currency)
    return (*person_fields(), *roster_fields(by_any_name=roster))
