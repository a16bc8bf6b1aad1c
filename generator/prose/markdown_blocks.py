"""The block processors of the dialect, which find the start and end of each block as CommonMark does.

Python-Markdown is older than CommonMark: it reads `#ad` as a heading, and a list right after a line as running text.
These processors replace its own; those of lists are in markdown_lists.py. https://spec.commonmark.org/0.31.2/
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.tables import TableProcessor
from markdown.util import AtomicString, code_escape

DEEPEST = 20  # nested quotes and lists; people write three

_HTML_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt"
    "|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu"
    "|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr"
    "|track|ul"
)
_RULE = re.compile(r" {0,3}(?:(?:-[ ]*+){3,}+|(?:_[ ]*+){3,}+|(?:\*[ ]*+){3,}+)\Z")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ ]|\Z)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ ]*\Z")
_FENCE = re.compile(r"( {0,3})(`{3,}|~{3,})(.*)\Z")
_QUOTE = re.compile(r" {0,3}>[ ]?")
_MARKER = re.compile(r" {0,3}(?:[-+*]|[0-9]{1,9}[.)])(?:[ ]|\Z)")
_LIST_INSIDE = re.compile(r" {0,3}(?:[-+*]|1[.)])[ ]+\S")
_DELIMITERS = re.compile(r" {0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*+\|?[ ]*\Z")

# The start of each kind of HTML, and its end; None: the next empty line (section 4.6, kinds 1 to 7).
_HTML = (
    (re.compile(r" {0,3}<(?:script|pre|style|textarea)(?=[\s>]|\Z)", re.I),
     re.compile(r"</(?:script|pre|style|textarea)>", re.I)),
    (re.compile(r" {0,3}<!--"), re.compile(r"-->")),
    (re.compile(r" {0,3}<\?"), re.compile(r"\?>")),
    (re.compile(r" {0,3}<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(r" {0,3}<![A-Za-z]"), re.compile(r">")),
    (re.compile(rf" {{0,3}}</?(?:{_HTML_TAGS})(?=[\s>]|/>|\Z)", re.I), None),
)  # fmt: skip
_HTML_ALONE = re.compile(
    r"""[ ]{0,3}<(?:/[A-Za-z][A-Za-z0-9-]*+\s*+
    | [A-Za-z][A-Za-z0-9-]*+ (?:\s++[A-Za-z_:][\w.:-]*+ (?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?+ )*+ \s*+/?
    )>\s*\Z""",
    re.VERBOSE,
)
_FIRST = frozenset("#>-+*=_`~<")


class TooDeepError(ValueError):
    """The error of quotes and lists that nest deeper than DEEPEST."""


def is_rule(line: str) -> bool:
    """Return whether a line is a thematic break."""
    return _RULE.match(line) is not None


def interrupts(line: str) -> bool:
    """Return whether a line ends the paragraph above it."""
    start = line.lstrip(" ")
    if not start or (start[0] not in _FIRST and not start[0].isdigit()) or len(line) - len(start) > 3:
        return False
    return bool(
        (start[0] == "#" and _HEADING.match(line))
        or start[0] == ">"
        or (start[0] in "-+*_" and _RULE.match(line))
        or _LIST_INSIDE.match(line)
        or (start[0] in "`~" and _opening_fence(line))
        or (start[0] == "<" and any(begins.match(line) for begins, _ in _HTML))
    )


class ContainerLines:
    """The lines of a quote or an item without its own signs, and whether a paragraph is open at their end."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._in_fence = False

    def add(self, line: str) -> None:
        """Add a line."""
        self.lines.append(line)
        if "```" in line or "~~~" in line:
            self._in_fence ^= _FENCE.match(_without_signs(line)) is not None

    def add_lazy(self, line: str) -> bool:
        """Add a line without the signs of the quote or item, if it still belongs to the paragraph there."""
        if self._in_fence or not self.lines or interrupts(line) or _MARKER.match(line):
            return False
        last = _without_signs(self.lines[-1])
        if not last.strip() or _HEADING.match(last) or is_rule(last) or last.startswith("    "):
            return False
        words = line.lstrip(" ")
        if _UNDERLINE.match(line) or _DELIMITERS.match(line) or len(line) - len(words) > 3:
            # A continued line starts no block, as it might on a line of its own.
            self.lines[-1] = f"{self.lines[-1].rstrip(' ').removesuffix(chr(92))} {words}"
        else:
            self.lines.append(words)
        return True


def _without_signs(line: str) -> str:
    """Return the part of a line after the signs of quotes and lists."""
    while match := _QUOTE.match(line) or (_MARKER.match(line) if not is_rule(line) else None):
        line = line[max(match.end(), 1) :]
    return line


def _opening_fence(line: str) -> re.Match[str] | None:
    match = _FENCE.match(line)
    return None if match is None or (match[2][0] == "`" and "`" in match[3]) else match


def join_blocks(blocks: list[str]) -> list[str]:
    """Return all remaining lines; the caller puts unused ones back with `put_back`."""
    return "\n\n".join(blocks).split("\n")


def put_back(blocks: list[str], lines: list[str]) -> None:
    """Leave lines to the next processors."""
    text = "\n".join(lines)
    blocks[:] = text.split("\n\n") if text.strip() else []


class _Block(BlockProcessor):
    """The base of block processors that recognise a block by its first line."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        """Return whether a block begins with this kind."""
        return self.begins(block.partition("\n")[0])

    def begins(self, line: str) -> bool:
        raise NotImplementedError


class Heading(_Block):
    """The processor of `# Words`. A heading has a space after its signs, so `#ad` is text."""

    def begins(self, line: str) -> bool:  # noqa: D102
        return "#" in line and _HEADING.match(line) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Consume one line."""
        line, _, following_text = blocks.pop(0).partition("\n")
        if match := _HEADING.match(line):
            words = line[match.end() :].strip()
            open_ = words.rstrip("#")
            words = open_.rstrip() if open_[-1:] in ("", " ") else words
            if words:  # a heading without words helps no reader
                SubElement(parent, f"h{len(match[1])}").text = words
        if following_text:
            blocks.insert(0, following_text)


class Rule(_Block):
    """The processor of `---`, `***` or `___`."""

    def begins(self, line: str) -> bool:  # noqa: D102
        return is_rule(line)

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Consume one line."""
        following_text = blocks.pop(0).partition("\n")[2]
        SubElement(parent, "hr")
        if following_text:
            blocks.insert(0, following_text)


class Fence(_Block):
    """The processor of code between lines of three backticks or tildes. Without a second such line, it runs to the
    end.
    """

    def begins(self, line: str) -> bool:  # noqa: D102
        return _opening_fence(line) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Consume all lines up to the closing fence."""
        lines = join_blocks(blocks)
        match = _FENCE.match(lines[0])
        if match is None:
            return
        indent, sign = len(match[1]), match[2]
        closing = re.compile(rf" {{0,3}}{sign[0]}{{{len(sign)},}}[ ]*\Z")
        end = next((at for at, line in enumerate(lines[1:], 1) if closing.match(line)), len(lines))
        code = SubElement(SubElement(parent, "pre"), "code")
        code_lines = (line[min(indent, len(line) - len(line.lstrip(" "))) :] for line in lines[1:end])
        code.text = AtomicString(code_escape("\n".join(code_lines)) + "\n")
        put_back(blocks, lines[end + 1 :])


class Html(_Block):
    """The processor of HTML lines, which keeps them unchanged. The sanitiser removes forbidden parts later."""

    def begins(self, line: str) -> bool:  # noqa: D102
        return "<" in line and (any(begins.match(line) for begins, _ in _HTML) or bool(_HTML_ALONE.match(line)))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Consume the lines up to the end of this kind of HTML."""
        first = blocks[0].partition("\n")[0]
        ending = next((ends for begins, ends in _HTML if begins.match(first)), None)
        if ending is None:
            html = blocks.pop(0)
        else:
            lines = join_blocks(blocks)
            end = next((at for at, line in enumerate(lines) if ending.search(line)), len(lines) - 1)
            html = "\n".join(lines[: end + 1])
            put_back(blocks, lines[end + 1 :])
        SubElement(parent, "p").text = self.parser.md.htmlStash.store(html)


class Quote(_Block):
    """The processor of lines that begin with `>`, and of the lines that continue them."""

    def begins(self, line: str) -> bool:  # noqa: D102
        return _QUOTE.match(line) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Consume the lines up to an empty one, or one that begins another block."""
        lines = blocks.pop(0).split("\n")
        inner_lines, end = ContainerLines(), 0
        for line in lines:
            if match := _QUOTE.match(line):
                inner_lines.add(line[match.end() :])
            elif not inner_lines.add_lazy(line):
                break
            end += 1
        enter(self.parser)
        self.parser.parseChunk(SubElement(parent, "blockquote"), "\n".join(inner_lines.lines))
        self.parser.state.reset()
        if end < len(lines):
            blocks.insert(0, "\n".join(lines[end:]))


def enter(parser: BlockParser) -> None:
    """Record that the parser goes a level deeper; `parser.state.reset` undoes it. Raises TooDeepError."""
    if len(parser.state) >= DEEPEST:
        raise TooDeepError
    parser.state.set("inside")


class MarkdownTable(TableProcessor):
    """The processor of tables: a line of cells, a line of hyphens, and more lines of cells."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser, {"use_align_attribute": True})

    def test(self, parent: Element, block: str) -> bool:
        """Return whether a block begins with both lines, with the same number of cells."""
        first, _, following_text = block.partition("\n")
        second = following_text.partition("\n")[0]
        if "|" not in first or "|" not in second or not _DELIMITERS.match(second):
            return False
        return bool(super().test(parent, f"{_with_ends(first)}\n{_with_ends(second)}"))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Consume the lines up to one that begins another block."""
        lines = blocks.pop(0).split("\n")
        end = next((at for at, line in enumerate(lines) if at > 1 and _ends_table(line)), len(lines))
        super().run(parent, ["\n".join(map(_with_ends, lines[:end]))])
        if end == 2:
            parent[-1].remove(parent[-1][-1])  # the body, which the library fills with empty cells
        if end < len(lines):
            blocks.insert(0, "\n".join(lines[end:]))


def _with_ends(row: str) -> str:
    """Return a row with a `|` at both ends, which the library expects of all rows or of none."""
    row = row.strip()
    start = "" if row.startswith("|") else "|"
    return f"{start}{row}{'' if MarkdownTable.RE_END_BORDER.search(row) and len(row) > 1 else ' |'}"


def _ends_table(line: str) -> bool:
    return line.startswith("    ") or interrupts(line) or _MARKER.match(line) is not None


class Paragraph(BlockProcessor):
    """The processor of lines of words, up to another block. An underline of `=` or `-` makes them a heading."""

    def __init__(self, parser: BlockParser, table: MarkdownTable) -> None:
        super().__init__(parser)
        self._table = table

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        """Accept every block that no other processor took."""
        return True

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Consume the lines of one paragraph."""
        block = blocks.pop(0)
        lines = block.split("\n")
        tag, end, next_start = "p", len(lines), len(lines)
        for at, line in enumerate(lines):
            if at and (match := _UNDERLINE.match(line)):
                tag, end, next_start = "h1" if match[1][0] == "=" else "h2", at, at + 1
                break
            begins_table = "|" in line and self._table.test(parent, "\n".join(lines[at : at + 2]))
            if at and (begins_table or interrupts(line)):
                end = next_start = at
                break
        if words := "\n".join(lines[:end]).lstrip() if tag == "p" else "\n".join(lines[:end]).strip():
            SubElement(parent, tag).text = words
        if next_start < len(lines):
            blocks.insert(0, "\n".join(lines[next_start:]))
