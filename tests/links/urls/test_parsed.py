"""Tests that a parsed address equals the clean address, byte for byte, and is refused in the same cases."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.links.errors import LinkError
from generator.links.urls.parsed import parse_url
from generator.links.urls.query import is_utm, query_pairs
from generator.links.urls.url import clean_url
from tests.links.destinations import destinations

# Characters between the parts of an address, and some that are illegal in a part.
BITS = ["", "&", "?", "#", "/", "=", "%", "+", " ", "\t", "\u00a0", "'", "`", "\\", "é", "\u200b", "://", "utm_a=1"]


@given(destinations(), st.integers(0, 200), st.sampled_from(BITS))
def test_a_parsed_address_equals_the_clean_one(url: str, at: int, bit: str) -> None:
    url = url[:at] + bit + url[at:]
    assert _clean_result(url) == _parsed_result(url)


def _clean_result(url: str) -> object:
    try:
        clean = clean_url(url)
    except LinkError as error:
        return error.name, error.message
    pairs = query_pairs(clean)
    return clean, pairs, [(key, value) for key, value in pairs if is_utm(key)]


def _parsed_result(url: str) -> object:
    try:
        address = parse_url(url)
    except LinkError as error:
        return error.name, error.message
    return str(address), address.pairs(), address.utm()


def test_an_empty_query_keeps_its_question_mark() -> None:
    assert str(parse_url("https://a.example/?")) == "https://a.example/?"
    assert str(parse_url("https://a.example/p ?a#")) == "https://a.example/p%20?a#"
    assert parse_url("https://a.example/?").pairs() == []
