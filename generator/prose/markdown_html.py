"""The renderer of Markdown to sanitised HTML.

docs/content.md describes the dialect. An allow-list defines the allowed HTML; nh3 (ammonia) enforces it on the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import nh3

from generator.prose.markdown_blocks import TooDeepError
from generator.prose.markdown_engine import bare_links_of, make_engine

TAGS = frozenset(
    [
        *("a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "dfn", "dl", "dt", "em", "figcaption"),
        *("figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p"),
        *("pre", "q", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u"),
        "ul",
    ]
)
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "li": {"id", "class"},
    "ol": {"start", "class"},
    "sup": {"id"},
    "td": {"align"},
    "th": {"align"},
}
SCHEMES = frozenset({"http", "https", "mailto", "tel", "product"})
TRACE = "data-at"
"""An attribute of links and pictures in a traced text: how many letters stand before their addresses."""

_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)")
_WORD = re.compile(r"[A-Za-z0-9-]{1,40}")
_ONLY = {
    "id": re.compile(r"fn(?:ref[0-9]*)?-[0-9]+"),
    "class": re.compile("task|footnotes"),
    "align": re.compile("center|right"),
}
_HEADING = re.compile(r"(</?h)([1-6])")
_CELL_ALIGN = re.compile(r'<(t[dh]) align="')
_ID = re.compile(r' id="([^"]*)"')
_ANCHOR = re.compile(r"<(/?)a(?=[\s>])[^>]*>", re.IGNORECASE)

_engine = cache(make_engine)


def _filter(tag: str, name: str, value: str) -> str | None:
    """Keep only words in attributes that are neither address nor text. A tag inside them could be mistaken for a
    slot.
    """
    free = tag in ("a", "img") and name in ("href", "src", "alt", "title")
    return value if free or _ONLY.get(name, _WORD).fullmatch(value) else None


@cache
def _cleaner(has_trace: bool) -> nh3.Cleaner:
    more = {"a": {TRACE}, "img": {TRACE}} if has_trace else {}
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes={tag: names | more.get(tag, set()) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel=None,
        attribute_filter=_filter,
    )


def render_html(text: str, top: int, host: str = "") -> tuple[str, frozenset[str]]:
    """Return safe HTML whose highest heading is `h{top}`, and the names of the removed tags.

    `host` is the shop's: bare addresses of it become links. Raises TooDeepError for quotes or lists that nest too
    deeply.
    """
    html = convert(text, host)
    removed_tags = frozenset(tag.lower() for tag in _TAG.findall(html)) - TAGS
    clean = clean_html(html, text)
    return _HEADING.sub(lambda m: f"{m[1]}{min(6, top + max(0, int(m[2]) - 2))}", clean), removed_tags


def convert(text: str, host: str, has_trace: bool = False) -> str:
    """Return the raw HTML of a text. With `has_trace`, it has letters that encode positions. Raises TooDeepError."""
    notes = "[^" in text
    engine = _engine(notes)
    bare_links_of(engine).look_for(host, has_trace)
    try:
        return engine.reset().convert(text)
    except (TooDeepError, RecursionError):
        _engine.cache_clear()  # the parser keeps the state of the unfinished lists
        raise TooDeepError from None


def clean_html(html: str, text: str, has_trace: bool = False) -> str:
    """Sanitise the HTML of a text."""
    if "<a" in text or "<A" in text:
        html = "".join(_without_inner_links(html))
    clean = _cleaner(has_trace).clean(html)
    if "<t" in clean:
        clean = _CELL_ALIGN.sub(r'<\1 class="to-', clean)
    return _each_once(clean) if ' id="' in clean else clean


def _without_inner_links(html: str) -> Iterator[str]:
    """Return the HTML without links inside links: an address within `<a>` is a word of that link."""
    depth = end = 0
    for tag in _ANCHOR.finditer(html):
        yield html[end : tag.start()]
        end = tag.end()
        depth += -1 if tag[1] else 1
        if depth == 0 if tag[1] else depth == 1:
            yield tag[0]
        depth = max(0, depth)
    yield html[end:]


def _each_once(html: str) -> str:
    """Return the HTML with each id once: only the first element keeps it."""
    names: set[str] = set()

    def keep(match: re.Match[str]) -> str:
        if match[1] in names:
            return ""
        names.add(match[1])
        return match[0]

    return _ID.sub(keep, html)
