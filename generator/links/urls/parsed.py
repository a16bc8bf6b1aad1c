"""Parsed web address with decoded keys, so that each part is parsed only once."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from generator.links.errors import LinkError
from generator.links.urls.query import is_utm, read_pair
from generator.links.urls.url import clean_fragment, clean_query, clean_url


class QueryParam(NamedTuple):
    """One parameter of a query: its clean text, and the key and value that a shop's server decodes."""

    text: str
    key: str
    value: str
    is_utm: bool


class ParsedUrl(NamedTuple):
    """A clean web address: all before the query, the query's parameters, and the fragment.

    A bare `?` is one empty parameter; without a `#`, the fragment is None.
    """

    head: str
    params: tuple[QueryParam, ...]
    fragment: str | None

    def __str__(self) -> str:
        """Return the address, byte for byte."""
        query = "?" + "&".join([piece.text for piece in self.params]) if self.params else ""
        return self.head + query + ("" if self.fragment is None else "#" + self.fragment)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the decoded pairs of the query, in order."""
        return [(piece.key, piece.value) for piece in self.params if piece.text]

    def utm(self) -> list[tuple[str, str]]:
        """Return the decoded pairs with a `utm_*` key, in order."""
        return [(piece.key, piece.value) for piece in self.params if piece.is_utm]


def parse_url(url: str) -> ParsedUrl:
    """Parse an address and clean it like `clean_url`; raises the same LinkError.

    Links of a page share most of their parts, so each part is cleaned and cached by itself.
    """
    address, hash_, fragment = url.strip().partition("#")
    head, mark, query = address.partition("?")
    try:
        pieces = tuple([_param(text) for text in query.split("&")]) if mark else ()
        return ParsedUrl(_head(head), pieces, _fragment(fragment) if hash_ else None)
    except LinkError:
        clean_url(url)  # raises for the whole address, which users can find in their files
        raise


@lru_cache(maxsize=4096)
def _head(text: str) -> str:
    return clean_url(text + "#")[:-1]  # the `#` keeps a space at the end as part of the path


@lru_cache(maxsize=4096)
def _param(text: str) -> QueryParam:
    text = clean_query(text)
    key, value = read_pair(text)
    return QueryParam(text, key, value, is_utm(key))


_fragment = lru_cache(maxsize=1024)(clean_fragment)
