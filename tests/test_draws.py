"""What is drawn has every kind, is the same for the same commit, and is everything in `make test-all`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import draws

LETTERS = "abcdefghij"
KINDS = {letter: {"vowel" if letter in "aei" else "consonant"} for letter in LETTERS} | {"j": {"consonant", "last"}}


@pytest.fixture(autouse=True)
def _a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draws, "WHOLE", False)


def test_every_kind_is_drawn_whatever_the_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = set()
    for seed in range(30):
        monkeypatch.setattr(draws, "seed", lambda seed=seed: str(seed))
        few = draws.draw(LETTERS, 1, KINDS)
        assert few == sorted(few)
        assert len(few) == 3
        assert set().union(*(KINDS[one] for one in few)) == {"vowel", "consonant", "last"}
        assert draws.draw(LETTERS, 1, KINDS) == few
        drawn.update(few)
    assert drawn == set(LETTERS)


def test_the_seed_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    few = draws.draw(LETTERS, 2)
    told = capsys.readouterr().out
    assert told.startswith(f"DRAW_SEED={draws.seed()} drew 2 of 10: ")
    assert all(repr(one) in told for one in few)


def test_all_of_it_is_tried_by_make_test_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draws, "WHOLE", True)
    assert draws.draw(LETTERS, 1, KINDS) == list(LETTERS)
    assert "test-all: export WHOLE := 1\n" in (Path(__file__).parents[1] / "Makefile").read_text("utf-8")
