"""Structured data: a ProfilePage, breadcrumbs and an ItemList for a person; the site and the brand for the directory.

Google requires `mainEntity` with `name` (developers.google.com, "Profile page structured data"). Product rich results
are for pages about one product, so a list of favourites is only an ItemList.

A ProfilePage is about one Person or one Organization, so a couple is an Organization with members. A person has a
`homeLocation` and an `affiliation`; an organization has a `location` and a `memberOf` (schema.org).

The data never contains the discount code.
"""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any

from generator.models.called import is_group, people_in
from generator.pages.members import Member
from generator.sections.favorites import FavoritesView
from generator.sections.product_card import ProductView
from generator.sections.socials import SocialsView

_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def profile_data(
    member: Member,
    url: str,
    home: str,
    image: str,
    description: str,
    changed_day: date | None,
    views: dict[str, object],
) -> str:
    """Return the JSON-LD of an ambassador's page, safe inside a script element.

    `url`, `home` and `image` are absolute URLs of the page, the directory and the portrait ("" without one).
    `changed_day` is the day of the page's last change, or None if the content does not say it.
    """
    person, subject = member.profile.person, member.subject
    group = is_group(person.name)
    entity: dict[str, Any] = {"@type": "Organization" if group else "Person", "name": person.name, "url": url}
    if person.handle:
        entity["alternateName"] = person.handle
    if description:
        entity["description"] = description
    if image:
        entity["image"] = image
    if person.location:
        entity["location" if group else "homeLocation"] = {"@type": "Place", "name": person.location}
    socials = views.get("socials")
    if isinstance(socials, SocialsView):
        entity["sameAs"] = [account.link.href for account in socials.accounts]
    brand = {"@type": "Organization", "name": subject.settings.brand, "url": subject.settings.shop}
    entity["memberOf" if group else "affiliation"] = brand
    if members := people_in(person.name):
        entity["member"] = [{"@type": "Person", "name": name} for name in members]
    data: dict[str, Any] = {"@context": "https://schema.org", "@type": "ProfilePage", "url": url, "mainEntity": entity}
    data["inLanguage"] = subject.locale
    if changed_day is not None:
        data["dateModified"] = changed_day.isoformat()
    profile = f"{safe_json(data)},{safe_json(_breadcrumbs(subject.settings.brand, person.name, url, home))}"
    favorites = views.get("favorites")
    shown_products = favorites.products if isinstance(favorites, FavoritesView) else ()
    products = [_product(product, member) for product in shown_products if product.price is not None]
    if not products:
        return f"[{profile}]"
    items = ",".join(
        f'{{"@type":"ListItem","position":{position},"item":{product}}}' for position, product in enumerate(products, 1)
    )
    return f'[{profile},{{"@context":"https://schema.org","@type":"ItemList","itemListElement":[{items}]}}]'


def site_data(name: str, url: str, shop: str, logo: str, description: str) -> str:
    """Return the JSON-LD of the directory: the site's name for search engines, and its brand. `logo` may be ""."""
    brand: dict[str, Any] = {"@context": "https://schema.org", "@type": "Organization", "name": name, "url": shop}
    if logo:
        brand["logo"] = logo
    site: dict[str, Any] = {"@context": "https://schema.org", "@type": "WebSite", "name": name, "url": url}
    if description:
        site["description"] = description
    return safe_json([site, brand])


def _breadcrumbs(brand: str, name: str, url: str, home: str) -> dict[str, Any]:
    """Return the path from the directory to the page.

    See developers.google.com, "Breadcrumb structured data": the last item needs no URL.
    """
    items = [
        {"@type": "ListItem", "position": 1, "name": brand, "item": home},
        {"@type": "ListItem", "position": 2, "name": name, "item": url},
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def _product(product: ProductView, member: Member) -> str:
    # Use the shop's untagged URL: a crawler must not count as a visitor that an ambassador sent.
    url = member.subject.products[product.id].url
    price = str(product.price)
    return _product_data(
        product.name, price, product.price_from, product.currency, product.available, url, product.description
    )


@lru_cache(maxsize=4096)
def _product_data(
    name: str, price: str, price_from: bool, currency: str, available: bool, url: str, description: str
) -> str:
    """Return the JSON of a product, the same on every page. It is escaped, so the caller may join it to safe JSON."""
    offer = {
        "@type": "AggregateOffer" if price_from else "Offer",
        "lowPrice" if price_from else "price": price,
        "priceCurrency": currency,
        "availability": f"https://schema.org/{'InStock' if available else 'OutOfStock'}",
        "url": url,
    }
    product: dict[str, Any] = {"@type": "Product", "name": name, "offers": offer}
    if description:
        product["description"] = description
    return safe_json(product)


def safe_json(data: object) -> str:
    """Return JSON that is safe in a script element: no `<`, `>`, `&` or line separators (OWASP, XSS prevention)."""
    text = _to_json(data)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
