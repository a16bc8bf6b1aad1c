"""Tests that a full or closed stream ends a command with 1 and a message on the other stream."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scenario import FOLDER

ROOT = Path(__file__).parents[2]
FULL = Path("/dev/full")
pytestmark = pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is always full")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER / "base", tmp_path / "site"))


def run(site: Path, words: str, redirect: str) -> tuple[int, str, str]:
    """Run `ambassador` from a shell that redirects its streams, and return its exit code, stdout and stderr."""
    command = f'"{sys.executable}" -m generator {words} >"$OUT" 2>"$ERR" {redirect}'
    out, err = site.with_name("out"), site.with_name("err")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OUT": str(out), "ERR": str(err)}
    process = subprocess.run(["sh", "-c", command], cwd=site, env=environment, stdin=subprocess.DEVNULL, timeout=240)
    return process.returncode, out.read_text("utf-8"), err.read_text("utf-8")


DAY = "--as-of 2026-11-22"
COMMANDS = [*(f"{name} {DAY}" for name in ("build", "check", "links", "next")), "export ambassadors", "schema site",
            "explain unknown-key", "link --ambassador lea", "cache clear", "--help"]  # fmt: skip


@pytest.mark.drawn(3)
@pytest.mark.parametrize("redirect", [">/dev/full", ">&-"])
@pytest.mark.parametrize("words", COMMANDS)
def test_a_full_or_closed_stdout_is_reported_on_stderr(site: Path, words: str, redirect: str) -> None:
    code, _, err = run(site, words, redirect)
    assert code == 1, err
    assert "Standard output cannot be written: " in err
    assert "bug" not in err
    is_published = (site / "output/index.html").is_file()
    assert is_published == words.startswith("build")
    assert ("The site was published in output." in err) == is_published
    if words.split()[0] not in ("build", "cache"):
        assert "Nothing was changed." in err


@pytest.mark.parametrize("redirect", ["2>&-", "2>/dev/full"])
def test_standard_error_is_not_needed_for_a_build(site: Path, redirect: str) -> None:
    code, out, _ = run(site, "build --as-of 2026-11-22", redirect)
    assert code == 0
    assert out.startswith("Built ")
    assert (site / "output/index.html").is_file()


@pytest.mark.parametrize("redirect", ["2>&-", "2>/dev/full"])
def test_a_full_or_closed_stderr_is_reported_on_stdout(site: Path, redirect: str) -> None:
    code, out, _ = run(site, "export ambassadors --output people.csv", redirect)
    assert code == 1
    assert "Standard error cannot be written: " in out
    assert "The sheet was written to people.csv." in out
    assert (site / "people.csv").is_file()


@pytest.mark.parametrize("redirect", [">&- 2>&-", ">/dev/full 2>/dev/full", "<&- >&- 2>&-"])
def test_no_output_file_gets_the_text_of_a_closed_stream(site: Path, redirect: str) -> None:
    code, _, _ = run(site, "build --as-of 2026-11-22", redirect)
    assert code == 1
    assert (site / "output/index.html").is_file()
    assert not [
        path for path in (site / "output").rglob("*") if path.is_file() and b"cannot be written" in path.read_bytes()
    ]


def test_forget_deletes_nothing_if_it_cannot_report_it(site: Path) -> None:
    code, _, err = run(site, "forget lea --yes", ">/dev/full")
    assert code == 1
    assert "Nothing was changed." in err
    assert (site / "content/ambassadors/lea").is_dir()


def test_a_pipe_that_closes_early_is_no_error(site: Path) -> None:
    command = f'"{sys.executable}" -m generator links --as-of 2026-11-22 | head -c 1'
    process = subprocess.run(
        ["sh", "-c", command], cwd=site, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, timeout=240
    )
    assert (process.returncode, process.stderr) == (0, b"")
