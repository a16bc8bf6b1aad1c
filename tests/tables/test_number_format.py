"""Tests that a number with its format is read as Excel shows it."""

# ruff: noqa: E501 (tables are wide)
from __future__ import annotations

import pytest

from generator.tables.number_format import SHORTENED_NUMBER, show_number, show_text


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        # General
        ("24", "General", "24"), ("24.0", "General", "24"), ("0.30000000000000004", "General", "0.3"), ("1E6", "", "1000000"),
        ("1.5E-7", "General", "0.00000015"), ("-3", "General", "-3"), ("123456789012345", "General", "123456789012345"),
        ("4.01235E+13", "General", "40123500000000"), ("42", "@", "42"),
        # Leading zeros, and ids in groups
        ("123", "00000", "00123"), ("123", "0000-00", "0001-23"), ("7", '"AFF-"0000', "AFF-0007"), ("1234567", "0000000", "1234567"),
        ("5551234567", "(000) 000-0000", "(555) 123-4567"), ("12345", r"00\-00", "123-45"), ("0", "#", ""), ("0", "0", "0"),
        ("123", "000000000000000", "000000000000123"), ("12", "#\\.##", ".12"), ("7", "??0", "7"),
        # Decimals and thousands
        ("24", "0.00", "24.00"), ("24.456", "0.00", "24.46"), ("2.675", "0.00", "2.68"), ("24.5", "#,##0.00", "24.50"),
        ("1234.5", "#,##0.00", "1234.50"), ("42000", "#,##0", "42000"), ("24", "0.##", "24"), ("24.5", "0.##", "24.5"),
        ("0.5", ".00", ".50"), ("0.5", "#.00", ".50"), ("1234567", '0.0,,"M"', "1.2M"), ("42000", '#,##0,"K"', "42K"), ("12.6", "0", "13"),
        # Percent, exponents, fractions
        ("0.1", "0%", "10%"), ("0.125", "0.0%", "12.5%"), ("40123500000000", "0.00E+00", "40123500000000"), ("1.5", "# ?/?", "1.5"),
        # Currencies
        ("24", "[$€-407] #,##0.00", "€ 24.00"), ("24", '#,##0.00 "€"', "24.00 €"), ("24", "#,##0.00\\ [$€-407]", "24.00 €"),
        ("24", '"$"#,##0.00', "$24.00"), ("24", "$#,##0.00", "$24.00"), ("24", '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)', "$24.00"),
        ("0", '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)', "$-"), ("24", "[$CHF] #,##0", "CHF 24"),
        ("24", "#,##0.00 [$kr.-406]", "24.00 kr."), ("24", "\\€0", "€24"), ("24", "£#,##0", "£24"), ("24", "[$-409]0.0", "24.0"),
        ("-24", '"$"#,##0.00', "-$24.00"), ("-24", '"$"#,##0.00_);("$"#,##0.00)', "($24.00)"), ("24", "[$R$-416] #,##0.00", "R$ 24.00"),
        ("24", "[$zł-415]0", "zł24"), ("24", '0.00 "EUR"', "24.00 EUR"), ("24", "0.00 EUR", "24.00 EUR"), ("24", "CHF 0", "CHF 24"),
        # Sections and conditions
        ("5", "0;-0;\"none\"", "5"), ("0", '0;-0;"none"', "none"), ("-5", "0;(0)", "(5)"), ("-5", "0", "-5"), ("-0.001", "0.00", "0.00"),
        ("1500", '[>=1000]0.0,"k";0', "1.5k"), ("900", '[>=1000]0.0,"k";0', "900"), ("5", '[Red]0" pcs"', "5 pcs"), ("5", 'General" st."', "5 st."),
        ("1", '"yes";;"no"', "yes"), ("0", '"yes";;"no"', "no"), ("5", '0" ; "', "5 ;"),
    ],
)  # fmt: skip
def test_a_number_is_shown_as_excel_shows_it(raw: str, code: str, text: str) -> None:
    assert show_number(raw, code, False) == (text, "")


@pytest.mark.parametrize(
    ("raw", "code", "since_1904", "text"),
    [
        *(("45717", code, False, "2025-03-01") for code in (
            "yyyy-mm-dd", "dd.mm.yyyy", "m/d/yy", "d-mmm", "mmm yy", "[$-407]d. mmmm yyyy;@", "[$-F800]dddd, mmmm dd, yyyy", "dd/mm/yyyy",
            'd" de "mmmm" de "yyyy', "yyyy年m月d日", "[$-411]ge.m.d", "DD.MM.YYYY", "[Red]yyyy/mm/dd", "m/d/yy h:mm",
        )),
        ("45717.75", "m/d/yy h:mm", False, "2025-03-01 18:00:00"), ("45717.75", "dd.mm.yyyy", False, "2025-03-01"),
        ("44255", "yyyy-mm-dd", True, "2025-03-01"), ("0.5", "h:mm", False, "12:00"), ("45717.5", "h:mm AM/PM", False, "12:00"),
        ("1.5", "[h]:mm", False, "36:00"), ("1", "yyyy-mm-dd", False, "1900-01-01"), ("59", "yyyy-mm-dd", False, "1900-02-28"),
        ("61", "yyyy-mm-dd", False, "1900-03-01"), ("0", "yyyy-mm-dd", True, "1904-01-01"), ("45717.9999999", "yyyy-mm-dd", False, "2025-03-02"),
    ],
)  # fmt: skip
def test_a_day_is_shown_as_excel_shows_it(raw: str, code: str, since_1904: bool, text: str) -> None:
    assert show_number(raw, code, since_1904) == (text, "")


@pytest.mark.parametrize("raw", ["1E15", "17841400123456789", "1.2345678901234568E+19", "-1e300", "inf", "nan"])
@pytest.mark.parametrize("code", ["General", "0", "00000", "yyyy-mm-dd", "#,##0.00"])
def test_a_number_of_more_than_15_digits_is_reported(raw: str, code: str) -> None:
    assert show_number(raw, code, False) == (raw, SHORTENED_NUMBER)


@pytest.mark.parametrize(
    ("raw", "code", "why"),
    [
        ("60", "yyyy-mm-dd", "a day"), ("-5", "yyyy-mm-dd", "a day"), ("99999999", "yyyy-mm-dd", "a day"), ("5", ";;;", "hides"),
        ("x", "0", "not a number"),
    ],
)  # fmt: skip
def test_a_number_without_a_valid_display_is_reported(raw: str, code: str, why: str) -> None:
    assert why in show_number(raw, code, False)[1]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("@", "lea"), ("General", "lea"), ('"@"@', "@lea"), ('0;0;0;"x "@', "x lea"), ("0.00", "lea"), ("_(@_)", "lea"), ('@" (new)"', "lea (new)"),
        ('_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)', "lea"),
    ],
)  # fmt: skip
def test_a_text_is_shown_as_excel_shows_it(code: str, text: str) -> None:
    assert show_text("lea", code) == text


@pytest.mark.parametrize(
    "code",
    [
        '"' * 9,
        "[" * 50,
        "0" * 100_000,
        "\\",
        "_",
        "*",
        ";" * 300,
        "[$",
        "#,,,,,,,0",
        "0" + "%" * 200,
        "0." + "0" * 300,
        "0" + "," * 300,
        "E+",
        "0.",
        "/",
        "?/?",
    ],
)
def test_a_hostile_format_is_processed_to_its_end(code: str) -> None:
    for raw in ("0", "5.5", "-5", "999999999999999"):
        assert isinstance(show_number(raw, code, False)[0], str)
        show_text("x", code)
