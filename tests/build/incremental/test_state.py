"""What is remembered of people: who is still as they were."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.build.incremental import state
from generator.build.incremental.file_index import IndexChange
from generator.build.incremental.result_log import StoredResult
from generator.build.incremental.state import BuildState, StateUpdate

NOTHING = IndexChange({})
DAY = date(2026, 11, 22)
USES = {
    "lea": ["content/lea", "content/lea/story.md"],
    "lea-two": ["content/lea-two", "content/lea-two/story.md.bak"],
    "old": ["content/old"],
    "soon": ["content/soon"],
}


@pytest.fixture
def kept(tmp_path: Path) -> BuildState:
    made = BuildState(tmp_path / "build.sqlite")
    days = {"old": ("2026-01-01", "2026-11-22"), "soon": ("2026-11-23", "2027-01-01")}
    people = [
        StoredResult(slug, *days.get(slug, ("2026-01-01", "2027-01-01")), files, ["product:balm"], slug, "{}", [])
        for slug, files in USES.items()
    ]
    made.save(
        StateUpdate({"key": "k"}, NOTHING, NOTHING, NOTHING, NOTHING, swapped=False, people=people, slugs={*USES})
    )
    return made


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ((), {"lea", "lea-two"}),
        (["content/lea"], {"lea-two"}),
        (["content/lea/story.md"], {"lea-two"}),  # it stands in the other's list as a part of a name
        (["content/lea-two/story.md"], {"lea", "lea-two"}),
        (["story.md", "content"], {"lea", "lea-two"}),
        (["product:balm"], set()),
    ],
)
@pytest.mark.parametrize("few", [20, -1])  # by the text first, and by the list at once
def test_who_is_as_they_were(
    kept: BuildState, changed: list[str], same: set[str], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "_FEW", few)
    assert kept.unchanged_people({*changed}, DAY) == {slug: slug for slug in same}
