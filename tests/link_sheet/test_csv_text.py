"""Tests that a link sheet survives CSV unchanged, and that no spreadsheet runs its cells."""

from __future__ import annotations

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.link_sheet.csv_text import SheetError, read_csv, write_csv
from generator.link_sheet.row import COLUMNS, LinkRow

BASE = LinkRow("lea/index.html", "lea", "c", "", "story", "balm", "utm", "https://s", "https://s", "sponsored", "x", 1)
SIGNS = "=+-@\t\r\n'\",;|`＝＋－＠ \0\ufeff"
HOSTILE = st.text(st.sampled_from(SIGNS) | st.characters(exclude_categories=["Cs"]), max_size=12)
ROWS = st.lists(st.builds(LinkRow, *[HOSTILE] * (len(COLUMNS) - 1), st.integers(0, 999_999_999)), max_size=5)


@given(ROWS)
@example([BASE._replace(label='=HYPERLINK("https://evil.example","x")')])
@example([BASE._replace(label="'=1", page="''=1", url="'", rel="'a")])
@example([BASE._replace(label="\r", page="\n", url="a\rb", rel="\ufeff")])
def test_a_written_sheet_is_read_back_unchanged(rows: list[LinkRow]) -> None:
    assert read_csv(write_csv(rows)) == rows


@given(ROWS)
def test_no_cell_of_a_link_sheet_is_a_formula(rows: list[LinkRow]) -> None:
    lines = list(csv.reader(io.StringIO(write_csv(rows), newline=""), strict=True))
    assert lines[0] == list(COLUMNS)
    assert len(lines) == len(rows) + 1
    for line in lines:
        assert len(line) == len(COLUMNS)
        assert not any(cell.startswith(tuple("=+-@\t\r\n＝＋－＠")) for cell in line)


def test_cells_without_special_signs_have_no_quotes() -> None:
    text = write_csv([BASE._replace(label="Léa's balm")])
    assert text.splitlines()[1] == "lea/index.html,lea,c,,story,balm,utm,https://s,https://s,sponsored,Léa's balm,1"
    assert text.endswith("\n")
    assert '"' not in text
    assert "\r" not in text


@given(ROWS, st.sampled_from(";\t"))
def test_a_sheet_that_a_spreadsheet_saved_is_read(rows: list[LinkRow], delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    lines = list(csv.reader(io.StringIO(write_csv(rows), newline="")))
    writer.writerows([f"note {number}", *reversed(line)] for number, line in enumerate(lines))
    assert read_csv("\ufeff" + out.getvalue()) == rows


@given(st.text() | st.text(alphabet=",\"\n'=").map(lambda text: ",".join(COLUMNS) + "\n" + text))
def test_any_text_is_a_sheet_or_a_sheet_error(text: str) -> None:
    with suppress(SheetError):
        assert all(len(row) == len(COLUMNS) for row in read_csv(text))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no column `page`"),
        (",".join(COLUMNS[:-1]), "no column `line`"),
        (",".join(COLUMNS) + "\na,b\n", "row 2 has 2 cells"),
        (",".join(COLUMNS) + '\n"', "not CSV"),
        (",".join(COLUMNS) + "\n" + "x" * 200_000, "not CSV"),
    ],
)
def test_a_text_that_is_no_link_sheet_is_refused(text: str, message: str) -> None:
    with pytest.raises(SheetError, match=message):
        read_csv(text)


def test_a_line_that_is_no_number_becomes_0() -> None:
    (row,) = read_csv(write_csv([BASE]).replace(",1\n", ",１\n"))
    assert row == BASE._replace(line=0)
