"""The elements of a page, collected in one walk for all checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Elements with only these attributes are skipped: no check looks for them.
_PLAIN = frozenset(
    [
        *("class", "title", "datetime", "width", "height", "aria-hidden", "aria-label", "aria-labelledby"),
        *("viewBox", "preserveAspectRatio", "focusable", "d", "cx", "cy", "r", "x", "y", "fill", "stroke"),
    ]
)
# Checks look for these tags, so they are kept with any attributes.
_TAGS = frozenset({"script", "style", "meta", "img", "input", "area", "noscript"})


class Element(NamedTuple):
    """An element of a page. An attribute without a value is None."""

    node: LexborNode
    tag: str
    attributes: Mapping[str, str | None]

    def value(self, attribute: str) -> str:
        """Return the attribute's value, or ""."""
        return self.attributes.get(attribute) or ""


class Elements:
    """The elements that a check may ask for, in the order of the page, without the content of `<template>`."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        """Walk the tree."""
        self._by_tag: dict[str, list[Element]] = {tag: [] for tag in _TAGS}
        self._having: defaultdict[str, list[Element]] = defaultdict(list)
        for node in tree.css("*"):
            tag, attributes = node.tag or "", node.attributes
            if tag in _TAGS or not _PLAIN.issuperset(attributes):
                element = Element(node, tag, attributes)
                if tag in _TAGS:
                    self._by_tag[tag].append(element)
                for name in attributes:
                    if name not in _PLAIN:
                        self._having[name].append(element)

    def with_tags(self, *tags: str) -> Iterator[Element]:
        """Yield the elements of some tags, tag by tag."""
        return (element for tag in tags for element in self._by_tag[tag])

    def having(self, attribute: str) -> Sequence[Element]:
        """Return the elements with an attribute."""
        if attribute in _PLAIN:
            raise ValueError(f"elements are not known by `{attribute}`")
        return self._having.get(attribute, ())

    @property
    def attributes(self) -> Set[str]:
        """Return the names of all attributes that `having` knows."""
        return self._having.keys()
