"""Tests that every scenario of tests/scenarios/ prints its accepted output through the real command line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.effort import measure
from tests.scenario import FOLDER, lay_out, read_scenario, run_scenario

SCENARIOS = sorted(FOLDER.rglob("*.txt"))
UPDATE = os.environ.get("UPDATE_SCENARIOS") == "1"


def test_there_are_scenarios() -> None:
    assert len(SCENARIOS) >= 60


@pytest.mark.parametrize("path", SCENARIOS, ids=[path.stem for path in SCENARIOS])
def test_a_scenario_prints_its_accepted_output(path: Path, tmp_path: Path) -> None:
    text = path.read_text("utf-8")
    scenario = read_scenario(text)
    if "(unreadable) --" in text and os.geteuid() == 0:
        pytest.skip("root reads everything")
    lay_out(scenario, tmp_path)
    result, cost = measure(lambda: run_scenario(scenario, tmp_path))
    if UPDATE:
        path.write_text(result.text(), "utf-8")
        return
    assert result.text() == text
    assert "Traceback" not in result.output
    assert "\x1b" not in result.output
    assert cost < 2000, "a hostile file must not hold the machine"
