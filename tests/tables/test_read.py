"""Tests that hostile files, and files that are no sheets, give a clear problem in bounded time."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from generator.problems import Report
from generator.tables import xlsx_package as xlsx
from generator.tables.read import read_table
from generator.tables.table import MOST_ABOVE, MOST_ROWS, Hints, Table, column_of, letters
from tests.effort import within


def read_sheet(tmp_path: Path, data: bytes | str, sheet: str | None = None) -> tuple[Table | None, list[str]]:
    path = tmp_path / "sheet"
    path.write_bytes(data.encode() if isinstance(data, str) else data)

    def read_file() -> tuple[Table | None, list[str]]:
        report = Report()
        table = read_table(path, "sheet", Hints(sheet), report)
        return table, [f"{problem.name}: {problem.message}" for problem in report]

    return within(1000, read_file)


def cells(table: Table | None) -> list[tuple[str, ...]]:
    assert table is not None
    return [row.cells for row in table.rows]


def workbook(rows: list[list[object]], **more: object) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cells_ in more.get("merge", ()):  # type: ignore[attr-defined]
        sheet.merge_cells(cells_)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not-a-sheet: this file is empty"),
        (b"\xef\xbb\xbf \r\n", "not-a-sheet: this file is empty"),
        (b"\0" * 5000, "not-a-sheet: this file is empty"),
        (b",,\n,,\n", "not-a-sheet: there is nothing in this sheet"),
        (b"%PDF-1.7", "not-a-sheet: this is a PDF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not-a-sheet: this is an old Excel file, or one with a password"),
        (b"PK\x03\x04broken", "not-a-sheet: this workbook is damaged"),
        (b"<!DOCTYPE html><html><body>", "not-a-sheet: this is a web page (some shops call it .xls)"),
        (b"<rss><channel></channel></rss>", "not-a-sheet: there is no item in this feed"),
        (b"<svg><path/></svg>", "not-a-sheet: this is a picture (SVG)"),
        (b"<", "not-a-sheet: this is not a product feed"),
        (b"[1, 2", "not-a-sheet: this is not JSON: expecting ',' delimiter"),
        (b"[" * 100_000, "not-a-sheet: this JSON is nested too deeply"),
        (b'{"a": 1}', "not-a-sheet: this JSON holds no list"),
        (b"[]", "not-a-sheet: there is nothing in this list"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    table, messages = read_sheet(tmp_path, data)
    assert table is None
    assert message in messages


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    report = Report()
    assert read_table(tmp_path / "nothing.csv", "nothing.csv", Hints(), report) is None
    assert read_table(tmp_path, "folder", Hints(), report) is None
    assert [problem.message for problem in report] == ["this is a folder, not a sheet", "there is no such file"]


def test_a_file_of_100_megabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    report = Report()
    assert read_table(path, "large.csv", Hints(), report) is None
    assert next(iter(report)).message == "this file has 100,000,000 bytes; at most 20,000,000 are allowed"


def test_an_unclosed_quote_costs_its_row_only(tmp_path: Path) -> None:
    table, messages = read_sheet(tmp_path, 'a,b\n1,"open\n2,x\n3,"fine"\n4,5" pan\n')
    assert cells(table) == [("a", "b"), ("2", "x"), ("3", "fine"), ("4", '5" pan')]
    assert messages == ["broken-sheet: row 2 was skipped: a quote is opened in it and never closed"] or messages == [
        "broken-sheet: row 2 was skipped: there is something between a closing quote and the next cell"
    ]
    assert table is not None
    assert [row.line for row in table.rows] == [1, 3, 4, 5]


def test_many_broken_quotes_give_few_problems(tmp_path: Path) -> None:
    table, messages = read_sheet(tmp_path, "a,b\n" + '"x"y,"\n' * 200_000)
    assert table is not None
    assert len(messages) == 52
    assert "too many rows have errors" in " ".join(messages)


def test_a_long_cell_is_read_and_the_limit_of_csv_stays(tmp_path: Path) -> None:
    import csv

    before = csv.field_size_limit()
    table, messages = read_sheet(tmp_path, f"a,b\n1,{'x' * 500_000}\n")
    assert table is not None
    assert (len(table.rows[1].cells[1]), messages) == (500_000, [])
    assert csv.field_size_limit() == before


def test_rows_beyond_the_limit_are_left_out(tmp_path: Path) -> None:
    table, messages = read_sheet(tmp_path, "a\n" * (MOST_ROWS + MOST_ABOVE + 5))
    assert table is not None
    assert len(table.rows) == MOST_ROWS + MOST_ABOVE
    assert messages == [f"too-large-sheet: this sheet has more than {MOST_ROWS:,} rows; those after it were left out"]


def test_a_nul_is_reported_in_its_cell(tmp_path: Path) -> None:
    table, _ = read_sheet(tmp_path, b"a,b\n1,x\0y\n2,z\n")
    assert table is not None
    assert [dict(row.spoiled_cells) for row in table.rows] == [{}, {1: "it holds a NUL byte"}, {}]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_line_end_and_delimiter_is_read(tmp_path: Path, ending: str, delimiter: str) -> None:
    lines = [delimiter.join(("name", "note")), delimiter.join(("Mist", f'"two{ending}lines, one; cell"'))]
    table, messages = read_sheet(tmp_path, ending.join(lines))
    assert cells(table) == [("name", "note"), ("Mist", f"two{ending}lines, one; cell")]
    assert messages == []


def test_the_line_of_excel_that_names_the_separator_is_used(tmp_path: Path) -> None:
    table, _ = read_sheet(tmp_path, "sep=;\r\na;b,c\r\n1;2\r\n")
    assert table is not None
    assert [(row.number, row.cells) for row in table.rows] == [(2, ("a", "b,c")), (3, ("1", "2"))]


def test_a_workbook_is_read(tmp_path: Path) -> None:
    from datetime import date, datetime

    data = workbook(
        [
            ["Name", "Price", "Since", "Count", "Sold"],
            ["Mist", 24.0, datetime(2025, 3, 1), 42000, True],  # noqa: DTZ001
            ["Oil", 24.5, date(2025, 3, 2), 1e6, "'=x"],
            [None] * 5,
            ["é", 0.1 + 0.2, None, "007", "#N/A"],
        ]
    )
    table, messages = read_sheet(tmp_path, data)
    assert table is not None
    assert messages == []
    assert [row.cells for row in table.rows] == [
        ("Name", "Price", "Since", "Count", "Sold"), ("Mist", "24", "2025-03-01", "42000", "true"),
        ("Oil", "24.5", "2025-03-02", "1000000", "=x"), ("é", "0.3", "", "007", "#N/A"),
    ]  # fmt: skip
    assert [row.number for row in table.rows] == [1, 2, 3, 5]
    assert table.rows[3].spoiled_cells == {4: "it shows an error of the spreadsheet, `#N/A`"}


def test_a_formula_without_a_result_is_reported_and_a_merged_cell_filled(tmp_path: Path) -> None:
    table, _ = read_sheet(tmp_path, workbook([["Name", "Price"], ["Mist", "=A1&1"], [None, 5]], merge=["A2:A3"]))
    assert table is not None
    assert table.rows[1].spoiled_cells == {
        1: "it is a formula without a saved result: save the workbook in Excel again"
    }
    assert table.rows[2].cells == ("Mist", "5")


def test_a_sheet_of_a_workbook_is_found_by_its_name(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.create_sheet("People").append(["Name"])
    out = io.BytesIO()
    book.save(out)
    assert cells(read_sheet(tmp_path, out.getvalue())[0]) == [("Name",)]
    assert cells(read_sheet(tmp_path, out.getvalue(), "People")[0]) == [("Name",)]
    table, messages = read_sheet(tmp_path, out.getvalue(), "Peple")
    assert table is None
    assert messages == ["not-a-sheet: there is no sheet called `Peple`"]


def replace_part(data: bytes, file: str, text: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, text if entry.filename == file else old.read(entry))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = replace_part(workbook([["a"]]), SHEET, b" " * (xlsx.LARGEST_INSIDE + 1))
    assert len(bomb) < 1_000_000
    table, messages = read_sheet(tmp_path, bomb)
    assert table is None
    assert messages[0].startswith("too-large-sheet: this workbook unpacks to")


def test_a_workbook_of_too_many_cells_is_not_read(tmp_path: Path) -> None:
    cells = b"<worksheet " + MAIN + b"><sheetData><row>" + b"<c/>" * xlsx.MOST_TAGS + b"</row></sheetData></worksheet>"
    table, messages = read_sheet(tmp_path, replace_part(workbook([["a"]]), SHEET, cells))
    assert table is None
    assert messages == ["too-large-sheet: this workbook has more cells than can be read at once, about 250,000"]


def test_entities_in_a_workbook_are_not_expanded(tmp_path: Path) -> None:
    levels = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    sheet = b'<!DOCTYPE x [<!ENTITY l0 "ha">' + levels + b"]><worksheet " + MAIN
    sheet += b'><sheetData><row r="1"><c r="A1" t="str"><v>&l11;</v></c></row></sheetData></worksheet>'
    table, messages = read_sheet(tmp_path, replace_part(workbook([["a"]]), SHEET, sheet))
    assert table is None
    assert messages[0].startswith("not-a-sheet: ")


@pytest.mark.parametrize("row", ["9999999999", "1048576"])
def test_a_cell_far_away_is_reported_and_costs_no_time(tmp_path: Path, row: str) -> None:
    sheet = (
        b"<worksheet "
        + MAIN
        + b'><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="str"><v>Name</v></c></row>'
    )
    sheet += f'<row r="{row}"><c r="XFD{row}" t="str"><v>far</v></c></row></sheetData></worksheet>'.encode()
    table, messages = read_sheet(tmp_path, replace_part(workbook([["a"]]), SHEET, sheet))
    assert len(messages) == 1
    assert table is None or cells(table) == [("Name",)]


def test_macros_of_a_workbook_are_ignored(tmp_path: Path) -> None:
    data = workbook([["Name"], ["Mist"]])
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0evil")
    assert cells(read_sheet(tmp_path, out.getvalue())[0]) == [("Name",), ("Mist",)]


@pytest.mark.parametrize(
    "feed",
    [
        '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><item><title>&b;</title></item></rss>',
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><title>&x;</title></item></rss>',
    ],
)
def test_a_feed_with_entities_is_refused(tmp_path: Path, feed: str) -> None:
    table, messages = read_sheet(tmp_path, feed)
    assert table is None
    assert messages == ["not-a-sheet: this feed declares entities of its own"]


def test_a_feed_does_not_use_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr(socket, "socket", lambda *_: pytest.fail("the network was asked"))
    feed = '<!DOCTYPE rss SYSTEM "http://evil.example/x.dtd"><rss><item><title>Mist</title></item></rss>'
    assert cells(read_sheet(tmp_path, feed)[0]) == [("Mist",)]


def test_a_feed_with_a_damaged_head_is_read(tmp_path: Path) -> None:
    table, _ = read_sheet(tmp_path, "<?xm versi <!-- \n<rss>\n<item><title>Mist</title></item></rss>")
    assert table is not None
    assert [(row.cells, row.line) for row in table.rows] == [(("Mist",), 3)]


def test_a_deeply_nested_feed_is_read_in_bounded_time(tmp_path: Path) -> None:
    table, messages = read_sheet(tmp_path, "<rss>" + "<item><title>x" * 50_000)
    assert table is not None
    assert [message.partition(" here")[0] for message in messages] == ["broken-sheet: this feed is not well-formed"]


def test_a_column_number_and_its_letters_match() -> None:
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_of(letters(n)) == n for n in range(2000))
