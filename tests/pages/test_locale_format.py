"""Tests that dates, prices and numbers are written as each language writes them."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages import locale_format
from generator.pages.locale_format import (
    catalogue,
    compact,
    direction,
    has_catalogue,
    in_direction,
    long_day,
    money,
    month,
    names_day,
)
from generator.registry import data_folder

DAY = date(2025, 3, 1)


def _spaces(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("tag", "whole", "cents", "thousands"),
    [
        ("en", "€24", "€24.50", "€12,400"),
        ("en-GB", "€24", "€24.50", "€12,400"),
        ("fr", "24 €", "24,50 €", "12 400 €"),
        ("de", "24 €", "24,50 €", "12.400 €"),
        ("es", "24 €", "24,50 €", "12.400 €"),
        ("de-AT", "€ 24", "€ 24,50", "€ 12.400"),
    ],
)
def test_money_is_written_as_the_locale_does(tag: str, whole: str, cents: str, thousands: str) -> None:
    assert _spaces(money(Decimal("24.00"), "EUR", tag)) == whole
    assert _spaces(money(Decimal("24.50"), "EUR", tag)) == cents
    assert _spaces(money(Decimal("12400"), "EUR", tag)) == thousands


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("2400", "JPY", "¥2,400"),
        ("2400.00", "JPY", "¥2,400"),
        ("24.50", "JPY", "¥24.5"),
        ("0.01", "JPY", "¥0.01"),
        ("24.5", "EUR", "€24.50"),
        ("24.125", "EUR", "€24.125"),
        ("24.5", "KWD", "KWD24.500"),
        ("24", "KWD", "KWD24"),
    ],
)
def test_a_price_is_never_rounded(amount: str, currency: str, text: str) -> None:
    """A page that shows ¥0 for 0.01, or €24.12 for 24.125, promises a price that the shop does not have."""
    assert _spaces(money(Decimal(amount), currency, "en")) == text


@pytest.mark.parametrize(
    ("tag", "day", "of_month"),
    [
        ("en", "March 1, 2025", "March 2025"),
        ("en-GB", "1 March 2025", "March 2025"),
        ("fr", "1 mars 2025", "mars 2025"),
        ("de", "1. März 2025", "März 2025"),
        ("es", "1 de marzo de 2025", "marzo de 2025"),
    ],
)
def test_days_are_written_as_the_locale_does(tag: str, day: str, of_month: str) -> None:
    assert _spaces(long_day(DAY, tag)) == day
    assert _spaces(month(DAY, tag)) == of_month


@pytest.mark.parametrize(
    ("tag", "value", "short"),
    [
        ("en", 42000, "42K"),
        ("en", 1_200_000, "1M"),
        ("en", 1200, "1.2K"),
        ("fr", 42000, "42 k"),
        ("de", 42000, "42.000"),
        ("es", 42000, "42 mil"),
        ("en", 0, "0"),
    ],
)
def test_large_numbers_are_shortened_as_the_locale_does(tag: str, value: int, short: str) -> None:
    assert _spaces(compact(value, tag)) == short


CENTS = {"EUR": 2, "USD": 2, "GBP": 2, "CHF": 2, "SEK": 2, "JPY": 0, "KWD": 3}


@given(
    st.integers(0, 3).flatmap(lambda places: st.decimals(0, 999_999_999, places=places)),
    st.sampled_from(sorted(CENTS)),
    st.sampled_from(["en", "fr", "de", "es", "pt-BR", "ja", "ar", "he"]),
)
def test_a_price_shows_exactly_its_own_digits(amount: Decimal, currency: str, tag: str) -> None:
    digits = "".join(str(int(c)) for c in money(amount, currency, tag) if c.isdecimal())
    whole, _, decimals = f"{amount:f}".partition(".")
    decimals = decimals.rstrip("0")
    assert digits == whole + (decimals.ljust(CENTS[currency], "0") if decimals else "")


def test_a_language_has_its_direction() -> None:
    assert direction("ar") == direction("he") == "rtl"
    assert direction("en") == direction("fr-CA") == "ltr"


def test_a_region_falls_back_to_its_language() -> None:
    folders = (data_folder("locales"),)
    assert catalogue(folders, "fr-CA").pgettext("disclosure", "Ad") == "Publicité"
    assert catalogue(folders, "xx").gettext("Ad") == "Ad"
    assert has_catalogue(folders, "fr-CA")
    assert has_catalogue(folders, "en-GB")
    assert not has_catalogue(folders, "fi")


@pytest.mark.parametrize(
    ("tag", "number", "words"),
    [("ar", 1, "شخص واحد"), ("ar", 2, "شخصان"), ("ar", 3, "%(num)s أشخاص"), ("ar", 11, "%(num)s شخصًا"),
     ("ar", 100, "%(num)s شخص"), ("he", 1, "אדם אחד"), ("he", 2, "שני אנשים"), ("he", 3, "%(num)s אנשים")],
)  # fmt: skip
def test_numbers_of_people_in_arabic_and_hebrew(tag: str, number: int, words: str) -> None:
    translations = in_direction(catalogue((data_folder("themes") / "dew" / "locales",), tag), tag)
    assert translations.ngettext("%(num)s person", "%(num)s people", number) == words


def test_english_words_on_a_page_from_right_to_left_keep_their_direction() -> None:
    folders = (data_folder("themes") / "dew" / "locales",)
    persian = in_direction(catalogue(folders, "fa"), "fa")
    assert persian.gettext("Until %(day)s.") == "\u2066Until %(day)s.\u2069"
    assert persian.ngettext("%(num)s step", "%(num)s steps", 2) == "\u2066%(num)s steps\u2069"
    assert persian.pgettext("niche", "hair") == "hair"
    assert in_direction(catalogue(folders, "he"), "he").gettext("Until %(day)s.") == "עד %(day)s."
    assert in_direction(catalogue(folders, "fi"), "fi").gettext("Next") == "Next"


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("fr", "Jusqu’au 31 décembre."),
        ("fr", "Du 1er novembre au 31 déc. 2026"),
        ("de", "Bis 31. Dezember 2026"),
        ("de", "bis 31.12."),
        ("es", "Hasta el 31 de diciembre de 2026"),
        ("en", "until the 31st of December"),
        ("en-US", "by 12/31/2026"),
        ("ja", "2026年12月31日まで"),
        ("pl", "do 31 grudnia"),
    ],
)
def test_a_text_that_names_a_day_is_recognised(tag: str, text: str) -> None:
    assert names_day(text, date(2026, 12, 31), tag)


@pytest.mark.parametrize("text", ["", "From €31.", "131 December", "on 3 December", "1 December", "December 310", "31"])
def test_a_text_that_names_no_day_is_recognised(text: str) -> None:
    assert not names_day(text, date(2026, 12, 31), "en")


PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Hello"\nmsgstr "Bună %s"\n'


@pytest.fixture
def locales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of built-in catalogues, with one in Romanian. Python writes bytecode."""
    monkeypatch.setattr(locale_format, "data_folder", lambda name: tmp_path / name)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    folder = tmp_path / "locales/ro/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "own.po").write_text(PO, "utf-8")
    return tmp_path / "locales"


def _hello(locales: Path) -> str:
    catalogue.cache_clear()
    return catalogue((locales,), "ro").gettext("Hello")


def test_a_catalogue_of_ours_is_compiled_once(locales: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _hello(locales) == "Bună %s"
    with monkeypatch.context() as later:
        later.delattr(locale_format, "_compiled_messages")
        assert _hello(locales) == "Bună %s"
    (locales / "ro/LC_MESSAGES/own.po").write_text(PO.replace("Bună", "Salut"), "utf-8")
    assert _hello(locales) == "Salut %s"


def test_a_catalogue_of_a_site_is_not_cached(locales: Path) -> None:
    site = locales.rename(locales.with_name("site"))
    assert _hello(site) == "Bună %s"
    assert [path.name for path in (site / "ro/LC_MESSAGES").iterdir()] == ["own.po"]


def test_every_catalogue_of_ours_has_the_same_words_cached_and_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [path for name in ("locales", "themes") for path in data_folder(name).rglob("*.po")]
    assert len(paths) > 10
    for path in paths:
        tag = path.parent.parent.name.replace("_", "-")
        for _ in range(2):
            words = _words(path, tag)
        with monkeypatch.context() as plain:
            plain.setattr(locale_format, "data_folder", lambda _: Path("/nowhere"))
            assert words == _words(path, tag)


def _words(path: Path, tag: str) -> dict[object, str]:
    """Return all messages of a catalogue without its header, into which Babel writes the time."""
    messages: dict[object, str] = vars(locale_format._compile(path, tag))["_catalog"]
    return {key: text for key, text in messages.items() if key}
