"""Tests that the build state returns the people that it saved, and skips rows that it cannot read."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from generator.build.incremental.file_index import IndexChange
from generator.build.incremental.result_log import StoredResult
from generator.build.incremental.state import CHECKSUM_FILE, STATE_FILE, BuildState, StateUpdate, _checksum
from generator.build.incremental.stored_dependencies import SEPARATOR, StoredDependencies

NOTHING = IndexChange({})
FIRST, AFTER = date(2026, 1, 1), date(2027, 1, 1)
FILES = {"lea": ["content/lea", "content/lea/story.md"], "mia": ["content/mia"]}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    state = BuildState(tmp_path / STATE_FILE)
    people = [
        StoredResult(
            slug, "2026-01-01", "2027-01-01", files, ["product:balm"], "[1]" if slug == "mia" else "", "{}", []
        )
        for slug, files in FILES.items()
    ]
    state.save(
        StateUpdate({"key": "k"}, NOTHING, NOTHING, NOTHING, NOTHING, is_swapped=False, people=people, slugs={*FILES})
    )
    state.close()
    return tmp_path / STATE_FILE


def test_people_are_returned_with_their_dependencies(path: Path) -> None:
    assert dict(BuildState(path).people()) == {
        slug: StoredDependencies(SEPARATOR.join([*files, "product:balm"]), FIRST, AFTER)
        for slug, files in FILES.items()
    }


def test_only_problems_of_the_named_people_are_returned(path: Path) -> None:
    state = BuildState(path)
    assert [*state.problems_of({"lea", "mia"})] == ["[1]"]
    assert [*state.problems_of({"lea"})] == []


@pytest.mark.parametrize("day", ["soon", "", 7, b"2026-01-01"])
def test_a_person_with_unreadable_days_is_skipped(path: Path, day: object) -> None:
    """A database that another program wrote may have a right checksum."""
    with sqlite3.connect(path) as store:
        store.execute("UPDATE people SET until = ? WHERE slug = 'lea'", (day,))
    store.close()
    path.with_name(CHECKSUM_FILE).write_bytes(_checksum(path))
    assert [slug for slug, _ in BuildState(path).people()] == ["mia"]
