"""Tests that `ambassador explain` prints a problem's page, the list of all, or a suggestion for an unknown name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.streams import run_apart

PAGES = Path(__file__).parents[2] / "docs/problems"


def test_without_a_name_every_problem_is_listed(tmp_path: Path) -> None:
    code, out, err = run_apart(["explain"], tmp_path)
    names = [line.partition(": ")[0] for line in out.splitlines()]
    assert (code, err, names) == (0, "", sorted(page.stem for page in PAGES.glob("*.md") if page.stem != "README"))
    assert "unknown-product: Content or a command names a product that is not in the catalogue." in out.splitlines()
    assert all(line.partition(": ")[2] for line in out.splitlines())


@pytest.mark.parametrize("name", ["stray-file", "warning[stray-file]", "error[stray-file]", " stray-file"])
def test_a_name_is_accepted_as_a_report_prints_it(name: str, tmp_path: Path) -> None:
    code, out, _ = run_apart(["explain", name], tmp_path)
    assert (code, out.splitlines()[0]) == (0, "# stray-file")


@pytest.mark.parametrize("name", ["unknwon-product", "unknown product", "UNKNOWN-PRODUCT"])
def test_a_name_that_is_nearly_right_is_suggested(name: str, tmp_path: Path) -> None:
    code, _, err = run_apart(["explain", name], tmp_path)
    assert (code, "did you mean `unknown-product`? `ambassador explain` lists all problems" in err) == (2, True)


@pytest.mark.parametrize("name", ["nope", "../../README", "README", "x" * 10_000])
def test_another_name_leads_to_the_list(name: str, tmp_path: Path) -> None:
    code, _, err = run_apart(["explain", name], tmp_path)
    assert (code, "`ambassador explain` lists all problems" in err) == (2, True)
    assert len(err) < 400
