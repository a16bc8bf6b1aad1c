"""Index of the site's products by everything that people call them: id, handle, name, shop address, variant."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from urllib.parse import parse_qs, unquote, urlsplit

from generator.authoring.slug import slug_of
from generator.models.product import Product

_NOTION = re.compile(r"https://(?:www\.)?notion\.so/(?:[^/\s]+/)?([^/\s]+)-[0-9a-f]{32}(?:[?#]\S*)?")
_IN_ADDRESS = ("products", "product", "p", "produit", "produkt", "producto", "prodotto", "shop", "item")


class Catalogue:
    """Index of product names. `find` returns the ids that match a text: none, one, or several of one name."""

    def __init__(self, products: Mapping[str, Product]) -> None:
        self.names = sorted({product.name for product in products.values()})
        self._levels: tuple[dict[str, set[str]], ...] = tuple(defaultdict(set) for _ in range(4))
        ids, handles, names, slugs = self._levels
        self._addresses: dict[str, set[str]] = defaultdict(set)
        for id_, product in products.items():
            ids[id_].add(id_)
            if product.handle:
                handles[product.handle.casefold()].add(id_)
            names[_squash(product.name)].add(id_)
            slugs[slug_of(product.name, "")].add(id_)
            for key in _address_keys(str(product.url)):
                self._addresses[key].add(id_)
            if product.variant:
                self._addresses[f"variant={product.variant}"].add(id_)

    def find(self, text: str) -> set[str]:
        """Return the ids of the products that a text names; the most reliable kind of match wins."""
        if re.match(r"(?:https?:)?//|www\.|[\w-]+(?:\.[\w-]+)+/", text):
            return self._by_address(text)
        slug = slug_of(text, "")
        keys = (text.casefold(), text.casefold(), _squash(text), slug)
        candidates = [level.get(key) for level, key in zip(self._levels, keys, strict=True) if key]
        ids, handles, *_ = self._levels
        # `Serum N5` for `Serum N°5`, which the shop has at `serum-n5`.
        return next(filter(None, [*candidates, ids.get(slug), handles.get(slug)]), set())

    def _by_address(self, text: str) -> set[str]:
        for key in _address_keys(text):
            if ids_found := self._addresses.get(key):
                return ids_found
        ids, handles, _, slugs = self._levels
        page = _NOTION.fullmatch(text)
        if page:  # a page has its product's name, and its address spells the title
            return slugs.get(slug_of(unquote(page[1]), "")) or set()
        for before, step in pairwise(_steps(text)):
            ids_found = ids.get(step) or handles.get(step) or ids.get(slug_of(step, ""))
            if ids_found and before in _IN_ADDRESS:
                return ids_found
        return set()


def _squash(name: str) -> str:
    """Return only letters and digits: `Serum N°5`, `Sérum n° 5` and `SERUM No5™` are one name."""
    folded_name = unicodedata.normalize("NFKD", re.sub("[™®©]", "", name).replace("°", "o")).casefold()
    return "".join(char for char in folded_name if char.isalnum()) or " ".join(name.split())


def _address_keys(url: str) -> Iterable[str]:
    """Yield the keys that find an address: its variant or number first, then the address without its query."""
    try:
        parts = urlsplit(url if "//" in url else f"https://{url}")
        query = parse_qs(parts.query, max_num_fields=60)
    except ValueError:
        return
    for name in ("variant", "variation_id", "p"):
        if value := query.get(name):
            yield f"variant={value[0]}"
    host = (parts.hostname or "").removeprefix("www.")
    number = f"?p={query['p'][0]}" if query.get("p") else ""
    yield f"{host}{unquote(parts.path).rstrip('/')}{number}".casefold()


def _steps(url: str) -> list[str]:
    try:
        path = urlsplit(url if "//" in url else f"https://{url}").path
    except ValueError:
        return []
    return [step for step in unquote(path).casefold().split("/") if step]
