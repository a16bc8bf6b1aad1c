"""Tests that all texts of a value are found, with the keys that people write."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from generator.lints.written_texts import bare_texts, keyed_texts
from generator.models.locale import Localized


class _Model(BaseModel, arbitrary_types_allowed=True):
    one: Any = Field(None, alias="from")
    two: Any = ()


_LEAVES = (
    st.text(max_size=3)
    | st.none()
    | st.integers()
    | st.booleans()
    | st.dates()
    | st.lists(st.tuples(st.sampled_from(["", "fr"]), st.text(max_size=3))).map(tuple).map(Localized)
)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=2) | st.integers(), inner, max_size=3)
        | st.tuples(inner, inner).map(lambda pair: _Model(**{"from": pair[0]}, two=pair[1]))
    ),
)


@given(_VALUES)
def test_texts_are_the_same_with_and_without_keys(value: Any) -> None:
    assert bare_texts(value) == [text for _, text in keyed_texts(value)]


def test_keys_are_the_written_ones() -> None:
    fields: Mapping[str, Any] = {"from": (date(2026, 1, 1), "a"), "two": {"b": Localized((("", "c"), ("fr", "d")))}}
    assert keyed_texts(_Model(**fields)) == [(("from", 1), "a"), (("two", "b"), "c"), (("two", "b", "fr"), "d")]
