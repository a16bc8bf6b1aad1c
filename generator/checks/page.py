"""A built page, parsed once for all checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Literal, TypeVar, cast

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.checks.css import css_urls
from generator.checks.elements import Elements
from generator.checks.references import Reference, references_in

F = TypeVar("F")
T = TypeVar("T")
Kind = Literal["person", "channel", "short-link", "ended", "directory", "text", "not-found", "redirect"]

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|opacity\s*:\s*0*(\.0+)?\s*(;|!|$)"
    r"|font-size\s*:\s*0[a-z%]*\s*(;|!|$)|content-visibility\s*:\s*hidden",
    re.IGNORECASE,
)


class HtmlPage(Struct, frozen=True):
    """A page before it is written: its output path, its HTML, and its kind."""

    path: str
    html: str
    kind: Kind


class ParsedPage:
    """A built page with its tree. Drop it after its checks: a tree is ten times as large as its page."""

    def __init__(self, html_page: HtmlPage) -> None:
        """Parse the page."""
        self.path, self.html, self.kind = html_page.path, html_page.html, html_page.kind
        self.tree = LexborHTMLParser(html_page.html)
        self._shared_values: dict[object, object] = {}

    def once(self, make: Callable[[ParsedPage, F], T], context: F) -> T:
        """Return a value that several checks of this page share, computed for the first of them."""
        if make not in self._shared_values:
            self._shared_values[make] = make(self, context)
        return cast("T", self._shared_values[make])

    @cached_property
    def elements(self) -> Elements:
        """Return the elements that checks ask for."""
        return Elements(self.tree)

    @cached_property
    def ids(self) -> list[str]:
        """Return every id in order, with repetitions."""
        return [element.value("id") for element in self.elements.having("id")]

    @cached_property
    def styles(self) -> list[str]:
        """Return the text of every `<style>`."""
        return [element.node.text() for element in self.elements.with_tags("style")]

    @cached_property
    def style_attributes(self) -> list[tuple[str, str]]:
        """Return every `style` attribute, with the tag of its element."""
        return [(element.tag, element.value("style")) for element in self.elements.having("style")]

    @cached_property
    def style_urls(self) -> list[str]:
        """Return every address that a style in the page loads."""
        return [
            url for style in (*self.styles, *(style for _, style in self.style_attributes)) for url in css_urls(style)
        ]

    @cached_property
    def references(self) -> list[Reference]:
        """Return the address of every attribute, and each candidate of a `srcset`."""
        return list(references_in(self.elements))

    @cached_property
    def links(self) -> list[Reference]:
        """Return the addresses that a visitor can follow."""
        return [reference for reference in self.references if reference.tag in ("a", "area")]


def is_hidden(node: LexborNode) -> bool:
    """Return whether the markup itself hides an element. The effect of style sheets is unknown here."""
    above: LexborNode | None = node
    inside: LexborNode | None = None
    while above is not None:
        if above.tag in ("template", "noscript", "script", "style", "head"):
            return True
        attributes = above.attributes
        if "hidden" in attributes or (attributes.get("aria-hidden") or "").lower() == "true":
            return True
        if _HIDING.search(attributes.get("style") or ""):
            return True
        is_closed = above.tag in ("details", "dialog") and "open" not in attributes
        if is_closed and (above.tag == "dialog" or inside is None or inside.tag != "summary"):
            return True
        above, inside = above.parent, above
    return False


def visible_text(node: LexborNode) -> str:
    """Return the text inside an element that the markup does not hide."""
    return " ".join(visible_texts(node))


def visible_texts(node: LexborNode) -> Iterator[str]:
    """Yield the runs of text inside an element that the markup does not hide."""
    for text in node.traverse(include_text=True):
        if text.tag == "-text" and text.parent is not None and not is_hidden(text.parent):
            yield text.text()
