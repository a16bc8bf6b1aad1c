"""Footnotes: the library's own, in the order of the text, with ids that are valid in any page."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor


class Footnotes(FootnoteExtension):
    """The extension for `[^1]` and `[^1]: words`. It drops a note without a reference."""

    def __init__(self) -> None:
        # No text can contain the marker: its first letter is removed from all of them.
        super().__init__(BACKLINK_TITLE="", USE_DEFINITION_ORDER=False, SEPARATOR="-", PLACE_MARKER="\x02")

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Register the library's steps, and the last one."""
        super().extendMarkdown(md)
        md.treeprocessors.deregister("footnote-reorder")  # it fails at a note without words
        md.treeprocessors.register(_NoteShape(self), "footnote-shape", 12)

    def makeFootnoteId(self, id: str) -> str:  # noqa: N802
        """Return an id such as `fn-1`, because the writer's name of a note may be no valid id."""
        return f"fn-{self._number(id)}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: N802
        """Return an id such as `fnref-1`."""
        return str(self.unique_ref(f"fnref-{self._number(id)}", found))

    def _number(self, id: str) -> int:
        return list(self.footnotes).index(id) + 1


class _NoteShape(Treeprocessor):
    """The step that builds one list of the notes, in the order of the text."""

    def __init__(self, notes: Footnotes) -> None:
        super().__init__()
        self._notes = notes

    def run(self, root: Element) -> None:
        """Replace the library's `div` by the list."""
        for div in root.findall("div[@class='footnote']"):
            root.remove(div)
            items = {li.get("id"): li for li in div.findall("ol/li")}
            if elements := [items[self._notes.makeFootnoteId(label)] for label in self._notes.footnote_order]:
                SubElement(root, "ol", {"class": "footnotes"}).extend(elements)
        for link in root.iter("a"):
            if link.get("class") in ("footnote-backref", "footnote-ref"):
                link.attrib.pop("class")
                link.attrib.pop("title", None)
