"""Measure work in CPU time, in units of a fixed piece of work that the same run measures.

A second says as much about the machine as about the program: other programs share its caches and its clock rate. They
slow the fixed piece down as well, so a bound in its units holds on any machine. The piece takes about ten milliseconds
on a quiet machine. Other programs only add time, so a measurement above its bound is repeated.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_TRIES = 3
_MUCH = 20  # units
_unit = 0.0
_TEXT = "".join(f"{number} line, é “of” words: {number * 7}\n" for number in range(4000))
_NUMBER = re.compile(r"[0-9]+(?=\n)|“(\w+)”")


def _reference() -> object:
    counts: dict[str, int] = {}
    for line in _TEXT.splitlines():
        for word in line.split(" "):
            counts[word] = counts.get(word, 0) + len(word)
    return sorted(counts, key=counts.__getitem__), _NUMBER.sub(r"<\1>", _TEXT)


def seconds(work: Callable[[], T]) -> tuple[T, float]:
    """Return the result of the work, and its CPU seconds in this thread."""
    start = time.thread_time()
    result = work()
    return result, time.thread_time() - start


def unit() -> float:
    """Measure the CPU seconds of the fixed piece of work."""
    return min(seconds(_reference)[1] for _ in range(_TRIES))


def in_units(cost: float) -> float:
    """Convert CPU seconds to units. Long work measures the unit again, because the machine may be slower now."""
    global _unit
    if not _unit or cost / _unit > _MUCH:
        _unit = unit()
    return cost / _unit


def measure(work: Callable[[], T]) -> tuple[T, float]:
    """Return the result of the work, and its cost in units."""
    result, cost = seconds(work)
    return result, in_units(cost)


def within(most: float, work: Callable[[], T]) -> T:
    """Return the result of the work. One of a few runs must cost at most so many units."""
    costs = []
    for _ in range(_TRIES):
        result, cost = measure(work)
        if cost <= most:
            return result
        costs.append(round(cost))
    raise AssertionError(f"it costs {costs} units of work, and may cost {most}")


def assert_linear(work: Callable[[int], Callable[[], object]], small: int, times: int = 8) -> None:
    """Assert that work grows with its size, not with the square. `work(size)` prepares it."""
    growths = []
    few, many = work(small), work(small * times)
    for _ in range(_TRIES):
        # Repeats the small work: its first run may include work that a process does once, and one run is too short.
        costs = [seconds(few)[1]]
        while sum(costs) < 0.01 and len(costs) < 100:
            costs.append(seconds(few)[1])
        growths.append(seconds(many)[1] / max(min(costs), 1e-4))
        if growths[-1] < times**1.5:
            return
    raise AssertionError(f"{times} times as much takes {[round(one) for one in growths]} times the work")
