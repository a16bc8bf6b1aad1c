"""What a person costs in a calendar year: fees, gifts, and commission where a report says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct, field

from generator.models.person import Person
from generator.models.product import Product
from generator.models.roster import Fee, Gift, Roster


class Costs(Struct):
    """Amounts by currency, and what could not be counted."""

    fees: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    gifts: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    commission: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    unknown_amounts: list[str] = field(default_factory=list)

    def total(self, currency: str) -> Decimal:
        """All in one currency."""
        return sum((part.get(currency, Decimal()) for part in (self.fees, self.gifts, self.commission)), Decimal())

    @property
    def currencies(self) -> list[str]:
        """Those in which there is an amount."""
        return sorted({*self.fees, *self.gifts, *self.commission})


def costs_in(
    year: int, person: Person, roster: Roster, products: Mapping[str, Product], currency: str, day: date
) -> Costs:
    """Fees and gifts of a calendar year, as far as they are due on a day of it."""
    costs = Costs()
    for gift in roster.gifts:
        if gift.day.year == year and gift.day <= day:
            value = gift_value(gift, products)
            if value is None:
                costs.unknown_amounts.append(f"the gift {gift.product} of {gift.day} has no value")
            else:
                costs.gifts[currency] += value
    if roster.fee is not None and roster.fee.amount:
        count = _times(roster.fee, year, person, roster, day)
        if count is None:
            costs.unknown_amounts.append(f"a fee per {roster.fee.per} needs `contract: {{signed: …}}`, or `since`")
        elif count:
            costs.fees[roster.fee.currency or currency] += roster.fee.amount * count
    return costs


def gift_value(gift: Gift, products: Mapping[str, Product]) -> Decimal | None:
    """What a gift costs in the shop: as written, else the product's price."""
    product = products.get(gift.product)
    price = gift.value if gift.value is not None else product.price if product else None
    return None if price is None else price * gift.quantity


def _times(fee: Fee, year: int, person: Person, roster: Roster, day: date) -> int | None:
    if fee.per == "piece":
        return sum(
            piece.posted is not None and piece.posted.year == year and piece.posted <= day for piece in roster.pieces
        )
    contract = roster.contract
    first = (contract.signed if contract else None) or roster.state.agreed or person.since
    if first is None:
        return None
    last = min([day, *([contract.until] if contract and contract.until else [])])
    if fee.per == "once":
        return int(first.year == year and first <= day)
    start, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    if end < start:
        return 0
    return 1 if fee.per == "year" else end.month - start.month + 1
