"""Structured data is safe in a page, and says of products what one encoding of all of it would say."""

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


def listed(shelf: list[ProductView], url: str) -> dict[str, Any]:
    """The list as one value."""
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
def test_products_written_one_by_one_are_the_same_as_in_one_piece(
    name: str, url: str, shelf: list[ProductView]
) -> None:
    member = member_called(name, url)
    person = profile_data(member, url, url, "", name, None, {}).removeprefix("[").removesuffix("]")
    said = profile_data(member, url, url, "", name, None, {"favorites": FavoritesView(tuple(shelf), None)})
    whole = listed(shelf, url)
    expected = f"[{person},{safe_json(whole)}]" if whole["itemListElement"] else f"[{person}]"
    assert said == expected
    assert not set(said) & set("<>&\u2028\u2029")


def entity_of(name: str) -> dict[str, Any]:
    said = profile_data(member_called(name, "https://lune.example/"), "", "", "", "", date(2026, 3, 1), {})
    profile = json.loads(said)[0]
    assert profile["dateModified"] == "2026-03-01"
    entity: dict[str, Any] = profile["mainEntity"]
    return entity


def test_a_couple_is_an_organization_of_two_people() -> None:
    """A ProfilePage is about one Person or one Organization, and each has properties of its own (schema.org)."""
    couple = entity_of("Jeanne & Paul")
    assert couple["@type"] == "Organization"
    assert couple["name"] == "Jeanne & Paul"
    assert couple["member"] == [{"@type": "Person", "name": "Jeanne"}, {"@type": "Person", "name": "Paul"}]
    assert couple["memberOf"]["@type"] == "Organization"
    assert couple["location"]["@type"] == "Place"
    assert not couple.keys() & {"homeLocation", "affiliation"}
    kitchen = entity_of("The Salt & Pepper Kitchen")
    assert (kitchen["@type"], "member" in kitchen) == ("Organization", False)


def test_one_person_is_a_person() -> None:
    person = entity_of("José Ortega y Gasset")
    assert person["@type"] == "Person"
    assert person["affiliation"]["@type"] == "Organization"
    assert person["homeLocation"]["@type"] == "Place"
    assert not person.keys() & {"location", "memberOf", "member"}
