"""The elements of a page, found in one walk for all checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

# What most elements of a page have, and nothing else; no check asks for an element by one of these.
_PLAIN = frozenset(
    [
        *("class", "title", "datetime", "width", "height", "aria-hidden", "aria-label", "aria-labelledby"),
        *("viewBox", "preserveAspectRatio", "focusable", "d", "cx", "cy", "r", "x", "y", "fill", "stroke"),
    ]
)
# What is asked for by its tag, and so whatever attributes it has.
_TAGS = frozenset({"script", "style", "meta", "img", "input", "area", "noscript"})


class Element(NamedTuple):
    """An element of a page; an attribute without a value is None."""

    node: LexborNode
    tag: str
    attributes: Mapping[str, str | None]

    def value(self, attribute: str) -> str:
        """The attribute's value, "" where there is none."""
        return self.attributes.get(attribute) or ""


class Elements:
    """Those elements that a check may ask for, in the order of the page. What is in a `<template>` is not on it."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        """Walk the tree."""
        self._tagged: dict[str, list[Element]] = {tag: [] for tag in _TAGS}
        self._having: defaultdict[str, list[Element]] = defaultdict(list)
        for node in tree.css("*"):
            tag, attributes = node.tag or "", node.attributes
            if tag in _TAGS or not _PLAIN.issuperset(attributes):
                element = Element(node, tag, attributes)
                if tag in _TAGS:
                    self._tagged[tag].append(element)
                for name in attributes:
                    if name not in _PLAIN:
                        self._having[name].append(element)

    def tagged(self, *tags: str) -> Iterator[Element]:
        """The elements of some tags, tag by tag."""
        return (element for tag in tags for element in self._tagged[tag])

    def having(self, attribute: str) -> Sequence[Element]:
        """The elements with an attribute."""
        if attribute in _PLAIN:
            raise ValueError(f"elements are not known by `{attribute}`")
        return self._having.get(attribute, ())

    @property
    def attributes(self) -> Set[str]:
        """The names of all attributes that elements can be asked for by."""
        return self._having.keys()
