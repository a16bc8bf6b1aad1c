"""Python-Markdown with the dialect of docs/content.md, with faster steps.

The library tries each pattern on each piece of text, and each processor on each block. Here a step is skipped if the
text lacks a sign that all its matches need.

PERF: a cold page takes 14 % more CPU time without it.
Plain way: `markdown.Markdown` with the same patterns and processors, and every step.
Compared in tests/prose/test_markdown_engine.py, on any text.
"""

from __future__ import annotations

import re
import string
from typing import cast
from xml.etree.ElementTree import Element

import markdown
from markdown import treeprocessors
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import SubstituteTagInlineProcessor
from markdown.preprocessors import NormalizeWhitespace
from markdown.util import BLOCK_LEVEL_ELEMENTS, AtomicString

from generator.prose.markdown_blocks import (
    Fence,
    Heading,
    Html,
    MarkdownTable,
    Paragraph,
    Quote,
    Rule,
)
from generator.prose.markdown_inline import BareLinks, CodeSpans
from generator.prose.markdown_lists import List
from generator.prose.markdown_notes import Footnotes
from generator.prose.markdown_pictures import MarkdownPictures
from generator.prose.markdown_spans import fill_spans

# Every match of an inline pattern has one of these signs. A pattern that is missing here always runs.
_SIGNS = {
    "backtick": ("`",),
    "break": ("\\\n",),
    "escape": ("\\",),
    "footnote": ("[^",),
    **dict.fromkeys(("reference", "link", "short_reference"), ("[",)),
    **dict.fromkeys(("image_link", "image_reference", "short_image_ref"), ("![",)),
    **dict.fromkeys(("autolink", "automail", "html"), ("<",)),
    "linebreak": ("  \n",),
    "entity": ("&",),
    "em_strong": ("*", "_", "~~"),
}
_OF_REFERENCES = ("reference", "short_reference", "image_reference", "short_image_ref")
"""Patterns that find nothing where the text defines no reference."""

# Each line begins like a line of a paragraph. (A line with `]:` may define a reference; a table's second line begins
# with one of these signs.)
_PLAIN = re.compile(r"(?:[^\s\d#=\-_*+>`~<|:][^\n]*+(?:\n|\Z))++\Z")

_UNLIKE = ("\t", "\r", "\x02", "\x03", "\n ")
"""Without these there is no whitespace to make alike, and no control character to take out."""

_BLOCK_LEVEL = frozenset(BLOCK_LEVEL_ELEMENTS)


class MarkdownDialect(Extension):
    """The extension with the steps that Python-Markdown lacks, or that differ from the editors that people use."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Register the steps of the dialect."""
        md.preprocessors.deregister("html_block")
        blocks = md.parser.blockprocessors
        for name in ("indent", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "paragraph"):
            blocks.deregister(name)
        table = MarkdownTable(md.parser)
        blocks.register(Fence(md.parser), "fence", 75)
        blocks.register(Heading(md.parser), "hashheader", 70)
        blocks.register(Rule(md.parser), "hr", 60)
        blocks.register(Quote(md.parser), "quote", 50)
        blocks.register(List(md.parser), "list", 40)
        blocks.register(Html(md.parser), "html", 30)
        blocks.register(table, "table", 12)
        blocks.register(Paragraph(md.parser, table), "paragraph", 10)
        # A backslash can escape any sign of punctuation (CommonMark, section 2.4).
        md.ESCAPED_CHARS = list(string.punctuation)
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "break", 185)
        md.inlinePatterns.register(CodeSpans(), "backtick", 190)
        md.inlinePatterns.register(BareLinks(md), "bare", 85)
        md.treeprocessors.register(MarkdownPictures(md), "pictures", 11)  # after footnotes have their shape
        if md.delimiters is not None:
            md.delimiters.add("~", "del", double=True)


def make_engine(notes: bool = False) -> markdown.Markdown:
    """Create an engine for the dialect. With `notes` it knows footnotes, which cost each text a little."""
    # Pass objects: the library would search for names among the entry points of all installed packages.
    extensions: list[Extension] = [MarkdownDialect(), *([Footnotes()] if notes else []), _FastSteps()]
    engine = _Engine(extensions=extensions, output_format="html")
    # A tuple, because a registry builds a new list for each block.
    engine.parser.blockprocessors = tuple(engine.parser.blockprocessors)  # type: ignore[assignment]
    return engine


def bare_links_of(engine: markdown.Markdown) -> BareLinks:
    """Return the step that finds bare addresses."""
    return cast("BareLinks", engine.inlinePatterns["bare"])


class _Engine(markdown.Markdown):
    def is_block_level(self, tag: object) -> bool:
        return isinstance(tag, str) and tag.lower().rstrip("/") in _BLOCK_LEVEL  # a set; the library searches a list


class _FastSteps(Extension):
    """The extension with the faster steps. Each replaces the library's step of that name; `plain` runs first."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        md.preprocessors.register(_Whitespace(md), "normalize_whitespace", 30)
        md.parser.blockprocessors.register(_Plain(md.parser), "plain", 110)
        md.treeprocessors.register(InlineProcessor(md), "inline", 20)
        md.treeprocessors.register(_Unescape(md), "unescape", 0)


class _Whitespace(NormalizeWhitespace):
    """The step that normalises line ends, tabs and blank lines, and adds two empty lines."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return super().run(lines) if any(sign in text for sign in _UNLIKE) else [*lines, "", ""]


class _Plain(ParagraphProcessor):
    """The processor of blocks that are plain paragraphs."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        return _PLAIN.match(block) is not None and "]:" not in block


class InlineProcessor(treeprocessors.InlineProcessor):
    """The inline processor that tries only patterns that can match.

    It has the name of its base, so that `__` names refer to the same methods.
    """

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        names = {md.inlinePatterns.get_index_for_name(name): name for name in _SIGNS if name in md.inlinePatterns}
        self._patterns = [
            (index, pattern, _SIGNS.get(names.get(index, ""), ("",)), names.get(index) in _OF_REFERENCES)
            for index, pattern in enumerate(md.inlinePatterns)
        ]

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to a whole tree, once for each text."""
        whole = "\n".join(self.md.lines)  # type: ignore[attr-defined]
        bare = bare_links_of(self.md)
        addresses = bare.may_match(whole)
        if not self.md.references and fill_spans(tree, whole, bare.may_match if addresses else None):
            return tree
        # A piece has only letters of the whole text and those of placeholders, which are in no sign.
        self._fitting_patterns = [
            (index, pattern, signs)
            for index, pattern, signs, of_references in self._patterns
            if any(sign in whole for sign in signs)
            and (not of_references or self.md.references)
            and (pattern is not bare or addresses)
        ]
        return super().run(tree, ancestors)

    def __handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        for index, pattern, signs in self._fitting_patterns:
            if index < patternIndex:
                continue
            may_match, start = any(sign in data for sign in signs), 0
            while may_match:
                data, may_match, start = self.__applyPattern(pattern, data, index, start)  # type: ignore[attr-defined]
                may_match = may_match and any(data.find(sign, start) >= 0 for sign in signs)
        return data


class _Unescape(treeprocessors.UnescapeTreeprocessor):
    """The step that restores signs after a backslash."""

    def run(self, root: Element) -> None:
        if any("\\" in line for line in self.md.lines):  # type: ignore[attr-defined]
            super().run(root)
