"""Column names in the exports of shops and networks, and the columns that identify each export.

Sources: help.shopify.com/manual/products/import-export/using-csv (both Shopify templates);
matrixify.app/documentation/products (as Shopify, with addresses);
woocommerce.com/document/product-csv-importer-exporter; wpallimport.com/documentation (WP All Export);
support.google.com/merchants/answer/7052112; facebook.com/business/help/120325381656392 (Meta's catalogue);
wiki.awin.com/index.php/Product_Feeds; squareup.com/help (item library); support.wix.com (product CSV);
support.squarespace.com (product CSV); support.bigcommerce.com (product CSV); the sample files of PrestaShop. Headers of
Etsy are those of its listings download.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from generator.columns.field import plain
from generator.importing.woocommerce_names import HEADERS, NAMES


class Dialect(Struct, frozen=True):
    """Column names of one export format. `needs` are the columns that identify it; `columns` are a field's names in it,
    each `plain`.

    The import alone uses fields that begin with `_`. A field that is missing here has no column in this dialect,
    whatever the other columns are called. A name that ends with ` *` is a prefix. `name` selects the rules for reading
    rows.
    """

    name: str
    title: str
    needs: tuple[frozenset[str], ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    has_addresses: bool = True
    """Whether the export has a column of addresses, or a rule to derive them."""
    continues: bool = False
    """Whether a row without a name, or with the name of the row above, is a variant of the product above."""


def _plain_names(*names: str) -> frozenset[str]:
    return frozenset(map(plain, names))


SHOPIFY = Dialect(
    "shopify",
    "a Shopify export",
    (
        _plain_names("Handle", "Title", "Body (HTML)"),
        _plain_names("Handle", "Title", "Variant Price"),
        _plain_names("Handle", "Title", "Image Src"),
        _plain_names("URL handle", "Title"),
        # /products.json; apps leave out fields that they do not need.
        *(_plain_names("handle", "title", f"variants.{field}") for field in ("price", "id", "title")),
        _plain_names("handle", "title", "images.src"),
    ),
    {
        "name": ("title",),
        "handle": ("handle", "url handle"),
        "url": ("url", "online store url"),
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
GOOGLE = Dialect(
    "google",
    "a Google Merchant feed or a Meta catalogue",
    (
        _plain_names("id", "title", "link", "availability"),
        _plain_names("id", "title", "link", "image_link"),
        _plain_names("id", "title", "link", "price"),
    ),
    {
        "name": ("title",),
        "url": ("link", "canonical link"),
        "price": ("price",),
        "description": ("description", "summary", "content"),
        "tags": ("product type",),
        "available": ("availability",),
        "image_url": ("image link",),
        "_compare": ("sale price",),
        "_group": ("item group id",),
        "_id": ("id",),
    },
)
WOOCOMMERCE = Dialect("woocommerce", "a WooCommerce export", tuple(_plain_names(*names) for names in HEADERS), NAMES)
WP_ALL_EXPORT = Dialect(
    "woocommerce",
    "an export of WP All Export",
    (_plain_names("Title", "Permalink", "Post Type"), _plain_names("Title", "Permalink", "Regular Price")),
    {
        "name": ("title",),
        "variant": ("id", "product id", "post id"),
        "url": ("permalink",),
        "handle": ("slug",),
        "price": ("regular price", "price"),
        "description": ("short description", "excerpt", "content"),
        "tags": ("product tags", "product categories"),
        "available": ("stock status",),
        "image_url": ("image url", "images url", "featured"),
        "_compare": ("sale price",),
        "_type": ("post type",),
        "_sku": ("sku",),
        "_parent": ("parent product id", "post parent", "parent id", "parent"),
        "_status": ("status",),
    },
)
AWIN = Dialect(
    "awin",
    "a product feed of Awin",
    (
        _plain_names("product_name", "merchant_deep_link", "search_price"),
        _plain_names("product_name", "aw_deep_link", "search_price"),
        _plain_names("product_name", "merchant_deep_link", "aw_product_id"),
    ),
    {
        "name": ("product name",),
        "url": ("merchant deep link",),  # `aw_deep_link` is another publisher's affiliate link
        "price": ("search price", "store price", "display price"),
        "description": ("product short description", "description"),
        "tags": ("merchant category", "category name"),
        "available": ("in stock", "stock status", "is for sale"),
        "image_url": ("merchant image url", "large image", "aw image url"),
        "_currency": ("currency",),
        "_compare": ("product price old", "rrp price"),
        "_id": ("merchant product id", "aw product id"),
    },
)
ETSY = Dialect(
    "etsy",
    "a listings export of Etsy",
    (
        _plain_names("TITLE", "DESCRIPTION", "PRICE", "CURRENCY_CODE"),
        _plain_names("TITEL", "BESCHREIBUNG", "PREIS", "WÄHRUNGSCODE"),
        # Its translations change from year to year, so two of these and a numbered picture identify it.
        *(
            _plain_names(title, price, f"{image}{number}")
            for title, price, image in (
                *(("title", "price", "image"), ("titel", "preis", "bild"), ("titre", "prix", "image")),
                *(("título", "precio", "imagen"), ("titolo", "prezzo", "immagine"), ("titel", "prijs", "afbeelding")),
                *(("título", "preço", "imagem"), ("tytuł", "cena", "zdjęcie"), ("tytuł", "cena", "obraz")),
            )
            for number in ("1", " 1")
        ),
    ),
    {
        "name": ("title", "titel", "titre", "título", "titolo", "tytuł"),
        "url": ("url", "link", "listing url"),
        "price": ("price", "preis", "prix", "precio", "prezzo", "prijs", "preço", "cena"),
        "description": (
            *("description", "beschreibung", "descripción", "descrizione", "beschrijving", "omschrijving"),
            *("descrição", "opis"),
        ),
        "tags": ("tags", "schlagwörter", "étiquettes", "mots clés", "etiquetas", "tag", "etichette", "tagi"),
        "available": (
            *("quantity", "anzahl", "menge", "quantité", "cantidad", "quantità", "aantal", "hoeveelheid"),
            *("quantidade", "ilość"),
        ),
        "image_url": tuple(
            f"{image}{number}"
            for image in ("image", "bild", "imagen", "immagine", "afbeelding", "imagem", "zdjęcie", "obraz")
            for number in ("1", " 1")
        ),
        "_currency": (
            *("currency code", "währungscode", "code devise", "code de devise", "código de moneda"),
            *("código de divisa", "codice valuta", "valutacode", "código da moeda", "kod waluty"),
        ),
    },
    has_addresses=False,
)
SQUARE = Dialect(
    "square",
    "an item library of Square",
    (
        _plain_names("Token", "Item Name"),
        _plain_names("Reference Handle", "Item Name"),
        _plain_names("Item Name", "Variation Name", "Price"),
    ),
    {
        "name": ("item name", "customer facing name"),
        "url": ("url", "link", "item url"),
        "price": ("price",),
        "description": ("description",),
        "tags": ("categories", "category", "reporting category"),
        "image_url": ("image url", "images"),
        "_compare": ("online sale price",),
        "_quantity": ("current quantity *",),  # one for each location
        "_archived": ("archived",),
        "_visibility": ("square online item visibility",),
    },
    has_addresses=False,
    continues=True,
)
WIX = Dialect(
    "wix",
    "a product export of Wix",
    (_plain_names("handleId", "fieldType", "name"), _plain_names("handle", "fieldType", "name")),
    {
        "name": ("name",),
        "url": ("url", "link", "product url"),
        "price": ("price",),
        "description": ("description", "plain description"),
        "tags": ("collection", "categories"),
        "available": ("inventory",),
        "image_url": ("product image url", "media url", "main media"),
        "_group": ("handle id", "handle"),
        "_type": ("field type",),
        "_published": ("visible",),
    },
    has_addresses=False,
    continues=True,
)
SQUARESPACE = Dialect(
    "squarespace",
    "a product export of Squarespace",
    (_plain_names("Product ID [Non Editable]", "Title"), _plain_names("Product Type [Non Editable]", "Title")),
    {
        "name": ("title",),
        "url": ("url", "link"),  # `Product URL` is only the last path segment
        "price": ("price",),
        "description": ("description",),
        "tags": ("tags", "categories"),
        "available": ("stock",),
        "image_url": ("hosted image urls",),
        "_compare": ("sale price",),
        "_group": ("product id non editable",),
        "_published": ("visible",),
    },
    has_addresses=False,
    continues=True,
)
BIGCOMMERCE = Dialect(
    "bigcommerce",
    "a product export of BigCommerce",
    (
        _plain_names("Item Type", "Product ID", "Product Name"),
        _plain_names("Item Type", "Product Name", "Product Code/SKU"),
    ),
    {
        "name": ("product name",),
        "url": ("product url", "url", "link"),
        "price": ("price",),
        "description": ("product description",),
        "tags": ("category", "category details", "search keywords"),
        "image_url": ("product image url 1", "product image file 1"),
        "image_alt": ("product image description 1",),
        "_compare": ("sale price", "retail price"),
        "_type": ("item type",),
        "_id": ("product id",),
        "_tracker": ("track inventory",),
        "_quantity": ("current stock level",),
        "_available": ("allow purchases",),
        "_published": ("product visible",),
    },
    continues=True,
)
BIGCOMMERCE_V3 = Dialect(
    "bigcommerce",
    "a product export of BigCommerce (V3)",
    (_plain_names("Item", "Name", "Inventory Tracking"), _plain_names("Item", "ID", "Name", "Is Visible")),
    {
        "name": ("name",),
        "url": ("product url", "url", "link"),
        "price": ("price",),
        "description": ("description",),
        "tags": ("categories", "search keywords"),
        "image_url": ("internal image url export", "image url import", "images"),
        "image_alt": ("image description",),
        "_compare": ("sale price", "retail price"),
        "_position": ("image sort order",),
        "_type": ("item",),
        "_id": ("id",),
        "_tracker": ("inventory tracking",),
        "_quantity": ("current stock",),
        "_published": ("is visible",),
    },
    continues=True,
)
PRESTASHOP = Dialect(
    "prestashop",
    "a product sheet of PrestaShop",
    (
        _plain_names("Product ID", "Active (0/1)", "Name"),
        _plain_names("ID", "Active (0/1)", "Name"),
        _plain_names("Name", "Reference", "Final price"),
        _plain_names("Name", "Reference", "Price (tax incl.)"),
        _plain_names("ID", "Nom", "Référence", "Prix (TTC)"),
        _plain_names("ID", "Actif (0/1)", "Nom"),
    ),
    {
        "name": ("name", "nom"),
        "url": ("url", "link", "product url"),  # `URL rewritten` is only the last path segment
        "price": (
            *("final price", "price tax incl", "price tax included", "price tax excluded or price tax included"),
            *("prix ttc", "prix final"),
        ),
        "description": ("summary", "short description", "résumé", "description"),
        "tags": ("tags x,y,z", "categories x,y,z", "category", "catégorie", "catégories x,y,z"),
        "image_url": ("image urls x,y,z", "image"),
        "image_alt": ("image alt texts x,y,z",),
        "_id": ("product id", "id"),
        "_quantity": ("quantity", "quantité"),
        "_policy": ("out of stock", "out of stock behavior", "action when out of stock"),
        "_available": ("available for order 0 = no, 1 = yes", "available for order"),
        "_published": ("active 0 1", "status", "actif 0 1", "état"),
    },
    has_addresses=False,
)
SHOPWARE = Dialect(
    "shopware",
    "a product export of Shopware",
    (_plain_names("id", "product_number", "active", "name"), _plain_names("ordernumber", "mainnumber", "name")),
    {
        "name": ("name", "translations default name"),
        "url": ("url", "link", "product url"),
        "price": ("price gross", "price default gross"),  # `price_EK` may include tax or not, as the shop is set up
        "description": ("description", "translations default description"),
        "tags": ("tags", "categories"),
        "image_url": ("cover media url", "cover url", "image"),
        "_compare": ("pseudoprice ek", "list price gross"),
        "_id": ("mainnumber", "id"),
        "_parent": ("parent id",),
        "_published": ("active",),  # at a stock of 0 it still sells, unless it is a clearance item
    },
    has_addresses=False,
)
OUR_EXPORT = Dialect("own", "a sheet of `ambassador export`")
PLAIN = Dialect("plain", "a sheet")

DIALECTS = (
    AWIN, SHOPIFY, WOOCOMMERCE, WP_ALL_EXPORT, GOOGLE, ETSY, SQUARE, WIX, SQUARESPACE, BIGCOMMERCE, BIGCOMMERCE_V3,
    PRESTASHOP, SHOPWARE,
)  # fmt: skip
"""Dialects in order of priority: the first whose required columns a sheet has is used."""
