"""Tests that builds are right after content changed during a build or kept its file time, and after clock jumps."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build.incremental import file_hashes
from generator.build.options import BuildOptions
from generator.build.run import build_site
from generator.output.output_folder import PublishError
from generator.problems import Report
from tests.build.crashing_extension import files_of
from tests.build.kills import DAY, build, build_from_scratch, differing, golden_in

CHANGES = int(os.environ.get("CHANGES", "8"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return golden_in(tmp_path)


def check_build(site: Path, case: str) -> None:
    """Build, and compare the files with those of a build from scratch."""
    assert build(site) is not None, case
    files, expected = files_of(site / "output"), build_from_scratch(site)
    assert files == expected, f"{case}: {differing(files, expected)}"


def rename_person(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"name: ", b"name: X", 1))


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def delete(path: Path) -> None:
    path.unlink()


def replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def only_undo(path: Path) -> None:
    """Make no edit: the build meets only the undoing of an earlier one."""


_PATHS = (
    "content/ambassadors/bo.md", "content/ambassadors/ana-lopez/profile.yaml", "content/ambassadors/ana-lopez/story.md",
    "content/products.yaml", "content/site.yaml", "content/campaigns/frost.yaml", "content/soap.png",
    "content/pages/privacy.md",
)  # fmt: skip


def test_a_build_is_right_after_content_changed_between_its_steps(site: Path) -> None:
    """And perhaps back again. No build takes one state of a file for the other."""
    draw, steps, edit_count = random.Random(CHANGES), 16, 0
    assert build(site) is not None
    backup = site.with_name("backup")
    shutil.copytree(site / "content", backup)
    for number in range(CHANGES):
        path = site / draw.choice(_PATHS)
        original = backup / path.relative_to(site / "content")
        act = draw.choice([rename_person, rename_person, truncate, delete, replace_by_folder, only_undo])
        first, undo = draw.randrange(steps), draw.choice([None, 1, 2, 9])
        if act is only_undo:
            rename_person(path)
            undo = 0
        calls = [0]

        def step(
            *_: object,
            path: Path = path,
            original: Path = original,
            act: Callable[[Path], None] = act,
            first: int = first,
            undo: int | None = undo,
            calls: list[int] = calls,
        ) -> None:
            if calls[0] == first:
                act(path)
            if undo is not None and calls[0] == first + undo:
                put_back(original, path)
            calls[0] += 1

        if draw.random() < 0.5:
            shutil.rmtree(site / ".ambassador/build.sqlite", ignore_errors=True)
            (site / ".ambassador/build.sqlite").unlink(missing_ok=True)
        else:  # the build renders one person again
            other = site / "content/ambassadors/cleo.md"
            other.write_text(other.read_text("utf-8") + f"\nMore {number}.\n", "utf-8")
        before = files_of(site / "output")
        case = f"{number}: {act.__name__} {path.name} at {first}, back after {undo}, of {calls[0]}"
        report = Report()
        try:
            result = build_site(BuildOptions(site, DAY, progress=step), site / "output", False, report)
        except PublishError:
            result = None
        edit_count += calls[0] > first
        if result is None:
            assert files_of(site / "output") == before, case
        if path.is_dir() or not path.exists() or act is truncate:
            put_back(original, path)
        check_build(site, case)
        put_back(original, path)
        check_build(site, case)
    assert edit_count > CHANGES // 3
    print(f"{edit_count} changes landed in {CHANGES} builds")


def put_back(source: Path, path: Path) -> None:
    if path.is_dir():
        path.rmdir()
    shutil.copyfile(source, path)


def test_a_build_notices_an_edit_that_keeps_size_and_time(site: Path) -> None:
    """As `cp -p`, `rsync -t` and `git checkout` leave a file."""
    path = site / "content/ambassadors/bo.md"
    check_build(site, "first")
    for old, new, has_new_inode in (("One", "Two", False), ("Two", "Six", True), ("Six", "Ten", False)):
        old_stat = path.stat()
        data = path.read_bytes()
        assert old.encode() in data
        if has_new_inode:
            other = path.with_name("bo.tmp")
            other.write_bytes(data.replace(old.encode(), new.encode()))
            other.replace(path)
        else:
            path.write_bytes(data.replace(old.encode(), new.encode()))
        os.utime(path, ns=(old_stat.st_atime_ns, old_stat.st_mtime_ns))
        check_build(site, new)
        assert new in (site / "output/bo/index.html").read_text("utf-8")


@pytest.mark.parametrize("years", [1, -1, 30, -30])
def test_builds_are_right_with_file_times_far_away(site: Path, years: int) -> None:
    moment = time.time() + years * 31_556_952
    draw = random.Random(years)
    for number in range(3):
        path = site / draw.choice(_PATHS[:4])
        rename_person(path) if path.suffix != ".md" or "name: " in path.read_text() else None
        for each in (site / "content").rglob("*"):
            os.utime(each, (moment, moment + number % 2))
        check_build(site, str(number))


def test_builds_are_right_after_the_clock_jumps(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some files then have a time in the future, others one that is a year too early."""
    draw, time_ns, new_tick = random.Random(4), time.time_ns, file_hashes.wait_for_clock_tick
    year = 31_556_952 * 10**9
    for number in range(8):
        jump = draw.choice([year, -year, 0])
        monkeypatch.setattr(file_hashes.time, "time_ns", lambda jump=jump: time_ns() + jump)
        monkeypatch.setattr("generator.build.attempt.wait_for_clock_tick", lambda jump=jump: new_tick() + jump)
        if number % 3:
            rename_person(site / draw.choice(_PATHS[:2]))
        check_build(site, f"{number}: {jump}")
    assert (again := build(site)) is not None
    assert again.rendered_count == 0


def test_a_build_notices_edits_that_coarse_file_times_hide(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system that keeps whole seconds, two writes can give one time and one size."""
    stat_of = file_hashes.stat_of

    def coarse_stat(path: str, *, follow: bool = False) -> file_hashes.FileStat:
        mtime, ctime, inode, size = stat_of(path, follow=follow)
        return file_hashes.FileStat(mtime // 10**9 * 10**9, ctime // 10**9 * 10**9, inode, size)

    lstat = os.lstat

    class Coarse:
        def __init__(self, path: str) -> None:
            status = lstat(path)
            self.st_mode, self.st_ino, self.st_size = status.st_mode, status.st_ino, status.st_size
            self.st_mtime_ns, self.st_ctime_ns = (t // 10**9 * 10**9 for t in (status.st_mtime_ns, status.st_ctime_ns))

    monkeypatch.setattr(file_hashes, "stat_of", coarse_stat)
    monkeypatch.setattr(file_hashes, "os", type("O", (), {**vars(os), "lstat": staticmethod(Coarse)}))
    path = site / "content/ambassadors/bo.md"
    for turn in range(4):
        data = path.read_bytes()
        path.write_bytes(data.replace(b"One", b"Two") if turn % 2 == 0 else data.replace(b"Two", b"One"))
        check_build(site, str(turn))
