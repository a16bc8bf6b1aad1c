"""What CI tries only a part of. `make test-all` (WHOLE=1) tries all.

The seed is the commit, so that one commit always draws the same and the next one something else. It is printed, and
stands in the report of a test that fails; `DRAW_SEED` draws the same again.
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
    """The commit that is tested, or what `DRAW_SEED` says; "none" where there is no Git."""
    command = ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short=12", "HEAD"]
    try:
        commit = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        commit = ""
    return os.environ.get("DRAW_SEED") or commit or "none"


def draw(things: Sequence[T], count: int, kinds: Mapping[T, Collection[str]] | None = None) -> list[T]:
    """Some of the things, in their order: as few as between them have every one of `kinds`, and `count` others.

    `kinds` says of which kinds each thing is.
    """
    if WHOLE:
        return list(things)
    dice = random.Random(seed())
    rest = dice.sample(things, len(things))
    chosen = []
    kinds = kinds or {}
    missing = {kind for thing in things for kind in kinds.get(thing, ())}
    while missing:
        best = max(rest, key=lambda thing: len(missing & set(kinds[thing])))
        missing -= set(kinds[best])
        rest.remove(best)
        chosen.append(best)
    chosen += rest[:count]
    print(f"DRAW_SEED={seed()} drew {len(chosen)} of {len(things)}: {chosen}")
    return [thing for thing in things if thing in chosen]


def drawn_cases(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The tests without most cases of those that are marked `drawn(n)`: of each such test one case in n stays."""
    cases: dict[str, list[pytest.Item]] = {}
    shares: dict[str, int] = {}
    for item in items:
        mark = item.get_closest_marker("drawn")
        if mark and not WHOLE:
            test = item.nodeid.partition("[")[0]
            cases.setdefault(test, []).append(item)
            shares[test] = mark.args[0]
    left_out: set[pytest.Item] = set()
    for test, group in cases.items():
        dice = random.Random(f"{seed()} {test}")
        left_out.update(dice.sample(group, len(group) - -(-len(group) // shares[test])))
    return [item for item in items if item not in left_out]
