"""Conversion of a cell about a person to Markdown for story.md.

Lists, links and strong words stay what they are, in Markdown and in HTML, and struck words in Markdown. Other signs of
Markdown are escaped, and other HTML becomes text: a cell mostly comes from a form or a mail, where `#skincare` and
`_anna_` are only text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from generator.columns.html_text import BLOCKS, WITHOUT_TEXT, holds_html, plain_text
from generator.prose.letters import replace_hidden

_MARKS = re.compile(r"[\\`*_{}\[\]#+!~|]|^(?=[>-])|^([0-9]+)(?=[.)])")
_MARKUP = re.compile(
    r"\[(?P<words>[^\[\]\n]{1,200})\]\((?P<address>https?://[^\s()<>]{1,2000})\)|"
    r"\*\*(?P<strong>[^\s*][^*\n]*)(?<!\s)\*\*|~~(?P<struck>[^\s~][^~\n]*)(?<!\s)~~"
)
"""`[words](address)`, `**strong**` and `~~struck~~`."""
_SIGNS_OF_TABLE = frozenset("|-: ")
_ITEM = re.compile(r"(?P<indent>\s*)(?:[-*•·▪◦‣●]|(?P<number>[0-9]{1,2})[.)])\s+(?P<text>\S.*)")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_MARKS_BY_TAG = {"a": "link", "b": "strong", "strong": "strong"}
_DEEPEST = 6
"""Lists in lists that are indented further; hostile HTML has thousands."""


def to_markdown(cell: str) -> str:
    """Return the Markdown of a cell; "" for a cell without text."""
    plain = _without_tags(cell) if holds_html(cell) else cell
    parts = [part for text in _PARAGRAPHS.split(plain) for part in _parts(text)]
    return "".join(f"{part}\n\n" for part in parts).removesuffix("\n")


def holds_table(cell: str) -> bool:
    """Return whether a cell has a table in Markdown, whose signs stay text."""
    lines = [line.strip() for line in cell.splitlines()]
    return any(
        "|" in before and "|" in line and "--" in line and _SIGNS_OF_TABLE.issuperset(line)
        for before, line in pairwise(lines)
    )


def _without_tags(cell: str) -> str:
    """Return the text of HTML, with its paragraphs, lists, links and strong words as a person types them."""
    from lxml import etree  # lazy: lxml is large, and few sheets need it

    target: Any = _TypedText()  # lxml's stubs ask for methods that its documentation leaves to choice
    etree.fromstring(f"<body>{replace_hidden(cell)}", etree.HTMLParser(target=target, no_network=True))
    text: str = target.text
    return text


class _TypedText:
    """Parser target that collects the text of `_without_tags`."""

    def __init__(self) -> None:
        self.text = ""
        self._parts: list[str] = []
        self._textless_depth = 0  # number of open elements whose text is no text
        self._lists: list[int] = []  # the next number of each open list, 0 for a list of dots
        self._marks: list[tuple[str, int, str]] = []  # open link and open strong words: tag, first part, address

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._textless_depth += tag in WITHOUT_TEXT
        if tag in _MARKS_BY_TAG:
            # A mark within an equal one adds nothing.
            if not any(_MARKS_BY_TAG[open_tag] == _MARKS_BY_TAG[tag] for open_tag, _, _ in self._marks):
                self._marks.append((tag, len(self._parts), attributes.get("href") or ""))
        elif tag in ("ul", "ol"):
            self._parts += [] if self._lists else ["\n\n"]
            self._lists.append(int(tag == "ol"))
        elif tag == "li" and self._lists:
            number = self._lists[-1]
            self._lists[-1] += number > 0
            indent = "  " * min(len(self._lists) - 1, _DEEPEST)
            self._parts.append(f"\n{indent}{f'{number}.' if number else '-'} ")
        elif tag in BLOCKS:
            self._parts.append("\n" if tag == "br" else " " if self._lists else "\n\n")

    def end(self, tag: str) -> None:
        self._textless_depth -= tag in WITHOUT_TEXT
        if self._marks and self._marks[-1][0] == tag:
            _, first, address = self._marks.pop()
            text = "".join(self._parts[first:])
            words = " ".join(text.split())
            before, after = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
            self._parts[first:] = [before, _mark_words(words, address if tag == "a" else None), after]
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self._parts += [] if self._lists else ["\n\n"]
        elif tag in BLOCKS - {"br", "li"}:
            self._parts.append(" " if self._lists else "\n\n")

    def data(self, text: str) -> None:
        if not self._textless_depth:
            self._parts.append(text)

    def close(self) -> None:
        self.text = "".join(self._parts)


def _mark_words(words: str, address: str | None) -> str:
    """Return linked words, or strong ones (no address), as a person types them; other words stay as they are."""
    markdown = f"**{words}**" if address is None else f"[{words}]({address})"
    if _MARKUP.fullmatch(markdown):
        return markdown
    return f"{words} ({address})" if words and address and address.startswith("http") else words


def _parts(text: str) -> Iterator[str]:
    """Yield the paragraphs and lists of a text without empty lines."""
    words: list[str] = []
    items: list[str] = []
    indents: list[int] = []
    is_numbered = False
    for line in text.split("\n"):
        item = _ITEM.fullmatch(line.rstrip().expandtabs(4))
        if item and (number := item["number"]) and not (is_numbered or number == "1"):
            item = None  # `12. Mai` begins no list
        if item is None and items and line[:1] in (" ", "\t"):
            items[-1] += f" {_literal(plain_text(line))}"
            continue
        if item is None:
            if items:
                yield from _end_list(words, items)
                items, indents, is_numbered = [], [], False
            words.append(line)
            continue
        if words:
            yield from _end_list(words, items)
            words = []
        is_numbered = item["number"] is not None
        indent = len(item["indent"])
        while indents and indent <= indents[-1]:
            indents.pop()
        mark = f"{item['number']}." if is_numbered else "-"
        # Four spaces are inside any item; see the Markdown dialect in docs/content.md.
        items.append(f"{'    ' * len(indents)}{mark} {_literal(plain_text(item['text']))}")
        indents.append(indent)
    yield from _end_list(words, items)


def _end_list(words: list[str], items: list[str]) -> Iterator[str]:
    if items:
        yield "\n".join(items)
    elif text := plain_text("\n".join(words)):
        yield _literal(text)


def _literal(text: str) -> str:
    """Return a line with its Markdown signs escaped, except those of links, strong and struck words."""
    parts, end = [], 0
    for markup in _MARKUP.finditer(text):
        parts.append(_escape(text[end : markup.start()], end == 0))
        if markup["strong"]:
            parts.append(f"**{_escape(markup['strong'], False)}**")
        elif markup["struck"]:
            parts.append(f"~~{_escape(markup['struck'], False)}~~")
        else:
            parts.append(f"[{_escape(markup['words'], False)}]({markup['address']})")
        end = markup.end()
    return "".join((*parts, _escape(text[end:], end == 0)))


def _escape(text: str, first: bool) -> str:
    """Return a text with its Markdown signs escaped; `first` says whether a line begins with it."""
    guard = "" if first else "\x00"  # an anchor of `_MARKS` must not match within a line
    escaped_text = _MARKS.sub(
        lambda mark: f"{mark[1]}\\" if mark[1] else f"\\{mark[0]}", guard + html.escape(text, quote=False)
    )
    return escaped_text.removeprefix("\x00")
