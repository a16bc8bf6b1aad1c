"""Tests that stored dependencies name the same changes as those in memory."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build.incremental import stored_dependencies
from generator.build.incremental.stored_dependencies import SEPARATOR, StoredDependencies
from generator.build.person_result import Dependencies

FIRST, AFTER = date(2026, 1, 1), date(2027, 1, 1)
NAMES = st.lists(st.text("a/.b:\n", min_size=1, max_size=6), max_size=6)


@given(files=NAMES, items=NAMES, changes=st.frozensets(st.text("a/.b:\n", min_size=1, max_size=6), max_size=30))
@pytest.mark.parametrize("few", [20, -1])  # search the text first, or unpack it at once
def test_both_forms_name_the_same_change(files: list[str], items: list[str], changes: frozenset[str], few: int) -> None:
    plain = Dependencies(tuple(files), tuple(items), FIRST, AFTER)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored_dependencies, "_FEW", few)
        stored_form = StoredDependencies.read(SEPARATOR.join([*files, *items]), "2026-01-01", "2027-01-01")
        assert stored_form.first_in(changes) == plain.first_in(changes)
    assert (stored_form.valid_from, stored_form.valid_until) == (FIRST, AFTER)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"content/lea"}, ""),  # part of a name
        ({"story.md"}, ""),
        ({"content/lea-two"}, "content/lea-two"),
        ({"product:balm", "content/lea-two/story.md"}, "content/lea-two/story.md"),
    ],
)
def test_a_part_of_a_name_is_no_dependency(changes: set[str], name: str) -> None:
    names = SEPARATOR.join(("content/lea-two", "content/lea-two/story.md", "product:balm"))
    assert StoredDependencies(names, FIRST, AFTER).first_in(changes) == name
