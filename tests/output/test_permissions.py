"""Tests that a published site has the group of its setgid folder, and that all users can read it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.build.crashing_extension import site_of
from tests.scenario import run_cli

DAY = ["--as-of", "2026-11-22", "--jobs", "1"]


def other_group() -> int:
    """Return a group that this user may give to files, and that new files do not have by default."""
    if os.geteuid() == 0:
        return 4321
    return next((group for group in os.getgroups() if group != os.getegid()), os.getegid())


def make_setgid(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    group = other_group()
    os.chown(folder, -1, group)
    folder.chmod(0o2775)
    return group


def find_wrong_paths(output: Path, group: int) -> list[str]:
    """Return paths of another group, unreadable paths, and folders that would not pass the group on."""
    wrong = []
    for path in (output, *output.rglob("*")):
        facts = path.stat()
        readable = stat.S_IMODE(facts.st_mode) & 0o055 == 0o055 if path.is_dir() else facts.st_mode & 0o044 == 0o044
        passes_on = not path.is_dir() or bool(facts.st_mode & stat.S_ISGID)
        if facts.st_gid != group or not readable or not passes_on:
            wrong.append(f"{path.relative_to(output)} {facts.st_mode:o} {facts.st_gid}")
    return wrong


@pytest.mark.drawn(2)
@pytest.mark.parametrize("where", ["output", "../www/output"])
@pytest.mark.parametrize("people", [0, 90], ids=["few", "many"])
def test_a_setgid_folder_passes_its_group_on(tmp_path: Path, where: str, people: int) -> None:
    """Checked after a first build, a change of one page (one rename), and of several (by a standby copy)."""
    site = site_of(tmp_path / "site", people)
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text() + "share_cards: false\n")  # cards take most of the time
    output = site / where
    group = make_setgid(output.parent)
    arguments = ["build", *DAY, "--output", str(output)]
    assert run_cli(arguments, site)[0] == 0
    assert find_wrong_paths(output, group) == []
    story = site / "content/ambassadors/bo.md"
    for old, new in (("\n", "\n"), ("name: ", "name: New ")):
        story.write_text(story.read_text().replace(old, new) + "\nOne more sentence.\n")
        code, output_text = run_cli(arguments, site)
        assert code == 0, output_text
        assert find_wrong_paths(output, group) == []
    settings.write_text(settings.read_text().replace("brand:", "brand: New", 1))
    assert run_cli(arguments, site)[0] == 0
    assert find_wrong_paths(output, group) == []
