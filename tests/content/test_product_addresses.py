"""Tests that an address of the shop belongs to its product, and to no other."""

from __future__ import annotations

import pytest

from generator.content.product_addresses import addresses_of, host_of_shop, is_address_of, product_at
from generator.models.product import Product

_URLS = {
    "balm": "https://www.lune.example/products/cloud-balm?variant=3",
    "brow": "https://lune.example/products/boy-brow",
    "mini": "https://lune.example/products/kit?size=mini",
    "full": "https://lune.example/products/kit?size=full",
    "page": "https://lune.example/?p=12",
    "other": "https://lune.example/index.php?id=7&lang=fr",
    "cafe": "https://lune.example/products/café",
    "blush": "https://lune.example/es-mx/productos/rubor",
    "front": "https://shop.lune.example",
}
_ADDRESSES = addresses_of({id_: Product.model_validate({"name": id_, "url": url}) for id_, url in _URLS.items()})


@pytest.mark.parametrize(
    ("url", "id_"),
    [
        ("https://lune.example/products/cloud-balm", "balm"),
        ("http://WWW.Lune.example/products/cloud-balm/?variant=9&utm_source=x#top", "balm"),
        ("https://lune.example:443/products/boy-brow", "brow"),
        ("https://lune.example/products/boy-brow-2", ""),
        ("https://lune.example/products/boy-brow/reviews", ""),
        ("https://other.example/products/boy-brow", ""),
        ("https://lune.example/products/kit?size=full&x=y", "full"),
        ("https://lune.example/products/kit", ""),
        ("https://lune.example/?p=12&utm_source=x", "page"),
        ("https://lune.example/?p=13", ""),
        ("https://lune.example/", ""),
        ("https://lune.example", ""),
        ("https://lune.example/index.php?lang=fr&id=7", "other"),
        ("https://lune.example/index.php?id=7", ""),
        ("https://lune.example/products/caf%C3%A9", "cafe"),
        ("https://shop.lune.example/", ""),
        ("https://lune.example/fr/products/boy-brow", "brow"),
        ("https://lune.example/en-gb/products/boy-brow/?variant=1", "brow"),
        ("https://lune.example/collections/all/products/cloud-balm", "balm"),
        ("https://m.lune.example/de-AT/collections/eyes/products/boy-brow#how", "brow"),
        ("https://lune.example//products//Boy-Brow/index.html", "brow"),
        ("https://lune.example/fr/products/kit", ""),
        ("https://lune.example/fr/products/kit?size=mini", "mini"),
        ("https://lune.example/fr/?p=12", "page"),
        ("https://lune.example/fr/", ""),
        ("https://lune.example/fr/index.php?id=8&lang=fr", ""),
        ("https://shop.lune.example/fr/", ""),
        ("https://lune.example/blog/products/boy-brow", ""),
        ("https://lune.example/es/productos/rubor", "blush"),
        ("https://lune.example/productos/rubor", "blush"),
        ("https://[", ""),
        ("https://lune.example/products/boy-brow?" + "&".join(f"a{n}=1" for n in range(200)), "brow"),
    ],
)
def test_an_address_has_its_product(url: str, id_: str) -> None:
    assert product_at(url, _ADDRESSES) == id_
    if id_:
        assert is_address_of(url, _URLS[id_])


@pytest.mark.parametrize(
    ("shop", "host"),
    [("https://www.Lune.example/fr", "lune.example"), ("https://lune.example:8443", "lune.example"), ("https://[", "")],
)
def test_the_host_of_the_shop_has_no_www(shop: str, host: str) -> None:
    assert host_of_shop(shop) == host
