"""Tests that prices are read with a currency at any place, with `from`, and as ranges."""

from __future__ import annotations

import pytest
from babel import Locale
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from generator.columns.cells import CellError
from generator.columns.prices import parse_price

CURRENCIES = {
    "₺199,90": "TRY", "R$ 59,90": "BRL", "US$ 24": "USD", "24 USD": "USD", "EGP120": "EGP", "120EGP": "EGP",
    "24 chf": "CHF", "Fr. 24.90": "CHF", "199 Kč": "CZK", "199 TL": "TRY", "₹499": "INR", "د.إ 120": "AED",
    "120 د.إ": "AED", "ر.س 99": "SAR", "₽ 1990": "RUB", "1990 руб.": "RUB", "₦5000": "NGN", "฿ 500": "THB",
    "₪ 99": "ILS", "500 ₫": "VND", "₴ 300": "UAH", "₱ 500": "PHP", "500円": "JPY", "99,90 zł": "PLN",
    "99 złotych": "PLN", "24 francs suisses": "CHF", "A$24": "AUD", "NT$ 500": "TWD", "HK$ 100": "HKD", "S/.24": "PEN",
    "RM 24": "MYR", "Rp 24": "IDR", "24 Ft": "HUF", "24 лв": "BGN", "24 ₸": "KZT", "24 ₾": "GEL", "MXN $24": "MXN",
    "$24 CAD": "CAD", "24 € TTC": "EUR", "24 € inkl. MwSt.": "EUR", "24 €/Stück": "EUR", "€ 24,00 EUR": "EUR",
    "24 euros": "EUR", "₩24000": "KRW", "￥500": "JPY", "Price: 24 €": "EUR", "24,- €": "EUR", "24:- kr": "SEK",
}  # fmt: skip


@pytest.mark.parametrize("cell", CURRENCIES)
def test_a_currency_is_found_at_any_place(cell: str) -> None:
    currencies = parse_price(cell).currencies
    assert currencies is not None
    assert CURRENCIES[cell] in currencies
    other_currencies = {"EUR", "USD", "GBP", "JPY", "TRY", "BRL", "CHF", "INR", "PLN"} - {CURRENCIES[cell]}
    assert not currencies & other_currencies or cell == "￥500"


@pytest.mark.parametrize("code", ["USD", "CAD", "AUD", "MXN", "CLP", "COP", "ARS", "UYU", "NZD", "SGD", "HKD", "TWD"])
def test_a_sign_of_several_countries_may_be_each(code: str) -> None:
    currencies = parse_price("$24").currencies
    assert currencies is not None
    assert code in currencies
    assert not currencies & {"BRL", "EUR", "GBP", "SEK"}


def test_a_word_for_several_currencies_may_be_each() -> None:
    assert parse_price("199 kr").currencies >= {"SEK", "NOK", "DKK", "ISK"}  # type: ignore[operator]
    assert parse_price("Rs. 499").currencies >= {"INR", "PKR", "LKR", "NPR"}  # type: ignore[operator]
    assert parse_price("199 lei").currencies == {"RON", "MDL"}


@given(
    st.sampled_from(["TRY", "BRL", "EUR", "USD", "GBP", "JPY", "INR", "KRW", "PLN", "CZK", "ILS", "THB", "UAH", "VND"]),
    st.sampled_from(["en", "de", "fr", "es", "pt", "it", "nl", "pl", "sv", "tr", "ja", "ko", "ru"]),
)
def test_a_price_is_read_as_the_locale_data_writes_it(code: str, language: str) -> None:
    currencies = parse_price(format_currency(24, code, locale=Locale(language))).currencies
    assert currencies is not None
    assert code in currencies


@pytest.mark.parametrize("cell", ["₿0.1", "24 ¤", "24¢"])
def test_an_unknown_sign_matches_no_currency(cell: str) -> None:
    assert parse_price(cell).currencies == frozenset()


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("from €24", "24.00"), ("ab 24,90 €", "24.90"), ("à partir de 24 €", "24.00"), ("desde 24€", "24.00"),
        ("a partir de R$ 24", "24.00"), ("da 24 €", "24.00"), ("vanaf € 24", "24.00"), ("od 24 zł", "24.00"),
        ("24+", "24.00"), ("24–39 €", "24.00"), ("€24 - €39", "24.00"), ("24 to 39 EUR", "24.00"),
        ("12,00€ - 15,00€", "12.00"), ("500円から", "500.00"),
    ],
)  # fmt: skip
def test_from_and_ranges_give_the_lowest_price(cell: str, number: str) -> None:
    price = parse_price(cell)
    assert (price.number, price.is_from) == (number, True)


@pytest.mark.parametrize("cell", ["24", "24 €", "24 fr.", "24 dollars"])
def test_a_single_price_is_no_range(cell: str) -> None:
    assert not parse_price(cell).is_from


@pytest.mark.parametrize(
    "cell", ["24 apples", "free", "24%", "-5", "24 € 30 €", "was 30 now 24", "2 x 12", "39-24", "1.234"]
)
def test_a_cell_that_is_no_price_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        parse_price(cell)


def test_a_point_divides_thousands_where_there_are_no_decimals() -> None:
    assert parse_price("24.000", 0).number == "24000"
