"""A product is found by its address, where neither its id nor its name is in it."""

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
    ],
)
def test_a_product_is_found_by_its_address(text: str, ids: set[str]) -> None:
    catalogue = Catalogue({"glow": Product.model_validate({"name": "Cloud Balm", "url": URL})})
    assert catalogue.find(text) == ids
