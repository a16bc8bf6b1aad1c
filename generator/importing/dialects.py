"""What shops call the columns of the sheets that they export, and what tells such a sheet.

Sources: help.shopify.com/manual/products/import-export/using-csv (both Shopify templates),
woocommerce.com/document/product-csv-importer-exporter, support.google.com/merchants/answer/7052112.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.columns.field import plain


@dataclass(frozen=True, slots=True)
class Dialect:
    """`needs` are columns that tell the dialect; `columns` are a field's names in it, each `plain`.

    Fields that begin with `_` are read for the import alone. A field that is not named here has no column in this
    dialect, whatever the sheet's other columns are called.
    """

    name: str
    title: str
    needs: tuple[frozenset[str], ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _named(*names: str) -> frozenset[str]:
    return frozenset(map(plain, names))


SHOPIFY = Dialect(
    "shopify",
    "a Shopify export",
    (
        _named("Handle", "Title", "Body (HTML)"),
        _named("Handle", "Title", "Variant Price"),
        _named("Handle", "Title", "Image Src"),
        _named("URL handle", "Title"),
    ),
    {
        "name": ("title",),
        "handle": ("handle", "url handle"),
        "price": ("variant price", "price", "variants price"),
        "description": ("body html", "description"),
        "tags": ("tags",),
        "image_url": ("image src", "product image url", "images src"),
        "image_alt": ("image alt text", "images alt"),
        "variant": ("variants id", "variant id"),
        "_tracker": ("variant inventory tracker", "inventory tracker"),
        "_quantity": ("variant inventory qty", "inventory quantity"),
        "_policy": ("variant inventory policy", "continue selling when out of stock"),
        "_available": ("variants available",),
        "_compare": ("variant compare at price", "compare at price", "variants compare at price"),
        "_position": ("image position",),
        "_status": ("status",),
        "_published": ("published", "published on online store"),
    },
)
WOOCOMMERCE = Dialect(
    "woocommerce",
    "a WooCommerce export",
    (_named("Type", "SKU", "Name", "Regular price"), _named("ID", "Type", "Name", "Published", "Images")),
    {
        "name": ("name",),
        "variant": ("id",),
        "url": ("permalink", "product url"),
        "handle": ("slug",),
        "price": ("regular price", "price"),
        "description": ("short description", "description"),
        "tags": ("tags", "categories"),
        "available": ("in stock",),
        "image_url": ("images",),
        "_compare": ("sale price",),
        "_type": ("type",),
        "_sku": ("sku",),
        "_parent": ("parent",),
        "_published": ("published",),
    },
)
GOOGLE = Dialect(
    "google",
    "a Google Merchant feed",
    (
        _named("id", "title", "link", "availability"),
        _named("id", "title", "link", "image_link"),
        _named("id", "title", "link", "price"),
    ),
    {
        "name": ("title",),
        "url": ("link", "canonical link"),
        "price": ("price",),
        "description": ("description", "summary", "content"),
        "tags": ("product type",),
        "available": ("availability",),
        "image_url": ("image link",),
        "_group": ("item group id",),
        "_id": ("id",),
    },
)
OWN = Dialect("own", "a sheet of `ambassador export`")
PLAIN = Dialect("plain", "a sheet")

KNOWN = (SHOPIFY, WOOCOMMERCE, GOOGLE)

PERSONAL = frozenset(
    plain(name)
    for name in (
        *(
            "email",
            "e-mail",
            "mail",
            "email address",
            "e-mail address",
            "e-mail-adresse",
            "adresse e-mail",
            "courriel",
            "correo",
        ),
        *(
            "phone",
            "phone number",
            "telephone",
            "tel",
            "mobile",
            "cell",
            "whatsapp",
            "telefon",
            "handynummer",
            "téléphone",
        ),
        *(
            "teléfono",
            "address",
            "street",
            "street address",
            "address 1",
            "address 2",
            "address line 1",
            "address line 2",
        ),
        *("shipping address", "postal address", "home address", "zip", "zip code", "postcode", "postal code", "plz"),
        *(
            "code postal",
            "adresse",
            "straße",
            "dirección",
            "birthday",
            "date of birth",
            "birth date",
            "dob",
            "geburtstag",
        ),
        *(
            "age",
            "gender",
            "iban",
            "bank account",
            "bank",
            "bic",
            "paypal",
            "paypal email",
            "tax id",
            "vat",
            "vat id",
            "ssn",
        ),
        *("passport", "siret", "steuernummer", "nif", "contact", "contact email", "manager", "agent", "legal name"),
    )
)
"""Columns about people that no published content needs."""


def is_personal(name: str) -> bool:
    """Whether a column (its `plain` name) holds what stays out of the repository."""
    return name in PERSONAL or any(
        word in name for word in ("email", "e mail", "phone", "whatsapp", "iban", "birth", "paypal", "passport")
    )
