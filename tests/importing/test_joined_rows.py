"""Tests that rows of one product become one product in any order, and that the report says so."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from tests.importing.sites import make_site, products, run_import

BALMS = [
    "Balm - Large,https://lune.example/products/b?variant=2,30,g1",
    "Balm - Small,https://lune.example/products/b?variant=1,24,g1",
    "Balm - Travel,https://lune.example/products/b?variant=3,24,g1",
]


def test_variants_of_a_plain_sheet_are_one_product_in_any_order_and_reported(tmp_path: Path) -> None:
    balms = []
    for number, rows in enumerate(permutations(BALMS)):
        root = make_site(tmp_path / str(number))
        code, output = run_import(root, "products", "\n".join(["Name,URL,Price,Product group", *rows]))
        assert code == 0
        assert "3 rows with different names are one product here, `Balm`" in output
        assert "` have one group\n" in output
        assert "3 rows were read as variants of 1 product (rows 2, 3, 4)." in output
        balms.append(products(root)["b"])
    assert balms[0] == {
        "name": "Balm",
        "url": "https://lune.example/products/b?variant=1",
        "price": "24.00",
        "price_from": "true",
    }
    assert all(balm == balms[0] for balm in balms)


@pytest.mark.parametrize(
    ("head", "first", "second", "column"),
    [
        ("Handle,Title,Variant Price", "balm,Balm,24", "balm,Mist,30", "handle"),
        ("URL handle,Title,Price", "balm,Balm,24", "balm,Mist,30", "handle"),
        ("ID,Type,Name,Published,Regular price", "7,simple,Balm,1,24", "7,simple,Mist,1,30", "number"),
    ],
)
def test_a_second_title_under_one_handle_is_reported(
    site: Path, head: str, first: str, second: str, column: str
) -> None:
    code, output = run_import(site, "products", f"{head}\n{first}\n{second}\n")
    assert code == 0
    assert "warning[joined-products]: row 2" in output
    assert f"`Mist` and `Balm` have one {column}\n" in output


def test_rows_with_the_same_title_or_none_are_not_reported(site: Path) -> None:
    sheet = "Handle,Title,Variant Price,Image Src\nbalm,Balm,24,\nbalm,Balm,30,\nbalm,,,https://cdn.example/b.jpg\n"
    code, output = run_import(site, "products", sheet)
    assert code == 0
    assert "joined-products" not in output


HEAD = "ID,Type,Name,Published,Regular price,Parent"


def test_variations_without_their_product_link_to_its_number(site: Path) -> None:
    sheet = f"{HEAD}\n72,variation,Oil - Large,1,34,id:70\n71,variation,Oil - Small,1,24,id:70\n"
    code, output = run_import(site, "products", sheet)
    assert code == 0
    assert "warning[variation-alone]: row 2" in output
    assert products(site)["oil"] == {
        "name": "Oil",
        "url": "https://lune.example/?post_type=product&p=70",
        "price": "24.00",
        "price_from": "true",
        "variant": "70",
    }


def test_a_variation_without_any_product_is_skipped(site: Path) -> None:
    code, output = run_import(site, "products", f"{HEAD}\n71,variation,Oil - Small,1,24,\n")
    assert code == 1
    assert "variation-alone" in output
    assert "this product has no address in the shop" in output
    assert "oil-small" not in products(site)


def test_a_name_that_links_to_the_shop_gives_the_address(site: Path) -> None:
    cell = '"=HYPERLINK(""{}"",""{}"")",24'
    rows = [cell.format("https://lune.example/p/mist", "Mist"), cell.format("https://other.example/p/oil", "Oil")]
    code, output = run_import(site, "products", "\n".join(["Name,Price", *rows]))
    assert code == 1
    assert products(site)["mist"]["url"] == "https://lune.example/p/mist"
    assert "row 2, column A (Name): the cell links to https://lune.example/p/mist, which was used" in output
    assert "https://other.example/p/oil, which is not in the shop" in output
    assert "oil" not in products(site)


def test_addresses_that_were_made_up_are_counted_without_drafts(site: Path) -> None:
    sheet = "Handle,Title,Variant Price,Status\nmist,Mist,24,active\nsoon,Soon,24,draft\n"
    _, output = run_import(site, "products", sheet)
    assert "1 product had no address in the sheet" in output
