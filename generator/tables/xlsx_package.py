"""Parts of an Excel workbook (ECMA-376): its sheets, shared texts and number formats.

lxml reads them, not openpyxl, whose readers of styles, links and names take up to 20 microseconds per tag. This reader
parses only what the import needs, and counts every part towards two bounds.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

LARGEST_INSIDE = 20_000_000
"""Unpacked bytes of all parts that are read."""
MOST_TAGS = 1_000_000
"""XML tags of all parts that are read: a cell has up to six, and each takes microseconds."""
MOST_PARTS, MOST_FORMATS = 10_000, 2_000
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


class TooLargeError(Exception):
    """The workbook would take too long to read; the message says which part is too large."""


class DamagedError(Exception):
    """The workbook breaks the rules of its format; the message says how."""


class Relation(Struct, frozen=True):
    """Reference from a part to another part, or, if `external`, to an address. `kind` is `worksheet`, `styles` ..."""

    kind: str
    target: str
    external: bool


class XlsxSheet(Struct, frozen=True):
    """A worksheet that the workbook lists. `part` is its name in the archive."""

    name: str
    part: str
    is_hidden: bool


class Book(Struct, frozen=True):
    """Data that all sheets of a workbook share. `formats` are number formats by a cell's style."""

    sheets: tuple[XlsxSheet, ...]
    texts: tuple[str, ...]
    formats: tuple[str, ...]
    since_1904: bool


class Package:
    """The archive. Reading a part raises TooLargeError or DamagedError."""

    def __init__(self, data: bytes) -> None:
        if data.count(b"PK\x01\x02") > MOST_PARTS:
            raise TooLargeError(f"this workbook has more than {MOST_PARTS:,} parts")
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = {name.lower().lstrip("/"): name for name in self._archive.namelist()}
        self._bytes = self._tags = 0

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all parts, in lower case."""
        return tuple(self._names)

    def media_type(self) -> bytes:
        """Return the media type that an archive declares, as OpenDocument and EPUB do; b"" without one."""
        entry = self._archive.getinfo(self._names["mimetype"]) if "mimetype" in self._names else None
        return self._archive.read(entry) if entry and entry.file_size < 200 and not entry.flag_bits & 1 else b""

    def elements(self, part: str, *names: str) -> Iterator[Any]:
        """Yield each element of a part with one of the local names, in order of its end tag; then empty it."""
        from lxml import etree  # lazy: lxml is large, and few sheets and texts need it

        source = io.BytesIO(self._text(part).encode("utf-8", "replace"))
        try:
            for _, element in etree.iterparse(
                source, tag=[f"{{*}}{name}" for name in names], encoding="utf-8", resolve_entities=False,
                no_network=True, load_dtd=False, remove_comments=True, remove_pis=True,
            ):  # fmt: skip
                yield element
                element.clear(keep_tail=False)
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise DamagedError(f"its part `{part}` is not well-formed: {error.msg}") from None

    def _text(self, part: str) -> str:
        """Return the XML of a part without its declaration, which may name an encoding where `<` is another byte."""
        entry = self._archive.getinfo(self._names[part.lower()])
        self._bytes += entry.file_size
        if self._bytes > LARGEST_INSIDE:
            raise TooLargeError(
                f"this workbook unpacks to {self._bytes:,} bytes; at most {LARGEST_INSIDE:,} are allowed"
            )
        if entry.flag_bits & 1:
            raise DamagedError("it is locked with a password")
        data = self._archive.read(entry)
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
        self._tags += text.count("<")
        if self._tags > MOST_TAGS:
            raise TooLargeError(f"this workbook has more cells than can be read at once, about {MOST_TAGS // 4:,}")
        if "<!DOCTYPE" in text:
            raise DamagedError("it declares a document type, which a workbook must not do")
        declaration = _DECLARATION.match(text)
        return text[declaration.end() :] if declaration else text

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the references of a part, by id."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        relations_by_id: dict[str, Relation] = {}
        for element in self.elements(rels, "Relationship") if rels in self else ():
            kind, target = posixpath.basename(element.get("Type", "")), element.get("Target", "")
            external = element.get("TargetMode", "").lower() == "external"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            relations_by_id[element.get("Id", "")] = Relation(kind, target, external)
        return relations_by_id

    def read_book(self) -> Book:
        """Read the workbook except its cells."""
        main = next(
            (relation.target for relation in self.relations("").values() if relation.kind == "officeDocument"), ""
        )
        main = main if main in self else "xl/workbook.xml"
        if main not in self:
            raise DamagedError("it has no part that lists its sheets")
        relations = self.relations(main)
        sheets: list[XlsxSheet] = []
        since_1904 = False
        for element in self.elements(main, "workbookPr", "sheet"):
            if local_name(element) == "workbookPr":
                since_1904 = element.get("date1904", "0") in ("1", "true")
            else:
                relation = relations.get(relation_id(element))
                if relation and relation.kind == "worksheet" and relation.target in self:
                    is_hidden = element.get("state", "visible") != "visible"
                    sheets.append(XlsxSheet(element.get("name", ""), relation.target, is_hidden))
        parts = {relation.kind: relation.target for relation in relations.values() if relation.target in self}
        texts: tuple[str, ...] = ()
        if "sharedStrings" in parts:
            texts = tuple(read_text(element) for element in self.elements(parts["sharedStrings"], "si"))
        formats = tuple(self._formats(parts["styles"])) if "styles" in parts else ()
        return Book(tuple(sheets), texts, formats, since_1904)

    def _formats(self, part: str) -> Iterator[str]:
        """Yield the number format of each cell style, in order."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS  # lazy: it is large, and only XLSX files need it

        own: dict[str, str] = {}
        for element in self.elements(part, "numFmt", "cellXfs"):
            if local_name(element) == "numFmt":
                own[element.get("numFmtId", "")] = element.get("formatCode", "")
                if len(own) > MOST_FORMATS:
                    raise TooLargeError(f"this workbook has more than {MOST_FORMATS:,} number formats of its own")
                continue
            for style in element:
                number = style.get("numFmtId", "0")
                built_in = int(number) if number.isdecimal() else 0
                yield own.get(number) or str(BUILTIN_FORMATS.get(built_in, "General"))


def local_name(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def relation_id(element: Any) -> str:
    """Return the value of `r:id`, in either of its two namespaces."""
    return next((str(value) for name, value in element.items() if name.endswith("}id")), "")


def read_text(element: Any) -> str:
    """Return the text of `<si>` or `<is>`, plain or in runs, without the phonetic reading (`<rPh>`)."""
    parts: list[str] = []
    for child in element:
        if local_name(child) == "t":
            parts.append(child.text or "")
        elif local_name(child) == "r":
            parts += (child.text or "" for child in child if local_name(child) == "t")
    return unescape("".join(parts))


def unescape(text: str) -> str:
    """Decode characters that XML cannot hold: `_x000D_` is a carriage return (ECMA-376, ST_Xstring)."""
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    return match[0] if number == 0 or 0xD800 <= number <= 0xDFFF else chr(number)
