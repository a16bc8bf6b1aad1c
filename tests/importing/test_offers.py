"""Tests that an import reads from the stock and prices of variants what can be bought, and from which price."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.sites import check, make_site, products, run_import, snapshot


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path)


OLD = "Handle,Title,Variant Price,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Image Src\n"
NEW = "Title,URL handle,Price,Inventory tracker,Inventory quantity,Continue selling when out of stock\n"


@pytest.mark.parametrize(
    ("rows", "available"),
    [
        (["22,shopify,0,deny", "39,shopify,0,deny"], False),
        (["22,shopify,-3,deny", "39,shopify,0,deny"], False),
        (["22,shopify,0,deny", "39,shopify,4,deny"], True),
        (["22,shopify,0,continue", "39,shopify,0,deny"], True),
        (["22,,0,deny", "39,shopify,0,deny"], True),
        (["22,shopify,,deny", "39,shopify,,deny"], True),
        (["22,shopify,not stocked,deny", "39,shopify,0,deny"], True),
        (["22,shopify,0,", "39,shopify,0,"], False),
        (["22,shopify,0,deny"], False),
        (["22,shopify,12,deny"], True),
        (["22,shopify,0,DENY"], False),
    ],
)
def test_the_stock_of_the_older_shopify_export_is_read(site: Path, rows: list[str], available: bool) -> None:
    first, *more = rows
    lines = [f"mist,Mist,{first},", *(f"mist,,{row}," for row in more), "mist,,,,,,https://cdn.example/2.jpg"]
    code, output = run_import(site, "products", OLD + "\n".join(lines) + "\n")
    assert code == 0, output
    assert products(site)["mist"].get("available", "true") == ("true" if available else "false")
    check(site)


@pytest.mark.parametrize(
    ("rows", "available"),
    [
        (["22,shopify,0,FALSE", "39,shopify,0,FALSE"], False),
        (["22,shopify,0,TRUE", "39,shopify,0,FALSE"], True),
        (["22,shopify,0,FALSE", "39,shopify,1,FALSE"], True),
        (["22,,,FALSE", "39,shopify,0,FALSE"], True),
    ],
)
def test_the_stock_of_the_newer_shopify_export_is_read(site: Path, rows: list[str], available: bool) -> None:
    first, *more = rows
    code, output = run_import(
        site, "products", NEW + "\n".join([f"Mist,mist,{first}", *(f",mist,{row}" for row in more)]) + "\n"
    )
    assert code == 0, output
    assert products(site)["mist"].get("available", "true") == ("true" if available else "false")


def test_a_sheet_without_stock_does_not_change_availability(site: Path) -> None:
    run_import(site, "products", OLD + "mist,Mist,22,shopify,0,deny,\n")
    assert products(site)["mist"]["available"] == "false"
    run_import(site, "products", "Handle,Title,Variant Price\nmist,Mist,22\n")
    assert products(site)["mist"]["available"] == "false"
    _, output = run_import(site, "products", OLD + "mist,Mist,22,shopify,5,deny,\n")
    assert "available: false -> true" in output
    assert "available" not in products(site)["mist"], "a product that can be bought needs no key"


def test_the_stock_of_products_json_is_read(site: Path) -> None:
    sheet = (
        '{"products": [{"title": "Mist", "handle": "mist", "body_html": "", "variants": '
        '[{"id": 1, "price": "22.00", "available": false}, {"id": 2, "price": "39.00", "available": true}]}, '
        '{"title": "Oil", "handle": "oil", "body_html": "", "variants": '
        '[{"id": 3, "price": "9.00", "available": false}]}]}'
    )
    code, output = run_import(site, "products", sheet, file="products.json")
    assert code == 0, output
    catalogue = products(site)
    assert (catalogue["mist"].get("available"), catalogue["mist"]["price"], catalogue["mist"]["variant"]) == (
        None,
        "39.00",
        "2",
    )
    assert "price_from" not in catalogue["mist"], "the cheaper one is sold out"
    assert catalogue["oil"]["available"] == "false"


WOO = "ID,Type,SKU,Name,Published,In stock?,Regular price,Sale price,Parent,Images\n"


@pytest.mark.parametrize(
    ("variations", "expected"),
    [
        (["1,1,34", "1,1,60"], (None, "34.00", "true")),
        (["1,0,34", "1,1,60"], (None, "60.00", None)),
        (["1,0,34", "1,0,60"], ("false", "34.00", "true")),
        (["1,backorder,34", "1,0,60"], (None, "34.00", None)),
        (["0,1,10", "1,1,60"], (None, "60.00", None)),
        (["1,1,34", "1,1,34.00"], (None, "34.00", None)),
        (["1,,34", "1,,60"], (None, "34.00", "true")),
    ],
)
def test_the_stock_and_prices_of_woocommerce_variations_are_read(
    site: Path, variations: list[str], expected: tuple[str | None, str, str | None]
) -> None:
    lines = ["70,variable,OIL,Slow Oil,1,1,,,,"]
    lines += [f"{71 + n},variation,OIL-{n},Slow Oil - {n},{row},,OIL," for n, row in enumerate(variations)]
    code, output = run_import(site, "products", WOO + "\n".join(lines) + "\n")
    assert code == 0, output
    oil = products(site)["slow-oil"]
    assert (oil.get("available"), oil["price"], oil.get("price_from")) == expected


@pytest.mark.parametrize(
    ("prices", "price", "is_from"),
    [
        (["39.00", "22.00", "30.00"], "22.00", True),
        (["22.00", "22"], "22.00", False),
        (["22.00", ""], "22.00", False),
        (["1.234,50", "1234.50"], "1234.50", False),
        (["9", "100"], "9.00", True),
        (["€39", "€22"], "22.00", True),
    ],
)
def test_the_lowest_of_several_prices_is_read(site: Path, prices: list[str], price: str, is_from: bool) -> None:
    lines = [f'mist,{"Mist" if not n else ""},"{cell}"' for n, cell in enumerate(prices)]
    code, output = run_import(site, "products", "Handle,Title,Variant Price\n" + "\n".join(lines) + "\n")
    assert code == 0, output
    mist = products(site)["mist"]
    assert (mist["price"], mist.get("price_from")) == (price, "true" if is_from else None)


def test_from_comes_and_goes_with_the_sheet(site: Path) -> None:
    two_prices, same_prices = "mist,Mist,22\nmist,,39\n", "mist,Mist,22\nmist,,22\n"
    head = "Handle,Title,Variant Price\n"
    run_import(site, "products", head + two_prices)
    before = snapshot(site)
    run_import(site, "products", head + two_prices)
    assert snapshot(site) == before
    _, output = run_import(site, "products", head + same_prices)
    assert "price_from: true -> (none)" in output
    assert products(site)["mist"] == {"name": "Mist", "url": "https://lune.example/products/mist", "price": "22.00"}


def test_a_price_by_hand_gets_no_from(site: Path) -> None:
    """Content has its own price, so the several prices of the sheet do not count."""
    sheet = "Handle,Title,Variant Price\ncloud-balm,Cloud Balm,30\ncloud-balm,,39\n"
    for options in ((), ("--overwrite",)):
        code, output = run_import(site, "products", sheet, *options)
        assert code == 0, output
        balm = products(site)["cloud-balm"]
        assert (balm["price"], balm.get("price_from")) == (("30.00", "true") if options else ("24.00", None))


def test_one_bad_price_costs_that_cell(site: Path) -> None:
    code, output = run_import(site, "products", "Handle,Title,Variant Price\nmist,Mist,ask us\nmist,,39\nmist,,45\n")
    assert code == 1
    assert "row 2, column C (Variant Price)" in output
    mist = products(site)["mist"]
    assert (mist["price"], mist["price_from"]) == ("39.00", "true")


def test_prices_in_another_currency_are_reported_once(site: Path) -> None:
    _, output = run_import(site, "products", "Handle,Title,Variant Price\nmist,Mist,$22\nmist,,$39\n")
    assert output.count("other-currency") == 1
    assert not {"price", "price_from"} & set(products(site)["mist"])


def test_prices_before_a_reduction_are_reported(site: Path) -> None:
    sheet = "Handle,Title,Variant Price,Variant Compare At Price\nmist,Mist,22,30\noil,Oil,9,\n"
    code, output = run_import(site, "products", sheet)
    assert code == 0
    assert products(site)["mist"]["price"] == "22.00"
    assert "Prices before a reduction are not read (1 row)" in output
    _, output = run_import(site, "products", WOO + "80,simple,BAR,Salt Bar,1,1,9.50,8,,\n")
    assert "Sale prices are not read (1 row): a page shows the regular price only." in output


def test_the_variant_is_one_that_can_be_bought(site: Path) -> None:
    sheet = (
        "Handle,Title,Variant ID,Variant Price,Variant Inventory Tracker,Variant Inventory Qty,"
        "Variant Inventory Policy\n"
        "mist,Mist,111,22,shopify,0,deny\nmist,,222,39,shopify,3,deny\n"
    )
    code, output = run_import(site, "products", sheet)
    assert code == 0, output
    assert products(site)["mist"]["variant"] == "222"
