"""HTML bodies of products to plain text: no script, no style, no frame, no tag."""

from __future__ import annotations

import html
import re

import nh3

from generator.columns.cells import clean

_BLOCKS = frozenset(
    [
        "p",
        "br",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "td",
        "th",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "hr",
        "section",
        "article",
    ]
)
_GONE = frozenset(
    [
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "noscript",
        "template",
        "svg",
        "math",
        "form",
        "select",
        "textarea",
        "head",
        "title",
    ]
)
_BREAK = "\x1f"
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_LOOKS = re.compile(r"<[a-zA-Z!/][^>]*>|&(?:[a-zA-Z]{2,31}|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")


def plain_text(body: str) -> str:
    """The text of an HTML body in one line; a text without HTML comes back as it is."""
    if not _LOOKS.search(body):
        return clean(body)
    kept = nh3.clean(body, tags=set(_BLOCKS), clean_content_tags=set(_GONE), attributes={}, strip_comments=True)
    parts = [part for part in map(clean, html.unescape(_TAG.sub(_between, kept)).split(_BREAK)) if part]
    # `</li><li>` leaves two sentences side by side; a full stop is put where there is no sign yet.
    return " ".join(_ended(part) if number < len(parts) else part for number, part in enumerate(parts, 1))


def _between(tag: re.Match[str]) -> str:
    return _BREAK if tag[2] in _BLOCKS else " "


def _ended(part: str) -> str:
    return part if part[-1] in ".,:;!?…–—-" or len(part.split()) < 2 else f"{part}."


def shortened(text: str, limit: int) -> str:
    """A text of at most `limit` letters, cut between two words."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
