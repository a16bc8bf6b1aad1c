"""kill -9 in the middle of real builds: the old site or the new one stands, and the next build heals."""

from __future__ import annotations

import os
import random
import shutil
import sys
from pathlib import Path

import pytest

from generator.build import publish
from tests.build import edits
from tests.build.kills import Kills

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the faults are made with Linux means")

KILLS = int(os.environ.get("FAULT_KILLS", "16"))


def renamed(root: Path, draw: random.Random) -> None:
    """A product has another name."""
    path = root / "content/products.yaml"
    text = path.read_text("utf-8").split("\n")
    text[1] = f"  name: Soap {draw.randrange(1000)}"
    path.write_text("\n".join(text), "utf-8")


def cold(root: Path, draw: random.Random) -> None:
    """Nothing is remembered, and perhaps nothing stands there."""
    shutil.rmtree(root / ".ambassador/spare", ignore_errors=True)
    for name in ("build.sqlite", "build.sum"):
        (root / ".ambassador" / name).unlink()
    if draw.random() < 0.5:
        shutil.rmtree(root / "output")
    else:
        edits.story(root, draw)


KINDS = {"cold": cold, "story": edits.story, "person": edits.person, "product": renamed, "brand": edits.brand}


@pytest.mark.parametrize("many", [500, 0], ids=["without a spare", "with a spare"])
def test_killed_at_any_moment(tmp_path: Path, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "MANY", many)
    kills, turns, copies = Kills.begin(tmp_path, many + KILLS), 0, 0
    while kills.tried < KILLS // 2:
        turns += 1
        assert turns < 3 * KILLS + 40, "the moments were not hit"
        kind = kills.draw.choice(list(KINDS))
        KINDS[kind](kills.site, kills.draw)
        jobs = kills.draw.choice([1, 2])
        kills.kill_one(kind, jobs, many)
        copies += (kills.site / ".ambassador/spare").is_dir()
    assert (copies > 0) == (many == 0), "a build that removes a person's page deletes the copy, others keep it"
    assert kills.old > 0
    assert kills.new > 0
    print(
        f"{kills.tried} kills in {turns} builds: {kills.old} left the old site, {kills.new} the new one, 0 half a site"
    )
