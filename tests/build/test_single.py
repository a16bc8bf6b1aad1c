"""Tests that a build that changes one page replaces only this page and build.json, and survives a crash."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
from pathlib import Path

import pytest

from generator.build.incremental.file_hashes import FileHashes
from generator.output.manifest import MANIFEST, PENDING
from generator.output.output_folder import PublishError
from tests.build.kills import build, build_from_scratch, golden_in, tree_of

STORY = "content/ambassadors/bo.md"
PAGE = "bo/index.html"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = golden_in(tmp_path)
    settings = root / "content/site.yaml"
    text = settings.read_text("utf-8")
    assert "channels: [" in text
    settings.write_text(re.sub(r"(?m)^channels: .*\n", "", text), "utf-8")  # a person has one page
    assert build(root) is not None
    return root


def edit(site: Path) -> None:
    path = site / STORY
    path.write_text(path.read_text("utf-8") + "\nOne more line.\n", "utf-8")


def build_and_die_before(site: Path, end: str) -> None:
    """Build in a process that dies just before it renames a file to a path with this end."""
    child = os.fork()
    if child == 0:

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            if event == "os.rename" and str(arguments[1]).endswith(end):
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        build(site)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_only_the_page_and_the_manifest_are_written(site: Path) -> None:
    output = site / "output"

    def stamps() -> dict[str, tuple[int, int]]:
        stats = {path.relative_to(output).as_posix(): path.stat() for path in output.rglob("*") if path.is_file()}
        return {path: (stat.st_mtime_ns, stat.st_ino) for path, stat in stats.items()}

    before = stamps()
    inode = output.stat().st_ino
    edit(site)
    expected = build_from_scratch(site)
    result = build(site)
    assert result is not None
    assert result.file_changes.paths == (PAGE,)
    assert tree_of(output) == expected
    assert output.stat().st_ino == inode, "the whole site was exchanged"
    after = stamps()
    assert before.keys() == after.keys()
    assert {path for path, stat in before.items() if after[path] != stat} == {PAGE, MANIFEST}
    assert not (site / ".ambassador/spare").exists()
    again = build(site)
    assert again is not None
    assert (again.rendered_count, again.file_changes.written_count) == (0, 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the test kills a process that it forks")
@pytest.mark.parametrize("has_state", [True, False], ids=["remembered", "forgotten"])
@pytest.mark.parametrize("end", [f"output/{PENDING}", f"output/{PAGE}", f"output/{MANIFEST}"])
def test_a_crash_between_the_renames_is_healed(site: Path, end: str, has_state: bool) -> None:
    old = tree_of(site / "output")
    edit(site)
    new = build_from_scratch(site)
    build_and_die_before(site, end)
    files = tree_of(site / "output")
    pending_manifest = files.pop(PENDING, None)
    assert pending_manifest == (None if end.endswith(PENDING) else new[MANIFEST])
    assert files.pop(MANIFEST) == old[MANIFEST]
    assert files == {path: data for path, data in (new if end.endswith(MANIFEST) else old).items() if path != MANIFEST}
    if not has_state:
        shutil.rmtree(site / ".ambassador")
    assert build(site) is not None
    assert tree_of(site / "output") == new


def test_a_foreign_file_named_as_the_pending_manifest_is_refused(site: Path) -> None:
    (site / "output" / PENDING).write_text("mine")
    edit(site)
    with pytest.raises(PublishError, match=r"build\.json\.new"):
        build(site)
    assert (site / "output" / PENDING).read_text() == "mine"


def test_compiled_python_files_are_no_change(tmp_path: Path) -> None:
    (tmp_path / "module.py").touch()
    before = FileHashes(str(tmp_path.parent)).hash_of(tmp_path.name)
    (tmp_path / "__pycache__").mkdir()
    assert FileHashes(str(tmp_path.parent)).hash_of(tmp_path.name) == before
    (tmp_path / "other.py").touch()
    assert FileHashes(str(tmp_path.parent)).hash_of(tmp_path.name) != before
