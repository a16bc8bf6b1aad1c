"""Tests that machines and sites share encoded pictures, and that `ambassador cache` prunes and clears them."""

from __future__ import annotations

import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from generator.build.options import BuildOptions
from generator.build.result import BuildResult
from generator.build.run import build_site
from generator.images.cache_prune import list_entries
from generator.problems import Report
from tests.build.crashing_extension import files_of, site_of
from tests.scenario import run_cli

DAY = date(2026, 11, 22)


def build(site: Path, **more: object) -> BuildResult:
    report = Report()
    result = build_site(BuildOptions(site, DAY, **more), site / "output", False, report)  # type: ignore[arg-type]
    assert result is not None, list(report)
    return result


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = site_of(tmp_path_factory.mktemp("cache") / "site", 0)
    assert build(site).drawn_count > 10
    return site


def clone(original: Path, folder: Path) -> Path:
    """Copy the content as if to another machine, where every file has another time."""
    site = site_of(folder, 0)
    for path in site.rglob("*"):
        os.utime(path, (10**9, 10**9))
    return site


def test_a_second_machine_with_the_same_pictures_encodes_nothing(first: Path, tmp_path: Path) -> None:
    site = clone(first, tmp_path / "clone")
    shutil.copytree(first / ".ambassador/pictures", site / ".ambassador/pictures", copy_function=shutil.copyfile)
    assert build(site).drawn_count == 0
    assert files_of(site / "output") == files_of(first / "output")


def test_sites_share_a_cache_folder(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = clone(first, tmp_path / "clone")
    assert build(site, cache=first / ".ambassador").drawn_count == 0
    assert not (site / ".ambassador/pictures").exists()
    other = clone(first, tmp_path / "other")
    monkeypatch.setenv("AMBASSADOR_CACHE", str(first / ".ambassador"))
    assert build(other).drawn_count == 0


def test_cache_commands_show_prune_and_clear_the_folder(first: Path, tmp_path: Path) -> None:
    site = Path(shutil.copytree(first, tmp_path / "site"))
    pictures = site / ".ambassador/pictures"
    assert (site / ".ambassador/.gitignore").read_text() == "*\n"
    code, output = run_cli(["cache"], site)
    assert code == 0
    assert re.search(r"^Pictures  12 pictures of [0-9.]+ KB in ", output)
    assert "\nState     1" in output
    before = files_of(pictures)
    for option in (["--older-than", "90d"], ["--max-size", "2GB"], ["--unused"]):
        assert run_cli(["cache", "prune", *option], site)[0] == 0
        assert files_of(pictures) == before
    Image.new("RGB", (640, 800), (9, 90, 200)).save(site / "content/soap.png")
    encoded_count = build(site).drawn_count
    assert 0 < encoded_count < 54
    entry_count = len(list_entries(pictures))
    output = run_cli(["cache", "prune", "--unused"], site)[1]
    assert output.startswith("Deleted ")
    assert 0 < entry_count - len(list_entries(pictures)) < 12
    published_files = files_of(site / "output")
    assert build(site).rendered_count == 0
    assert run_cli(["cache", "prune", "--max-size", "100KB"], site)[0] == 0
    assert sum(len(data) for name, data in files_of(pictures).items() if name[0] != ".") <= 100_000
    (pictures / "holiday.jpg").write_bytes(b"mine")
    assert run_cli(["cache", "clear"], site)[0] == 0
    assert "Pictures  0 pictures of 0 bytes" in run_cli(["cache"], site)[1]
    assert (pictures / "holiday.jpg").exists()
    again = build(site)
    assert again.drawn_count == again.totals.pictures
    assert again.file_changes.written_count == 0
    assert files_of(site / "output") == published_files
