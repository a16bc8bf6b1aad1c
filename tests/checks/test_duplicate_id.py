from __future__ import annotations

from generator.checks.duplicate_id import duplicate_id
from tests.checks.built import messages


def test_unique_ids_pass() -> None:
    assert messages(duplicate_id, '<i id="a"></i><i id="A"></i><i id="b"></i>') == []


def test_twice_or_no_id_at_all() -> None:
    assert messages(duplicate_id, '<i id="a"></i><i id="a"></i><i id=a></i>') == ["the id `a` is on the page 3 times"]
    assert len(messages(duplicate_id, '<i id=""></i><i id="a b"></i>')) == 2
