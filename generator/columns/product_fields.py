"""Fields of a product in a sheet."""

from __future__ import annotations

from functools import partial

from generator.columns import cells
from generator.columns.days import read_day, survey_days
from generator.columns.field import Field
from generator.columns.html_text import plain_text, read_title, shorten_text, survey_titles
from generator.columns.ids import read_handle, read_id, survey_ids
from generator.columns.name_lists import read_names, survey_names
from generator.columns.prices import read_price
from generator.models.locale import LONGEST

_NAMES = {
    "name": (
        *("title", "product name", "product title", "product", "item name", "item", "nom", "titre", "produit"),
        *("produkt", "produktname", "artikel", "artikelname", "bezeichnung", "nom du produit", "nombre"),
        *("nombre del producto", "titel", "nome", "nome do produto", "nome prodotto", "titolo", "título", "naam"),
        *("productnaam", "nazwa", "nazwa produktu", "producto", "prodotto", "produto", "product"),
    ),
    "url": (
        *("link", "product url", "product link", "permalink", "address", "web address", "lien", "canonical url"),
        *("enlace", "indirizzo", "adres", "url produit", "url del producto", "produktlink", "produkt url", "web page"),
    ),
    "price": (
        *("variant price", "regular price", "prix", "preis", "precio", "prezzo", "preço", "prijs", "cena"),
        *("retail price", "rrp", "uvp", "variants price", "list price", "unit price", "selling price"),
    ),
    "description": (
        *("body html", "body", "short description", "text", "beschreibung", "descripción", "descriptif", "summary"),
        *("descrizione", "descrição", "omschrijving", "beschrijving", "opis"),
    ),
    "tags": ("tag", "categories", "category", "product type", "type", "catégorie", "kategorie", "categoría"),
    "available": (
        *(
            "availability",
            "in stock",
            "stock status",
            "stock",
            "stock quantity",
            "lagerbestand",
            "existencias",
            "verfügbar",
            "verfügbarkeit",
            "disponible",
            "disponibilité",
        ),
        *("disponibilidad", "disponibilità", "disponibilidade", "beschikbaarheid", "dostępność"),
    ),
    "image_url": (
        *("image src", "product image url", "image link", "picture", "image url", "picture url", "photo", "images src"),
        *("images", "bild", "bild url", "foto", "imagen", "immagine", "imagem", "afbeelding", "zdjęcie"),
    ),
    "image_alt": ("image alt text", "alt text", "alt", "images alt"),
}


def read_description(cell: str) -> str:
    """Return an HTML body or a text as the one line that a product can hold."""
    return shorten_text(plain_text(cell), LONGEST)


def _prices(currency: str) -> tuple[str, ...]:
    """Return the names of a price column, also with the site's currency: `Price (€)`, `Preis in EUR`."""
    from babel import Locale  # lazy: Babel is large, and few runs need its data

    sign = str(Locale("en").currency_symbols.get(currency, currency))
    marks = dict.fromkeys((currency.lower(), sign.lower(), sign[-1] if sign.endswith("$") else sign.lower()))
    names = ("price", *_NAMES["price"])
    return (*_NAMES["price"], *(f"{name} {word}{mark}" for name in names for word in ("", "in ") for mark in marks))


def product_fields(decimals: int, currency: str) -> tuple[Field, ...]:
    """Return the fields in the order of an exported sheet; `decimals` are those of the site's `currency` (ISO 4217)."""
    return (
        Field("id", (), cells.read_line, ("product id",)),
        Field("name", ("name",), read_title, _NAMES["name"], kind="name", survey=survey_titles),
        Field("url", ("url",), cells.read_sole_address, _NAMES["url"]),
        Field("price", ("price",), partial(read_price, decimals=decimals), _prices(currency)),
        Field("price_from", ("price_from",), cells.read_flag, default="false", kind="flag"),
        Field("price_checked", ("price_checked",), read_day, survey=survey_days),
        Field("description", ("description",), read_description, _NAMES["description"], is_localized=True),
        Field("tags", ("tags",), read_names, _NAMES["tags"], many=True, survey=survey_names),
        Field("available", ("available",), cells.read_flag, _NAMES["available"], default="true", kind="flag"),
        Field("variant", ("variant",), read_id, ("variant id", "variants id"), kind="id", survey=survey_ids),
        Field("handle", ("handle",), read_handle, ("url handle", "slug")),
        Field("image_url", ("image_url",), cells.read_web_address, _NAMES["image_url"]),
        Field("image", ("image", "src"), cells.read_line),
        Field("image_alt", ("image", "alt"), read_title, _NAMES["image_alt"], is_localized=True),
    )
