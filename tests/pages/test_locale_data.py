"""The small data of a locale give the same words as all of Babel's."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel import Locale, localedata

from generator.pages import locale_data, locale_format
from generator.pages.locale_data import load_locale

TAGS = ["en", "en-GB", "de", "de-CH", "fr", "es-MX", "it", "ar", "he", "ja", "pl", "pt-BR", "zh-Hant-TW"]
DAYS = [date(2026, month, 28 - 3 * (month % 3)) for month in range(1, 12)]
AMOUNTS = [Decimal("24"), Decimal("24.50"), Decimal("1234567.999"), Decimal(0)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the data is kept; Python writes bytecode, and no locale is loaded."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(locale_data, "__file__", str(tmp_path / "locale_data.py"))
    caches = [f for f in vars(locale_format).values() if hasattr(f, "cache_clear")]
    for cached in caches:
        cached.cache_clear()
    yield tmp_path / "__pycache__"
    for cached in caches:
        cached.cache_clear()


def _words(tag: str) -> list[object]:
    """All that pages write in a language."""
    for cached in (f for f in vars(locale_format).values() if hasattr(f, "cache_clear")):
        cached.cache_clear()
    return [
        locale_format.direction(tag),
        locale_format.territorial(tag),
        *(locale_format.money(amount, money, tag) for amount in AMOUNTS for money in ("EUR", "USD", "JPY", "XXX")),
        *(form(day, tag) for day in DAYS for form in (locale_format.long_day, locale_format.month)),
        *(locale_format.names_day(locale_format.long_day(day, tag), day, tag) for day in DAYS),
        *(form(10**size * 3, tag) for size in range(10) for form in (locale_format.compact, locale_format.number)),
    ]


@pytest.mark.parametrize("tag", TAGS)
def test_pages_have_the_same_words_with_small_data(folder: Path, monkeypatch: pytest.MonkeyPatch, tag: str) -> None:
    with monkeypatch.context() as plain:
        plain.setattr(locale_format, "load_locale", lambda tag: Locale.parse(tag, sep="-"))
        expected = _words(tag)
        assert not folder.exists()
    assert _words(tag) == expected
    monkeypatch.delattr(localedata, "load")
    assert _words(tag) == expected


@pytest.mark.parametrize("tag", ["en-GB", "ar"])
def test_a_large_part_is_loaded_when_it_is_wanted(folder: Path, tag: str) -> None:
    load_locale(tag)
    small, plain = load_locale(tag), Locale.parse(tag, sep="-")
    assert dict(small.currencies) == dict(plain.currencies)
    assert dict(small.territories) == dict(plain.territories)
    assert dict(small.languages) == dict(plain.languages)
    assert small.unit_display_names.keys() == plain.unit_display_names.keys()
    with pytest.raises(KeyError):
        small._data["no such part"]


def test_the_data_of_another_babel_is_replaced(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_locale("de")
    [file] = folder.iterdir()
    before = file.read_bytes()
    with monkeypatch.context() as other:
        other.setattr(locale_data, "__version__", "1.0")
        load_locale("de")
        assert file.read_bytes() != before
    for wrong in (b"", before[:50], before[:-1]):
        file.write_bytes(wrong)
        assert load_locale("de").months["format"]["wide"][3] == "März"
        assert file.read_bytes() == before


def test_a_babel_that_keeps_its_data_elsewhere_loads_it_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale_data, "_PRIVATE", "elsewhere")
    assert load_locale("de").months["format"]["wide"][3] == "März"
    assert not folder.exists()
