"""A web address taken apart to its decoded keys, once for all that is asked of it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from generator.links.errors import LinkError
from generator.links.urls.query import is_utm, read_pair
from generator.links.urls.url import clean_fragment, clean_query, clean_url


class QueryParam(NamedTuple):
    """What stands between two `&` of a query: clean, and decoded as a shop's server reads it."""

    text: str
    key: str
    value: str
    is_utm: bool


class ParsedUrl(NamedTuple):
    """A clean web address: all before the query, the query's pieces, and the fragment.

    A bare `?` is one empty piece; where there is no `#`, the fragment is None.
    """

    head: str
    params: tuple[QueryParam, ...]
    fragment: str | None

    def __str__(self) -> str:
        """Return the address, byte for byte."""
        query = "?" + "&".join([piece.text for piece in self.params]) if self.params else ""
        return self.head + query + ("" if self.fragment is None else "#" + self.fragment)

    def pairs(self) -> list[tuple[str, str]]:
        """The decoded pairs of the query, in order."""
        return [(piece.key, piece.value) for piece in self.params if piece.text]

    def utm(self) -> list[tuple[str, str]]:
        """The decoded pairs with a `utm_*` key, in order."""
        return [(piece.key, piece.value) for piece in self.params if piece.is_utm]


def parse_url(url: str) -> ParsedUrl:
    """Take an address apart, clean as `clean_url` makes it; raises LinkError as that does.

    A page's links have most of their parts in common, so each part is cleaned by itself, and remembered.
    """
    rest, hash_, fragment = url.strip().partition("#")
    head, mark, query = rest.partition("?")
    try:
        pieces = tuple([_param(text) for text in query.split("&")]) if mark else ()
        return ParsedUrl(_head(head), pieces, _fragment(fragment) if hash_ else None)
    except LinkError:
        clean_url(url)  # says the same of the whole address, and of that people know where it stands
        raise


@lru_cache(maxsize=4096)
def _head(text: str) -> str:
    return clean_url(text + "#")[:-1]  # with its end marked, so that a space there is part of the path


@lru_cache(maxsize=4096)
def _param(text: str) -> QueryParam:
    text = clean_query(text)
    key, value = read_pair(text)
    return QueryParam(text, key, value, is_utm(key))


_fragment = lru_cache(maxsize=1024)(clean_fragment)
