"""Tests that an import reads product sheets in the forms in which shops and tools export them."""

# ruff: noqa: E501 (sheets are wide)
from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.importing.sites import check, products, run_import

LONG_HANDLE = "the-" + "very-" * 34  # 174 letters
BODY = (
    "<style>.x{color:red}</style><p>A balm that <b>melts</b>.</p>"
    '<iframe src="https://video.example/e"></iframe><script>track("x")</script><ul><li>Soft</li><li>Calm &amp; warm</li></ul>'
)


def as_csv(rows: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


OLD_SHOPIFY = [
    # A header with line breaks and tabs, as some apps write it.
    ["Handle", "Title", "Body (HTML)", "Vendor", "Type", "Tags", "Published", "Option1\nName", "Option1\tValue",
     "Variant SKU", "Variant\nPrice", "Variant Compare At Price", "Image Src", "Image\t Position", "Image Alt Text", "Status"],
    ["silk-milk-®-50-ml", "Silk Milk® 50 ml", BODY, "Lune", "Cleanser", "Skin care, New", "true", "Size", "50 ml", "SM-50",
     "22.00", "25.00", "https://cdn.example/s/second.jpg?v=17", "2", "From the side", "active"],
    ["silk-milk-®-50-ml", "", "", "", "", "", "", "", "100 ml", "SM-100", "39.00", "", "", "", "", ""],
    ["silk-milk-®-50-ml", "", "", "", "", "", "", "", "", "", "", "", "https://cdn.example/s/first.jpg?v=1", "1", "A pump bottle", ""],
    ["crème-nº-5-™-😀", "Crème Nº 5™ 😀", "", "Lune", "", "", "true", "", "", "", "1.234,50", "", "", "", "", "active"],
    [LONG_HANDLE, "The long one", "x" * 19_005, "Lune", "", "", "true", "", "", "", "9", "", "", "", "", "active"],
    ["😀", "Only a smile", "", "Lune", "", "", "true", "", "", "", "5,00", "", "", "", "", "active"],
    ["cloud-balm", "Cloud Balm", "", "Lune", "", "", "true", "", "", "", "24", "", "", "", "", "active"],
    ["spring-draft", "Spring", "", "Lune", "", "", "true", "", "", "", "5", "", "", "", "", "draft"],
    ["old-mask", "Old Mask", "", "Lune", "", "", "true", "", "", "", "5", "", "", "", "", "archived"],
    ["hidden", "Hidden", "", "Lune", "", "", "false", "", "", "", "5", "", "", "", "", "active"],
]  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-16-le", ","), ("utf-8", "\t")],
)
def test_the_older_shopify_export_is_read(site: Path, encoding: str, delimiter: str) -> None:
    code, output = run_import(site, "products", as_csv(OLD_SHOPIFY, delimiter).encode(encoding))
    assert code == 0, output  # drafts and archived products are reported, but are no error
    catalogue = products(site)
    assert catalogue["silk-milk-50-ml"] == {
        "name": "Silk Milk® 50 ml",
        "url": "https://lune.example/products/silk-milk-%C2%AE-50-ml",
        "price": "22.00",
        "price_from": "true",
        "description": "A balm that melts. Soft Calm & warm",
        "tags": ["skin-care", "new"],
        "handle": "silk-milk-®-50-ml",
        "image_url": "https://cdn.example/s/first.jpg?v=1",
    }
    assert catalogue["creme-no-5"]["handle"] == "crème-nº-5-™-😀"
    assert catalogue["creme-no-5"]["price"] == "1234.50"
    long = next(id_ for id_ in catalogue if id_.startswith("the-very"))
    assert len(long) <= 64
    assert catalogue[long]["handle"] == LONG_HANDLE
    assert len(catalogue[long]["description"]) == 4000
    assert "row 6, column C (Body (HTML)): the text has more than 4,000 characters, so it was cut" in output
    assert catalogue["grinning"]["name"] == "Only a smile"
    assert catalogue["cloud-balm"] == {
        "name": "Cloud Balm", "url": "https://lune.example/products/cloud-balm", "price": "24.00",
    }  # fmt: skip
    assert not {"spring", "spring-draft", "old-mask", "hidden"} & set(catalogue)
    assert "row 9, column P (Status): `Spring`: it is a draft in the shop, so it was left out" in output
    assert "row 10, column P (Status): `Old Mask`: it is archived in the shop, so it was left out" in output
    assert "row 11, column G (Published): `Hidden`: it is not published in the shop, so it was left out" in output
    assert "picture at https://cdn.example/s/first.jpg?v=1" in output
    check(site)
    before = products(site)
    code, output = run_import(site, "products", as_csv(OLD_SHOPIFY, delimiter).encode(encoding))
    assert "0 products added, 0 changed, 5 unchanged; 3 left out." in output
    assert products(site) == before


def test_the_newer_shopify_export_is_read(site: Path) -> None:
    head = ["Title", "URL handle", "Description", "Vendor", "Product category", "Type", "Tags", "Published on online store",
            "Status", "SKU", "Option1 name", "Option1 value", "Price", "Compare-at price", "Product image URL",
            "Image position", "Image alt text", "Variant image URL", "SEO title", "SEO description"]  # fmt: skip
    rows = [
        head,
        ["Dew ºC", "dew-ºc", "<p>Cool</p>", "L", "Beauty > Care", "Mist", "", "TRUE", "Active", "D1", "Size", "S", "18.00",
         "", "https://cdn.example/dew.jpg", "1", "A bottle", "", "", ""],
        ["", "dew-ºc", "", "", "", "", "", "", "", "D2", "Size", "L", "28.00", "", "", "", "", "", "", ""],
        ["Draft", "draft", "", "L", "", "", "", "FALSE", "Draft", "", "", "", "1", "", "", "", "", "", "", ""],
    ]  # fmt: skip
    code, output = run_import(site, "products", as_csv(rows))
    assert code == 0, output
    assert products(site)["dew-oc"] == {
        "name": "Dew ºC", "url": "https://lune.example/products/dew-%C2%BAc", "price": "18.00", "price_from": "true",
        "description": "Cool",
        "handle": "dew-ºc", "image_url": "https://cdn.example/dew.jpg",
    }  # fmt: skip
    assert "`Draft`: it is a draft in the shop, so it was left out" in output
    check(site)


def test_a_product_that_the_shop_archives_is_no_longer_available(site: Path) -> None:
    rows = [["Handle", "Title", "Variant Price", "Status"], ["mist", "Mist", "18", "active"]]
    run_import(site, "products", as_csv(rows))
    rows[1][3] = "archived"
    _, output = run_import(site, "products", as_csv(rows))
    assert "available: (none) -> false" in output
    assert products(site)["mist"]["available"] == "false"
    rows[1][3] = "active"
    run_import(site, "products", as_csv(rows))
    assert "available" not in products(site)["mist"]
    check(site)


def test_woocommerce_columns_are_read(site: Path) -> None:
    head = ["ID", "Type", "SKU", "GTIN, UPC, EAN, or ISBN", "Name", "Published", "Is featured?", "Visibility in catalog",
            "Short description", "Description", "In stock?", "Stock", "Sale price", "Regular price", "Categories", "Tags",
            "Images", "Parent", "Attribute 1 name", "Attribute 1 value(s)"]  # fmt: skip
    rows = [
        head,
        ["71", "variation", "OIL-S", "", "Slow Oil - Small", "1", "0", "visible", "", "", "1", "", "", "34", "", "", "", "OIL", "", ""],
        ["70", "variable", "OIL", "", "Slow Oil", "1", "0", "visible", "Golden.\\nSlow.", "<p>Long</p>", "1", "", "", "",
         "Body > Oils, Gifts", "", "https://w.example/oil.jpg, https://w.example/oil-2.jpg", "", "", ""],
        ["72", "variation", "OIL-L", "", "Slow Oil - Large", "1", "0", "visible", "", "", "1", "", "", "60", "", "", "", "id:70", "", ""],
        ["80", "simple", "BAR", "", "Salt Bar", "1", "0", "visible", "", "", "0", "", "8", "9,50", "", "Soap", "", "", "", ""],
        ["81", "simple", "DRA", "", "A draft", "-1", "0", "visible", "", "", "1", "", "", "1", "", "", "", "", "", ""],
        ["82", "simple", "PRI", "", "Private", "0", "0", "visible", "", "", "1", "", "", "1", "", "", "", "", "", ""],
        ["83", "simple", "FOR", "", "'=Formula", "1", "0", "visible", "", "", "1", "", "", "1", "", "", "", "", "", ""],
    ]  # fmt: skip
    code, output = run_import(site, "products", as_csv(rows))
    assert code == 0, output
    catalogue = products(site)
    assert catalogue["slow-oil"] == {
        "name": "Slow Oil", "url": "https://lune.example/?post_type=product&p=70", "price": "34.00", "price_from": "true",
        "description": "Golden. Slow.", "tags": ["body", "oils", "gifts"], "variant": "70",
        "image_url": "https://w.example/oil.jpg",
    }  # fmt: skip
    assert catalogue["salt-bar"]["available"] == "false"
    assert catalogue["salt-bar"]["price"] == "9.50"
    assert catalogue["formula"]["name"] == "=Formula"
    assert "`A draft`: it is a draft in the shop" in output
    assert "`Private`: it is not published in the shop" in output
    assert "slow-oil-small" not in catalogue
    check(site)


FEED_HEAD = "id\ttitle\tdescription\tlink\timage_link\tavailability\tprice\tproduct_type\titem_group_id\n"


def test_a_merchant_feed_as_tsv_is_read(site: Path) -> None:
    sheet = FEED_HEAD + (
        "SKU1\tRiver Stone\tCool & smooth\thttps://lune.example/products/river-stone?variant=3&utm_source=google&gclid=x"
        "\thttps://cdn.example/r.jpg\tin_stock\t26.00 EUR\tTools > Gua sha\t\n"
        "SKU2\tRiver Stone, grey\t\thttps://lune.example/products/pair?variant=1\t\tout_of_stock\t30.00 EUR\t\tPAIR\n"
        "SKU3\tRiver Stone, green\t\thttps://lune.example/products/pair?variant=2\t\tin_stock\t30.00 EUR\t\tPAIR\n"
        "SKU4\tElsewhere\t\thttps://lune.example/products/usd\t\tin stock\t30.00 USD\t\t\n"
    )
    code, output = run_import(site, "products", sheet, file="feed.txt")
    assert code == 0, output
    catalogue = products(site)
    assert catalogue["river-stone"] == {
        "name": "River Stone", "url": "https://lune.example/products/river-stone?variant=3", "price": "26.00",
        "description": "Cool & smooth", "tags": ["tools", "gua-sha"], "variant": "3", "image_url": "https://cdn.example/r.jpg",
    }  # fmt: skip
    assert "available" not in catalogue["pair"], "one of the two is in stock"
    assert (catalogue["pair"]["url"], catalogue["pair"]["variant"]) == (
        "https://lune.example/products/pair?variant=2",
        "2",
    )
    assert "price" not in catalogue["usd"]
    assert "`30.00 USD` is in USD, and the site in EUR; the price was left out" in output
    check(site)


RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Lune</title>
<item><g:id>1</g:id><g:title>Dew &amp; Milk</g:title><g:link>https://lune.example/products/dew?a=1&amp;b=2</g:link>
<g:description><![CDATA[<p>Thin & milky</p>]]></g:description><g:price>22.00 EUR</g:price><g:availability>in_stock</g:availability></item>
<item><g:id>2</g:id><g:title>Plain</g:title><g:link>https://lune.example/products/plain</g:link><g:price>5 EUR</g:price></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
<entry><g:id>1</g:id><title>Dew Milk</title><link href="https://lune.example/products/dew"/><g:price>22 EUR</g:price></entry></feed>
"""


def test_a_merchant_feed_as_rss_or_atom_is_read(site: Path) -> None:
    code, output = run_import(site, "products", RSS, file="feed.xml")
    assert code == 0, output
    assert products(site)["dew"] == {
        "name": "Dew & Milk", "url": "https://lune.example/products/dew?a=1&b=2", "price": "22.00",
        "description": "Thin & milky",
    }  # fmt: skip
    code, output = run_import(site, "products", ATOM, file="atom.xml")
    assert code == 0, output
    assert "name: Dew & Milk -> Dew Milk" in output
    check(site)


def test_a_feed_that_is_not_well_formed_loses_nothing(site: Path) -> None:
    sheet = (
        RSS.replace(' xmlns:g="http://base.google.com/ns/1.0"', "")
        .replace("Dew &amp; Milk", "Dew & Milk&nbsp;&eacute;\x0b")
        .replace("?a=1&amp;b=2", "?a=1&b=2")
        .replace("<g:title>Plain</g:title>", "<g:title>Plain")
    )
    code, output = run_import(site, "products", sheet, file="feed.xml")
    assert code == 1
    assert "error[broken-sheet]: this feed is not well-formed here: an `&` is on its own" in output
    assert "feed.xml:3:1" in output
    catalogue = products(site)
    assert catalogue["dew"]["name"] == "Dew & Milk é"
    assert catalogue["dew"]["url"] == "https://lune.example/products/dew?a=1&b=2"
    assert catalogue["dew"]["description"] == "Thin & milky"
    assert catalogue["plain"] == {"name": "Plain", "url": "https://lune.example/products/plain", "price": "5.00"}
    check(site)


@pytest.mark.parametrize("sheet", [RSS[: RSS.index("<g:price>5")], RSS[: RSS.index("</channel>")]])
def test_the_products_of_a_feed_that_ends_too_early_are_read(site: Path, sheet: str) -> None:
    code, output = run_import(site, "products", sheet, file="feed.xml")
    assert code == 1
    assert "not well-formed" in output
    assert {"dew", "plain"} <= set(products(site))


def test_a_plain_sheet_with_mapped_columns_is_read(site: Path) -> None:
    sheet = 'Ware;Webseite;Preis;Shelf\nMorning Mask;lune.example/products/mask;"31,00 €";A\n'
    code, output = run_import(site, "products", sheet.encode("cp1252"))
    assert code == 1
    assert "no column of this sheet has names" in output
    assert "--map name=COLUMN" in output
    code, output = run_import(site, "products", sheet.encode("cp1252"), "--map", "name=Ware", "--map", "url=B")
    assert code == 0, output
    assert products(site)["mask"] == {
        "name": "Morning Mask", "url": "https://lune.example/products/mask", "price": "31.00",
    }  # fmt: skip
    assert "Not read: Shelf." in output
    check(site)


def test_a_sheet_in_windows_1252_keeps_its_quotes_and_dashes(site: Path) -> None:
    sheet = "Name,URL,Price\nCrème “Été” – №,https://lune.example/products/ete,€ 5\n".replace("№", "™")
    code, output = run_import(site, "products", sheet.encode("cp1252"))
    assert code == 0, output
    assert products(site)["ete"]["name"] == "Crème “Été” – ™"


def test_json_lists_are_read(site: Path) -> None:
    sheet = """{"products": [{"id": 632910392, "title": "Dew", "handle": "dew", "body_html": "<p>Cool</p>",
      "tags": ["Skin", "New"], "variants": [{"id": 808950810, "price": 18.00}, {"id": 2, "price": 30}],
      "images": [{"src": "https://cdn.example/d.jpg", "alt": null}]}, 17]}"""
    code, output = run_import(site, "products", sheet, file="products.json")
    assert code == 1
    assert "item 2 was skipped: it is not an object" in output
    assert products(site)["dew"] == {
        "name": "Dew", "url": "https://lune.example/products/dew", "price": "18.00", "price_from": "true",
        "description": "Cool",
        "tags": ["skin", "new"], "variant": "808950810", "image_url": "https://cdn.example/d.jpg",
    }  # fmt: skip
    check(site)


def test_two_handles_that_look_alike_get_two_ids_and_keep_them(site: Path) -> None:
    head = ["Handle", "Title", "Variant Price"]
    rows = [["dew-®", "Dew R", "1"], ["dew", "Dew", "2"], ["dew-™", "Dew TM", "3"]]
    run_import(site, "products", as_csv([head, *rows]))
    catalogue = products(site)
    assert {id_: catalogue[id_]["name"] for id_ in ("dew", "dew-2", "dew-3")} == {
        "dew": "Dew", "dew-2": "Dew R", "dew-3": "Dew TM",
    }  # fmt: skip
    code, output = run_import(site, "products", as_csv([head, *reversed(rows)]))
    assert code == 0
    assert "0 products added, 0 changed, 3 unchanged" in output
    assert products(site) == catalogue


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1250", "utf-8"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_an_excerpt_shows_the_line_as_an_editor_does(site: Path, encoding: str, ending: str) -> None:
    rows = ["Imię;Nazwa;Miasto", ";;Łódź", "x;Łucja Wiśniewska;Kraków", "y;Michał Żak;Częstochowa"]
    code, output = run_import(
        site, "products", ending.join([*rows, ""]).encode(encoding), "--map", "name=Nazwa", "--map", "nope=Miasto"
    )
    assert code == 1
    assert "\n1 | Imię;Nazwa;Miasto\n" in output
    code, output = run_import(site, "products", ending.join([*rows, ""]).encode(encoding), "--map", "name=Nazwa")
    assert "\n3 | x;Łucja Wiśniewska;Kraków\n" in output
    assert "�" not in output
