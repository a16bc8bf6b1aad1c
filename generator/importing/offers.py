"""Offers of one product in a shop: its variants, each with its own stock and price."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence

from msgspec import Struct

from generator.columns.cells import CellError, clean, read_flag
from generator.tables.table import Row

Texts = Callable[[Row, str], str]
"""Reader of a field in a row, "" for an empty one."""
Numbers = Callable[[Row], Sequence[str]]
"""Reader of a row's stock: a shop may count it at several places."""


class FeedOffer(Struct, frozen=True):
    """A variant, or a product without variants. `in_stock` is None if the row does not say."""

    row: Row
    in_stock: bool | None


def find_offers(
    rows: Sequence[Row], first: Row, text: Texts, numbers: Numbers, dialect: str, columns: Container[str]
) -> list[FeedOffer]:
    """Return the offers among the rows of a product; `first` is the row of the product itself.

    `columns` are the fields that the sheet has.
    """
    if dialect == "woocommerce":
        return _woocommerce_offers(rows, first, text)
    offer_rows = rows
    if dialect in ("shopify", "bigcommerce"):  # further pictures have rows of their own
        offer_rows = [row for row in rows if text(row, "price")] or [first]
        offer_rows = [row for row in offer_rows if text(row, "_type").lower() in ("variant", "sku")] or offer_rows
    if "_quantity" in columns or "_available" in columns:
        tracked_by = first if dialect == "bigcommerce" else None
        return [FeedOffer(row, _in_stock(row, text, numbers(row), columns, tracked_by)) for row in offer_rows]
    return [FeedOffer(row, _flag(text(row, "available"))) for row in offer_rows]


def _woocommerce_offers(rows: Sequence[Row], first: Row, text: Texts) -> list[FeedOffer]:
    variations = [row for row in rows if "variation" in text(row, "_type").lower()]
    published_variations = [row for row in variations if text(row, "_published").strip() not in ("0", "-1")]
    whole = _flag(text(first, "available"))
    offers = [
        FeedOffer(row, stock if (stock := _flag(text(row, "available"))) is not None else whole)
        for row in (published_variations or variations)
    ]
    return offers or [FeedOffer(first, whole)]


def _in_stock(
    row: Row, text: Texts, numbers: Sequence[str], columns: Container[str], tracked_by: Row | None
) -> bool | None:
    """Return whether a customer can buy a variant: it has stock, its stock is not tracked, or it sells without.

    Source: help.shopify.com/manual/products/import-export/using-csv (Variant Inventory Tracker, Qty, Policy; in the
    newer template Inventory tracker, Inventory quantity, Continue selling when out of stock). `tracked_by` is the row
    that says for all variants whether their stock is tracked; None if each variant says so itself.
    """
    is_available = _flag(text(row, "_available"))
    if is_available is False or "_quantity" not in columns:
        return is_available
    if clean(text(row, "_policy")).lower() in ("continue", "true", "yes", "1"):
        return True
    tracker = text(row, "_tracker") or (text(tracked_by, "_tracker") if tracked_by else "")
    if "_tracker" in columns and clean(tracker).lower() in ("", "none", "no", "n"):
        return True
    matches = [match for number in numbers if (match := re.fullmatch(r"([-−]?[0-9]{1,9})(?:[.,]0+)?", clean(number)))]
    return any(int(match[1].replace("−", "-")) > 0 for match in matches) if matches else None


def _flag(text: str) -> bool | None:
    try:
        return read_flag(text) == "true" if text.strip() else None
    except CellError:  # the reader of the product's own row reports it
        return None
