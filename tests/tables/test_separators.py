"""Tests that the separator of a text is the one under which its column names are found."""

# ruff: noqa: E501 (tables are wide)
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.problems import Report
from generator.tables.read import read_table
from generator.tables.table import Hints, Table

KNOWN_NAMES = frozenset({"name", "instagram", "tiktok", "id", "title", "description", "link", "price", "code"})


def count_names(cells: Sequence[str]) -> int:
    return len({cell.strip().lower() for cell in cells} & KNOWN_NAMES)


def read_sheet(tmp_path: Path, text: str) -> Table:
    path = tmp_path / "sheet.csv"
    path.write_bytes(text.encode())
    report = Report()
    table = read_table(path, "sheet.csv", Hints(count_names=count_names), report)
    assert table is not None
    assert not list(report)
    return table


META = (
    '# Required | A unique content ID, such as a SKU; letters, digits|,"# Required | A specific title; no more than 200 letters",'
    "# Required | A short; relevant; text|,# Required | The address\n"
    "# Optional comment, with; signs | of all kinds\n"
    "id,title,description,link\nB1,Balm,Soft; calm | warm,https://lune.example/products/b\n"
)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "above",
    [
        "",
        "Ambassadors, spring 2026\n",
        "Ambassadors; spring | 2026\n\n",
        "# a, b; c | d\te\n# f,g,h,i,j,k,l\n",
        '"A title,\nof two lines; or | so"\n',
        ",,,\n;;;;;\n|||\n",
    ],
)
def test_titles_and_comments_do_not_decide(tmp_path: Path, sign: str, above: str) -> None:
    rows = [["Name", "Instagram"], ["Ana Pires", "anap"], ["Bo; Ray | Kay, Jr.".replace(sign, " "), "bo"]]
    table = read_sheet(tmp_path, above + "".join(sign.join(row) + "\n" for row in rows))
    assert [list(row.cells) for row in table.rows[-3:]] == rows


def test_the_catalogue_template_of_meta_is_read(tmp_path: Path) -> None:
    cells = [row.cells for row in read_sheet(tmp_path, META).rows]
    assert cells[-2:] == [
        ("id", "title", "description", "link"), ("B1", "Balm", "Soft; calm | warm", "https://lune.example/products/b"),
    ]  # fmt: skip


@pytest.mark.parametrize("first", ["sep=;\n", "sep=;\r\n", "SEP=;\n", '"sep=;"\n', "sep=;;;;\n"])
def test_the_line_of_excel_with_the_separator_decides(tmp_path: Path, first: str) -> None:
    table = read_sheet(tmp_path, first + "Name,Price;Code\nAna,1;X\n")
    assert [row.cells for row in table.rows] == [("Name,Price", "Code"), ("Ana,1", "X")]
    assert table.rows[0].line == 2


@pytest.mark.parametrize(
    ("text", "width"),
    [
        # No name is known: the sign that gives most rows of one width wins.
        ("Ware;Preis\nMist;31,00\nBalm;24,50\n", 2), ("Ware\tPreis, netto\nMist\t1\nBalm, rot\t2\n", 2), ("Имя|Город\nАнна|Москва\n", 2),
        ("a,b,c\n1,2,3\n4;5;6,7,8\n", 3), ("one\ntwo\nthree\n", 1), ("Bericht; Stand, heute\na,b,c\nd,e,f\n", 3),
        # One name is known, and stands alone: a comma in a name is no separator.
        ("Name\nMoreau, Léa\nKay, Bo\n", 1), ("Name\nAna\n", 1), ("Name;Ort\nMoreau, Léa;Paris, 3e\n", 2),
        # A quoted line break, and a quote that is never closed.
        ('Name;Instagram\n"Ana\nPires, die";anap\n', 2), ('Name;Instagram\nAna "die, Pires;anap\n', 2),
    ],
)  # fmt: skip
def test_rows_of_one_width_decide_without_known_names(tmp_path: Path, text: str, width: int) -> None:
    assert max(len(row.cells) for row in read_sheet(tmp_path, text).rows[1:]) == width
