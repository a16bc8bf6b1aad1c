"""Encodings of values in a network's link, and their decoders.

`{x}` is a query component; the other encodings are filters: `{dest|raw}`, `{items|pairs}` ...
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from msgspec import Struct

from generator.links.errors import LinkError
from generator.links.schemes.template import Value
from generator.links.urls.host import clean_authority
from generator.links.urls.url import clean_url, encode, split_url


class Encoding(Struct, frozen=True):
    """An encoding: `write` produces the text in the link, `pattern` matches it, `read` reverses `write`."""

    write: Callable[[str, Value], str]
    pattern: str
    read: Callable[[str], str]


def _text(name: str, value: Value) -> str:
    if isinstance(value, str):
        return value
    raise LinkError("tracking-value", f"`{name}` is a list; write a single text")


def _path(name: str, value: Value) -> str:
    return encode(_text(name, value)).replace("%2F", "/")


def _base(name: str, value: Value) -> str:
    parts = split_url(clean_url(_text(name, value)))
    if parts.query is not None or parts.fragment is not None:
        raise LinkError("tracking-value", f"`{name}` is an address with a `?` or a `#`", "delete everything after it")
    return str(parts).removesuffix("/")


def _slash(name: str, value: Value) -> str:
    path = _text(name, value)
    return path if path.endswith("/") else path + "/"


def _no_scheme(name: str, value: Value) -> str:
    return encode(_text(name, value).partition("://")[2])


def _pairs(name: str, value: Value) -> str:
    return ",".join(f"{encode(item)}:{count}" for item, count in cart_items(name, value))


def _ucp(name: str, value: Value) -> str:
    # UCP permalinks write an id with other letters as `~` and its base64url, never as %XX.
    return ",".join(f"{_ucp_id(item)}:{count}" for item, count in cart_items(name, value))


def _ucp_id(item: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9._-]+", item):
        return item
    encode(item)  # refuses lone surrogates
    return "~" + base64.urlsafe_b64encode(item.encode("utf-8")).decode("ascii").rstrip("=")


def cart_items(name: str, value: Value) -> list[tuple[str, int]]:
    """Return the items of a cart; a text is parsed as `id:quantity,id:quantity` with optional quantities.

    Raises LinkError `tracking-value`.
    """
    pairs = [_item(piece) for piece in value.split(",")] if isinstance(value, str) else value
    items: list[tuple[str, int]] = []
    for item, count in pairs:
        if not item or not re.fullmatch(r"[1-9][0-9]{0,3}", str(count), re.ASCII):
            raise LinkError(
                "tracking-value",
                f"`{name}` holds `{item}:{count}`, which is not a product and a quantity",
                "write the shop's id and a quantity from 1 to 9999, such as 70881412:1",
            )
        items.append((item, int(count)))
    return items


def _item(text: str) -> tuple[str, str]:
    item, colon, count = text.strip().rpartition(":")
    return (item, count) if colon else (count, "1")


QUERY = Encoding(lambda name, value: encode(_text(name, value)), r"[^/?&#]*", unquote)

ENCODINGS: Mapping[str, Encoding] = {
    "encode": QUERY,
    "raw": Encoding(_text, r".*?", str),
    "path": Encoding(_path, r"[^?&#]*", unquote),
    "host": Encoding(lambda name, value: clean_authority(_text(name, value)), r"[^/?#]*", str),
    "base": Encoding(_base, r"[^?#]*?", str),
    "slash": Encoding(_slash, r"/[^?#]*?", str),
    # ShareASale drops the scheme; its server accepts both.
    "no-scheme": Encoding(_no_scheme, r"[^/?&#]*", lambda text: "https://" + unquote(text)),
    "pairs": Encoding(_pairs, r"[^/?&#]*", unquote),
    "ucp": Encoding(_ucp, r"[^/?&#]*", str),
}
