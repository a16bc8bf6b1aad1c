"""Tests the measures and tables of the benchmarks."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.engines import ENGINES, rendered
from bench.measure import measure
from bench.report import table


def test_a_run_costs_what_its_processes_cost(tmp_path: Path) -> None:
    busy = "import time\nend = time.process_time() + .2\nwhile time.process_time() < end: pass"
    program = tmp_path / "busy.py"
    program.write_text(f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {busy!r}])\n{busy}\n")
    cost = measure([sys.executable, program], tmp_path)
    assert cost.cpu > 0.3  # the cost of both processes, not of one
    assert cost.wall > 0.3
    assert cost.largest > 5


def test_a_run_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no such luck"):
        measure([sys.executable, "-c", "raise SystemExit('no such luck')"], tmp_path)


def test_the_page_count_is_found_in_every_summary() -> None:
    summary = "Built 10,002 pages for 10,000 ambassadors in output: 2 of 10,002 pages rendered, 0 of 2 pictures drawn"
    assert rendered(ENGINES["ours"], summary) == 2
    assert rendered(ENGINES["hugo"], "  Pages            │ 104 ") == 104
    assert rendered(ENGINES["eleventy"], "[11ty] Wrote 103 files in 1.57 seconds") == 103
    assert rendered(ENGINES["eleventy"], "something else") == -1


def test_a_table_is_markdown() -> None:
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"
