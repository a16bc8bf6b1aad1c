"""The step that gives each picture a block of its own.

Editors show a picture wherever it is: under a line of text, beside another picture, in an item of a list. A page shows
it as wide as the text. So each picture leaves its paragraph. A picture of a list or a quotation moves to right after
its item or quotation. A picture between the words of a line stays there, and `render.py` reports it.
"""

from __future__ import annotations

from itertools import groupby
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor

_HELD_BY = ("ul", "ol", "blockquote")
_BLOCKS = frozenset({*_HELD_BY, "p", "li", "pre", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})
_WORDS, _LINE, _END = range(3)
"""What is next to a picture: words in its line, the end of the line, or the end of the paragraph (or a hard break)."""


class MarkdownPictures(Treeprocessor):
    """The tree processor that splits paragraphs and lists at their pictures."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)

    def run(self, root: Element) -> None:
        """Split the blocks of a text, except those of footnotes."""
        if not any("![" in line for line in self.md.lines):  # type: ignore[attr-defined]
            return
        blocks: list[Element] = []
        for block in root:
            if block.tag == "p":
                blocks += _cut_paragraph(block)
            elif block.tag in _HELD_BY and block.get("class") != "footnotes":
                blocks += _cut_holder(block)
            else:
                blocks.append(block)
        root[:] = blocks


def _cut_paragraph(paragraph: Element) -> list[Element]:
    """Split a paragraph into its words and pictures, in order."""
    parts = _parts(paragraph)
    leaving = _leaving(parts)
    if not leaving:
        return [paragraph]
    blocks = []
    for is_picture, group in groupby(range(len(parts)), key=leaving.__contains__):
        if is_picture:
            blocks += [_paragraph([parts[at]]) for at in group]
        elif _says_anything(words := [parts[at] for at in group]):
            blocks.append(_paragraph(_strip_ends(words)))
    return blocks


def _cut_holder(holder: Element) -> list[Element]:
    """Split a list or quotation, so that the pictures of each item (or of the quotation) follow it."""
    if holder.tag == "blockquote":
        pictures = _take_pictures(holder)
        return [*([holder] if not pictures or _is_filled(holder) else []), *pictures]
    if holder.find(".//img") is None:
        return [holder]
    elements: list[Element] = []
    number, remaining_holder = int(holder.get("start", "1")), _like(holder)
    for item in list(holder):
        pictures = _take_pictures(item)
        if not pictures or _is_filled(item):
            if holder.tag == "ol" and not len(remaining_holder) and number != 1:
                remaining_holder.set("start", str(number))
            remaining_holder.append(item)
            number += 1
        if pictures:
            elements += [*([remaining_holder] if len(remaining_holder) else []), *pictures]
            remaining_holder = _like(holder)
    return [*elements, *([remaining_holder] if len(remaining_holder) else [])]


def _take_pictures(element: Element) -> list[Element]:
    """Remove the pictures from an element and its descendants. Return each as a paragraph, in order."""
    if element.find(".//img") is None:
        return []
    parts = _parts(element)
    leaving = _leaving(parts)
    pictures: list[Element] = []
    remaining_parts: list[str | Element] = []
    for at, part in enumerate(parts):
        if at in leaving:
            pictures.append(_paragraph([part]))
            continue
        if isinstance(part, Element) and part.tag in {"p", "li", *_HELD_BY}:
            elements = _take_pictures(part)
            pictures += elements
            if elements and not _is_filled(part):
                continue
        remaining_parts.append(part)
    _fill(element, _strip_ends(remaining_parts) if leaving else remaining_parts)
    return pictures


def _leaving(parts: list[str | Element]) -> frozenset[int]:
    """Return which parts are pictures without words on both sides in their line."""
    pictures = [at for at, part in enumerate(parts) if isinstance(part, Element) and part.tag == "img"]
    places = set()
    for at in pictures:
        before, behind = _next_to(parts, at, -1), _next_to(parts, at, 1)
        if _END in (before, behind) or before == behind == _LINE:
            places.add(at)
    return frozenset(places)


def _next_to(parts: list[str | Element], at: int, step: int) -> int:
    line_ends = False
    while 0 <= (at := at + step) < len(parts):
        part = parts[at]
        if isinstance(part, str):
            if part.strip():
                edge = part.rpartition("\n")[2] if step < 0 else part.partition("\n")[0]
                return _LINE if line_ends or ("\n" in part and not edge.strip()) else _WORDS
            line_ends |= "\n" in part
        elif part.tag in _BLOCKS or part.tag == "br":
            return _END
        elif part.tag != "img":
            return _LINE if line_ends else _WORDS
    return _END


def _parts(element: Element) -> list[str | Element]:
    parts: list[str | Element] = [element.text or ""]
    for child in element:
        parts += [child, child.tail or ""]
    return parts


def _fill(element: Element, parts: list[str | Element]) -> None:
    element.text, element[:] = "", []
    for part in parts:
        if isinstance(part, Element):
            part.tail = ""
            element.append(part)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + part
        else:
            element.text += part


def _strip_ends(parts: list[str | Element]) -> list[str | Element]:
    """Return the parts without the spaces and line breaks that a picture left at their ends."""
    parts = list(parts)
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while parts:
            part = parts[end]
            if isinstance(part, str) and part.strip():
                parts[end] = strip(part)
                break
            if isinstance(part, Element) and part.tag != "br":
                break
            parts.pop(end)
    return parts


def _paragraph(parts: list[str | Element]) -> Element:
    paragraph = Element("p")
    _fill(paragraph, parts)
    return paragraph


def _like(holder: Element) -> Element:
    return Element(holder.tag, {name: value for name, value in holder.attrib.items() if name != "start"})


def _says_anything(parts: list[str | Element]) -> bool:
    return any(part.strip() if isinstance(part, str) else part.tag != "br" for part in parts)


def _is_filled(element: Element) -> bool:
    """Return whether an element contains more than the box of a task."""
    return any((text or "").strip(" \n☐☑") for text in element.itertext()) or element.find(".//img") is not None
