"""Tests that no program runs a written cell as a formula, and that reading gives the cell back unchanged."""

# ruff: noqa: E501 (tables are wide)
from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.tables.formulas import bare, guard_formula
from generator.tables.write import csv_line

TEXT = st.text(alphabet="ab=+-@＝＠;,|\t\r\n\"' é", max_size=12)


@pytest.mark.parametrize(
    "value",
    [
        "Lea;=cmd|' /C calc'!A0;x", "=1+1", "+1", "-1", "@SUM(A1)", "a\t=b", "a|@b", "a\n=b", 'x;"=y"', "'=a", "a;'=b", "a;''+b", "＝1",
        "\t=x", ";;=x", "a;-5", "|", ";", "'", "a\r\n-b",
    ],
)  # fmt: skip
def test_a_guarded_formula_is_read_back_unchanged(value: str) -> None:
    assert bare(guard_formula(value)) == value
    assert not formulas([value])


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_no_cell_is_a_formula_under_any_separator(cells: list[str]) -> None:
    assert [bare(guard_formula(cell)) for cell in cells] == cells
    assert not formulas(cells)


@given(TEXT)
def test_a_text_without_signs_of_formulas_is_not_changed(text: str) -> None:
    assert guard_formula(text) == text or re.search("[=+@＝＋－＠\t\r\n-]", text)


def formulas(cells: list[str]) -> list[str]:
    """Return the cells that begin like a formula, with each separator by which a program may read the line."""
    line = csv_line(cells)
    return [
        cell
        for separator in ",;\t|"
        for row in csv.reader(io.StringIO(line, newline=""), delimiter=separator)
        for cell in row
        if re.match("[=+@＝＋－＠-]", cell)
    ]


def test_a_hostile_name_is_no_formula_in_the_link_sheet() -> None:
    from generator.link_sheet.csv_text import read_csv, write_csv
    from generator.link_sheet.row import LinkRow

    row = LinkRow(**{name: "x;=1+1" if name != "line" else 0 for name in LinkRow._fields})  # type: ignore[arg-type]
    assert "=1+1" not in [cell for line in write_csv([row]).splitlines() for cell in line.split(";")]
    assert read_csv(write_csv([row])) == [row]
