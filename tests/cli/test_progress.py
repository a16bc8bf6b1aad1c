"""Tests that a build shows its progress to people, rarely to logs, and never to programs."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

from generator.cli.interpreter import is_optimised
from generator.cli.progress import Lines
from tests.build.crashing_extension import REPO, site_of
from tests.scenario import run_cli

BUILD = ["build", "--as-of", "2026-11-22"]


def test_a_log_gets_a_line_only_now_and_then() -> None:
    log, times = io.StringIO(), iter([0.0, 1.0, 14.0, 16.0, 17.0, 40.0])
    lines = Lines(log, lambda: next(times))
    lines("pages", 1, 9000, "lea")
    lines("waiting for another build", 0, 1)
    lines("pages", 2000, 9000, "lea")
    lines("pages", 3000, 9000, "mia")
    lines("checking", 0, 1)
    lines("publishing", 0, 1)
    assert log.getvalue() == "Waiting for another build ...\npages: 3,000 of 9,000 (mia)\npublishing\n"


def test_a_terminal_shows_the_progress(tmp_path: Path) -> None:
    """It is a real one."""
    site, (terminal, child_terminal) = site_of(tmp_path / "site", 20), pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", *BUILD, "--jobs", "2"],
        cwd=site, env={**os.environ, "PYTHONPATH": str(REPO), "TERM": "xterm", "COLUMNS": "120"},
        stdout=subprocess.DEVNULL, stderr=child_terminal,
    )  # fmt: skip
    os.close(child_terminal)
    output = b""
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # Linux raises this after the other end was closed
            break
        if not piece:
            break
        output += piece
    os.close(terminal)
    assert process.wait(timeout=240) == 0
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", output.decode())
    assert re.search(r"pages +\S+ +23/23 ", text), text[-800:]
    assert "checking" in text


def test_json_and_profile_get_no_progress_lines(tmp_path: Path) -> None:
    site = site_of(tmp_path / "site", 0)
    process = subprocess.run(
        [sys.executable, "-m", "generator", *BUILD, "--format", "json", "--profile"],
        cwd=site, env={**os.environ, "PYTHONPATH": str(REPO)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert isinstance(json.loads(process.stdout), dict | list)
    profile = json.loads(process.stderr)
    assert profile["python"]["optimised"] is is_optimised()
    stages = {stage["stage"]: stage for stage in profile["stages"]}
    assert {"looking", "reading", "pages", "checking", "publishing", "remembering"} <= stages.keys()
    assert all(stage["wall"] >= 0 and stage["cpu"] >= 0 and stage["workers"] >= 0 for stage in stages.values())
    assert sum(stage["cpu"] + stage["workers"] for stage in stages.values()) > 0.2


def test_a_profile_is_a_table_for_people(tmp_path: Path) -> None:
    site = site_of(tmp_path / "site", 0)
    code, text = run_cli([*BUILD, "--profile"], site)
    assert code == 0
    assert re.search(r"\nstage +seconds +CPU +workers\n", text)
    assert re.search(r"\npublishing +[0-9.]+ +[0-9.]+ +[0-9.]+\n", text)
    assert re.search(r"\nall +[0-9.]+ +[0-9.]+ +[0-9.]+\n.*, built with(out)? optimisation|does not say", text)
