"""Tests that the scalars which people write are read, or refused with a message of ours."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.models import written
from generator.models.locale import Currency, Locale, Localized, LocalizedText, TimeZone
from generator.models.written import folder_context, is_slug, suggest_slug

TYPES: dict[str, Any] = {
    **{name: getattr(written, name) for name in ("Line", "Words", "Flag", "Day", "Price", "Count", "Fraction")},
    **{name: getattr(written, name) for name in ("Slug", "Token", "WebUrl", "FilePath", "Colour")},
    "Locale": Locale,
    "Currency": Currency,
    "TimeZone": TimeZone,
    "LocalizedText": LocalizedText,
}
READERS = {name: TypeAdapter(kind) for name, kind in TYPES.items()}
READER = st.sampled_from(sorted(READERS))


@given(
    READER, st.text(max_size=60) | st.lists(st.text(), max_size=2) | st.dictionaries(st.text(), st.text(), max_size=2)
)
def test_any_value_is_read_or_refused_with_a_message_of_ours(name: str, value: Any) -> None:
    try:
        READERS[name].validate_python(value)
    except ValidationError as error:
        for detail in error.errors():
            assert "message" in detail["ctx"], detail
            assert detail["type"].islower()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("Line", "  two\n words ", "two words"),
        ("Flag", "true", True),
        ("Flag", "false", False),
        ("Day", "2024-02-29", date(2024, 2, 29)),
        ("Price", "24.00", Decimal("24.00")),
        ("Price", "24", Decimal(24)),
        ("Count", "0042", 42),
        ("Fraction", ".5", 0.5),
        ("Fraction", "1", 1.0),
        ("Slug", "boy-brow-2", "boy-brow-2"),
        ("Token", "LÉA-15", "LÉA-15"),
        ("WebUrl", "HTTPS://a.example/é?x=1#y", "HTTPS://a.example/é?x=1#y"),
        ("Colour", "#C9184A", "#c9184a"),
        ("Locale", "pt-BR", "pt-BR"),
        ("Currency", "EUR", "EUR"),
        ("TimeZone", "Europe/Paris", "Europe/Paris"),
    ],
)
def test_a_written_value_is_read(name: str, text: str, value: Any) -> None:
    assert READERS[name].validate_python(text) == value


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("Flag", "True", "not-true-or-false"),
        ("Flag", "yes", "not-true-or-false"),
        ("Day", "2023-02-29", "no-such-day"),
        ("Day", "0000-01-01", "no-such-day"),
        ("Day", "2024-1-1", "not-a-day"),
        ("Day", "٢٠٢٤-٠١-٠١", "not-a-day"),
        ("Price", "24,00", "not-a-price"),
        ("Price", "1e3", "not-a-price"),
        ("Price", "NaN", "not-a-price"),
        ("Price", "٢٤", "not-a-price"),
        ("Count", "9" * 5000, "not-a-number"),
        ("Count", "-1", "not-a-number"),
        ("Count", "1_000", "not-a-number"),
        ("Fraction", "1.5", "not-a-fraction"),
        ("Fraction", "nan", "not-a-fraction"),
        ("Slug", "-a", "not-a-slug"),
        ("Slug", "a--b", "not-a-slug"),
        ("Slug", "a\nb", "not-a-slug"),
        ("Slug", "a" * 65, "not-a-slug"),
        ("Token", "a b", "not-a-code"),
        ("WebUrl", "//a.example", "not-a-web-address"),
        ("WebUrl", "https://", "not-a-web-address"),
        ("WebUrl", "javascript:alert(1)", "not-a-web-address"),
        ("WebUrl", "https://a.example/" + "x" * 2000, "not-a-web-address"),
        ("WebUrl", 'https://a.example/"', "not-a-web-address"),
        ("FilePath", "/etc/passwd", "not-a-file-path"),
        ("FilePath", "C:\\x.jpg", "not-a-file-path"),
        ("FilePath", "../../x.jpg", "outside-content"),
        ("FilePath", "a/../../x.jpg", "outside-content"),
        ("Colour", "#abc", "not-a-colour"),
        ("Locale", "../../x", "unknown-locale"),
        ("TimeZone", "../../etc/passwd", "unknown-timezone"),
        ("TimeZone", "Europe", "unknown-timezone"),
        ("Currency", "eur", "unknown-currency"),
        ("LocalizedText", "", "wrong-shape"),
        ("Line", "x" * 301, "text-too-long"),
    ],
)
def test_a_value_of_another_kind_is_refused(name: str, text: str, problem: str) -> None:
    with pytest.raises(ValidationError) as error:
        READERS[name].validate_python(text)
    assert [detail["type"] for detail in error.value.errors()] == [problem]


@given(st.text(max_size=80))
def test_no_path_leads_out_of_content(path: str) -> None:
    try:
        file_path = READERS["FilePath"].validate_python(path, context=folder_context("content/ambassadors/lea"))
    except ValidationError:
        return
    assert file_path == "content" or file_path.startswith("content/")
    assert ".." not in file_path.split("/")


@given(st.text("ab-9Aé_. ", max_size=70))
def test_a_slug_has_small_letters_digits_and_single_hyphens(text: str) -> None:
    import re

    assert is_slug(text) == (bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text)) and len(text) <= 64)


@pytest.mark.parametrize(
    ("locale", "fallback", "text"),
    [("fr-CA", "en", "Un baume."), ("de", "en", "A balm."), ("de", "fr", "Un baume."), ("de", "es", "A balm.")],
)
def test_a_text_in_several_languages_has_a_fallback(locale: str, fallback: str, text: str) -> None:
    localized: Localized = READERS["LocalizedText"].validate_python({"en": "A balm.", "fr": "Un baume."})
    assert localized.for_locale(locale, fallback) == text


def test_a_text_without_languages_is_for_all() -> None:
    localized: Localized = READERS["LocalizedText"].validate_python(" A  balm. ")
    assert localized.for_locale("ja") == "A balm."


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Lip Oil", "write `lip-oil`"),
        ("Crème N°5", "write `creme-n-5`"),
        ("boy-brow - mist", "if it is another item, begin `- mist` in the same column as the item above"),
        ("-", "use small letters a to z, digits and single hyphens, at most 64"),
        ("山", "use small letters a to z, digits and single hyphens, at most 64"),
    ],
)
def test_the_hint_for_a_wrong_slug_says_what_to_write(text: str, hint: str) -> None:
    assert suggest_slug(text) == hint
