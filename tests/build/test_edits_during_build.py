"""Content that changes under a build's hands, and clocks that jump: the next build, at the latest, is right."""

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
from tests.build.kills import DAY, Tree, build, differing, golden_in

CHANGES = int(os.environ.get("CHANGES", "8"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return golden_in(tmp_path)


def wanted(site: Path) -> Tree:
    """What a build gives that remembers nothing."""
    other = site.with_name("wanted")
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(site / "content", other / "content")
    assert build(other, cache=site / ".ambassador") is not None
    return files_of(other / "output")


def is_right(site: Path, said: str) -> None:
    assert build(site) is not None, said
    found, expected = files_of(site / "output"), wanted(site)
    assert found == expected, f"{said}: {differing(found, expected)}"


def edited(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"name: ", b"name: X", 1))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def gone(path: Path) -> None:
    path.unlink()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def nothing(path: Path) -> None:
    """The edit of before is undone, and no more."""


_AT = (
    "content/ambassadors/bo.md", "content/ambassadors/ana-lopez/profile.yaml", "content/ambassadors/ana-lopez/story.md",
    "content/products.yaml", "content/site.yaml", "content/campaigns/frost.yaml", "content/soap.png",
    "content/pages/privacy.md",
)  # fmt: skip


def test_content_changes_between_any_two_steps(site: Path) -> None:
    """And perhaps back again: what was remembered is never taken for the other."""
    draw, steps, acted = random.Random(CHANGES), 16, 0
    assert build(site) is not None
    kept = site.with_name("kept")
    shutil.copytree(site / "content", kept)
    for number in range(CHANGES):
        path = site / draw.choice(_AT)
        back = kept / path.relative_to(site / "content")
        act = draw.choice([edited, edited, cut, gone, a_folder, nothing])
        first, undo = draw.randrange(steps), draw.choice([None, 1, 2, 9])
        if act is nothing:
            edited(path)
            undo = 0
        done = [0]

        def step(
            *_: object,
            path: Path = path,
            back: Path = back,
            act: Callable[[Path], None] = act,
            first: int = first,
            undo: int | None = undo,
            done: list[int] = done,
        ) -> None:
            if done[0] == first:
                act(path)
            if undo is not None and done[0] == first + undo:
                put_back(back, path)
            done[0] += 1

        if draw.random() < 0.5:
            shutil.rmtree(site / ".ambassador/build.sqlite", ignore_errors=True)
            (site / ".ambassador/build.sqlite").unlink(missing_ok=True)
        else:  # somebody is made again
            other = site / "content/ambassadors/cleo.md"
            other.write_text(other.read_text("utf-8") + f"\nMore {number}.\n", "utf-8")
        before = files_of(site / "output")
        said = f"{number}: {act.__name__} {path.name} at {first}, back after {undo}, of {done[0]}"
        report = Report()
        try:
            built = build_site(BuildOptions(site, DAY, progress=step), site / "output", False, report)
        except PublishError:
            built = None
        acted += done[0] > first
        if built is None:
            assert files_of(site / "output") == before, said
        if path.is_dir() or not path.exists() or act is cut:
            put_back(back, path)
        is_right(site, said)
        put_back(back, path)
        is_right(site, said)
    assert acted > CHANGES // 3
    print(f"{acted} changes landed in {CHANGES} builds")


def put_back(source: Path, path: Path) -> None:
    if path.is_dir():
        path.rmdir()
    shutil.copyfile(source, path)


def test_an_edit_that_looks_like_none(site: Path) -> None:
    """The same size, and the same time: as `cp -p`, `rsync -t` and `git checkout` leave a file."""
    path = site / "content/ambassadors/bo.md"
    is_right(site, "first")
    for old, new, replaced in (("One", "Two", False), ("Two", "Six", True), ("Six", "Ten", False)):
        told = path.stat()
        data = path.read_bytes()
        assert old.encode() in data
        if replaced:
            other = path.with_name("bo.tmp")
            other.write_bytes(data.replace(old.encode(), new.encode()))
            other.replace(path)
        else:
            path.write_bytes(data.replace(old.encode(), new.encode()))
        os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
        is_right(site, new)
        assert new in (site / "output/bo/index.html").read_text("utf-8")


@pytest.mark.parametrize("years", [1, -1, 30, -30])
def test_times_in_the_future_and_long_ago(site: Path, years: int) -> None:
    moment = time.time() + years * 31_556_952
    draw = random.Random(years)
    for number in range(3):
        path = site / draw.choice(_AT[:4])
        edited(path) if path.suffix != ".md" or "name: " in path.read_text() else None
        for each in (site / "content").rglob("*"):
            os.utime(each, (moment, moment + number % 2))
        is_right(site, str(number))


def test_the_clock_jumps_between_builds(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files were written in a future that is no more, or a year before they were."""
    draw, time_ns, new_tick = random.Random(4), time.time_ns, file_hashes.wait_for_clock_tick
    year = 31_556_952 * 10**9
    for number in range(8):
        jump = draw.choice([year, -year, 0])
        monkeypatch.setattr(file_hashes.time, "time_ns", lambda jump=jump: time_ns() + jump)
        monkeypatch.setattr("generator.build.attempt.wait_for_clock_tick", lambda jump=jump: new_tick() + jump)
        if number % 3:
            edited(site / draw.choice(_AT[:2]))
        is_right(site, f"{number}: {jump}")
    assert (again := build(site)) is not None
    assert again.rendered_count == 0


def test_coarse_times_prove_nothing_for_two_seconds(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a file system has them that keeps seconds: two writes, one time, one size."""
    stamp_of = file_hashes.stat_of

    def coarse(path: str, *, follow: bool = False) -> file_hashes.FileStat:
        mtime, ctime, inode, size = stamp_of(path, follow=follow)
        return file_hashes.FileStat(mtime // 10**9 * 10**9, ctime // 10**9 * 10**9, inode, size)

    lstat = os.lstat

    class Coarse:
        def __init__(self, path: str) -> None:
            found = lstat(path)
            self.st_mode, self.st_ino, self.st_size = found.st_mode, found.st_ino, found.st_size
            self.st_mtime_ns, self.st_ctime_ns = (t // 10**9 * 10**9 for t in (found.st_mtime_ns, found.st_ctime_ns))

    monkeypatch.setattr(file_hashes, "stat_of", coarse)
    monkeypatch.setattr(file_hashes, "os", type("O", (), {**vars(os), "lstat": staticmethod(Coarse)}))
    path = site / "content/ambassadors/bo.md"
    for turn in range(4):
        data = path.read_bytes()
        path.write_bytes(data.replace(b"One", b"Two") if turn % 2 == 0 else data.replace(b"Two", b"One"))
        is_right(site, str(turn))
