"""Tests the formats, streams and exit codes of `ambassador next`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.streams import run_apart
from tests.scenario import FOLDER

DAY = ["--as-of", "2026-11-22"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER / "base", tmp_path, dirs_exist_ok=True)
    profile = tmp_path / "content/ambassadors/lea/profile.yaml"
    profile.write_text("name: Léa\nfavorites: [cloud-balm]\nuntil: 2026-12-31\n", "utf-8")
    return tmp_path


def test_json_and_text_list_the_same_changes(site: Path) -> None:
    code, out, _ = run_apart(["next", "--format", "json", *DAY], site)
    assert code == 0
    assert json.loads(out) == [
        {"day": "2027-01-01", "change": "ends", "id": "lea", "name": "Léa", "people": ["lea"]},
    ]
    assert run_apart(["next", *DAY], site) == (0, "2027-01-01  Léa: the page becomes a thank-you\n", "")


def test_a_calendar_is_the_same_twice(site: Path) -> None:
    first, second = (run_apart(["next", "--format", "ics", *DAY], site) for _ in range(2))
    assert first == second
    assert first[1].startswith("BEGIN:VCALENDAR\r\n")
    assert "DTSTART;VALUE=DATE:20270101\r\n" in first[1]


def test_problems_leave_standard_output_empty(site: Path) -> None:
    (site / "content/ambassadors/lea/profile.yaml").write_text("name: Léa\nfavorites: [x]\n", "utf-8")
    code, out, err = run_apart(["next", "--problems", "concise", *DAY], site)
    assert (code, out) == (1, "")
    assert "unknown-product" in err


@pytest.mark.parametrize("within", ["30", "d", "-1d", "1y", "٣d", "9999999d", ""])
def test_an_invalid_time_span_is_a_usage_error(site: Path, within: str) -> None:
    assert run_apart(["next", f"--within={within}", *DAY], site)[0] == 2
