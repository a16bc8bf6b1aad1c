"""Rows that are one product: told, and the same whatever their order."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from tests.importing.sites import bring, make_site, products

BALMS = [
    "Balm - Large,https://lune.example/products/b?variant=2,30,g1",
    "Balm - Small,https://lune.example/products/b?variant=1,24,g1",
    "Balm - Travel,https://lune.example/products/b?variant=3,24,g1",
]


def test_variants_of_a_plain_sheet_are_one_product_in_any_order_and_reported(tmp_path: Path) -> None:
    found = []
    for number, rows in enumerate(permutations(BALMS)):
        root = make_site(tmp_path / str(number))
        code, said = bring(root, "products", "\n".join(["Name,URL,Price,Product group", *rows]))
        assert code == 0
        assert "3 rows with different names are one product here, `Balm`" in said
        assert "` have one group\n" in said
        assert "3 rows were read as variants of 1 product (rows 2, 3, 4)." in said
        found.append(products(root)["b"])
    assert found[0] == {
        "name": "Balm",
        "url": "https://lune.example/products/b?variant=1",
        "price": "24.00",
        "price_from": "true",
    }
    assert all(one == found[0] for one in found)


@pytest.mark.parametrize(
    ("head", "first", "second", "shared"),
    [
        ("Handle,Title,Variant Price", "balm,Balm,24", "balm,Mist,30", "handle"),
        ("URL handle,Title,Price", "balm,Balm,24", "balm,Mist,30", "handle"),
        ("ID,Type,Name,Published,Regular price", "7,simple,Balm,1,24", "7,simple,Mist,1,30", "number"),
    ],
)
def test_a_second_title_under_one_handle_is_reported(
    site: Path, head: str, first: str, second: str, shared: str
) -> None:
    code, said = bring(site, "products", f"{head}\n{first}\n{second}\n")
    assert code == 0
    assert "warning[joined-products]: row 2" in said
    assert f"`Mist` and `Balm` have one {shared}\n" in said


def test_rows_that_say_the_title_again_or_not_are_not_reported(site: Path) -> None:
    sheet = "Handle,Title,Variant Price,Image Src\nbalm,Balm,24,\nbalm,Balm,30,\nbalm,,,https://cdn.example/b.jpg\n"
    code, said = bring(site, "products", sheet)
    assert code == 0
    assert "joined-products" not in said


HEAD = "ID,Type,Name,Published,Regular price,Parent"


def test_variations_without_their_product_lead_to_its_number(site: Path) -> None:
    sheet = f"{HEAD}\n72,variation,Oil - Large,1,34,id:70\n71,variation,Oil - Small,1,24,id:70\n"
    code, said = bring(site, "products", sheet)
    assert code == 0
    assert "warning[variation-alone]: row 2" in said
    assert products(site)["oil"] == {
        "name": "Oil",
        "url": "https://lune.example/?post_type=product&p=70",
        "price": "24.00",
        "price_from": "true",
        "variant": "70",
    }


def test_a_variation_of_nobody_knows_what_has_no_address(site: Path) -> None:
    code, said = bring(site, "products", f"{HEAD}\n71,variation,Oil - Small,1,24,\n")
    assert code == 1
    assert "variation-alone" in said
    assert "this product has no address in the shop" in said
    assert "oil-small" not in products(site)


def test_a_name_that_links_to_the_shop_gives_the_address(site: Path) -> None:
    cell = '"=HYPERLINK(""{}"",""{}"")",24'
    rows = [cell.format("https://lune.example/p/mist", "Mist"), cell.format("https://other.example/p/oil", "Oil")]
    code, said = bring(site, "products", "\n".join(["Name,Price", *rows]))
    assert code == 1
    assert products(site)["mist"]["url"] == "https://lune.example/p/mist"
    assert "row 2, column A (Name): the cell links to https://lune.example/p/mist, which was used" in said
    assert "https://other.example/p/oil, which is not in the shop" in said
    assert "oil" not in products(site)


def test_addresses_that_were_made_up_are_counted_without_drafts(site: Path) -> None:
    sheet = "Handle,Title,Variant Price,Status\nmist,Mist,24,active\nsoon,Soon,24,draft\n"
    _, said = bring(site, "products", sheet)
    assert "1 product had no address in the sheet" in said
