"""Draw a part of the long tests' cases for CI. `make test-all` (WHOLE=1) runs all cases.

The seed is the commit, so that one commit always draws the same cases and the next one others. The header of a run and
the report of a failed test show the seed. `DRAW_SEED` draws the same cases again.
"""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")

WHOLE = os.environ.get("WHOLE") == "1"


@cache
def seed() -> str:
    """Return `DRAW_SEED`, or else the commit, or "none" without Git."""
    command = ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short=12", "HEAD"]
    try:
        commit = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        commit = ""
    return os.environ.get("DRAW_SEED") or commit or "none"


def draw(things: Sequence[T], count: int, kinds: Mapping[T, Collection[str]] | None = None) -> list[T]:
    """Return some of the things, in order: as few as possible that cover all `kinds`, and `count` others.

    `kinds` gives the kinds of each thing.
    """
    if WHOLE:
        return list(things)
    dice = random.Random(seed())
    others = dice.sample(things, len(things))
    selection = []
    kinds = kinds or {}
    missing = {kind for thing in things for kind in kinds.get(thing, ())}
    while missing:
        best = max(others, key=lambda thing: len(missing & set(kinds[thing])))
        missing -= set(kinds[best])
        others.remove(best)
        selection.append(best)
    selection += others[:count]
    print(f"DRAW_SEED={seed()} drew {len(selection)} of {len(things)}: {selection}")
    return [thing for thing in things if thing in selection]


def drawn_cases(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Return the items with only one case in n of each test that is marked `drawn(n)`."""
    cases: dict[str, list[pytest.Item]] = {}
    shares: dict[str, int] = {}
    for item in items:
        mark = item.get_closest_marker("drawn")
        if mark and not WHOLE:
            test = item.nodeid.partition("[")[0]
            cases.setdefault(test, []).append(item)
            shares[test] = mark.args[0]
    omitted: set[pytest.Item] = set()
    for test, group in cases.items():
        dice = random.Random(f"{seed()} {test}")
        omitted.update(dice.sample(group, len(group) - -(-len(group) // shares[test])))
    return [item for item in items if item not in omitted]
