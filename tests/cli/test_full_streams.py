"""A stream that is full or closed ends a command with 1 and a sentence on the other one; what was published stays."""

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
    """Run `ambassador` from a shell, which redirects its streams; what it says on each of them."""
    command = f'"{sys.executable}" -m generator {words} >"$OUT" 2>"$ERR" {redirect}'
    out, err = site.with_name("out"), site.with_name("err")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OUT": str(out), "ERR": str(err)}
    done = subprocess.run(["sh", "-c", command], cwd=site, env=environment, stdin=subprocess.DEVNULL, timeout=240)
    return done.returncode, out.read_text("utf-8"), err.read_text("utf-8")


DAY = "--as-of 2026-11-22"
COMMANDS = [*(f"{name} {DAY}" for name in ("build", "check", "links", "next")), "export ambassadors", "schema site",
            "explain unknown-key", "link --ambassador lea", "cache clear", "--help"]  # fmt: skip


@pytest.mark.drawn(3)
@pytest.mark.parametrize("redirect", [">/dev/full", ">&-"])
@pytest.mark.parametrize("words", COMMANDS)
def test_standard_output_takes_nothing(site: Path, words: str, redirect: str) -> None:
    code, _, err = run(site, words, redirect)
    assert code == 1, err
    assert "Standard output cannot be written: " in err
    assert "bug" not in err
    published = (site / "output/index.html").is_file()
    assert published == words.startswith("build")
    assert ("The site was published in output." in err) == published
    if words.split()[0] not in ("build", "cache"):
        assert "Nothing was changed." in err


@pytest.mark.parametrize("redirect", ["2>&-", "2>/dev/full"])
def test_standard_error_is_not_needed_for_a_build(site: Path, redirect: str) -> None:
    code, out, _ = run(site, "build --as-of 2026-11-22", redirect)
    assert code == 0
    assert out.startswith("Built ")
    assert (site / "output/index.html").is_file()


@pytest.mark.parametrize("redirect", ["2>&-", "2>/dev/full"])
def test_what_belongs_on_standard_error_goes_to_the_other(site: Path, redirect: str) -> None:
    code, out, _ = run(site, "export ambassadors --output people.csv", redirect)
    assert code == 1
    assert "Standard error cannot be written: " in out
    assert "The sheet was written to people.csv." in out
    assert (site / "people.csv").is_file()


@pytest.mark.parametrize("redirect", [">&- 2>&-", ">/dev/full 2>/dev/full", "<&- >&- 2>&-"])
def test_no_file_of_a_build_takes_the_number_of_a_closed_stream(site: Path, redirect: str) -> None:
    code, _, _ = run(site, "build --as-of 2026-11-22", redirect)
    assert code == 1
    assert (site / "output/index.html").is_file()
    assert not [
        path for path in (site / "output").rglob("*") if path.is_file() and b"cannot be written" in path.read_bytes()
    ]


def test_nobody_is_forgotten_before_it_can_be_reported(site: Path) -> None:
    code, _, err = run(site, "forget lea --yes", ">/dev/full")
    assert code == 1
    assert "Nothing was changed." in err
    assert (site / "content/ambassadors/lea").is_dir()


def test_a_pipe_that_closes_is_no_fault(site: Path) -> None:
    command = f'"{sys.executable}" -m generator links --as-of 2026-11-22 | head -c 1'
    done = subprocess.run(
        ["sh", "-c", command], cwd=site, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, timeout=240
    )
    assert (done.returncode, done.stderr) == (0, b"")
