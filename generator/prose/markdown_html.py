"""Markdown to sanitised HTML.

The dialect is Python-Markdown's with `sane_lists`; nothing else, because every extension costs on every story
(docs/decisions/). What a story may hold is an allow-list; nh3 (ammonia) enforces it on the rendered HTML.
"""

from __future__ import annotations

import re
from functools import cache

import nh3

from generator.prose.markdown_engine import make_engine

TAGS = frozenset(
    [
        *("a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "dfn", "dl", "dt", "em", "figcaption"),
        *("figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p"),
        *("pre", "q", "s", "small", "span", "strong", "sub", "sup", "u", "ul"),
    ]
)
ATTRIBUTES = {"*": {"lang", "dir"}, "a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}}
SCHEMES = frozenset({"http", "https", "mailto", "tel", "product"})

_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)")
_WORD = re.compile(r"[A-Za-z0-9-]{1,40}")
_HEADING = re.compile(r"(</?h)([1-6])")


class TooDeepError(ValueError):
    """The Markdown nests deeper than it can be read."""


_engine = cache(make_engine)


def _filter(tag: str, name: str, value: str) -> str | None:
    """Keep only words in `lang`, `dir` and `start`: a tag in them could be taken for one when slots are filled."""
    free = tag in ("a", "img") and name in ("href", "src", "alt", "title")
    return value if free or _WORD.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags={"script", "style"},
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    url_schemes=set(SCHEMES),
    link_rel=None,
    attribute_filter=_filter,
)


def render_html(text: str, top: int) -> tuple[str, frozenset[str]]:
    """Return safe HTML whose highest heading is `h{top}`, and the names of the tags that were taken out.

    Raises TooDeepError for quotes or lists nested beyond Python's own limit.
    """
    try:
        html = _engine().reset().convert(text)
    except RecursionError:
        _engine.cache_clear()  # the parser still believes to be inside of all those lists
        raise TooDeepError from None
    removed = frozenset(tag.lower() for tag in _TAG.findall(html)) - TAGS
    clean = _CLEANER.clean(html)
    return _HEADING.sub(lambda m: f"{m[1]}{min(6, top + max(0, int(m[2]) - 2))}", clean), removed
