"""Tests that the files that readers record equal those that a build finds, and that doubtful ones are left out."""

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


def test_recorded_files_equal_those_that_a_build_finds(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["profile.yaml", "story.md", "large.md", "linked.md", "nowhere.md", "none.md"]
    for base in (root, Path()):
        monkeypatch.chdir(root)
        dependencies, reads = set[str](), FileReads()
        with recording_reads(dependencies, reads):
            list_folder(base, LEA, Report())
            for name in names:
                read_text(base, f"{LEA}/{name}", Report())
        paths = {f"{LEA}/{name}" for name in names} | {LEA}
        assert dependencies == {str(base / path) for path in paths}
        recorded_paths = {path for path in paths if reads.get(place_in(base, path)) is not None}
        assert recorded_paths == {LEA, *(f"{LEA}/{name}" for name in names[:3])}, (
            "only files that are reached without a link"
        )
        later = FileHashes(str(root))
        for path in recorded_paths:
            record, build_record = reads[place_in(base, path)], later.entry_of(path)
            assert record is not None
            assert record.hash == build_record.hash
            assert build_record.stat in (None, stat_from(record.stat))  # None: the file is too new


def test_a_loop_of_links_does_no_harm(root: Path) -> None:
    (root / LEA / "loop").symlink_to("loop")
    reads, report = FileReads(), Report()
    with recording_reads(set(), reads):
        assert "profile.yaml" in [entry.name for entry in list_folder(root, LEA, report)]
    assert reads == {}
    assert not list(report)


def test_a_file_that_changed_between_two_reads_has_no_record(root: Path) -> None:
    file, reads = f"{LEA}/profile.yaml", FileReads()
    with recording_reads(set(), reads):
        assert read_text(root, file, Report()) == "name: Léa\n"
        (root / file).write_text("name: Bo\n")
        assert read_text(root, file, Report()) == "name: Bo\n"
    assert reads == {str(root / file): None}


def test_a_folder_that_becomes_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "profile.yaml").write_text("name: Secret\n")
    (root / LEA).rename(root / "content/was")
    (root / LEA).symlink_to(tmp_path / "secret")
    reads, report = FileReads(), Report()
    with recording_reads(set(), reads):
        assert read_text(root, f"{LEA}/profile.yaml", report) is None
    assert [problem.name for problem in report] == ["outside-content"]
    assert reads == {}


def test_a_file_written_during_the_build_has_no_hash(root: Path) -> None:
    file, reads, start = f"{LEA}/profile.yaml", FileReads(), wait_for_clock_tick()
    (root / file).write_text("name: Bo\n")
    with recording_reads(set(), reads):
        read_text(root, file, Report())
    hashes = FileHashes(str(root), start_time=start)
    assert hashes.hash_after_build(file, reads[str(root / file)]) == hashes.hash_after_build(file)
    assert hashes.hash_after_build(file).hash == "?"
