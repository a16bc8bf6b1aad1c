"""The addresses in a page's attributes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from generator.checks.elements import Elements
from generator.checks.page_urls import Opening, opening_of

_URL_ATTRIBUTES = frozenset({"href", "src", "poster", "data", "action", "formaction", "background", "xlink:href"})
_SEVERAL = frozenset({"srcset", "imagesrcset", "ping"})


class Reference(NamedTuple):
    """An address in a page: its element, its attribute, and the parsed address."""

    node: LexborNode
    tag: str
    rel: frozenset[str]
    """The words of the element's `rel`, in lower case."""
    attribute: str
    url: str
    opening: Opening


def references_in(elements: Elements) -> Iterator[Reference]:
    """Yield the address of every attribute, and each candidate of a `srcset`; redirects come last."""
    for name in sorted(_URL_ATTRIBUTES & elements.attributes):
        for node, tag, attributes in elements.having(name):
            url = attributes[name] or ""
            yield Reference(node, tag, words(attributes.get("rel") or ""), name, url, opening_of(url))
    for name in sorted(_SEVERAL & elements.attributes):
        for element in elements.having(name):
            for url in _several(name, element.value(name)):
                yield Reference(element.node, element.tag, words(element.value("rel")), name, url, opening_of(url))
    for meta in elements.having("http-equiv"):
        if meta.tag == "meta" and meta.value("http-equiv").lower() == "refresh":
            _, sign, url = re.sub(r"\s", "", meta.value("content")).partition("url=")
            if sign:
                url = url.strip("'\"")
                yield Reference(meta.node, "meta", frozenset(), "content", url, opening_of(url))


def _several(attribute: str, text: str) -> Iterable[str]:
    return text.split() if attribute == "ping" else split_srcset(text)


def split_srcset(text: str) -> list[str]:
    """Return the addresses of a `srcset` (HTML standard, "parsing a srcset attribute")."""
    urls = []
    remaining_text = text.lstrip(" \t\n\f\r,")
    while remaining_text:
        url, _, remaining_text = [*re.split(r"([ \t\n\f\r]+)", remaining_text, maxsplit=1), "", ""][:3]
        if not url.endswith(","):
            remaining_text = remaining_text.partition(",")[2]
        urls.append(url.rstrip(","))
        remaining_text = remaining_text.lstrip(" \t\n\f\r,")
    return urls


@lru_cache(maxsize=256)
def words(rel: str) -> frozenset[str]:
    """Return the words of a `rel`, in lower case."""
    return frozenset(rel.lower().split())
