"""Tests that days are read as people write them, and that a column shows the order of day and month."""

from __future__ import annotations

from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from generator.columns import cldr
from generator.columns.cells import CellError
from generator.columns.days import day_reader, read_day

FIRST_OF_MARCH = [
    "2026-03-01", "2026-03-01T10:00:00Z", "2026-03-01 14:30", "2026-03-01T10:00:00.000+02:00", "20260301",
    "01.03.2026", "1.3.2026", "01.03.2026 14:30", "01.03.2026, 14 Uhr", "2026/3/1", "2026.03.01",
    "1 March 2026", "March 1st, 2026", "Mar 1, 2026 2:30 PM", "Sun, 1 March 2026", "1. März 2026",
    "Sonntag, den 1. März 2026 um 14 Uhr", "1er mars 2026", "1 mars 2026 à 10h30", "1 de marzo de 2026",
    "1 de março de 2026", "1 marzo 2026", "1 maart 2026", "1 marca 2026", "1 марта 2026 г.", "1-Mar-2026",
    "1 Mar. 2026", "1. Mrz 2026",
    "2026年3月1日", "2026. 3. 1.", "2026년 3월 1일", "ngày 1 tháng 3 năm 2026", "2026 March 1", "٢٠٢٦-٠٣-٠١",
    "1 مارس 2026", "1 मार्च 2026", "1 มี.ค. 2026", "1 martie 2026", "1. března 2026", "1 Mart 2026", "1 Μαρτίου 2026",
]  # fmt: skip


@pytest.mark.parametrize("cell", FIRST_OF_MARCH)
def test_a_day_is_read_in_each_language(cell: str) -> None:
    assert read_day(cell) == "2026-03-01"


LANGUAGES = [
    "en", "fr", "de", "es", "it", "pt", "nl", "pl", "sv", "da", "fi", "cs", "ro", "el", "tr", "ru", "hr", "uk", "sk",
    "sl", "hu", "ja", "ko", "zh", "nb", "ca", "lt", "lv", "et", "bg",
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_month_is_read_with_each_day_of_the_week(language: str) -> None:
    """A word may be a month in one language and a day of the week in another, as `listopada` is two months."""
    for number in range(12 * 7 + 1):
        day = date(2026, number % 12 + 1, number % 7 + 1 + number // 12)
        for width in ("long", "full"):
            text = format_date(day, width, Locale(language))
            assert day_reader([text], "", [language])(text) == day.isoformat(), text


@given(
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.sampled_from(LANGUAGES),
    st.sampled_from(["long", "full"]),
)
def test_a_day_is_read_as_the_locale_data_writes_it(day: date, language: str, width: str) -> None:
    text = format_date(day, width, Locale(language))
    assert day_reader([text], "", [language])(text) == day.isoformat()


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("31.02.2026", "there is no day"), ("2026-13-01", "there is no day"),
        ("45000", "by which spreadsheets store a day"),
        ("45000.5", "by which spreadsheets store a day"), ("01.03.26", "two digits"), ("3/15/26", "two digits"),
        ("March 2026", "not one exact day"), ("Q1 2026", "is not a day"), ("asap", "is not a day"),
        ("2026", "is not a day"),
        ("1 listopada 2026", "different months in different languages"), ("1 มีนาคม 2569", "is not plausible"),
        ("03/04/2026", "may be two different days"), ("1 May or 2 May 2026", "is not a day"), ("x" * 5000, "too long"),
    ],
)  # fmt: skip
def test_an_unclear_day_is_refused(cell: str, why: str) -> None:
    with pytest.raises(CellError, match=why):
        read_day(cell)


@pytest.mark.parametrize(
    ("column", "given_order", "cell", "day"),
    [
        (["12/03/2026", "04/15/2026"], "", "12/03/2026", "2026-12-03"),
        (["12/03/2026", "15/04/2026"], "", "12/03/2026", "2026-03-12"),
        (["12-03-2026", "15/04/2026 10:00"], "", "12-03-2026", "2026-03-12"),
        (["12/03/2026"], "dmy", "12/03/2026", "2026-03-12"),
        (["12/03/2026"], "mdy", "12/03/2026", "2026-12-03"),
        (["12.03.2026", "03.15.2026"], "", "12.03.2026", "2026-12-03"),
        (["05/05/2026"], "", "05/05/2026", "2026-05-05"),
        (["1.3.2026", "05/13/2026"], "", "1.3.2026", "2026-03-01"),
        (["1.3.2026", "05/13/2026"], "", "05/13/2026", "2026-05-13"),
        (["1.3.2026", "05/13/2026"], "mdy", "1.3.2026", "2026-01-03"),
        (["12/03/2026", "04/15/2026", "1 mars 2026"], "", "1 mars 2026", "2026-03-01"),
    ],
)
def test_a_column_has_one_order_of_day_and_month(column: list[str], given_order: str, cell: str, day: str) -> None:
    assert day_reader(column, given_order, ["en"])(cell) == day  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("column", "given_order", "cell", "why"),
    [
        (["12/03/2026", "15/04/2026", "04/15/2026"], "", "12/03/2026", "both orders"),
        (["12/03/2026"], "", "12/03/2026", "nothing in the column shows which one is right"),
        (["04/15/2026"], "dmy", "04/15/2026", "no day"),
        (["12.03.2026", "15.04.2026", "04.15.2026"], "", "12.03.2026", "both orders"),
        (["1.3.2026", "05/13/2026", "12-05-2026"], "", "12-05-2026", "both orders"),
    ],
)
def test_a_column_with_both_orders_decides_nothing(column: list[str], given_order: str, cell: str, why: str) -> None:
    with pytest.raises(CellError, match=why):
        day_reader(column, given_order, ["en"])(cell)  # type: ignore[arg-type]


def test_the_column_or_the_site_decides_a_month_with_two_meanings() -> None:
    assert day_reader(["1 listopada 2026", "3 sierpnia 2026"], "", ["en"])("1 listopada 2026") == "2026-11-01"
    assert day_reader(["1. listopada 2026.", "3. kolovoza 2026."], "", ["en"])("1. listopada 2026.") == "2026-10-01"
    assert day_reader(["1 listopada 2026"], "", ["hr"])("1 listopada 2026") == "2026-10-01"
    assert cldr.months()["listopad"].keys() == {10, 11}
