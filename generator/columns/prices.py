"""Reader for prices: a number with a currency or `from` next to it, or a range."""

from __future__ import annotations

import re

from msgspec import Struct

from generator.columns.cells import CellError, short
from generator.columns.currencies import find_currencies, is_from
from generator.columns.numbers import in_digits, split_price

_RANGE = re.compile(
    r"^(?P<before>[^0-9]{0,24})(?P<low>[0-9][0-9.,'’ ]*)(?P<mid>[^0-9]{0,16}?)"
    r"\s*(?:-|–|—|−|~|\b(?:to|bis|à|a|até|al|tot|do|до)\b)\s*"
    r"(?P<mid2>[^0-9-]{0,16})(?P<high>[0-9][0-9.,'’ ]*)(?P<after>[^0-9]{0,24})$",
    re.IGNORECASE,
)


class Price(Struct, frozen=True):
    """A price. `is_from`: it is the lowest of several. `currencies` are possible; None if the cell names none."""

    number: str
    is_from: bool
    currencies: frozenset[str] | None


def read_price(cell: str, decimals: int = 2) -> str:
    """Return the number of a price; see `parse_price`."""
    return parse_price(cell, decimals).number


def parse_price(cell: str, decimals: int = 2) -> Price:
    """Read a price; `decimals` are the currency's. The price of a range is its lower end."""
    text = in_digits(short(cell))
    if match := _RANGE.fullmatch(text):
        low = split_price(match["low"], decimals).number
        if float(low) >= float(split_price(match["high"], decimals).number):
            raise CellError(f"`{text[:40]}` is not a price")
        beside = " ".join(match[name] for name in ("before", "mid", "mid2", "after"))
        return Price(low, True, find_currencies(beside))
    amount = split_price(text, decimals)
    return Price(amount.number, is_from(amount.beside), find_currencies(amount.beside))
