"""Fields of both kinds of sheet."""

from __future__ import annotations

from typing import Literal

from generator.columns.field import Field
from generator.columns.person_fields import person_fields
from generator.columns.product_fields import product_fields

Kind = Literal["products", "ambassadors"]


def sheet_fields(kind: str, currency: str) -> tuple[Field, ...]:
    """Return the fields of `products` or `ambassadors` in sheet order; `currency` is the site's (ISO 4217)."""
    from babel.numbers import get_currency_precision  # lazy: Babel is large, and few runs need its data

    return product_fields(get_currency_precision(currency), currency) if kind == "products" else person_fields()
