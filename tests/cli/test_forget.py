"""Tests that `ambassador forget` also deletes what imports stored about a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.importing.last_import import last_import_file, read_last_import
from tests.scenario import run_cli

SHEETS = last_import_file("ambassadors")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    assert run_cli(["new", "site", "site"], tmp_path)[0] == 0
    (folder / "people.csv").write_text("Name,Code\nAna,ANA10\nZoe,ZOE10\n", "utf-8")
    assert run_cli(["import", "ambassadors", "people.csv"], folder)[0] == 0
    (folder / "people.csv").unlink()
    assert set(read_last_import(folder, "ambassadors")) == {"ana", "zoe"}
    return folder


def test_forget_deletes_the_persons_imported_values(site: Path) -> None:
    code, text = run_cli(["forget", "ana", "--dry-run"], site)
    assert (code, "ana" in read_last_import(site, "ambassadors")) == (0, True)
    code, text = run_cli(["forget", "ana", "--yes", "--no-trace"], site)
    assert code == 0
    assert f"  {SHEETS}  (their line" in text
    assert "still-mentioned" not in text
    assert set(read_last_import(site, "ambassadors")) == {"zoe"}
    matches = [path for path in site.rglob("*") if path.is_file() and b"ANA10" in path.read_bytes()]
    assert matches == []


def test_a_linked_import_file_is_reported_and_unchanged(site: Path) -> None:
    away = site.parent / "away.json"
    (site / SHEETS).replace(away)
    (site / SHEETS).symlink_to(away)
    before = away.read_bytes()
    code, text = run_cli(["forget", "ana", "--yes"], site)
    assert code == 1
    assert "error[not-forgotten]" in text
    assert away.read_bytes() == before
