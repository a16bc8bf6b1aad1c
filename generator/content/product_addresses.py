"""Recognition of products of the catalogue by their shop addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, unquote, urlsplit

import idna
from msgspec.structs import replace

from generator.models.product import Product
from generator.problems import did_you_mean
from generator.prose.parts import LinkSlot, Prose

Query = tuple[tuple[str, str], ...]
Addresses = Mapping[str, tuple[tuple[str, Query], ...]]
"""Products by address without query, in its original form and in that of `_alike`: ids and queries."""


_LANGUAGE = re.compile(r"\A[a-z]{2}(?:[-_][a-z]{2,4})?(?:/|\Z)")
_COLLECTION = re.compile(r"\Acollections/[^/]+/(products/)")
_INDEX = re.compile(r"/index\.html?\Z")
_SCRIPTS = (".php", ".asp", ".aspx", ".cgi", ".cfm", ".do", ".jsp", ".pl")


def addresses_of(products: Mapping[str, Product]) -> Addresses:
    """Return the addresses of a catalogue."""
    products_by_address: dict[str, list[tuple[str, Query]]] = {}
    for id_, product in products.items():
        if parts := _split_url(product.url):
            for address in (parts[0], _alike(parts[0])):
                products_by_address.setdefault(address, []).append((id_, parts[1]))
    return {address: tuple(products_there) for address, products_there in products_by_address.items()}


def host_of_shop(shop: str) -> str:
    """Return the shop's host without `www.`, as users type it."""
    try:
        return (urlsplit(shop).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def with_products(prose: Prose, addresses: Addresses) -> Prose:
    """Return the text with product ids on all links to a product's address."""
    if not any(isinstance(part, LinkSlot) and _is_web(part.href) for part in prose.parts):
        return prose
    return replace(
        prose,
        parts=tuple(
            replace(part, product=product_at(part.href, addresses))
            if isinstance(part, LinkSlot) and not part.product and _is_web(part.href)
            else part
            for part in prose.parts
        ),
    )


def product_at(url: str, addresses: Addresses) -> str:
    """Return the id of the product at an address, "" for none.

    `www.`, the host's case, a slash at the end and extra query keys make no difference. If several products share an
    address, or its path names none (`/?p=12`), the query must contain theirs. An address without an exact match may be
    one in another language, or below a collection of the shop.
    """
    parts = _split_url(url)
    if parts is None:
        return ""
    address = parts[0] if parts[0] in addresses else _alike(parts[0])
    products_there = addresses.get(address, ())
    if len(products_there) == 1 and _names_a_thing(address):
        return products_there[0][0]
    fitting = [
        (len(query), id_)
        for id_, query in products_there
        if set(query) <= set(parts[1]) and (query or _names_a_thing(address))
    ]
    most = max(fitting, default=(0, ""))[0]
    return _only(id_ for size, id_ in fitting if size == most)


def is_address_of(url: str, product: str) -> bool:
    """Return whether an address is one of the product at the shop's address `product`."""
    parts = _split_url(product)
    if parts is None:
        return False
    products_there = (("it", parts[1]),)
    return product_at(url, {parts[0]: products_there, _alike(parts[0]): products_there}) == "it"


def _only(ids: Iterable[str]) -> str:
    all_ids = list(ids)
    return all_ids[0] if len(all_ids) == 1 else ""


def _names_a_thing(address: str) -> bool:
    """Return whether a path can identify one product: not the front page, and not a script that needs a query."""
    return "/" in address and not address.lower().endswith(_SCRIPTS)


def _alike(address: str) -> str:
    """Return the common form of one product's addresses; no real address has this form."""
    host, _, path = address.lower().partition("/")
    path = _COLLECTION.sub(r"\1", _LANGUAGE.sub("", re.sub("/{2,}", "/", path).lstrip("/")))
    return f"~{host.removeprefix('m.')}/{_INDEX.sub('', path)}".rstrip("/")


def _split_url(url: str) -> tuple[str, Query] | None:
    host = _host(url)
    if not host:
        return None
    parts = urlsplit(url)
    try:
        query = tuple(sorted(set(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100))))
    except ValueError:
        query = ()
    return host.removeprefix("www.") + unquote(parts.path).rstrip("/"), query


def _host(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host:
        return None
    try:
        host = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return None
    return host if port in (None, 80, 443) else f"{host}:{port}"


def _is_web(href: str) -> bool:
    return href[:8].lower().startswith(("http://", "https://"))


def hint_by_shop(name: str, products: Mapping[str, Product]) -> str:
    """Return which id to write for what the shop calls one product: its variant or handle; "" for any other name."""
    ids = [id_ for id_, product in products.items() if name in (product.variant, product.handle)]
    if len(ids) != 1:
        return ""
    what = "variant" if products[ids[0]].variant == name else "handle"
    return f"`{name[:70]}` is the {what} of `{ids[0]}`: write `{ids[0]}`"


def hint_for_product(name: str, products: Mapping[str, Product]) -> str:
    """Return which id to write instead of an unknown one."""
    return hint_by_shop(name, products) or did_you_mean(name, products, "write an id from content/products.yaml")
