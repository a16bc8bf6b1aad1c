"""Values made from names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.links.values import normal_value


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
def test_a_value(text: str, value: str) -> None:
    assert normal_value(text) == value


@given(st.text())
def test_every_value_is_normal(text: str) -> None:
    value = normal_value(text)
    assert re.fullmatch(r"[a-z0-9._~-]*", value)
    assert "--" not in value
    assert normal_value(value) == value
    assert value or not any(char.isalnum() for char in text)
