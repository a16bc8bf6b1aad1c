"""Footnotes: the library's own, in the order of the text, with ids that hold in any page."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor


class Footnotes(FootnoteExtension):
    """`[^1]` and `[^1]: words`. A note that no text refers to is left out."""

    def __init__(self) -> None:
        # The marker can stand in no text: its first letter is taken out of all of them.
        super().__init__(BACKLINK_TITLE="", USE_DEFINITION_ORDER=False, SEPARATOR="-", PLACE_MARKER="\x02")

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Register the library's steps, and the last one."""
        super().extendMarkdown(md)
        md.treeprocessors.deregister("footnote-reorder")  # which fails at a note without words
        md.treeprocessors.register(_NoteShape(self), "footnote-shape", 12)

    def makeFootnoteId(self, id: str) -> str:  # noqa: N802
        """`fn-1`: what a writer calls a note may be no id."""
        return f"fn-{self._number(id)}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: N802
        """`fnref-1`."""
        return str(self.unique_ref(f"fnref-{self._number(id)}", found))

    def _number(self, id: str) -> int:
        return list(self.footnotes).index(id) + 1


class _NoteShape(Treeprocessor):
    """Makes one list of the notes, in the order of the text."""

    def __init__(self, notes: Footnotes) -> None:
        super().__init__()
        self._notes = notes

    def run(self, root: Element) -> None:
        """Put the list in the place of the library's `div`."""
        for div in root.findall("div[@class='footnote']"):
            root.remove(div)
            items = {li.get("id"): li for li in div.findall("ol/li")}
            if used := [items[self._notes.makeFootnoteId(label)] for label in self._notes.footnote_order]:
                SubElement(root, "ol", {"class": "footnotes"}).extend(used)
        for link in root.iter("a"):
            if link.get("class") in ("footnote-backref", "footnote-ref"):
                link.attrib.pop("class")
                link.attrib.pop("title", None)
