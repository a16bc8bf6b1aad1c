"""Tests that structured data is safe in a page, and that its list of products equals one encoded at once."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from generator.pages.json_ld import profile_data, safe_json
from generator.pages.members import Member
from generator.sections.favorites import FavoritesView
from generator.sections.product_card import ProductView
from generator.sections.wants import Link

hostile = st.text(st.sampled_from("a\"'\\<>&/\u2028\u2029\u0000\n\té玲😀{}[],:"), max_size=8) | st.just("</script><!--")
products = st.builds(
    ProductView,
    id=st.sampled_from("abc"),
    name=hostile,
    description=hostile,
    note=hostile,
    price=st.none() | st.sampled_from(["24.0", "24.00", "24", "0"]).map(Decimal),
    currency=st.sampled_from(["EUR", "JPY"]),
    available=st.booleans(),
    link=st.just(Link("https://shop.example/?utm_source=lea")),
    picture=st.none(),
)


def member_called(name: str, url: str) -> Member:
    person = SimpleNamespace(name=name, handle=name, location=name, since=date(2025, 3, 1))
    shop = {id_: SimpleNamespace(url=f"{url}{id_}") for id_ in "abc"}
    subject = SimpleNamespace(settings=SimpleNamespace(brand=name, shop=url), locale="en", products=shop)
    return cast("Member", SimpleNamespace(profile=SimpleNamespace(person=person), subject=subject))


def item_list(shelf: list[ProductView], url: str) -> dict[str, Any]:
    """Return the list as one value."""
    items: list[dict[str, Any]] = []
    for product in shelf:
        if product.price is not None:
            stock = "InStock" if product.available else "OutOfStock"
            kind, key = ("AggregateOffer", "lowPrice") if product.price_from else ("Offer", "price")
            offer = {"@type": kind, key: str(product.price), "priceCurrency": product.currency}
            offer |= {"availability": f"https://schema.org/{stock}", "url": f"{url}{product.id}"}
            item: dict[str, Any] = {"@type": "Product", "name": product.name, "offers": offer}
            item |= {"description": product.description} if product.description else {}
            items.append({"@type": "ListItem", "position": len(items) + 1, "item": item})
    return {"@context": "https://schema.org", "@type": "ItemList", "itemListElement": items}


@given(hostile, hostile, st.lists(products, max_size=4))
def test_products_encoded_one_by_one_equal_a_list_encoded_at_once(
    name: str, url: str, shelf: list[ProductView]
) -> None:
    member = member_called(name, url)
    person = profile_data(member, url, url, "", name, None, {}).removeprefix("[").removesuffix("]")
    output = profile_data(member, url, url, "", name, None, {"favorites": FavoritesView(tuple(shelf), None)})
    products_list = item_list(shelf, url)
    expected = f"[{person},{safe_json(products_list)}]" if products_list["itemListElement"] else f"[{person}]"
    assert output == expected
    assert not set(output) & set("<>&\u2028\u2029")


def main_entity(name: str) -> dict[str, Any]:
    output = profile_data(member_called(name, "https://lune.example/"), "", "", "", "", date(2026, 3, 1), {})
    profile = json.loads(output)[0]
    assert profile["dateModified"] == "2026-03-01"
    entity: dict[str, Any] = profile["mainEntity"]
    return entity


def test_a_couple_is_an_organization_of_two_people() -> None:
    """A ProfilePage is about one Person or one Organization, and each has its own properties (schema.org)."""
    couple = main_entity("Jeanne & Paul")
    assert couple["@type"] == "Organization"
    assert couple["name"] == "Jeanne & Paul"
    assert couple["member"] == [{"@type": "Person", "name": "Jeanne"}, {"@type": "Person", "name": "Paul"}]
    assert couple["memberOf"]["@type"] == "Organization"
    assert couple["location"]["@type"] == "Place"
    assert not couple.keys() & {"homeLocation", "affiliation"}
    kitchen = main_entity("The Salt & Pepper Kitchen")
    assert (kitchen["@type"], "member" in kitchen) == ("Organization", False)


def test_one_person_is_a_person() -> None:
    person = main_entity("José Ortega y Gasset")
    assert person["@type"] == "Person"
    assert person["affiliation"]["@type"] == "Organization"
    assert person["homeLocation"]["@type"] == "Place"
    assert not person.keys() & {"location", "memberOf", "member"}
