"""A built page, parsed once for all checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple, TypeVar, cast

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.checks.css import css_urls

F = TypeVar("F")
T = TypeVar("T")
Kind = Literal["person", "channel", "short-link", "ended", "directory", "text", "not-found", "redirect"]

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|opacity\s*:\s*0*(\.0+)?\s*(;|!|$)"
    r"|font-size\s*:\s*0[a-z%]*\s*(;|!|$)|content-visibility\s*:\s*hidden",
    re.IGNORECASE,
)
_URL_ATTRIBUTES = ("href", "src", "poster", "data", "action", "formaction", "background", "xlink:href")
_SET_ATTRIBUTES = ("srcset", "imagesrcset")
_WITH_ADDRESS = ", ".join(
    f"[{name.replace(':', chr(92) + ':')}]" for name in (*_URL_ATTRIBUTES, *_SET_ATTRIBUTES, "ping")
)


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """A page as it will be written: its output path, its HTML, and what kind of page it is."""

    path: str
    html: str
    kind: Kind


class Reference(NamedTuple):
    """An address in a page: the element that holds it, the attribute, and the address as it was parsed."""

    node: LexborNode
    tag: str
    rel: frozenset[str]
    """The words of the element's `rel`, in lower case."""
    attribute: str
    url: str


class Page:
    """A built page with its tree. It lives only while it is checked: a tree is ten times its page's size."""

    def __init__(self, built: BuiltPage) -> None:
        """Parse the page."""
        self.path, self.html, self.kind = built.path, built.html, built.kind
        self.tree = LexborHTMLParser(built.html)
        self._made: dict[object, object] = {}

    def once(self, make: Callable[[Page, F], T], facts: F) -> T:
        """Work out what several checks of this page want for the first of them."""
        if make not in self._made:
            self._made[make] = make(self, facts)
        return cast("T", self._made[make])

    @cached_property
    def ids(self) -> list[str]:
        """Every id, in order, repeated as they are."""
        return [node.attributes["id"] or "" for node in self.tree.css("[id]")]

    @cached_property
    def styles(self) -> list[str]:
        """The text of every `<style>`."""
        return [node.text() for node in self.tree.css("style")]

    @cached_property
    def style_attributes(self) -> list[tuple[str, str]]:
        """Every `style` attribute, with the tag of its element."""
        return [(node.tag or "", node.attributes["style"] or "") for node in self.tree.css("[style]")]

    @cached_property
    def style_urls(self) -> list[str]:
        """Every address that a style in the page loads."""
        return [
            url for style in (*self.styles, *(style for _, style in self.style_attributes)) for url in css_urls(style)
        ]

    @cached_property
    def references(self) -> list[Reference]:
        """Every address that an attribute holds; each candidate of a `srcset` by itself."""
        return list(self._references())

    @cached_property
    def links(self) -> list[Reference]:
        """The addresses that a visitor can follow."""
        return [found for found in self.references if found.tag in ("a", "area")]

    def _references(self) -> Iterator[Reference]:
        # An element that several selectors of a list match is found once for each.
        for node in {found.mem_id: found for found in self.tree.css(_WITH_ADDRESS)}.values():
            attributes = node.attributes
            tag, rel = node.tag or "", words(attributes.get("rel") or "")
            for name in _URL_ATTRIBUTES:
                if name in attributes:
                    yield Reference(node, tag, rel, name, attributes[name] or "")
            for name in _SET_ATTRIBUTES:
                if name in attributes:
                    for url in split_srcset(attributes[name] or ""):
                        yield Reference(node, tag, rel, name, url)
            if "ping" in attributes:
                for url in (attributes["ping"] or "").split():
                    yield Reference(node, tag, rel, "ping", url)
        for node in self.tree.css("meta[http-equiv=refresh i]"):
            _, found, url = re.sub(r"\s", "", node.attributes.get("content") or "").partition("url=")
            if found:
                yield Reference(node, "meta", frozenset(), "content", url.strip("'\""))


def split_srcset(text: str) -> list[str]:
    """Return the addresses of a `srcset` (HTML standard, "parsing a srcset attribute")."""
    urls = []
    rest = text.lstrip(" \t\n\f\r,")
    while rest:
        url, _, rest = [*re.split(r"([ \t\n\f\r]+)", rest, maxsplit=1), "", ""][:3]
        if not url.endswith(","):
            rest = rest.partition(",")[2]
        urls.append(url.rstrip(","))
        rest = rest.lstrip(" \t\n\f\r,")
    return urls


@lru_cache(maxsize=256)
def words(rel: str) -> frozenset[str]:
    """Return the words of a `rel`, in lower case."""
    return frozenset(rel.lower().split())


def is_hidden(node: LexborNode) -> bool:
    """Whether the markup itself hides an element; what a style sheet does cannot be seen here."""
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
        closed = above.tag in ("details", "dialog") and "open" not in attributes
        if closed and (above.tag == "dialog" or inside is None or inside.tag != "summary"):
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
