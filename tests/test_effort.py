"""Tests that the measure of work distinguishes quadratic from linear work, and more work from less."""

from __future__ import annotations

import pytest

from tests import effort


def _pairs(count: int) -> int:
    return sum(1 for one in range(count) for other in range(count) if one < other)


def test_quadratic_work_is_not_linear() -> None:
    effort.assert_linear(lambda size: lambda: sum(number * number for number in range(size)), 20_000)
    with pytest.raises(AssertionError, match="8 times as much takes"):
        effort.assert_linear(lambda size: lambda: _pairs(size), 150)


def test_work_is_bounded_in_units() -> None:
    assert effort.within(3, lambda: "result") == "result"
    assert effort.within(20, effort._reference)
    with pytest.raises(AssertionError, match="and may cost 3"):
        effort.within(3, lambda: [effort._reference() for _ in range(12)])


def test_work_above_its_bound_is_measured_again() -> None:
    rounds = iter((12, 12, 0))
    effort.within(3, lambda: [effort._reference() for _ in range(next(rounds))])
