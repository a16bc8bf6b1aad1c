"""Tests that all new files are written or none, and that old files are never overwritten."""

from __future__ import annotations

from pathlib import Path

from generator.authoring.write import write_new
from generator.problems import Report


def _names(report: Report) -> list[tuple[str, str]]:
    return [(problem.name, problem.place.file) for problem in report]


def test_files_are_utf_8_with_unix_line_ends(tmp_path: Path) -> None:
    assert write_new(tmp_path / "new", {"a/b.txt": "é\nè\n"}, Report())
    assert (tmp_path / "new/a/b.txt").read_bytes() == "é\nè\n".encode()


def test_one_existing_file_prevents_all_new_ones(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("mine")
    report = Report()
    assert not write_new(tmp_path, {"a": "new", "b": "new"}, report)
    assert _names(report) == [("already-there", "b")]
    assert (tmp_path / "b").read_text() == "mine"
    assert not (tmp_path / "a").exists()


def test_a_broken_link_counts_as_an_existing_file(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "elsewhere")
    report = Report()
    assert not write_new(tmp_path, {"a": "new"}, report)
    assert _names(report) == [("already-there", "a")]
    assert not (tmp_path / "elsewhere").exists()


def test_files_before_a_failure_are_removed_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    report = Report()
    assert not write_new(tmp_path, {"folder/a": "new", "file/b": "new"}, report)
    assert _names(report) == [("file-not-written", "file/b")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_a_name_that_is_too_long_is_reported(tmp_path: Path) -> None:
    report = Report()
    assert not write_new(tmp_path, {"a": "new", f"{'x' * 300}": "new"}, report)
    assert not list(tmp_path.iterdir())
    assert report.errors == 1


def test_no_file_is_written_behind_a_link_that_leads_out(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (site / "content/ambassadors").symlink_to(outside)
    report = Report()
    assert not write_new(site, {"content/ambassadors/ana/profile.yaml": "name: Ana\n"}, report)
    assert [problem.name for problem in report] == ["file-not-written"]
    assert list(outside.iterdir()) == []
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked/content").symlink_to(elsewhere)
    assert write_new(tmp_path / "linked", {"content/pages/x.md": "x"}, Report()), "content/ itself may be a link"
