"""Tests that prices, counts, days, accounts and texts are read from cells as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.columns.accounts import read_account
from generator.columns.cells import CellError
from generator.columns.context import Context
from generator.columns.days import read_day
from generator.columns.evidence import doubt_column
from generator.columns.field import plain
from generator.columns.html_text import plain_text, shorten_text
from generator.columns.numbers import read_count
from generator.columns.person_fields import person_fields
from generator.columns.prices import read_price
from generator.columns.product_fields import product_fields
from generator.models.settings import Settings
from generator.models.written import Price

PRICES = {
    "1.234,50": "1234.50", "€1,234.50": "1234.50", "24 EUR": "24.00", "24,-": "24.00", "24.–": "24.00", "24": "24.00",
    "24.5": "24.50", "1,234": "1234.00", "0.500": "0.500", "1'234.50": "1234.50", "1 234,50 €": "1234.50",
    "1.234.567,00": "1234567.00", "24.000000": "24.00", "  $12 ": "12.00", "1,234,567": "1234567.00", "0": "0.00",
}  # fmt: skip


@pytest.mark.parametrize("cell", PRICES)
def test_prices_are_read(cell: str) -> None:
    assert read_price(cell) == PRICES[cell]


@pytest.mark.parametrize(
    "cell",
    [
        "12,,3",
        "abc",
        "-5",
        "15-12",
        "1.2.3",
        "12%",
        "free",
        "1,23,456.0",
        "9" * 40,
        ".",
        "24.0001",
        "1.234",
        "24.500 €",
    ],
)
def test_a_cell_that_is_no_price_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        read_price(cell)


def test_the_currency_decides_the_number_of_decimals() -> None:
    assert read_price("1.234", 3) == "1.234"
    assert read_price("1,200", 0) == "1200"


COUNTS = {
    "42k": "42000", "1.2M": "1200000", "42.000": "42000", "42,000": "42000", "42 000": "42000", "1,2 Mio": "1200000",
    "12.5K": "12500", "850": "850", "10k+": "10000", "0.5k": "500", "1.25m": "1250000", "1.234.567": "1234567",
}  # fmt: skip


@pytest.mark.parametrize("cell", COUNTS)
def test_followers_are_read(cell: str) -> None:
    assert read_count(cell) == COUNTS[cell]


@pytest.mark.parametrize("cell", ["1.5", "50k-10k", "n/a", "many", "-3", "k", "<10k", "1.2 t m"])
def test_a_cell_that_is_no_count_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        read_count(cell)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2025-03-01", "2025-03-01"),
        ("01.03.2025", "2025-03-01"),
        ("2025/3/1", "2025-03-01"),
        ("13/03/2025", "2025-03-13"),
        ("03/13/2025", "2025-03-13"),
        ("2025-03-01 00:00:00", "2025-03-01"),
        ("05/05/2025", "2025-05-05"),
    ],
)
def test_days_are_read(cell: str, day: str) -> None:
    assert read_day(cell) == day


@pytest.mark.parametrize("cell", ["03/04/2025", "31.02.2025", "soon", "2025", "45000"])
def test_a_cell_that_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        read_day(cell)


@pytest.mark.parametrize(
    ("platform", "cell", "account"),
    [
        ("instagram", "@lea", "lea"), ("instagram", "https://www.instagram.com/lea.m/?hl=en", "lea.m"),
        ("tiktok", "tiktok.com/@lea", "lea"),
        ("youtube", "https://youtube.com/channel/UC1", "https://youtube.com/channel/UC1"),
        ("website", "lea.example", "https://lea.example"), ("mastodon", "@lea@m.example", "https://m.example/@lea"),
        ("facebook", "https://facebook.com/profile.php?id=1", "https://facebook.com/profile.php?id=1"),
        ("linkedin", "https://www.linkedin.com/in/lea/", "lea"), ("x", "https://twitter.com/lea", "lea"),
        ("substack", "https://lea.substack.com/", "lea"),
    ],
)  # fmt: skip
def test_accounts_are_read(platform: str, cell: str, account: str) -> None:
    assert read_account(platform, cell) == account


@pytest.mark.parametrize(
    ("platform", "cell"),
    [
        ("instagram", "lea@mail.example"),
        ("website", "lea"),
        ("x", "javascript:alert(1)"),
        ("instagram", "https://evil.example/lea"),
    ],
)
def test_a_cell_that_is_no_account_of_its_platform_is_refused(platform: str, cell: str) -> None:
    with pytest.raises(CellError):
        read_account(platform, cell)


def test_html_becomes_text() -> None:
    body = '<style>p{}</style><p onclick="x()">A <b>balm</b></p><script>steal()</script><ul><li>One &amp; two</li>'
    body += "<li>3 &lt; 4</li></ul><!-- no -->"
    assert plain_text(body) == "A balm. One & two. 3 < 4"
    assert plain_text("5 < 6 & so on") == "5 < 6 & so on"
    assert plain_text("<iframe src=x>inside</iframe>") == ""


def test_a_text_is_cut_between_words() -> None:
    assert shorten_text("one two three", 9) == "one two…"
    assert shorten_text("one", 9) == "one"


FIELDS = {field.name: field for field in (*product_fields(2, "EUR"), *person_fields())}
CONTEXT = Context(Settings.model_validate({"brand": "L", "url": "https://f.example", "shop": "https://l.example"}))
PIECES = st.sampled_from(
    ["@", "https://", "instagram.com/", "1", "9", ".", ",", "-", "/", " ", "k", "€", "$", "(", ")", "[", "]",
     "E+", "#", "%",
     "March", "mars", "UK", "&amp;", "<b>", "\n", ":", "٣", "玲", "🇩🇪", "TRUE", "n/a", "from"]
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.text(max_size=20) | st.lists(PIECES, max_size=8).map("".join), min_size=1, max_size=4))
def test_a_cell_raises_no_other_exception_than_a_cell_error(column: list[str]) -> None:
    for field in FIELDS.values():
        read_cell = field.survey(column, CONTEXT).read if field.survey else field.read
        for cell in column:
            try:
                read_cell(cell)
                field.read(cell)
            except CellError:
                continue
        doubt_column(field.name, plain(field.names[0]) if field.names else field.name, column, CONTEXT)


@given(
    st.decimals(min_value=0, max_value=999_999, places=2),
    st.sampled_from([("", "."), (",", "."), (".", ","), (" ", ","), ("'", ".")]),
)
def test_each_way_to_write_a_price_gives_the_same_number(price: object, signs: tuple[str, str]) -> None:
    from pydantic import TypeAdapter

    thousands, point = signs
    text = f"{price:,.2f}".replace(",", "#").replace(".", point).replace("#", thousands)
    assert TypeAdapter(Price).validate_python(read_price(text)) == price
