"""Tests that a draw covers every kind, depends only on the seed, and is complete in `make test-all`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests import draws

ROOT = Path(__file__).parents[1]
LETTERS = "abcdefghij"
KINDS = {letter: {"vowel" if letter in "aei" else "consonant"} for letter in LETTERS} | {"j": {"consonant", "last"}}


@pytest.fixture(autouse=True)
def _a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draws, "WHOLE", False)


def test_every_seed_draws_every_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = set()
    for seed in range(30):
        monkeypatch.setattr(draws, "seed", lambda seed=seed: str(seed))
        drawing = draws.draw(LETTERS, 1, KINDS)
        assert drawing == sorted(drawing)
        assert len(drawing) == 3
        assert set().union(*(KINDS[one] for one in drawing)) == {"vowel", "consonant", "last"}
        assert draws.draw(LETTERS, 1, KINDS) == drawing
        letters.update(drawing)
    assert letters == set(LETTERS)


def test_the_seed_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    drawing = draws.draw(LETTERS, 2)
    output = capsys.readouterr().out
    assert output.startswith(f"DRAW_SEED={draws.seed()} drew 2 of 10: ")
    assert all(repr(one) in output for one in drawing)


def test_make_test_all_draws_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draws, "WHOLE", True)
    assert draws.draw(LETTERS, 1, KINDS) == list(LETTERS)
    assert "test-all: export WHOLE := 1\n" in (ROOT / "Makefile").read_text("utf-8")


CASES = """
import pytest

@pytest.mark.drawn(3)
@pytest.mark.parametrize("number", range(10))
def test_with_a_mark(number): pass

@pytest.mark.parametrize("number", range(5))
def test_without_a_mark(number): pass

@pytest.mark.drawn(3)
def test_with_one_case(): pass
"""


def collect(file: Path, **variables: str) -> list[str]:
    """Return the names of the tests in a file that pytest would run."""
    command = [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "-p", "tests.conftest"]
    process = subprocess.run(
        [*command, "--collect-only", "-q", file], cwd=ROOT, capture_output=True, text=True, check=True,
        env={**os.environ, "WHOLE": "0", **variables},
    )  # fmt: skip
    return re.findall(r"::(\S+)", process.stdout)


def test_one_case_in_three_of_a_marked_test_is_drawn(tmp_path: Path) -> None:
    file = tmp_path / "test_cases.py"
    file.write_text(CASES, "utf-8")
    one, other = collect(file, DRAW_SEED="1"), collect(file, DRAW_SEED="2")
    for names in (one, other):
        tests = Counter(name.partition("[")[0] for name in names)
        assert tests == {"test_with_a_mark": 4, "test_without_a_mark": 5, "test_with_one_case": 1}
    assert one != other
    assert collect(file, DRAW_SEED="1") == one
    assert len(collect(file, WHOLE="1")) == 16
