"""Tests the values that are made from names: their letters, and that they stay the same the second time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.links.schemes.normalize import normalize


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Été 2026", "ete-2026"),
        ("E\u0301te\u0301", "ete"),
        ("lea-moreau", "lea-moreau"),
        ("favorites.cloud-balm", "favorites.cloud-balm"),
        ("  Crème & Brûlée!  ", "creme-brulee"),
        ("a -- b", "a-b"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Жанна", "zhanna"),
        ("北京", "beijing"),
        ("한국", "hangug"),
        ("½²", "1-22"),
        ("ʹ", "u2b9"),
        ("", ""),
        ("!!", ""),
    ],
)
def test_a_name_becomes_a_value_of_safe_letters(text: str, value: str) -> None:
    assert normalize(text) == value


@given(st.text())
def test_every_value_has_only_safe_letters(text: str) -> None:
    value = normalize(text)
    assert re.fullmatch(r"[a-z0-9._~-]*", value)
    assert "--" not in value
    assert normalize(value) == value
    assert value or not any(char.isalnum() for char in text)
