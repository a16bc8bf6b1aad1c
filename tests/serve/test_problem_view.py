"""Tests the problems and the editor links that the browser shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.problems import Place, Report
from generator.serve.problem_view import editor_link, is_editor_pattern, problem_views


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a b.yaml").write_text("one: 1\ntwo: 2\n")
    return tmp_path


def test_a_problem_has_its_place_and_lines(site: Path) -> None:
    report = Report()
    report.warning("b", "aside", Place("content/a b.yaml"))
    report.error("a", "wrong \x1b[31m", Place("content/a b.yaml", ("two",)), "mend it")
    first, second = problem_views(report, site, "vscode://file/{file}:{line}:{column}")
    assert (first.severity, first.where, first.help) == ("error", "content/a b.yaml:2:6", "mend it")
    assert "two: 2" in first.excerpt
    assert "^" in first.excerpt
    assert "\x1b" not in first.message
    assert first.edit == f"vscode://file/{site.as_posix()}/content/a%20b.yaml:2:6"
    assert second.severity == "warning"


@pytest.mark.parametrize(
    "pattern", ["", "javascript://%0aalert(1)//{file}", "data://{file}", "{file}", "code {file}", "a://b"]
)
def test_an_invalid_editor_pattern_gives_no_link(site: Path, pattern: str) -> None:
    assert not is_editor_pattern(pattern)
    assert editor_link(pattern, site / "content/a b.yaml", 1, 1) == ""


def test_a_missing_file_has_no_editor_link(site: Path) -> None:
    assert editor_link("idea://open?file={file}&line={line}", site / "gone.yaml", 1, 1) == ""
    report = Report()
    report.error("a", "gone", Place("gone.yaml", ("x",)))
    assert problem_views(report, site)[0].where == "gone.yaml"
