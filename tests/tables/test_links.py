"""Tests that a cell of a sheet has the address to which it links, beside its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tables.books import book_bytes, new_book, of_xml, read_sheet, with_parts

ANA = "https://www.instagram.com/ana.pires"


def links(tmp_path: Path, data: bytes | str) -> list[tuple[tuple[str, ...], dict[int, str]]]:
    table, _ = read_sheet(tmp_path, data)
    return [(row.cells, {at: row.link(at) for at in range(len(row.cells)) if row.link(at)}) for row in table.rows]


def test_a_hyperlink_belongs_to_its_cell(tmp_path: Path) -> None:
    book, sheet = new_book(["Name", "Profile"], ["Ana", "here"], ["Bo", "none"])
    sheet["B2"].hyperlink = ANA
    assert links(tmp_path, book_bytes(book)) == [
        (("Name", "Profile"), {}), (("Ana", "here"), {1: ANA}), (("Bo", "none"), {}),
    ]  # fmt: skip


def test_a_link_stays_with_its_cell_after_gaps_and_hidden_or_merged_cells(tmp_path: Path) -> None:
    book, sheet = new_book(
        ["Our circle"], [], ["Name", None, "Profile"], ["Hidden", None, "x"], ["Ana", None, "IG"], ["Ben", None, None]
    )
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("C5:C6")
    sheet.row_dimensions[4].hidden = True
    sheet["C4"].hyperlink = "https://www.instagram.com/hidden"
    sheet["C5"].hyperlink = ANA
    table, messages = read_sheet(tmp_path, book_bytes(book))
    assert [(row.number, row.cells, row.link(2)) for row in table.rows[1:]] == [
        (3, ("Name", "", "Profile"), ""), (5, ("Ana", "", "IG"), ANA), (6, ("Ben", "", "IG"), ANA),
    ]  # fmt: skip
    assert messages == [
        "hidden-rows: sheet `Sheet` hides rows, and they were not read: 4",
        "merged-cells: cells of sheet `Sheet` are merged over rows; each row was given their text: C5:C6",
    ]


@pytest.mark.parametrize(
    ("formula", "cell", "link"),
    [
        (f'=HYPERLINK("{ANA}","@ana")', "@ana", ANA),
        (f'=hyperlink( "{ANA}" ; "a ""b""" )', 'a "b"', ANA),
        (f'=HYPERLINK("{ANA}")', ANA, ANA),
        ('=HYPERLINK("https://www.instagram.com/"&A2, "IG: "&A2)', "IG: Ana", "https://www.instagram.com/Ana"),
        ('=HYPERLINK($A$2,A2)', "Ana", ""),
        ('=HYPERLINK("mailto:ana@mail.example","write")', "write", ""),
        ('=HYPERLINK("#Sheet!A1","up")', "up", ""),
    ],
)  # fmt: skip
def test_the_link_of_a_hyperlink_formula_is_read(tmp_path: Path, formula: str, cell: str, link: str) -> None:
    """Such formulas have no saved result, as openpyxl and Google's exports write them."""
    book, _ = new_book(["Name", "Profile"], ["Ana", formula])
    assert links(tmp_path, book_bytes(book))[1] == (("Ana", cell), {1: link} if link else {})


def test_a_formula_that_computes_its_link_is_reported(tmp_path: Path) -> None:
    book, _ = new_book(["Name", "Profile"], ["Ana", '=HYPERLINK(VLOOKUP(A2,X:Y,2),"IG")'])
    table, _ = read_sheet(tmp_path, book_bytes(book))
    assert table.rows[1].spoiled_cells == {
        1: "it is a formula without a saved result: save the workbook in Excel again"
    }


def test_a_shared_formula_links_from_each_row(tmp_path: Path) -> None:
    def row(number: int, name: str, formula: str) -> str:
        cell = f'<c r="A{number}" t="str"><v>{name}</v></c>'
        return f'<row r="{number}">{cell}<c r="B{number}" t="str">{formula}<v>IG</v></c></row>'

    master = '<f t="shared" ref="B2:B3" si="0">HYPERLINK("https://x.com/"&amp;A2&amp;$A$2,"IG")</f>'
    data = of_xml(row(1, "Name", "") + row(2, "ana", master) + row(3, "bo", '<f t="shared" si="0"/>'))
    assert [cell_links for _, cell_links in links(tmp_path, data)] == [
        {},
        {1: "https://x.com/anaana"},
        {1: "https://x.com/boana"},
    ]


def test_a_link_of_a_range_counts_and_one_within_the_workbook_does_not(tmp_path: Path) -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>x{n}</v></c></row>' for n in (1, 2, 3))
    rel = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    data = of_xml(
        cells, f'<hyperlinks {rel}><hyperlink ref="A1:A2" r:id="a"/><hyperlink ref="A3" location="B1"/></hyperlinks>'
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        f'TargetMode="External" Target="{ANA}" Type="http://x/hyperlink"/></Relationships>'
    )
    data = with_parts(data, {"xl/worksheets/_rels/sheet1.xml.rels": rels})
    assert [cell_links for _, cell_links in links(tmp_path, data)] == [{0: ANA}, {0: ANA}, {}]


@pytest.mark.parametrize(
    ("cell", "text", "link"),
    [
        (f'=HYPERLINK("{ANA}","@ana")', "@ana", ANA),
        ('="00123"', "00123", ""),
        ("'=HYPERLINK(x)", "=HYPERLINK(x)", ""),
        (f"<a href='{ANA}'>@ana</a>", "", ANA),
        (f'<a class="x" href="{ANA}?a=1&amp;b=2">IG</a>', "", f"{ANA}?a=1&b=2"),
        (f"see <a href='{ANA}'>it</a>", "", ""),
        ("<a href=javascript:x>y</a>", "", ""),
    ],
)
def test_links_in_csv_are_read(tmp_path: Path, cell: str, text: str, link: str) -> None:
    quoted_cell = '"' + cell.replace('"', '""') + '"'
    row = links(tmp_path, f"Name,Profile\nAna,{quoted_cell}\n")[1]
    assert row == (("Ana", text or cell), {1: link} if link else {})


def test_links_in_json_are_read(tmp_path: Path) -> None:
    data = f'[{{"name": "Ana", "profile": "<a href=\\"{ANA}\\">here</a>"}}]'
    assert links(tmp_path, data)[0][1] == {1: ANA}
