"""Tests that each part of a workbook counts towards its limits, and that each part is read only once."""

# ruff: noqa: E501 (parts are wide)
from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from generator.problems import Report
from generator.tables import xlsx, xlsx_package
from generator.tables.read import read_table
from generator.tables.table import Hints
from tests.tables.books import MAIN, SHEET, book_bytes, new_book, of_xml, with_parts

RELS = "xl/_rels/workbook.xml.rels"
NAMES = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TOO_MANY = "too-large-sheet: this workbook has more cells than can be read at once, about 250,000"


def read_messages(tmp_path: Path, data: bytes, sheet: str | None = None) -> list[str]:
    (tmp_path / "sheet").write_bytes(data)
    report = Report()
    read_table(tmp_path / "sheet", "sheet", Hints(sheet), report)
    return [f"{problem.name}: {problem.message}" for problem in report]


def move_part(data: bytes, old: str, new: str) -> bytes:
    """Return the workbook with another name for one part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    parts[new] = parts.pop(old)
    base = old.rpartition("/")[2].encode()
    parts[RELS] = (
        parts[RELS]
        .replace(b"worksheets/" + base, new.removeprefix("xl/").encode())
        .replace(base, new.rpartition("/")[2].encode())
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize(
    "name",
    ["xl/worksheets/sheet1.dat", "xl/worksheets/SHEET1", "xl/worksheets/sheet1.bin", "xl/media/picture.png", "a"],
)
def test_a_part_of_any_name_counts(tmp_path: Path, name: str) -> None:
    full = of_xml("<row>" + "<c/>" * xlsx_package.MOST_TAGS + "</row>")
    assert read_messages(tmp_path, move_part(full, SHEET, name if "/" in name else f"xl/{name}")) == [TOO_MANY]


@pytest.mark.parametrize(
    "part",
    [
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/workbook.xml",
        RELS,
        "_rels/.rels",
    ],
)
def test_each_part_that_is_read_counts(tmp_path: Path, part: str) -> None:
    data = of_xml(
        '<row><c t="str"><v>x</v></c></row>', f'<hyperlinks {NAMES}><hyperlink ref="A1" r:id="a"/></hyperlinks>'
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        rels = archive.read(RELS).decode()
    if part == "xl/sharedStrings.xml" and "sharedStrings" not in rels:
        rels = rels.replace(
            "</Relationships>",
            '<Relationship Id="s" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        )
        data = with_parts(data, {RELS: rels})
    assert read_messages(tmp_path, with_parts(data, {part: "<x>" + "<si/>" * xlsx_package.MOST_TAGS + "</x>"})) == [
        TOO_MANY
    ]


def test_the_bytes_of_all_parts_count_together(tmp_path: Path) -> None:
    spaces = f"<!--{' ' * 100_000}-->" * 110
    data = with_parts(of_xml(spaces), {"xl/styles.xml": f"<x>{spaces}</x>"})
    assert read_messages(tmp_path, data)[0].startswith("too-large-sheet: this workbook unpacks to 22,")


@pytest.mark.parametrize("text", [" " * 15_000_000, "x" * 15_000_000, "<c r='" + "A" * 15_000_000])
@pytest.mark.parametrize("part", [SHEET, "xl/styles.xml", "xl/workbook.xml"])
def test_a_part_with_an_endless_text_is_refused(tmp_path: Path, part: str, text: str) -> None:
    data = with_parts(of_xml("<row/>"), {part: f"<x>{text}</x>"})
    [problem] = read_messages(tmp_path, data)
    assert problem.startswith("not-a-sheet: ")


def test_an_unused_part_does_not_count(tmp_path: Path) -> None:
    data = with_parts(
        of_xml('<row><c t="str"><v>x</v></c></row>'),
        {"xl/media/film.bin": b"<" * 30_000_000, "xl/externalLinks/externalLink1.xml": b"<" * 2_000_000},
    )
    assert read_messages(tmp_path, data) == []


def test_a_sheet_that_is_named_many_times_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheets_read: list[str] = []
    read_cells = xlsx.read_cells
    monkeypatch.setattr(
        xlsx,
        "read_cells",
        lambda package, book, sheet: sheets_read.append(sheet.name) or read_cells(package, book, sheet),
    )
    names = "".join(f'<sheet name="s{number}" sheetId="{number}" r:id="rId1"/>' for number in range(1, 2_000))
    data = with_parts(
        of_xml("<row>" + "<c/>" * 500 + "</row>"),
        {"xl/workbook.xml": f"<workbook {MAIN} {NAMES}><sheets>{names}</sheets></workbook>"},
    )
    assert read_messages(tmp_path, data) == ["not-a-sheet: there is nothing in this sheet"]
    assert sheets_read == ["s1"]


@pytest.mark.parametrize("encoding", ["utf-16", "cp037", "utf-7", "utf-32"])
def test_tags_in_another_encoding_count_too(tmp_path: Path, encoding: str) -> None:
    """libxml2 could read most of these encodings, in which `<` is another byte."""
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?><worksheet {MAIN}><sheetData><row>'
        + "<c/>" * xlsx_package.MOST_TAGS
    )
    data = with_parts(book_bytes(new_book()[0]), {SHEET: f"{xml}</row></sheetData></worksheet>".encode(encoding)})
    [problem] = read_messages(tmp_path, data)
    assert problem == TOO_MANY or problem.startswith(
        ("not-a-sheet: this workbook cannot be read", "too-large-sheet: this workbook unpacks")
    )


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", RELS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_part_may_declare_entities(tmp_path: Path, part: str, encoding: str) -> None:
    xml = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    [problem] = read_messages(tmp_path, with_parts(of_xml("<row/>"), {part: xml.encode(encoding)}))
    assert problem == (
        "not-a-sheet: this workbook cannot be read: it declares a document type, which a workbook must not do"
    )


def test_an_archive_of_many_parts_is_not_opened(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(xlsx_package.MOST_PARTS + 1):
            archive.writestr(f"xl/{number}", b"")
    assert read_messages(tmp_path, out.getvalue()) == ["too-large-sheet: this workbook has more than 10,000 parts"]


def test_too_many_number_formats_are_refused(tmp_path: Path) -> None:
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode="0{number}"/>' for number in range(xlsx_package.MOST_FORMATS + 1)
    )
    data = with_parts(
        of_xml("<row/>"), {"xl/styles.xml": f"<styleSheet {MAIN}><numFmts>{formats}</numFmts></styleSheet>"}
    )
    assert read_messages(tmp_path, data) == [
        "too-large-sheet: this workbook has more than 2,000 number formats of its own"
    ]


@pytest.mark.parametrize("reference", ["A1:XFD1048576", "A1:A1048576", "B1:B1048576"])
@pytest.mark.parametrize("element", ["mergeCell", "hyperlink"])
def test_ranges_that_cover_too_many_cells_are_refused(tmp_path: Path, element: str, reference: str) -> None:
    rows = '<row><c t="str"><v>x</v></c></row>' * 2_000
    rels = '<Relationships><Relationship Id="a" TargetMode="External" Target="https://x.example" Type="y/hyperlink"/></Relationships>'
    data = of_xml(rows, f"<{element}s {NAMES}>" + f'<{element} ref="{reference}" r:id="a"/>' * 2_000 + f"</{element}s>")
    data = with_parts(data, {"xl/worksheets/_rels/sheet1.xml.rels": rels})
    assert read_messages(tmp_path, data) == ["too-large-sheet: its merged cells and links cover too many cells"]


def test_a_long_text_in_many_cells_counts_in_each(tmp_path: Path) -> None:
    strings = f"<sst {MAIN}><si><t>{'x' * 100_000}</t></si></sst>"
    with zipfile.ZipFile(io.BytesIO(of_xml('<row><c t="s"><v>0</v></c></row>' * 300))) as archive:
        rels = (
            archive.read(RELS)
            .decode()
            .replace(
                "</Relationships>",
                '<Relationship Id="s" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            )
        )
    data = with_parts(of_xml('<row><c t="s"><v>0</v></c></row>' * 300), {"xl/sharedStrings.xml": strings, RELS: rels})
    assert read_messages(tmp_path, data) == ["too-large-sheet: its cells hold more than 20,000,000 characters"]


def test_a_locked_part_and_a_broken_one_are_reported(tmp_path: Path) -> None:
    data = bytearray(of_xml("<row/>"))
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(sign)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(sign, at + 1)
    assert read_messages(tmp_path, bytes(data)) == [
        "not-a-sheet: this workbook cannot be read: it is locked with a password"
    ]
    [problem] = read_messages(tmp_path, of_xml("<row><c>"))
    assert problem.startswith(
        "not-a-sheet: this workbook cannot be read: its part `xl/worksheets/sheet1.xml` is not well-formed"
    )


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"word/document.xml": b"<x/>"}, "a Word document (.docx)"), ({"ppt/presentation.xml": b"<x/>"}, "a PowerPoint file (.pptx)"),
        ({"xl/workbook.bin": b"x"}, "a binary Excel workbook (.xlsb)"), ({"Index/Document.iwa": b"x"}, "a file of Apple's Numbers, Pages or Keynote"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}, "an OpenDocument spreadsheet (.ods)"),
        ({"products.csv": b"a,b"}, "an archive (ZIP) of files: unpack it"), ({"readme": b"x"}, "an archive (ZIP), "
        "not an Excel workbook"),
    ],
)  # fmt: skip
def test_an_archive_of_another_kind_is_named(tmp_path: Path, parts: dict[str, bytes], kind: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert read_messages(tmp_path, out.getvalue()) == [f"not-a-sheet: this is {kind}"]
