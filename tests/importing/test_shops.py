"""Tests that an import reads the exports of many shops and networks, by the headers that these document."""

# ruff: noqa: E501 (sheets are wide)
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.importing.sites import check, products, run_import
from tests.importing.test_dialects import as_csv

URL = "https://lune.example"
WOO = {
    "en": "ID,Type,SKU,Name,Published,Is featured?,Visibility in catalog,Short description,Description,In stock?,Stock,Sale price,Regular price,Categories,Tags,Images,Parent",
    "de": "ID,Typ,Artikelnummer,Name,Veröffentlicht,Ist hervorgehoben?,Sichtbarkeit im Katalog,Kurzbeschreibung,Beschreibung,Vorrätig?,Lager,Angebotspreis,Regulärer Preis,Kategorien,Schlagwörter,Bilder,Übergeordnetes Produkt",
    "fr": "ID,Type,UGS,Nom,Publié,Mis en avant ?,Visibilité dans le catalogue,Description courte,Description,En stock ?,Stock,Tarif promo,Tarif régulier,Catégories,Étiquettes,Images,Parent",
    "es": "ID,Tipo,SKU,Nombre,Publicado,¿Está destacado?,Visibilidad en el catálogo,Descripción corta,Descripción,¿Existencias?,Inventario,Precio rebajado,Precio normal,Categorías,Etiquetas,Imágenes,Superior",
    "it": "ID,Tipo,SKU,Nome,Pubblicato,In primo piano?,Visibilità nel catalogo,Breve descrizione,Descrizione,In stock?,Magazzino,Prezzo in offerta,Prezzo di listino,Categorie,Tag,Immagini,Genitore",
    "pt": "ID,Tipo,SKU,Nome,Publicado,Em destaque?,Visibilidade no catálogo,Descrição curta,Descrição,Em estoque?,Estoque,Preço promocional,Preço,Categorias,Tags,Imagens,Ascendente",
    "nl": "ID,Type,Artikelnummer,Naam,Gepubliceerd,Uitgelicht?,Zichtbaarheid in catalogus,Korte omschrijving,Beschrijving,Op voorraad?,Voorraad,Actieprijs,Reguliere prijs,Categorieën,Tags,Afbeeldingen,Hoofd",
    "pl": "ID,Typ,SKU,Nazwa,Opublikowano,Wyróżniony produkt?,Widoczność w katalogu,Krótki opis,Opis,W magazynie?,Stan magazynowy,Cena promocyjna,Cena,Kategorie,Tagi,Obrazki,Element nadrzędny",
}
WOO_ROWS = [
    [
        "70",
        "variable",
        "OIL",
        "Slow Oil",
        "1",
        "0",
        "visible",
        "Golden.",
        "<p>Long</p>",
        "1",
        "",
        "",
        "",
        "Body > Oils",
        "",
        "https://w.example/oil.jpg",
        "",
    ],
    [
        "71",
        "variation",
        "OIL-S",
        "Slow Oil - Small",
        "1",
        "0",
        "visible",
        "",
        "",
        "1",
        "5",
        "",
        "34",
        "",
        "",
        "",
        "id:70",
    ],
    ["80", "simple", "BAR", "Salt Bar", "1", "0", "visible", "", "", "0", "", "8", "9.50", "", "Soap", "", ""],
    ["81", "simple", "DRA", "A draft", "-1", "0", "visible", "", "", "1", "", "", "1", "", "", "", ""],
]


@pytest.mark.parametrize("language", WOO)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1250"])
def test_a_woocommerce_export_is_read_in_each_language(site: Path, language: str, encoding: str) -> None:
    sheet = as_csv([WOO[language].split(","), *WOO_ROWS])
    try:
        data = sheet.encode(encoding)
    except UnicodeEncodeError:
        data = sheet.encode("cp1252")
    code, output = run_import(site, "products", data)
    assert code == 0, output
    catalogue = products(site)
    assert catalogue["slow-oil"] == {
        "name": "Slow Oil", "url": f"{URL}/?post_type=product&p=70", "price": "34.00", "description": "Golden.",
        "tags": ["body", "oils"], "variant": "70", "image_url": "https://w.example/oil.jpg",
    }  # fmt: skip
    assert catalogue["salt-bar"]["available"] == "false"
    assert catalogue["salt-bar"]["price"] == "9.50"
    assert "`A draft`: it is a draft in the shop" in output
    assert "Read as a WooCommerce export" in output
    check(site)


@pytest.mark.parametrize("language", WOO)
def test_woocommerce_without_its_numbers_asks_for_addresses(site: Path, language: str) -> None:
    head, *rows = ([cell for at, cell in enumerate(row) if at] for row in [WOO[language].split(","), *WOO_ROWS])
    code, output = run_import(site, "products", as_csv([head, *rows]))
    assert code == 1
    assert "this product has no address in the shop" in output
    code, output = run_import(
        site,
        "products",
        as_csv([[*head, "Shop address"], *([*row, f"{URL}/p/{row[1].lower()}/"] for row in rows)]),
        "--map",
        "url=Shop address",
    )
    assert "Slow Oil" in str(products(site))


CASES: dict[str, tuple[list[str], list[list[str]], str, dict[str, dict[str, Any]]]] = {
    "awin": (
        ["aw_deep_link", "product_name", "aw_product_id", "merchant_product_id", "merchant_image_url", "description", "merchant_category", "search_price", "merchant_name", "currency", "merchant_deep_link", "product_price_old", "in_stock", "rrp_price"],
        [
            ["https://www.awin1.com/pclick.php?p=1&a=999&m=5", "Rose Mist", "101", "SKU1", "https://cdn.example/r.jpg", "Cool", "Skin > Mists", "24.00", "Lune", "EUR", f"{URL}/rose?utm_source=awin", "", "1", ""],
            ["https://www.awin1.com/pclick.php?p=2&a=999&m=5", "Salt Bar", "102", "SKU2", "", "", "", "9.00", "Lune", "USD", f"{URL}/salt", "", "0", ""],
        ],
        "a product feed of Awin",
        {"rose-mist": {"name": "Rose Mist", "url": f"{URL}/rose", "price": "24.00", "description": "Cool", "tags": ["skin", "mists"], "image_url": "https://cdn.example/r.jpg"},
         "salt-bar": {"name": "Salt Bar", "url": f"{URL}/salt", "available": "false"}},
    ),
    "matrixify": (
        ["ID", "Handle", "Command", "Title", "Body HTML", "Vendor", "Type", "Tags", "Status", "Published", "URL", "Row #", "Top Row", "Image Src", "Image Position", "Image Alt Text", "Variant ID", "Variant Price", "Variant Compare At Price", "Variant Inventory Tracker", "Variant Inventory Policy", "Variant Inventory Qty"],
        [
            ["632910392", "rose-mist", "NEW", "Rose Mist", "<p>Cool</p>", "Lune", "Mist", "Skin care", "Active", "TRUE", f"{URL}/products/rose-mist", "1", "TRUE", "https://cdn.example/r.jpg", "1", "A bottle", "808950810", "24.00", "", "shopify", "deny", "4"],
            ["632910392", "rose-mist", "NEW", "", "", "", "", "", "", "", "", "2", "", "", "", "", "808950811", "40.00", "", "shopify", "deny", "2"],
        ],
        "a Shopify export",
        {"rose-mist": {"name": "Rose Mist", "url": f"{URL}/products/rose-mist", "price": "24.00", "price_from": "true", "description": "Cool", "tags": ["skin-care"], "variant": "808950810", "image_url": "https://cdn.example/r.jpg"}},
    ),
    "wp-all-export": (
        ["id", "Title", "Content", "Excerpt", "Post Type", "Permalink", "Image URL", "Product categories", "Product tags", "Sku", "Regular Price", "Sale Price", "Stock Status", "Parent Product ID", "Status", "Slug"],
        [
            ["70", "Slow Oil", "<p>Long</p>", "Golden.", "product", f"{URL}/product/slow-oil/", "https://w.example/a.jpg|https://w.example/b.jpg", "Body>Oils", "", "OIL", "", "", "instock", "0", "publish", "slow-oil"],
            ["71", "Slow Oil - Small", "", "", "product_variation", f"{URL}/product/slow-oil/?size=s", "", "", "", "OIL-S", "34", "", "instock", "70", "publish", "slow-oil-small"],
            ["90", "Later", "", "", "product", f"{URL}/product/later/", "", "", "", "LAT", "9", "", "instock", "0", "draft", "later"],
        ],
        "an export of WP All Export",
        {"slow-oil": {"name": "Slow Oil", "url": f"{URL}/product/slow-oil/", "price": "34.00", "description": "Golden.", "tags": ["body", "oils"], "variant": "70", "image_url": "https://w.example/a.jpg"}},
    ),
    "meta": (
        ["id", "title", "description", "availability", "condition", "price", "link", "image_link", "brand", "google_product_category", "item_group_id", "sale_price"],
        [["SKU1", "Rose Mist", "Cool", "in stock", "new", "24.00 EUR", f"{URL}/rose?fbclid=x", "https://cdn.example/r.jpg", "Lune", "473", "", ""]],
        "a Google Merchant feed or a Meta catalogue",
        {"rose-mist": {"name": "Rose Mist", "url": f"{URL}/rose", "price": "24.00", "description": "Cool", "image_url": "https://cdn.example/r.jpg"}},
    ),
    "bigcommerce": (
        ["Item Type", "Product ID", "Product Name", "Product Type", "Product Code/SKU", "Brand Name", "Product Description", "Price", "Retail Price", "Sale Price", "Allow Purchases?", "Product Visible?", "Current Stock Level", "Category", "Product Image File - 1", "Product Image Description - 1", "Product URL"],
        [
            ["Product", "55", "Rose Mist", "P", "TEE", "Lune", "<p>Cool</p>", "24.00", "0", "0", "Y", "Y", "3", "Skin;Mists", "https://cdn.example/r.jpg", "A bottle", "/rose-mist/"],
            ["SKU", "", "[S]Size=Small", "", "TEE-S", "", "", "", "", "", "", "", "5", "", "", "", ""],
            ["Rule", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""],
            ["Product", "56", "Hidden", "P", "HID", "", "", "9", "", "", "Y", "N", "1", "", "", "", "/hidden/"],
        ],
        "a product export of BigCommerce",
        {"rose-mist": {"name": "Rose Mist", "url": f"{URL}/rose-mist/", "price": "24.00", "description": "Cool", "tags": ["skin", "mists"], "image_url": "https://cdn.example/r.jpg"}},
    ),
    "etsy": (
        ["TITLE", "DESCRIPTION", "PRICE", "CURRENCY_CODE", "QUANTITY", "TAGS", "MATERIALS", "IMAGE1", "IMAGE2", "VARIATION 1 TYPE", "SKU"],
        [["Rose Mist", "Cool", "24.00", "EUR", "3", "skin_care,mist", "Water", "https://i.example/1.jpg", "", "", "R1"], ["Dollar Bar", "", "9.00", "USD", "1", "", "", "", "", "", "D1"]],
        "a listings export of Etsy",
        {"rose-mist": {"name": "Rose Mist", "price": "24.00", "description": "Cool", "tags": ["skin-care", "mist"], "image_url": "https://i.example/1.jpg"}, "dollar-bar": {"name": "Dollar Bar"}},
    ),
    "etsy in German": (
        ["TITEL", "BESCHREIBUNG", "PREIS", "WÄHRUNGSCODE", "STÜCKZAHL", "TAGS", "MATERIALIEN", "BILD1", "BESTANDSEINHEIT"],
        [["Rose Mist", "Kühl", "24.00", "EUR", "3", "haut", "Wasser", "https://i.example/1.jpg", "R1"]],
        "a listings export of Etsy",
        {"rose-mist": {"name": "Rose Mist", "price": "24.00", "description": "Kühl", "tags": ["haut"], "image_url": "https://i.example/1.jpg"}},
    ),
    "square": (
        ["Token", "Item Name", "Variation Name", "SKU", "Description", "Categories", "Price", "Sellable", "Stockable", "Option Name 1", "Option Value 1", "Current Quantity Main St"],
        [["t1", "Candle", "Small", "C-S", "Soy wax", "Home", "12", "Y", "Y", "Size", "S", "10"], ["t2", "Candle", "Large", "C-L", "", "Home", "18", "Y", "Y", "Size", "L", "4"], ["t3", "Mug", "Regular", "M", "", "Home", "$14.00", "Y", "Y", "", "", "9"]],
        "an item library of Square",
        {"candle": {"name": "Candle", "price": "12.00", "price_from": "true", "description": "Soy wax", "tags": ["home"]}, "mug": {"name": "Mug", "tags": ["home"]}},
    ),
    "wix": (
        ["handleId", "fieldType", "name", "description", "productImageUrl", "collection", "sku", "ribbon", "price", "surcharge", "visible", "discountMode", "discountValue", "inventory", "weight"],
        [["product_1", "Product", "Rose Mist", "<p>Cool</p>", "https://static.example/a.jpg;https://static.example/b.jpg", "Skin;Mists", "R", "", "24.00", "", "true", "PERCENT", "0.0", "InStock", ""], ["product_1", "Variant", "", "", "", "", "R-S", "", "", "0", "true", "", "", "InStock", ""], ["product_2", "Product", "Salt Bar", "", "", "", "S", "", "9.00", "", "true", "", "", "OutOfStock", ""]],
        "a product export of Wix",
        {"rose-mist": {"name": "Rose Mist", "price": "24.00", "description": "Cool", "tags": ["skin", "mists"], "image_url": "https://static.example/a.jpg"}, "salt-bar": {"name": "Salt Bar", "price": "9.00", "available": "false"}},
    ),
    "squarespace": (
        ["Product ID [Non Editable]", "Variant ID [Non Editable]", "Product Type [Non Editable]", "Product Page", "Product URL", "Title", "Description", "SKU", "Option Name 1", "Option Value 1", "Price", "Sale Price", "On Sale", "Stock", "Categories", "Tags", "Weight", "Visible", "Hosted Image URLs"],
        [["p1", "v1", "PHYSICAL", "shop", "rose-mist", "Rose Mist", "<p>Cool</p>", "R1", "Size", "S", "24.00", "0", "No", "3", "/skin", "mist", "", "Yes", "https://images.example/a.jpg https://images.example/b.jpg"], ["", "v2", "", "", "", "", "", "R2", "Size", "L", "40.00", "0", "No", "1", "", "", "", "", ""], ["p2", "v3", "PHYSICAL", "shop", "gone", "Gone", "", "G", "", "", "5.00", "0", "No", "1", "", "", "", "No", ""]],
        "a product export of Squarespace",
        {"rose-mist": {"name": "Rose Mist", "price": "24.00", "price_from": "true", "description": "Cool", "tags": ["mist"], "image_url": "https://images.example/a.jpg"}},
    ),
    "prestashop": (
        ["Product ID", "Active (0/1)", "Name *", "Categories (x,y,z...)", "Price tax included", "Tax rules ID", "Reference #", "Quantity", "Summary", "Description", "Tags (x,y,z...)", "URL rewritten", "Image URLs (x,y,z...)", "Image alt texts (x,y,z...)"],
        [["1", "1", "Rose Mist", "Skin,Mists", "24.00", "1", "R1", "3", "Cool", "<p>Long</p>", "", "rose-mist", "https://cdn.example/a.jpg,https://cdn.example/b.jpg", ""], ["2", "0", "Off", "", "9", "1", "O1", "1", "", "", "", "off", "", ""]],
        "a product sheet of PrestaShop",
        {"rose-mist": {"name": "Rose Mist", "price": "24.00", "description": "Cool", "tags": ["skin", "mists"], "image_url": "https://cdn.example/a.jpg"}},
    ),
}  # fmt: skip
NO_ADDRESSES = ("etsy", "etsy in German", "square", "wix", "squarespace", "prestashop")


@pytest.mark.parametrize("name", CASES)
def test_the_export_of_a_shop_is_read(site: Path, name: str) -> None:
    head, rows, title, expected = CASES[name]
    if name in NO_ADDRESSES:
        code, output = run_import(site, "products", as_csv([head, *rows]))
        assert code == 1
        assert f"{title} has no addresses: add a column `URL` with them" in output
        firsts = {
            id_: next(n for n, row in enumerate(rows) if product["name"] in row) for id_, product in expected.items()
        }
        rows = [[*row, f"{URL}/{n}" if n in firsts.values() else ""] for n, row in enumerate(rows)]
        expected = {id_: {**product, "url": f"{URL}/{firsts[id_]}"} for id_, product in expected.items()}
        head = [*head, "URL"]
    code, output = run_import(site, "products", as_csv([head, *rows]))
    assert f"Read as {title}" in output
    assert code == 0, output
    catalogue = products(site)
    assert {id_: catalogue[id_] for id_ in expected} == expected
    assert not {"later", "hidden", "gone", "off"} & set(catalogue)
    check(site)
    code, output = run_import(site, "products", as_csv([head, *rows]))
    assert "0 products added, 0 changed" in output


def test_the_template_of_meta_is_read_with_its_comments(site: Path) -> None:
    head, rows, title, expected = CASES["meta"]
    comments = (
        "# Required | A unique ID for the item, such as a SKU. Characters: 100,# Required | A title; see https://f.example/1,"
        "# Required | A short, relevant description,# Required | in stock; out of stock,# Required | new; used\n"
    )
    code, output = run_import(site, "products", comments + as_csv([head, *rows]))
    assert code == 0, output
    assert f"Read as {title}" in output
    assert products(site)["rose-mist"] == expected["rose-mist"]


def test_a_polish_price_list_is_no_woocommerce_export(site: Path) -> None:
    code, output = run_import(site, "products", f"Typ;Nazwa;Cena;Link\nSerum;Mgiełka;24,00;{URL}/m\n")
    assert code == 0, output
    assert "Read as a sheet" in output
    assert products(site)["mgielka"]["price"] == "24.00"


def test_the_table_of_shops_in_the_documentation_is_fresh() -> None:
    from tools.shop_fields import PAGE, render_page

    text = PAGE.read_text("utf-8")
    assert render_page(text) == text, "run `python -m tools.shop_fields`"
    assert "| WooCommerce export | `name`" in text


@pytest.mark.parametrize(
    ("head", "row", "column"),
    [
        ("id,title,link,price", "1,{name},https://lune.example/{path},24 EUR", "column A (id)"),
        ("aw_deep_link,product_name,merchant_deep_link,search_price,currency,aw_product_id",
         "x,{name},https://lune.example/{path},24,EUR,9", "column F (aw_product_id)"),
    ],
)  # fmt: skip
def test_two_products_of_a_feed_with_one_id_are_both_taken_and_reported(
    site: Path, head: str, row: str, column: str
) -> None:
    rows = [row.format(name=name, path=path) for name, path in (("Balm", "b"), ("Mist", "m"), ("Mist", "m"))]
    code, output = run_import(site, "products", "\n".join([head, *rows, ""]))
    assert code == 0, output
    assert {"balm", "mist"} <= set(products(site))
    assert f"warning[separate-products]: {column}: rows 2, 3, 4 share its values" in output
