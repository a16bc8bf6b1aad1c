"""The lint of prices without a recent check."""

from __future__ import annotations

from collections.abc import Iterator

from generator.lints.lint import Finding, lint_site
from generator.lints.lint_context import SiteContext

DAYS = 90
_HELP = "compare it with the shop, and write the day below it: `price_checked: {day}`"


@lint_site("stale-price")
def stale_price(site: SiteContext) -> Iterator[Finding]:
    """Find prices whose last check is 90 days or more ago, and those that were never checked.

    If no price of the site has a date of its check, report that once.
    """
    content, day = site.site, site.day
    priced_products = {id_: product for id_, product in content.products.items() if product.price is not None}
    has_check_day = any(product.price_checked for product in priced_products.values())
    for id_, product in priced_products.items():
        place, checked_day = content.product_places[id_].at("price"), product.price_checked
        if not has_check_day:
            several = (
                f"none of the {len(priced_products)} prices has a day on which it was checked"
                if len(priced_products) > 1
                else ""
            )
            text = several or f"the price of {product.name} has no day on which it was checked"
            yield Finding(text, place, _HELP.format(day=day))
            return
        if checked_day is None:
            yield Finding(
                f"the price of {product.name} has no day on which it was checked", place, _HELP.format(day=day)
            )
        elif (day - checked_day).days >= DAYS:
            ago = (day - checked_day).days
            at = content.product_places[id_].at("price_checked")
            yield Finding(f"the price of {product.name} was checked {ago} days ago", at, _HELP.format(day=day))
