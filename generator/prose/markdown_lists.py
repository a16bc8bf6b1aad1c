"""The processor of CommonMark lists: right after a line, nested by the indentation of their text, tight or loose."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from msgspec import Struct

from generator.prose.markdown_blocks import ContainerLines, enter, is_rule, join_blocks, put_back

_MARKER = re.compile(r"( {0,3})([-+*]|([0-9]{1,9})([.)]))(?:( +)(?=[^ ])| *\Z)")
_TASK = re.compile(r"\s*\[([ xX])\][ ]+(?=\S)")
_BOXES = {" ": "\u2610", "x": "\u2611", "X": "\u2611"}


class _Item(Struct):
    """One item: its lines without indentation, the next line after it, and whether a blank line separates that."""

    lines: list[str]
    end: int
    blank_after: bool


class List(BlockProcessor):
    """The processor of items of one kind: one bullet, or numbers with one sign after them. A new kind begins a new
    list.
    """

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        """Return whether a block begins with an item."""
        line = block.partition("\n")[0]
        return _MARKER.match(line) is not None and not is_rule(line)

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Consume all items, also after empty lines."""
        lines = join_blocks(blocks)
        first = _MARKER.match(lines[0])
        if first is None:
            return
        kind = first[4] or first[2]
        items: list[_Item] = []
        at = 0
        while at < len(lines):
            marker = _MARKER.match(lines[at])
            if marker is None or (marker[4] or marker[2]) != kind or is_rule(lines[at]):
                break
            items.append(_take_item(lines, at, marker))
            at = items[-1].end
        element = SubElement(parent, "ol" if first[3] else "ul")
        if first[3] and int(first[3]) != 1:
            element.set("start", str(int(first[3])))
        self._fill(element, items)
        put_back(blocks, lines[at:])

    def _fill(self, element: Element, items: list[_Item]) -> None:
        loose = any(item.blank_after for item in items[:-1])
        enter(self.parser)
        for item in items:
            li = SubElement(element, "li")
            if task := _TASK.match(item.lines[0]):
                item.lines[0] = f"{_BOXES[task[1]]} {item.lines[0][task.end() :]}"
                li.set("class", "task")
            loose |= self._parse(li, "\n".join(item.lines).split("\n\n"))
        self.parser.state.reset()
        if not loose:
            for li in element:
                _unwrap(li)

    def _parse(self, li: Element, blocks: list[str]) -> bool:
        """Parse the content of an item. Return whether an empty line separates two parts of it."""
        whole, loose = tuple(blocks), False
        while blocks:
            for processor in self.parser.blockprocessors:
                if processor.test(li, blocks[0]) and processor.run(li, blocks) is not False:
                    break
            # If a part ends within a block, the rest of that block differs from the original.
            loose |= bool(len(li) and blocks and len(blocks) < len(whole) and blocks[0] == whole[-len(blocks)])
        return loose


def _take_item(lines: list[str], start: int, marker: re.Match[str]) -> _Item:
    spaces = len(marker[5] or " ")
    indent = marker.end(2) + (spaces if spaces <= 4 else 1)
    inner_lines = ContainerLines()
    inner_lines.add(lines[start][indent:])
    blanks = 0
    at = start
    while (at := at + 1) < len(lines):
        line = lines[at]
        if not line.strip():
            blanks += 1
        elif len(line) - len(line.lstrip(" ")) >= indent and not (blanks and inner_lines.lines == [""]):
            inner_lines.lines += [""] * blanks
            inner_lines.add(line[indent:])
            blanks = 0
        elif blanks or not inner_lines.add_lazy(line):
            break
    return _Item(inner_lines.lines, at, blanks > 0)


def _unwrap(li: Element) -> None:
    """Remove the paragraphs of a tight item, and keep their words."""
    before: Element | None = None
    for child in list(li):
        if child.tag != "p":
            before = child
            continue
        li.remove(child)
        if before is None:
            li.text = child.text
        else:
            before.tail = f"\n{child.text}"
