"""Tests that a killed build leaves the old site or the new one, and that the next build heals."""

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

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the test makes its faults with Linux tools")

KILLS = int(os.environ.get("FAULT_KILLS", "16"))


def rename_product(root: Path, draw: random.Random) -> None:
    """Rename a product."""
    path = root / "content/products.yaml"
    text = path.read_text("utf-8").split("\n")
    text[1] = f"  name: Soap {draw.randrange(1000)}"
    path.write_text("\n".join(text), "utf-8")


def delete_state(root: Path, draw: random.Random) -> None:
    """Delete the build state, and perhaps the output."""
    shutil.rmtree(root / ".ambassador/spare", ignore_errors=True)
    for name in ("build.sqlite", "build.sum"):
        (root / ".ambassador" / name).unlink()
    if draw.random() < 0.5:
        shutil.rmtree(root / "output")
    else:
        edits.story(root, draw)


KINDS = {
    "cold": delete_state,
    "story": edits.story,
    "person": edits.person,
    "product": rename_product,
    "brand": edits.brand,
}


@pytest.mark.parametrize("many", [500, 0], ids=["without a spare", "with a spare"])
def test_a_build_killed_at_any_moment_leaves_a_whole_site(
    tmp_path: Path, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "MANY", many)
    kills, turns, copies = Kills.begin(tmp_path, many + KILLS), 0, 0
    # Which kills leave which site depends on the machine, too.
    while kills.kill_count < KILLS // 2 or not (kills.old_count and kills.new_count and (copies or many)):
        turns += 1
        assert turns < 3 * KILLS + 40, "too few builds were killed before they ended"
        kind = kills.draw.choice(list(KINDS))
        KINDS[kind](kills.site, kills.draw)
        jobs = kills.draw.choice([1, 2])
        kills.kill_one(kind, jobs, many)
        copies += (kills.site / ".ambassador/spare").is_dir()
    assert (copies > 0) == (many == 0), "a build that removes a person's page deletes the copy, others keep it"
    assert kills.old_count > 0
    assert kills.new_count > 0
    print(f"{kills.kill_count} kills in {turns} builds: {kills.old_count} left the old site, {kills.new_count} the new")
