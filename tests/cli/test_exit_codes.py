"""Tests of the exit codes in real processes: 0 for success, 1 for problems, 2 for usage errors, 3 for our own bugs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scenario import FOLDER

ROOT = Path(__file__).parents[2]


def _run(site: Path, *arguments: str, code: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    begin = ["-c", code] if code else ["-m", "generator"]
    return subprocess.run(
        [sys.executable, *begin, *arguments],
        cwd=site,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(site), "TMPDIR": str(site), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=240,
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER / "base", tmp_path, dirs_exist_ok=True)
    return tmp_path


def _break(site: Path) -> None:
    (site / "content/ambassadors/lea/profile.yaml").write_text("name: Léa\nfavorites: [clod-balm]\n", "utf-8")


def test_a_check_without_problems_exits_with_0(site: Path) -> None:
    run = _run(site, "check", "--as-of", "2026-11-22")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == "3 pages for 1 ambassador: ready to build.\n"


@pytest.mark.drawn(3)
@pytest.mark.parametrize("style", ["full", "concise", "github", "gitlab", "json"])
@pytest.mark.parametrize("command", ["check", "build"])
def test_an_error_exits_with_1_in_every_format(site: Path, command: str, style: str) -> None:
    """CI would publish a site whose build exits with 0."""
    _break(site)
    run = _run(site, command, "--format", style)
    assert run.returncode == 1
    assert "unknown-product" in run.stdout
    assert not (site / "output").exists()


def test_a_warning_exits_with_0(site: Path) -> None:
    (site / "content/stray.yaml").write_text("a: b\n", "utf-8")
    run = _run(site, "check")
    assert run.returncode == 0
    assert "warning[stray-file]" in run.stdout


def test_a_usage_error_exits_with_2(site: Path) -> None:
    assert _run(site, "biuld").returncode == 2
    assert _run(site, "explain", "no-such-problem").returncode == 2


def test_a_foreign_output_folder_exits_with_1(site: Path) -> None:
    (site / "output").mkdir()
    (site / "output/notes.txt").write_text("mine", "utf-8")
    assert _run(site, "build").returncode == 1
    assert (site / "output/notes.txt").read_text("utf-8") == "mine"


BUG = """
import generator.build.pipeline
def fail(*_): raise ZeroDivisionError("secret\\x1b[31m")
generator.build.pipeline.read_site_input = fail
from generator.cli import main
main()
"""


def test_our_own_bug_exits_with_3_without_a_traceback(site: Path) -> None:
    run = _run(site, "build", code=BUG)
    assert run.returncode == 3
    assert "Traceback" not in run.stdout + run.stderr
    assert "This is a bug in ambassador-pages" in run.stderr
    assert "ZeroDivisionError" in run.stderr
    assert "\x1b" not in run.stderr
    (report,) = site.glob("ambassador-*.txt")
    assert "Traceback" in report.read_text("utf-8")
    assert str(report) in run.stderr


def test_a_terminal_that_cannot_show_a_letter_is_no_bug(site: Path) -> None:
    (site / "content/ambassadors/lea/profile.yaml").write_text("name: 玲奈\nfavorites: [clod-balm]\nx: 玲奈\n", "utf-8")
    run = _run(site, "check", PYTHONIOENCODING="ascii")
    assert run.returncode == 1
    assert "unknown-product" in run.stdout


def test_a_command_may_name_another_site_folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    run = _run(tmp_path_factory.mktemp("elsewhere"), "check", "--site", str(site))
    assert run.returncode == 0, run.stdout
