"""Tests that ids and codes which a spreadsheet has changed are refused, and that others are not changed."""

from __future__ import annotations

import pytest

from generator.columns.cells import CellError
from generator.columns.guess import Guess
from generator.columns.ids import guess_code, guess_id, is_shortened, read_code, read_handle, read_id


@pytest.mark.parametrize(
    "text", ["00123", "5E10", "aff-1", "4012351234567", "123456789012345", "A1/b=2", "5e", "e10", "1E", "MAR15"]
)
def test_ids_stay_as_they_are(text: str) -> None:
    assert read_id(text) == text


@pytest.mark.parametrize("text", ["4.01235E+13", "4,01235E+13", "1.2e+19", "1E+05", "4.0E12", "12345678901234500000"])
def test_a_shortened_number_is_no_id_code_or_handle(text: str) -> None:
    for read_cell in (read_id, read_code, read_handle):
        with pytest.raises(CellError, match="a spreadsheet has shortened this number"):
            read_cell(text)


@pytest.mark.parametrize("text", ["0.1", "1.5", "0,15", "-20", "+20", "−5", ".5", "=1001", "=A2&B2"])
def test_a_measured_number_or_a_formula_is_no_id_and_no_code(text: str) -> None:
    for read_cell in (read_id, read_code):
        with pytest.raises(CellError, match="not a"):
            read_cell(text)


@pytest.mark.parametrize(
    "text", ["15-Mar", "Mar-15", "15. Mrz", "mars-15", "15-mar-26", "2026-03-15", "15/03/2026", "3/15/26",
             "2026-03-15 00:00:00", "5-mai", "01-Dic"],
)  # fmt: skip
def test_a_code_that_became_a_day_is_refused(text: str) -> None:
    with pytest.raises(CellError, match="a spreadsheet has turned this into a day"):
        read_code(text)


@pytest.mark.parametrize("text", ["MAR-15", "JUNE20", "15MAR", "SPRING-26", "A-15", "LEA15"])
def test_a_code_that_looks_like_a_day_in_capitals_is_a_code(text: str) -> None:
    assert read_code(text) == text


@pytest.mark.parametrize("text", ["TRUE", "Yes", "oui", "✓", "https://shop.example/?ref=ana", "1,234", "12'345"])
def test_a_cell_that_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        read_id(text)


def test_the_word_no_means_no_code_and_unclear_codes_are_refused() -> None:
    assert read_code("No") == "false"
    for text in ("LEA15, LEA20", "LEA15/LEA20"):
        with pytest.raises(CellError, match="more than one code"):
            read_code(text)
    for text in ("10%", "-15 %", "15% off"):
        with pytest.raises(CellError, match="is a discount"):
            read_code(text)


def test_a_number_with_a_decimal_place_is_reported() -> None:
    guess = guess_id("an id", "12345.0")
    assert isinstance(guess, Guess)
    assert guess.value == "12345"
    assert isinstance(guess_code("4012345678901230"), Guess)


@pytest.mark.parametrize(
    ("content_id", "sheet_id", "is_one"),
    [("00123", "123", True), ("0012", "012", True), ("123", "00123", False), ("00123", "1230", False),
     ("4012345678901234567", "4012345678901230000", True), ("0", "0", False), ("LEA015", "LEA15", False)],
)  # fmt: skip
def test_an_id_that_a_spreadsheet_shortened_is_known_again(content_id: str, sheet_id: str, is_one: bool) -> None:
    assert is_shortened(content_id, sheet_id) is is_one
