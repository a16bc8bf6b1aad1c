"""Editing of keys in the query of a link; every other byte stays unchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote_plus

from generator.links.urls.url import (
    UrlParts,
    clean_url,
    encode,
    is_web,
    split_url,
)

Existing = Literal["replace", "keep", "fill"]
"""Rule for `utm_*` keys that a destination already has. `replace` removes all of them. `keep` keeps them and adds none.
`fill` keeps them and adds only missing ones."""

Pairs = Mapping[str, str] | Iterable[tuple[str, str]]

# Each identifies one click of one browser: useless and wrong in another person's link. Sources:
# support.google.com/google-ads/answer/9744275, ads.tiktok.com ("About TikTok Click ID"), and the query filters of
# brave/adblock-lists.
CLICK_IDS = frozenset(
    [
        *("gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid"),
        *("fbclid", "igsh", "igshid", "msclkid", "ttclid", "twclid", "li_fat_id", "epik", "rdt_cid", "sccid"),
        *("yclid", "ysclid", "mc_eid", "_hsenc", "_hsmi", "irclickid", "awc"),
    ]
)


def merge_query(url: str, pairs: Pairs, existing: Existing = "replace") -> str:
    """Return `url` with `pairs` in its query, each key once; pairs with an empty value are left out.

    An existing key is replaced. `utm_*` keys follow `existing`, and match in any case and encoding. Anything but an
    absolute http(s) address is returned unchanged. Idempotent.

    Raises LinkError like `clean_url`.
    """
    return add_pairs(clean_url(url), _items(pairs), existing) if is_web(url) else url


def add_pairs(url: str, pairs: Iterable[tuple[str, str]], existing: Existing = "replace") -> str:
    """Add pairs like `merge_query`, to a clean absolute address."""
    new_pairs = {key: _encode_pair(key, value) for key, value in pairs if value}
    if not new_pairs:
        return url
    origin, path, query, fragment = split_url(url)
    if not query:
        return str(UrlParts(origin, path, "&".join(new_pairs.values()), fragment))
    pieces = query.split("&")
    keys = [read_pair(piece)[0] for piece in pieces]
    has_utm = any(map(is_utm, keys))
    wants_utm = any(map(is_utm, new_pairs))
    if has_utm and existing == "keep":
        new_pairs = {key: pair for key, pair in new_pairs.items() if not is_utm(key)}
    elif has_utm and existing == "fill":
        standing = {key.lower() for key in keys}
        new_pairs = {key: pair for key, pair in new_pairs.items() if not (is_utm(key) and key.lower() in standing)}
    for key in [key for key in new_pairs if not is_utm(key)]:
        # An identical pair keeps its position, so that merging twice changes nothing.
        if keys.count(key) == 1 and pieces[keys.index(key)] == new_pairs[key]:
            del new_pairs[key]
    replaces = wants_utm and existing == "replace"
    query = without_keys(query, lambda key: key in new_pairs or (replaces and is_utm(key)))
    return str(UrlParts(origin, path, _join(query, "&".join(new_pairs.values())), fragment))


def drop_query(url: str, is_dropped: Callable[[str], bool]) -> str:
    """Return a clean `url` without the decoded keys that are `is_dropped`; an empty query loses its `?`."""
    parts = split_url(url)
    if not parts.query:
        return url
    query = without_keys(parts.query, is_dropped)
    if query == parts.query:
        return url
    return str(parts._replace(query=query.removesuffix("&") or None))


def without_keys(query: str, is_dropped: Callable[[str], bool]) -> str:
    """Remove pieces from a query, each with the `&` after it.

    If the last piece goes, the `&` before it stays, ready for the next key.
    """
    pieces = query.split("&")
    remaining_pieces = [piece for piece in pieces if not is_dropped(read_pair(piece)[0])]
    if len(remaining_pieces) == len(pieces):
        return query
    return "&".join(remaining_pieces) + ("&" if remaining_pieces and is_dropped(read_pair(pieces[-1])[0]) else "")


def drop_click_ids(url: str) -> str:
    """Return `url` without click ids (`gclid`, `fbclid` ...), which an address copied from a browser may have."""
    return drop_query(clean_url(url), is_click_id) if is_web(url) else url


def query_pairs(url: str) -> list[tuple[str, str]]:
    """Return the query of a clean `url` as decoded pairs, in order, like a shop's server decodes it."""
    query = split_url(url).query or ""
    return [read_pair(piece) for piece in query.split("&") if piece]


def is_utm(key: str) -> bool:
    """Return whether a decoded key is one of analytics' `utm_*`."""
    return key[:4].lower() == "utm_"


def is_click_id(key: str) -> bool:
    """Return whether a decoded key identifies a single click of a single browser."""
    return key.lower() in CLICK_IDS


def encode_key(key: str) -> str:
    """Encode a key of a query; `/` and `[]` stay, as in `attribution/utm_source` and `attributes[k]`."""
    if key.isidentifier() and key.isascii():
        return key
    return encode(key).replace("%2F", "/").replace("%5B", "[").replace("%5D", "]")


@lru_cache(maxsize=4096)
def _encode_pair(key: str, value: str) -> str:
    return f"{encode_key(key)}={encode(value)}"


def _items(pairs: Pairs) -> Iterable[tuple[str, str]]:
    return pairs.items() if isinstance(pairs, Mapping) else pairs


@lru_cache(maxsize=4096)
def read_pair(piece: str) -> tuple[str, str]:
    """Decode one parameter of a query into key and value."""
    key, _, value = piece.partition("=")
    return _decode(key), _decode(value)


def _decode(text: str) -> str:
    return unquote_plus(text) if "%" in text or "+" in text else text


def _join(query: str, new_query: str) -> str:
    if not new_query:
        return query
    return query + new_query if not query or query.endswith("&") else f"{query}&{new_query}"
