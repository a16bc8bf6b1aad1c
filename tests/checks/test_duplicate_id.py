"""Tests that ids that are repeated or empty are reported."""

from __future__ import annotations

from generator.checks.duplicate_id import duplicate_id
from tests.checks.sample_page import messages


def test_unique_ids_pass() -> None:
    assert messages(duplicate_id, '<i id="a"></i><i id="A"></i><i id="b"></i>') == []


def test_a_repeated_or_invalid_id_is_reported() -> None:
    assert messages(duplicate_id, '<i id="a"></i><i id="a"></i><i id=a></i>') == ["the id `a` is on the page 3 times"]
    assert len(messages(duplicate_id, '<i id=""></i><i id="a b"></i>')) == 2
