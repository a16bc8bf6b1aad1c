"""The fields of a product that a sheet may hold."""

from __future__ import annotations

from functools import partial

from generator.columns import cells
from generator.columns.field import Field
from generator.columns.html_text import plain_text, shortened
from generator.models.locale import LONGEST


def read_description(cell: str) -> str:
    """An HTML body or a text, as one line that a product can hold."""
    return shortened(plain_text(cell), LONGEST)


def product_fields(decimals: int) -> tuple[Field, ...]:
    """The fields, in the order of an exported sheet; `decimals` are those of the site's currency."""
    return (
        Field("id", (), cells.read_line, ("product id",)),
        Field(
            "name",
            ("name",),
            cells.read_line,
            (
                "title",
                "product name",
                "product title",
                "product",
                "nom",
                "titre",
                "produit",
                "produkt",
                "produktname",
                "artikel",
                "artikelname",
                "bezeichnung",
                "nom du produit",
                "nombre del producto",
                "nombre",
                "titel",
            ),
        ),
        Field(
            "url",
            ("url",),
            cells.read_web_address,
            ("link", "product url", "product link", "permalink", "address", "web address", "lien", "canonical url"),
        ),
        Field(
            "price",
            ("price",),
            partial(cells.read_price, decimals=decimals),
            ("variant price", "regular price", "prix", "preis", "precio", "retail price", "rrp", "variants price"),
        ),
        Field("price_from", ("price_from",), cells.read_flag, default="false"),
        Field("price_checked", ("price_checked",), cells.read_day),
        Field(
            "description",
            ("description",),
            read_description,
            ("body html", "body", "short description", "text", "beschreibung", "descripción", "descriptif", "summary"),
            localized=True,
        ),
        Field(
            "tags",
            ("tags",),
            cells.read_names,
            ("tag", "categories", "category", "product type", "type", "catégorie", "kategorie", "categoría"),
            many=True,
        ),
        Field(
            "available", ("available",), cells.read_flag, ("availability", "in stock", "stock status"), default="true"
        ),
        Field("variant", ("variant",), cells.read_word, ("variant id", "variants id")),
        Field("handle", ("handle",), cells.read_line, ("url handle", "slug")),
        Field(
            "image_url",
            ("image_url",),
            cells.read_web_address,
            (
                "image src",
                "product image url",
                "image link",
                "picture",
                "image url",
                "picture url",
                "photo",
                "images src",
                "images",
                "bild",
            ),
        ),
        Field("image", ("image", "src"), cells.read_line),
        Field(
            "image_alt",
            ("image", "alt"),
            cells.read_line,
            ("image alt text", "alt text", "alt", "images alt"),
            localized=True,
        ),
    )
