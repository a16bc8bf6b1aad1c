"""Tests that an import reads the columns of shops for stock, variants and comments, in several languages."""

# ruff: noqa: E501 (sheets are wide)
from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.sites import products, run_import

ETSY = {
    "en": "TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,QUANTITY,TAGS,MATERIALS,IMAGE1",
    "de": "TITEL,BESCHREIBUNG,PREIS,WÄHRUNGSCODE,ANZAHL,TAGS,MATERIALIEN,BILD1",
    "fr": "TITRE,DESCRIPTION,PRIX,CODE_DEVISE,QUANTITÉ,TAGS,MATÉRIAUX,IMAGE1",
    "es": "TÍTULO,DESCRIPCIÓN,PRECIO,CÓDIGO_DE_MONEDA,CANTIDAD,ETIQUETAS,MATERIALES,IMAGEN1",
    "it": "TITOLO,DESCRIZIONE,PREZZO,CODICE_VALUTA,QUANTITÀ,TAG,MATERIALI,IMMAGINE1",
    "nl": "TITEL,BESCHRIJVING,PRIJS,VALUTACODE,AANTAL,TAGS,MATERIALEN,AFBEELDING1",
    "pt": "TÍTULO,DESCRIÇÃO,PREÇO,CÓDIGO_DA_MOEDA,QUANTIDADE,ETIQUETAS,MATERIAIS,IMAGEM1",
    "pl": "TYTUŁ,OPIS,CENA,KOD_WALUTY,ILOŚĆ,TAGI,MATERIAŁY,ZDJĘCIE1",
}


@pytest.mark.parametrize("language", ETSY)
def test_an_etsy_export_is_read_in_each_language(site: Path, language: str) -> None:
    row = "Slow Oil,Soft.,12.50,EUR,0,skin,,https://i.example/1.jpg,https://lune.example/oil"
    code, output = run_import(site, "products", f"{ETSY[language]},URL\n{row}\n")
    assert code == 0, output
    assert "Read as a listings export of Etsy" in output
    assert products(site)["slow-oil"] == {
        "name": "Slow Oil",
        "url": "https://lune.example/oil",
        "price": "12.50",
        "description": "Soft.",
        "tags": ["skin"],
        "available": "false",
        "image_url": "https://i.example/1.jpg",
    }


def test_the_stock_of_square_counts_at_each_place(site: Path) -> None:
    head = "Token,Item Name,Variation Name,Price,Archived,Current Quantity Lyon,Current Quantity Paris,URL"
    rows = [
        "T1,Foam,Small,24.00,N,0,5,https://lune.example/foam",
        "T2,Mist,Regular,20.00,N,0,0,https://lune.example/mist",
        "T3,Salt,Regular,20.00,N,,,https://lune.example/salt",
        "T4,Past,Regular,20.00,Y,3,3,https://lune.example/past",
    ]
    _, output = run_import(site, "products", "\n".join([head, *rows]))
    catalogue = products(site)
    assert {id_: catalogue[id_].get("available", "true") for id_ in ("foam", "mist", "salt")} == {
        "foam": "true",
        "mist": "false",
        "salt": "true",
    }
    assert "past" not in catalogue
    assert "`Past`: it is archived in the shop" in output


def test_squarespace_stock_is_read(site: Path) -> None:
    head = "Product ID [Non Editable],Title,Price,Sale Price,Stock,Visible,URL"
    rows = [
        "a,Foam,24,0,0,Yes,/p/foam",
        ",,30,0,Unlimited,,",
        "b,Mist,9,0,0,Yes,/p/mist",
        "c,Salt,9,5.00,4,Yes,/p/salt",
    ]
    code, output = run_import(site, "products", "\n".join([head, *rows]))
    assert code == 0, output
    catalogue = products(site)
    assert (catalogue["foam"]["price"], catalogue["foam"].get("available")) == ("30.00", None)
    assert catalogue["mist"]["available"] == "false"
    assert "available" not in catalogue["salt"]
    assert "Prices before a reduction are not read (1 row)" in output


def test_the_newer_bigcommerce_export_is_read(site: Path) -> None:
    head = "Item,ID,Name,Type,Inventory Tracking,Current Stock,Price,Categories,Product URL,Internal Image URL (Export),Image Description,Image Sort Order,Is Visible"
    rows = [
        "Product,77,Foam,physical,variant,5,24.00,Skin,/foam/,,,,TRUE",
        "Variant,9,,,,0,24.00,,,,,,",
        "Variant,10,,,,5,30.00,,,,,,",
        "Image,,,,,,,,,https://cdn.example/b.jpg,Side,1,",
        "Image,,,,,,,,,https://cdn.example/a.jpg,Front,0,",
        "Product,78,Mist,physical,product,0,10.00,Skin,/mist/,,,,TRUE",
        "Product,79,Salt,physical,none,0,10.00,Skin,/salt/,,,,TRUE",
        "Product,80,Past,physical,none,0,10.00,Skin,/past/,,,,FALSE",
    ]
    _, output = run_import(site, "products", "\n".join([head, *rows]))
    catalogue = products(site)
    assert catalogue["foam"] == {
        "name": "Foam",
        "url": "https://lune.example/foam/",
        "price": "30.00",
        "tags": ["skin"],
        "image_url": "https://cdn.example/a.jpg",
    }
    assert catalogue["mist"]["available"] == "false"
    assert "available" not in catalogue["salt"]
    assert "past" not in catalogue
    assert "BigCommerce" in output


@pytest.mark.parametrize("item", ['"variants": [{"price": "24.00"}]', '"vendor": "Lune"', '"tags": []'])
def test_products_json_with_few_fields_is_read(site: Path, item: str) -> None:
    code, output = run_import(site, "products", f'{{"products": [{{"title": "Foam", "handle": "foam", {item}}}]}}')
    assert code == 0, output
    assert products(site)["foam"]["url"] == "https://lune.example/products/foam"


def test_a_plain_list_of_handles_gets_no_addresses(site: Path) -> None:
    code, _ = run_import(site, "products", '[{"title": "Foam", "handle": "foam"}]')
    assert code == 1
    assert "foam" not in products(site)


def test_comments_below_the_names_of_columns_are_left_out(site: Path) -> None:
    sheet = "id,title,price,link\n# Required | A unique id,# Required,# Required,# Required\n1,#1 Foam,24 EUR,https://lune.example/foam\n"
    code, output = run_import(site, "products", sheet)
    assert code == 0, output
    assert "row 2: all its cells begin with `#`: it is a comment, and was left out" in output
    assert products(site)["1-foam"]["name"] == "#1 Foam"


def test_shopware_columns_are_read(site: Path) -> None:
    head = "id;parent_id;product_number;active;stock;name;description;price_gross;cover_media_url;url"
    rows = [
        "0a1b;;SW1;1;5;Mondbalsam;<p>Weich</p>;24.00;https://lune.example/m.jpg;https://lune.example/mond",
        "0c2d;0a1b;SW1.1;1;0;;;20.00;;",
        "0e3f;;SW2;0;5;Entwurf;;1.19;;https://lune.example/entwurf",
    ]
    _, output = run_import(site, "products", "\n".join([head, *rows]))
    assert products(site)["mondbalsam"] == {
        "name": "Mondbalsam",
        "url": "https://lune.example/mond",
        "price": "20.00",
        "price_from": "true",
        "description": "Weich",
        "image_url": "https://lune.example/m.jpg",
    }
    assert "`Entwurf`: it is not published in the shop, so it was left out" in output
    assert "Not read: product_number, stock." in output


def test_a_french_prestashop_export_is_read(site: Path) -> None:
    sheet = "ID;Image;Nom;Référence;Catégorie;Prix (HT);Prix (TTC);Quantité;État;URL\n"
    sheet += "1;;Baume;R1;Soins;20,00 €;24,00 €;0;1;https://lune.example/baume\n2;;Brume;R2;Soins;1;2;0;0;https://lune.example/brume\n"
    _, output = run_import(site, "products", sheet)
    assert products(site)["baume"] == {
        "name": "Baume",
        "url": "https://lune.example/baume",
        "price": "24.00",
        "tags": ["soins"],
        "available": "false",
    }
    assert "`Brume`: it is not published" in output


def test_the_stock_of_a_plain_sheet_is_read(site: Path) -> None:
    sheet = "Name,URL,Stock\nFoam,https://lune.example/f,4\nMist,https://lune.example/m,0\n"
    code, _ = run_import(site, "products", sheet)
    assert code == 0
    assert "available" not in products(site)["foam"]
    assert products(site)["mist"]["available"] == "false"
