"""Conversion of HTML to plain text: no script, style, frame or tag."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from generator.columns.cells import CellError, clean
from generator.columns.context import ColumnReader, Context
from generator.columns.guess import Guess
from generator.prose.letters import replace_hidden

BLOCKS = frozenset(
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
WITHOUT_TEXT = frozenset(
    [
        "script",
        "style",
        "iframe",
        "object",
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
_LINK = re.compile(r"\[([^\[\]]{0,200})\]\(\s*(?:https?://|www\.)[^()\s]{0,2000}\s*\)", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\s*[-–—:,|]?\s*(?:\(\s*(?:https?://|www\.)[^\s()]+\s*\)|(?:https?://|www\.)[^\s()]+)", re.IGNORECASE
)
_BREAK = "\x1f"
_LOOKS = re.compile(r"<[a-zA-Z!/][^<>]*>|&(?:[a-zA-Z]{2,31}|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")


def holds_html(text: str) -> bool:
    """Return whether a text has a tag, a comment or an entity of HTML."""
    return _LOOKS.search(text) is not None


def plain_text(body: str, stop: str = ".") -> str:
    """Return the text of an HTML body in one line; plain text stays unchanged.

    `stop` follows a block that ends without punctuation, because `</li><li>` would join two sentences.
    """
    body = replace_hidden(body)
    if not _LOOKS.search(body):
        return clean(body)
    from lxml import etree  # lazy: lxml is large, and few sheets and texts need it

    # libxml2's parser takes linear time. Parsers that build an HTML5 tree do not, if hostile tags are nested.
    target: Any = _Text()  # lxml's stubs ask for methods that its documentation leaves to choice
    etree.fromstring(f"<body>{body}", etree.HTMLParser(target=target, no_network=True))
    parts = [part for part in map(clean, target.text.split(_BREAK)) if part]
    return " ".join(_end_sentence(part, stop) if number < len(parts) else part for number, part in enumerate(parts, 1))


def read_title(cell: str) -> str:
    """Return a name or title in one line: `Salt &amp; <b>Mist</b>` is `Salt & Mist`, escaped once or twice."""
    text = cell
    for _ in range(3):
        if not _LOOKS.search(text):
            break
        text = plain_text(text, stop="")
    return clean(text)


class _Text:
    """Parser target that collects text, with `_BREAK` where a block begins or ends."""

    def __init__(self) -> None:
        self.text = ""
        self._parts = [_BREAK]
        self._textless_depth = 0  # number of open elements whose text is dropped

    def start(self, tag: str, _attributes: object) -> None:
        self._textless_depth += tag in WITHOUT_TEXT
        self._border(tag)

    def end(self, tag: str) -> None:
        self._textless_depth -= tag in WITHOUT_TEXT
        self._border(tag)

    def data(self, text: str) -> None:
        if not self._textless_depth:
            self._parts.append(text)

    def close(self) -> None:
        self.text = "".join(self._parts)

    def _border(self, tag: str) -> None:
        if tag in BLOCKS and self._parts[-1] is not _BREAK:
            self._parts.append(_BREAK)


def _end_sentence(part: str, stop: str) -> str:
    return part if part[-1] in ".,:;!?…–—-" or len(part.split()) < 2 else f"{part}{stop}"


def shorten_text(text: str, limit: int) -> str:
    """Return a text of at most `limit` letters, cut between two words."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def guess_title(cell: str) -> str | Guess:
    """Return a name or place; for `Ana (https://...)` and `[Ana](https://...)` a Guess, `Ana`.

    Raise CellError for an address alone.
    """
    title = read_title(re.sub(r"<((?:https?://|www\.)[^\s<>]*)>", r" \1 ", cell))
    text = clean(_ADDRESS.sub(" ", _LINK.sub(r"\1", title)))
    if text == title:
        return title
    if not text:
        raise CellError(f"`{title[:60]}` is a web address, not a name")
    return Guess(text, f"`{title[:60]}`: a web address was left out")


def survey_titles(_cells: Sequence[str], _context: Context) -> ColumnReader:
    """Make the reader for a column of names or places."""
    return ColumnReader(guess_title)
