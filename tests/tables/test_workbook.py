"""Tests that a workbook is read as a person sees it in Excel."""

# ruff: noqa: E501 (parts are wide)
from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from generator.problems import Report
from generator.tables.number_format import SHORTENED_NUMBER
from generator.tables.read import read_table
from generator.tables.table import Hints, Table
from generator.tables.write import write_xlsx
from tests.tables.books import MAIN, SHEET, book_bytes, new_book, of_xml, read_sheet, with_parts


def texts(data: bytes, tmp_path: Path) -> list[tuple[str, ...]]:
    return [row.cells for row in read_sheet(tmp_path, data)[0].rows]


def count_names(cells: Sequence[str]) -> int:
    return len(set(cells) & {"Name", "Instagram", "Code"})


def read_known(tmp_path: Path, data: bytes, sheet: str | None = None) -> tuple[Table, list[str]]:
    (tmp_path / "sheet").write_bytes(data)
    report = Report()
    table = read_table(tmp_path / "sheet", "sheet", Hints(sheet, count_names=count_names), report)
    assert table is not None
    return table, [problem.message for problem in report]


def test_numbers_are_read_as_their_cells_show_them(tmp_path: Path) -> None:
    book, sheet = new_book(
        ["Id", "Price", "Share", "Since", "Reach"], [123, 24, 0.1, 45717, 42000], [7, 24.5, 0.125, 45717.75, 1234567]
    )
    for row in (2, 3):
        for column, code in enumerate(("00000", "[$€-407] #,##0.00", "0.0%", "dd.mm.yyyy", "#,##0"), 1):
            sheet.cell(row, column).number_format = code
    assert texts(book_bytes(book), tmp_path)[1:] == [
        ("00123", "€ 24.00", "10.0%", "2025-03-01", "42000"), ("00007", "€ 24.50", "12.5%", "2025-03-01", "1234567"),
    ]  # fmt: skip


def test_days_count_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    book, sheet = new_book(["Since"], [44255])
    sheet["A2"].number_format = "yyyy-mm-dd"
    assert texts(book_bytes(book), tmp_path)[1] == ("2021-02-28",)
    book.epoch = CALENDAR_MAC_1904
    assert texts(book_bytes(book), tmp_path)[1] == ("2025-03-01",)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c t="inlineStr"><is><t>plain</t></is></c>', "plain"),
        ('<c t="inlineStr"><is><r><rPr><b/></rPr><t>Mist </t></r><r><t xml:space="preserve"> 50 ml</t></r></is></c>', "Mist  50 ml"),
        ('<c t="inlineStr"><is><t>名前</t><rPh sb="0" eb="2"><t>ナマエ</t></rPh></is></c>', "名前"),
        ('<c t="str"><v>two_x000D_\nlines _x005F_x0041_</v></c>', "two\r\nlines _x0041_"), ('<c t="b"><v>1</v></c>', "true"),
        ('<c t="b"><v>0</v></c>', "false"), ('<c t="d"><v>2025-03-01T00:00:00Z</v></c>', "2025-03-01"), ("<c><v>42</v></c>", "42"),
        ('<c t="str"><f>""</f><v></v></c><c t="str"><v>x</v></c>', ""), ("<c><f>1+1</f><v>2</v></c>", "2"), ('<c t="str"><f>A1&amp;"b"</f><v>ab</v></c>', "ab"),
    ],
)  # fmt: skip
def test_each_kind_of_cell_is_read(tmp_path: Path, cell: str, text: str) -> None:
    assert texts(of_xml(f'<row>{cell}</row><row><c t="str"><v>x</v></c></row>'), tmp_path)[0][0] == text


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ('<c t="e"><v>#N/A</v></c>', "it shows an error of the spreadsheet, `#N/A`"), ("<c><v>17841400123456789</v></c>", SHORTENED_NUMBER),
        ("<c><v>1.2E+19</v></c>", SHORTENED_NUMBER), ("<c><f>A1</f></c>", "it is a formula without a saved result: save "
        "the workbook in Excel again"),
        ("<c><f>A1</f><v></v></c>", "it is a formula without a saved result: save the workbook in Excel again"),
    ],
)  # fmt: skip
def test_a_cell_without_a_reliable_value_is_reported(tmp_path: Path, cell: str, why: str) -> None:
    assert read_sheet(tmp_path, of_xml(f"<row>{cell}</row>"))[0].rows[0].spoiled_cells == {0: why}


def test_a_workbook_in_the_strict_form_is_read(tmp_path: Path) -> None:
    book, sheet = new_book(["Name"], ["Ana"])
    sheet["A2"].hyperlink = "https://www.instagram.com/ana"
    data = book_bytes(book)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for old, new in (
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    ):
        parts = {name: part.replace(old, new) for name, part in parts.items()}
    table, _ = read_sheet(tmp_path, with_parts(data, parts))
    assert ([row.cells for row in table.rows], table.rows[1].link(0)) == (
        [("Name",), ("Ana",)],
        "https://www.instagram.com/ana",
    )


def test_the_sheet_with_the_known_names_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    book, cover = new_book(["Read me first"], ["Name"])
    cover.title = "Cover"
    for title, state in (("Secret", "hidden"), ("People", "visible"), ("More", "visible")):
        sheet = book.create_sheet(title)
        sheet.append(["Name", "Instagram", "Code"] if title != "More" else ["Name", "Notes"])
        sheet.append([title, "x", "y"])
        sheet.sheet_state = state
    table, messages = read_known(tmp_path, book_bytes(book))
    assert table.rows[1].cells[0] == "People"
    assert table.notes == ("Sheet `People` was read; not read: `Cover`, `Secret` (hidden), `More` (--sheet NAME).",)
    assert messages == []
    assert read_known(tmp_path, book_bytes(book), "Secret")[0].rows[1].cells[0] == "Secret"


def test_hidden_rows_are_skipped_but_hidden_columns_are_read(tmp_path: Path) -> None:
    book, sheet = new_book(["Name", "Code"], *([f"P{number}", number] for number in range(2, 12)))
    for number in (3, 5, 6, 7):
        sheet.row_dimensions[number].hidden = True
    sheet.column_dimensions["B"].hidden = True
    table, messages = read_known(tmp_path, book_bytes(book))
    assert [row.number for row in table.rows] == [1, 2, 4, 8, 9, 10, 11]
    assert messages == ["sheet `Sheet` hides rows, and they were not read: 3, 5-7"]
    assert table.notes == ("Hidden columns were read too: B.",)


def test_cells_merged_over_rows_are_filled_but_over_columns_reported(tmp_path: Path) -> None:
    book, sheet = new_book(
        ["Name", "Country", "Note"], ["Ana", "Spain", "a"], ["Bo", None, None], ["Cy", None, "c"], [None, None, None]
    )
    sheet.merge_cells("B2:B5")
    sheet.merge_cells("A3:A3")
    sheet.merge_cells("B1:C1")
    table, messages = read_sheet(tmp_path, book_bytes(book))
    assert [row.cells for row in table.rows[1:]] == [("Ana", "Spain", "a"), ("Bo", "Spain"), ("Cy", "Spain", "c")]
    assert table.rows[0].spoiled_cells == {2: "it is merged with cell B1: unmerge them, and fill both"}
    assert messages == [
        "merged-cells: cells of sheet `Sheet` are merged over rows; each row was given their text: B2:B5"
    ]


def test_a_written_workbook_is_read_back_unchanged(tmp_path: Path) -> None:
    rows = [["Name", "Note"], ["_x0041_ _x000D_", "=1+1"], ["00123", "a;=b"], ["4.01235E+13", "'quoted"], ["é\nü", "-"]]
    assert texts(write_xlsx(rows, "People", [10, 10]), tmp_path) == [tuple(row) for row in rows]


def test_a_sheet_without_column_letters_or_row_numbers_is_read(tmp_path: Path) -> None:
    xml = f'<worksheet {MAIN}><sheetData><row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row><row r="5"><c r="C5" t="str"><v>c</v></c></row></sheetData></worksheet>'
    table, _ = read_sheet(tmp_path, with_parts(book_bytes(new_book()[0]), {SHEET: xml}))
    assert [(row.number, row.cells) for row in table.rows] == [(1, ("a", "b")), (5, ("", "", "c"))]
