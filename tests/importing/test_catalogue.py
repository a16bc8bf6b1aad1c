"""Tests that an import finds a product by its address, its name or its id, in each way in which people write them."""

from __future__ import annotations

import pytest

from generator.importing.catalogue import Catalogue
from generator.models.product import Product

URL = "https://lune.example/c/balm-15ml"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (URL, {"glow"}),
        ("https://www.lune.example/C/Balm-15ml/?ref=x#top", {"glow"}),
        ("www.lune.example/c/balm-15ml", {"glow"}),
        ("https://lune.example/c/balm-30ml", set()),
        ("https://other.example/c/balm-15ml", set()),
        ("https:///c/balm-15ml", set()),
        ("cloud BALM™", {"glow"}),
        ("https://other.example/fr/shop/products/glow", {"glow"}),
        ("https://other.example/press/glow", set()),
        ("https://other.example/fr/press/serum-no5", set()),
        ("https://other.example/fr/item/serum-no5", {"serum-no5"}),
        ("Sérum n° 5", {"serum-no5"}),
        ("Sérum 5", set()),
    ],
)
def test_a_product_is_found_by_its_address_or_name(text: str, ids: set[str]) -> None:
    serum = {"name": "Serum No5", "url": "https://lune.example/c/5"}
    products = {"glow": {"name": "Cloud Balm", "url": URL}, "serum-no5": serum}
    catalogue = Catalogue({id_: Product.model_validate(product) for id_, product in products.items()})
    assert catalogue.find(text) == ids


@pytest.mark.parametrize(("text", "ids"), [("Serum N5", {"serum-n5"}), ("serum n°5", {"serum-n5"}), ("N5", set())])
def test_a_product_is_found_by_words_that_spell_its_id(text: str, ids: set[str]) -> None:
    product = Product.model_validate({"name": "Serum N°5", "url": "https://lune.example/serum"})
    assert Catalogue({"serum-n5": product}).find(text) == ids
