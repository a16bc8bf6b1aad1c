"""Reader for Google Merchant feeds in XML, RSS 2.0 or Atom (support.google.com/merchants/answer/14987622).

lxml reads them without network access and without custom entities, and recovers from malformed XML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from generator.problems import Place, Report
from generator.tables.table import MOST_COLUMNS, MOST_ROWS, Row, Table

_BEGIN = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF|channel|item|entry)\b")
_OWN_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
# Match CDATA to skip it, then an `&` that does not begin an XML reference.
_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)(\w{1,31};)?", re.DOTALL
)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MARKUP = frozenset(
    [
        *("a", "b", "br", "div", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p", "small"),
        *("span", "strong", "sub", "sup", "table", "td", "th", "tr", "u", "ul"),
    ]
)
_MOST_TOLD = 20
_MOST_SIGNS = 2_000_000
_DEEPEST = 30  # nested unclosed elements in an item


def read_feed(text: str, file: str, report: Report) -> Table | None:
    """Read the items of a feed. Report malformed XML with its line, repair it where that is safe, and go on."""
    from lxml import etree  # lazy: lxml is large, and few sheets and texts need it

    if text.count("&") > _MOST_SIGNS:
        message = f"this feed holds more than {_MOST_SIGNS:,} signs of the kind `&`"
        report.error("not-a-sheet", message, Place(file), "export it again, with fewer products at once")
        return None
    if _OWN_ENTITY.search(text):
        report.error(
            "not-a-sheet", "this feed declares entities of its own", Place(file), "export it without `<!ENTITY`"
        )
        return None
    begin = _BEGIN.search(text)
    if begin:  # the declarations before it are not needed; line numbers stay the same
        text = "\n" * text.count("\n", 0, begin.start()) + text[begin.start() :]
    text = _repair_xml(text, file, report)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser) if begin else None
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        hint = "a feed has its products in `<item>` or `<entry>`; or export the sheet as CSV"
        report.error("not-a-sheet", "this is not a product feed", Place(file), hint)
        return None
    reported_lines: set[int] = set()
    for entry in parser.error_log:
        if "Namespace prefix" in entry.message or entry.line in reported_lines or len(reported_lines) >= _MOST_TOLD:
            continue  # the meaning is clear although the feed does not declare `xmlns:g`
        reported_lines.add(entry.line)
        message = f"this feed is not well-formed here: {_in_words(entry.message)}"
        hint = "the rest was read; check this item, and export the feed again"
        report.error("broken-sheet", message, Place(file, line=entry.line, column=max(1, entry.column)), hint)
    names: dict[str, int] = {}
    rows: list[Row] = []
    for number, item in enumerate(_items(root), 1):
        if number > MOST_ROWS:
            message = f"this feed has more than {MOST_ROWS:,} items; those after it were left out"
            report.error("too-large-sheet", message, Place(file), "split it")
            break
        cells: dict[int, str] = {}
        for name, value in _values(item):
            if name in names or len(names) < MOST_COLUMNS:
                cells.setdefault(names.setdefault(name, len(names)), value)
        texts = tuple(cells.get(at, "") for at in range(len(names)))
        rows.append(Row(number, texts, getattr(item, "sourceline", 0) or 0))
    if not rows:
        report.error(
            "not-a-sheet", "there is no item in this feed", Place(file), "its products belong in `<item>` or `<entry>`"
        )
        return None
    return Table(file, "feed", tuple(rows), tuple(names), "item")


def _in_words(text: str) -> str:
    """Return an error of libxml2 in words for people who do not know it."""
    match = re.search(r"tag mismatch: (\S+) line [0-9]+ and (\S+)", text)
    return f"`<{match[1]}>` is not closed before `</{match[2]}>`" if match else text.lower()


def _repair_xml(text: str, file: str, report: Report) -> str:
    """Rewrite bare `&` and HTML entities (`&eacute;`) as XML, and remove characters that XML forbids."""
    lines: dict[int, str] = {}
    at = line = 0  # count lines incrementally, from one match to the next

    def repair_reference(match: re.Match[str]) -> str:
        if match[0].startswith("<!"):
            return match[0]
        nonlocal at, line
        line += text.count("\n", at, match.start())
        at = match.start()
        name = match[1]
        char = html.unescape(f"&{name}") if name else ""
        is_html_name = bool(name) and char != f"&{name}"
        if len(lines) < _MOST_TOLD:
            lines.setdefault(
                line + 1, f"`&{name}` is a name of HTML, not of XML" if is_html_name else "an `&` is on its own"
            )
        return html.escape(char) if is_html_name else f"&amp;{name or ''}"

    text = _AMPERSAND.sub(repair_reference, text)
    illegal = _ILLEGAL.search(text)
    if illegal:
        lines.setdefault(
            text.count("\n", 0, illegal.start()) + 1,
            f"a character that XML does not allow (U+{ord(illegal[0]):04X}) is here",
        )
        text = _ILLEGAL.sub("", text)
    for number, message in lines.items():
        hint = "it was read in the most likely way; write `&amp;` for an `&`"
        report.error(
            "broken-sheet", f"this feed is not well-formed here: {message}", Place(file, line=number, column=1), hint
        )
    return text


def _name(element: Any) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rpartition("}")[2].rpartition(":")[2]


def _items(root: Any) -> Iterator[Any]:
    return (element for element in root.iter() if _name(element) in ("item", "entry"))


def _values(item: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the elements of an item, also below unclosed elements, but not those of another item."""
    for child in item:
        name = _name(child)
        if not name or name in ("item", "entry"):
            continue
        yield name, (_text(child) or child.get("href", "")).strip()
        if name not in _MARKUP and depth < _DEEPEST:
            yield from ((inner, value) for inner, value in _values(child, depth + 1) if inner not in _MARKUP)


def _text(element: Any) -> str:
    """Return the text of an element, including HTML that the feed did not escape."""
    parts = [element.text or ""]
    for child in element:
        if _name(child) in _MARKUP:
            parts += (f"<{_name(child)}>", _text(child), f"</{_name(child)}>", child.tail or "")
        elif not isinstance(child.tag, str):
            parts.append(child.tail or "")
    return "".join(parts)
