"""What readers tell of what they read is what a build finds that looks for itself; where it may differ, nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from generator.build.incremental.file_hashes import FileHashes, wait_for_clock_tick
from generator.build.incremental.file_stat import stat_from
from generator.content.decode import read_text
from generator.content.discovery import list_folder
from generator.content.read_log import FileReads, place_in, recording_reads
from generator.problems import Report

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the links are made with means of other systems")

LEA = "content/ambassadors/lea"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "site" / LEA
    for inner in ("folder", "__pycache__"):
        (folder / inner).mkdir(parents=True)
    files = {"profile.yaml": b"name: L\xc3\xa9a\r\n", "story.md": b"", ".hidden": b"x", "large.md": b"word " * 300_000}
    for name, data in files.items():
        (folder / name).write_bytes(data)
        os.utime(folder / name, (1, 1))
    (folder / "linked.md").symlink_to("large.md")
    (folder / "nowhere.md").symlink_to("nothing")
    return tmp_path / "site"


def test_what_readers_report_is_what_a_build_finds(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["profile.yaml", "story.md", "large.md", "linked.md", "nowhere.md", "none.md"]
    for base in (root, Path()):
        monkeypatch.chdir(root)
        noted, looks = set[str](), FileReads()
        with recording_reads(noted, looks):
            list_folder(base, LEA, Report())
            for name in names:
                read_text(base, f"{LEA}/{name}", Report())
        paths = {f"{LEA}/{name}" for name in names} | {LEA}
        assert noted == {str(base / path) for path in paths}
        told = {path for path in paths if looks.get(place_in(base, path)) is not None}
        assert told == {LEA, *(f"{LEA}/{name}" for name in names[:3])}, "those that no link leads to"
        later = FileHashes(str(root))
        for path in told:
            look, known = looks[place_in(base, path)], later.entry_of(path)
            assert look is not None
            assert look.hash == known.hash
            assert known.stat in (None, stat_from(look.stat))  # None: it was made just now


def test_a_loop_of_links_is_in_nobodys_way(root: Path) -> None:
    (root / LEA / "loop").symlink_to("loop")
    looks, report = FileReads(), Report()
    with recording_reads(set(), looks):
        assert "profile.yaml" in [entry.name for entry in list_folder(root, LEA, report)]
    assert looks == {}
    assert not list(report)


def test_what_was_read_twice_and_differs_is_not_reported(root: Path) -> None:
    file, looks = f"{LEA}/profile.yaml", FileReads()
    with recording_reads(set(), looks):
        assert read_text(root, file, Report()) == "name: Léa\n"
        (root / file).write_text("name: Bo\n")
        assert read_text(root, file, Report()) == "name: Bo\n"
    assert looks == {str(root / file): None}


def test_a_folder_that_becomes_a_link_gives_nothing_of_what_it_leads_to(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "profile.yaml").write_text("name: Secret\n")
    (root / LEA).rename(root / "content/was")
    (root / LEA).symlink_to(tmp_path / "secret")
    looks, report = FileReads(), Report()
    with recording_reads(set(), looks):
        assert read_text(root, f"{LEA}/profile.yaml", report) is None
    assert [problem.name for problem in report] == ["outside-content"]
    assert looks == {}


def test_what_was_written_since_the_build_began_is_not_believed(root: Path) -> None:
    file, looks, started = f"{LEA}/profile.yaml", FileReads(), wait_for_clock_tick()
    (root / file).write_text("name: Bo\n")
    with recording_reads(set(), looks):
        read_text(root, file, Report())
    prints = FileHashes(str(root), start_time=started)
    assert prints.hash_after_build(file, looks[str(root / file)]) == prints.hash_after_build(file)
    assert prints.hash_after_build(file).hash == "?"
