"""The lint of a cart that no page can show."""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.site import Profile, Site
from generator.lints.lint import Finding, lint_content
from generator.models.settings import Settings

_LEAST = 2
"""So many products with a `variant` make a cart (generator/sections/favorites.py)."""


@lint_content("cart-without-variants")
def cart_without_variants(settings: Settings, content: Profile | Site) -> Iterator[Finding]:
    """Find a `cart:` for which too few products have a `variant`, so that no page shows a cart."""
    cart = settings.tracking.cart
    if cart is None or not isinstance(content, Site) or not content.products:
        return
    variant_count = sum(1 for product in content.products.values() if product.variant)
    if variant_count >= _LEAST:
        return
    have = "none of the products has" if not variant_count else "only one of the products has"
    where = "write the shop's number of each favourite, `variant: ...`"
    if "shopify" in cart:
        shop = settings.shop.split("?")[0].split("#")[0].rstrip("/")
        where = (
            "Shopify's CSV does not have these numbers: save "
            f"{shop}/products.json?limit=250 and import that file, or write `variant: ...` by hand"
        )
    message = f"`cart: {cart}` makes no cart link: {have} a `variant`, and a cart needs two"
    yield Finding(message, content.place.at("tracking", "cart"), where)
