"""Conversion of a cell about a person to Markdown for story.md.

Lists, links and strong words stay what they are. Any other sign of Markdown is escaped, and HTML becomes text: a cell
mostly comes from a form or a mail, where `#skincare` and `_anna_` are only text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from generator.columns.html_text import holds_html, plain_text

_MARKS = re.compile(r"[\\`*_{}\[\]#+!~|]|^(?=[>-])|^([0-9]+)(?=[.)])")
_KEPT = re.compile(
    r"\[(?P<words>[^\[\]\n]{1,200})\]\((?P<address>https?://[^\s()<>]{1,2000})\)|\*\*(?P<strong>[^\s*][^*\n]*)(?<!\s)\*\*"
)
"""`[words](address)` and `**strong**`."""
_ITEM = re.compile(r"(?P<indent>\s*)(?:[-*•·▪◦‣●]|(?P<number>[0-9]{1,2})[.)])\s+(?P<text>\S.*)")
_PARAGRAPHS = re.compile(r"\n\s*\n|(?<=</p>)")


def to_markdown(cell: str) -> str:
    """Return the Markdown of a cell; "" for a cell without text."""
    parts = [part for text in _PARAGRAPHS.split(cell) for part in _parts(text)]
    return "".join(f"{part}\n\n" for part in parts).removesuffix("\n")


def _parts(text: str) -> Iterator[str]:
    """Yield the paragraphs and lists of a text without empty lines; a text with HTML is one paragraph."""
    if holds_html(text):
        yield from _ended([text], [])
        return
    words: list[str] = []
    items: list[str] = []
    indents: list[int] = []
    numbered = False
    for line in text.split("\n"):
        item = _ITEM.fullmatch(line.rstrip().expandtabs(4))
        if item and (number := item["number"]) and not (numbered or number == "1"):
            item = None  # `12. Mai` begins no list
        if item is None and items and line[:1] in (" ", "\t"):
            items[-1] += f" {_literal(plain_text(line))}"
            continue
        if item is None:
            if items:
                yield from _ended(words, items)
                items, indents, numbered = [], [], False
            words.append(line)
            continue
        if words:
            yield from _ended(words, items)
            words = []
        numbered = item["number"] is not None
        indent = len(item["indent"])
        while indents and indent <= indents[-1]:
            indents.pop()
        mark = f"{item['number']}." if numbered else "-"
        # Four spaces are inside any item; see the Markdown dialect in docs/content.md.
        items.append(f"{'    ' * len(indents)}{mark} {_literal(plain_text(item['text']))}")
        indents.append(indent)
    yield from _ended(words, items)


def _ended(words: list[str], items: list[str]) -> Iterator[str]:
    if items:
        yield "\n".join(items)
    elif text := plain_text("\n".join(words)):
        yield _literal(text)


def _literal(text: str) -> str:
    """Return a line with its Markdown signs escaped, except those of links and strong words."""
    parts, end = [], 0
    for markup in _KEPT.finditer(text):
        parts.append(_escaped(text[end : markup.start()], end == 0))
        if markup["strong"]:
            parts.append(f"**{_escaped(markup['strong'], False)}**")
        else:
            parts.append(f"[{_escaped(markup['words'], False)}]({markup['address']})")
        end = markup.end()
    return "".join((*parts, _escaped(text[end:], end == 0)))


def _escaped(text: str, first: bool) -> str:
    """Return a text with its Markdown signs escaped; `first` says whether a line begins with it."""
    guard = "" if first else "\x00"  # an anchor of `_MARKS` must not match within a line
    marked = _MARKS.sub(
        lambda mark: f"{mark[1]}\\" if mark[1] else f"\\{mark[0]}", guard + html.escape(text, quote=False)
    )
    return marked.removeprefix("\x00")
