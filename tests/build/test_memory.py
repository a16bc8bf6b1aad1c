"""What is remembered of people: who is still as they were."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.build import memory
from generator.build.memory import Memory, News
from generator.build.packed import Change
from generator.build.record import Record

NOTHING = Change({})
DAY = date(2026, 11, 22)
USES = {
    "lea": ["content/lea", "content/lea/story.md"],
    "lea-two": ["content/lea-two", "content/lea-two/story.md.bak"],
    "old": ["content/old"],
    "soon": ["content/soon"],
}


@pytest.fixture
def kept(tmp_path: Path) -> Memory:
    made = Memory(tmp_path / "build.sqlite")
    days = {"old": ("2026-01-01", "2026-11-22"), "soon": ("2026-11-23", "2027-01-01")}
    people = [
        Record(slug, *days.get(slug, ("2026-01-01", "2027-01-01")), files, ["product:balm"], slug, "{}", [])
        for slug, files in USES.items()
    ]
    made.keep(News({"key": "k"}, NOTHING, NOTHING, NOTHING, NOTHING, swapped=False, people=people, slugs={*USES}))
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
    kept: Memory, changed: list[str], same: set[str], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "_FEW", few)
    assert kept.people({*changed}, DAY) == {slug: slug for slug in same}
