"""Column names of WooCommerce's product export, which uses the language of the person who exports.

Source: the translations of WooCommerce (translate.wordpress.org), as they appear in exports: English, German, French,
Spanish, Italian, Portuguese, Dutch, Polish.
"""

from __future__ import annotations

HEADERS = (
    ("Type", "SKU", "Name", "Regular price"),
    ("ID", "Type", "Name", "Published"),
    ("Typ", "Name", "Veröffentlicht"),
    ("Typ", "Name", "Regulärer Preis"),
    ("Type", "Nom", "Publié"),
    ("Type", "Nom", "Tarif régulier"),
    ("Type", "UGS", "Nom"),
    ("Tipo", "Nombre", "Publicado"),
    ("Tipo", "Nombre", "Precio normal"),
    ("Tipo", "Nome", "Pubblicato"),
    ("Tipo", "Nome", "Prezzo di listino"),
    ("Tipo", "Nome", "Publicado"),
    ("Tipo", "SKU", "Nome", "Preço"),
    ("Type", "Naam", "Gepubliceerd"),
    ("Type", "Naam", "Reguliere prijs"),
    ("Typ", "Nazwa", "Opublikowano"),
    ("Typ", "SKU", "Nazwa", "Cena"),
)
"""Sets of columns that occur together only in WooCommerce's sheets."""
NAMES = {
    "name": ("name", "nom", "nombre", "nome", "naam", "nazwa"),
    "variant": ("id",),
    "url": ("permalink", "product url"),
    "handle": ("slug",),
    "price": (
        *("regular price", "regulärer preis", "tarif régulier", "prix régulier", "prix de base", "precio normal"),
        *("prezzo di listino", "preço normal", "preço regular", "preço", "reguliere prijs", "cena regularna", "cena"),
        "price",
    ),
    "description": (
        *("short description", "kurzbeschreibung", "description courte", "descripción corta", "breve descrizione"),
        *("descrizione breve", "descrição curta", "descrição breve", "korte omschrijving", "korte beschrijving"),
        *("krótki opis", "description", "beschreibung", "descripción", "descrizione", "descrição", "beschrijving"),
        *("omschrijving", "opis"),
    ),
    "tags": (
        *("tags", "schlagwörter", "étiquettes", "mots clés", "etiquetas", "tag", "tagi", "categories", "kategorien"),
        *("catégories", "categorías", "categorie", "categorias", "categorieën", "kategorie"),
    ),
    "available": (
        *("in stock", "vorrätig", "auf lager", "en stock", "en inventaire", "¿existencias", "¿en inventario"),
        *("em estoque", "em stock", "op voorraad", "w magazynie", "na stanie"),
    ),
    "image_url": ("images", "bilder", "imágenes", "immagini", "imagens", "afbeeldingen", "obrazki", "zdjęcia"),
    "_compare": (
        *("sale price", "angebotspreis", "tarif promo", "prix promo", "prix de vente", "precio rebajado"),
        *("prezzo in offerta", "preço promocional", "actieprijs", "cena promocyjna"),
    ),
    "_type": ("type", "typ", "tipo"),
    "_sku": ("sku", "artikelnummer", "ugs", "cod", "ref"),
    "_parent": (
        *("parent", "übergeordnetes produkt", "superior", "genitore", "ascendente", "produto ascendente", "hoofd"),
        *("element nadrzędny", "nadrzędny"),
    ),
    "_published": (
        *("published", "veröffentlicht", "publié", "publicado", "pubblicato", "gepubliceerd", "opublikowano"),
        "opublikowany",
    ),
}
"""A field's names, each `plain`."""
