"""Which product of the catalogue an address of the shop is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, unquote, urlsplit

import idna

from generator.models.product import Product
from generator.prose.parts import LinkSlot, Prose

Query = tuple[tuple[str, str], ...]
Addresses = Mapping[str, tuple[tuple[str, Query], ...]]
"""Products by their address without its query, as it is and as `_alike` has it: their ids, and their queries."""


_LANGUAGE = re.compile(r"\A[a-z]{2}(?:[-_][a-z]{2,4})?(?:/|\Z)")
_COLLECTION = re.compile(r"\Acollections/[^/]+/(products/)")
_INDEX = re.compile(r"/index\.html?\Z")
_SCRIPTS = (".php", ".asp", ".aspx", ".cgi", ".cfm", ".do", ".jsp", ".pl")


def addresses_of(products: Mapping[str, Product]) -> Addresses:
    """The addresses of a catalogue."""
    found: dict[str, list[tuple[str, Query]]] = {}
    for id_, product in products.items():
        if parts := _split(product.url):
            for address in (parts[0], _alike(parts[0])):
                found.setdefault(address, []).append((id_, parts[1]))
    return {address: tuple(named) for address, named in found.items()}


def host_of_shop(shop: str) -> str:
    """The host of the shop as people type it: without `www.`."""
    try:
        return (urlsplit(shop).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def with_products(prose: Prose, addresses: Addresses) -> Prose:
    """A text whose links to a product's address name the product."""
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
    """The id of the product that an address is, "" for none.

    `www.`, the case of the host, a slash at the end and what else its query says make no difference. Where several
    products have one address, or an address names no product by its path (`/?p=12`), the query must hold theirs. An
    address that no product has in this form may be one in another language or from a collection of the shop.
    """
    parts = _split(url)
    if parts is None:
        return ""
    address = parts[0] if parts[0] in addresses else _alike(parts[0])
    named = addresses.get(address, ())
    if len(named) == 1 and _names_a_thing(address):
        return named[0][0]
    fitting = [
        (len(query), id_) for id_, query in named if set(query) <= set(parts[1]) and (query or _names_a_thing(address))
    ]
    most = max(fitting, default=(0, ""))[0]
    return _only(id_ for size, id_ in fitting if size == most)


def is_address_of(url: str, product: str) -> bool:
    """Whether an address is one of the product that the shop has at the address `product`."""
    parts = _split(product)
    if parts is None:
        return False
    named = (("it", parts[1]),)
    return product_at(url, {parts[0]: named, _alike(parts[0]): named}) == "it"


def _only(ids: Iterable[str]) -> str:
    found = list(ids)
    return found[0] if len(found) == 1 else ""


def _names_a_thing(address: str) -> bool:
    """Whether a path can be that of one product: not the front page, and no script that a query tells what to show."""
    return "/" in address and not address.lower().endswith(_SCRIPTS)


def _alike(address: str) -> str:
    """What the addresses of one product have in common, in a form that no address has."""
    host, _, path = address.lower().partition("/")
    path = _COLLECTION.sub(r"\1", _LANGUAGE.sub("", re.sub("/{2,}", "/", path).lstrip("/")))
    return f"~{host.removeprefix('m.')}/{_INDEX.sub('', path)}".rstrip("/")


def _split(url: str) -> tuple[str, Query] | None:
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
