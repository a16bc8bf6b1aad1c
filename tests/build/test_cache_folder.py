"""Tests that builds follow no link in a cache folder from a repository, and delete only their own files there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build.cache_folder import is_staging
from tests.build.crashing_extension import files_of, site_of
from tests.scenario import run_cli

DAY = ["--as-of", "2026-11-22"]
COMMANDS = {
    "build": ["build", *DAY, "--jobs", "1"],
    "clean": ["build", *DAY, "--jobs", "1", "--clean"],
    "check": ["check", *DAY],
    "shard": ["build", *DAY, "--shard", "1/1"],
    "clear": ["cache", "clear"],
    "prune": ["cache", "prune", "--older-than", "1d"],
    "show": ["cache"],
}


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder of another owner, whose names a build would clear or write in its cache folder."""
    folder = tmp_path / "outside"
    for name in ("staging-shop", "staging-1-2", "pictures/ab", "spare"):
        (folder / name).mkdir(parents=True)
        (folder / name / "precious").write_text("mine")
    (folder / "build.sqlite").write_text("mine")
    (folder / "precious").write_text("mine")
    return folder


LINKS = [".ambassador", *(f".ambassador/{name}" for name in (
    "pictures", "pictures/ab", "spare", "build.sqlite", "build.sum", "lock", ".gitignore", "staging-1-2"
))]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("link", LINKS)
def test_nothing_is_written_through_a_link(tmp_path: Path, outside: Path, link: str, command: str) -> None:
    site = site_of(tmp_path / "site", 0)
    (site / link).parent.mkdir(parents=True, exist_ok=True)
    target = {".ambassador": outside, ".ambassador/pictures": outside / "pictures"}.get(link, outside / "precious")
    (site / link).symlink_to(
        outside / "new" if link.endswith("build.sum") else target
    )  # this link leads to a missing file
    before = files_of(outside)
    code, output = run_cli(COMMANDS[command], site)
    assert files_of(outside) == before
    assert sorted(path.name for path in outside.iterdir()) == sorted({Path(one).parts[0] for one in before})
    assert code == 1, output
    assert f"`{link}` is a link" in output
    assert not (site / "output").exists()


def test_a_named_cache_folder_in_the_site_may_be_no_link(tmp_path: Path, outside: Path) -> None:
    site = site_of(tmp_path / "site", 0)
    (site / "kept").symlink_to(outside)
    code, output = run_cli([*COMMANDS["build"], "--cache", str(site / "kept")], site)
    assert code == 1
    assert "kept` is a link" in output
    assert (outside / "pictures/ab/precious").read_text() == "mine"


def test_a_named_cache_folder_outside_the_site_may_be_a_link(tmp_path: Path) -> None:
    site = site_of(tmp_path / "site", 0)
    (tmp_path / "disk").mkdir()
    (tmp_path / "shared").symlink_to(tmp_path / "disk")
    code, output = run_cli([*COMMANDS["build"], "--cache", str(tmp_path / "shared")], site)
    assert code == 0, output
    assert (tmp_path / "disk/pictures").is_dir()


def test_a_build_clears_only_folders_with_exact_staging_names(tmp_path: Path) -> None:
    site = site_of(tmp_path / "site", 0)
    staging_names = [
        "staging-12-345",
        "staging-12-345-again",
        "staging-12-345-new",
        "staging-12-345.people",
        "staging-1-2.rows",
    ]
    other_names = ["staging-shop", "staging", "staging-12", "staging-12-345-mine", "staging-12-345.zip", "staging-a-1"]
    for name in staging_names + other_names:
        (site / ".ambassador" / name).mkdir(parents=True)
        (site / ".ambassador" / name / "file").write_text("x")
        assert is_staging(name) == (name in staging_names)
    code, output = run_cli(COMMANDS["build"], site)
    assert code == 0, output
    remaining_names = {path.name for path in (site / ".ambassador").iterdir() if path.name.startswith("staging")}
    assert remaining_names == set(other_names)


def test_the_starter_makes_git_ignore_a_cache_link(tmp_path: Path) -> None:
    git = shutil.which("git")
    assert git
    code, _ = run_cli(["new", "site", "friends"], tmp_path)
    assert code == 0
    site = tmp_path / "friends"
    lines = (site / ".gitignore").read_text().splitlines()
    assert "/.ambassador" in lines  # with a slash at its end, Git would add a link
    assert "/output" in lines
