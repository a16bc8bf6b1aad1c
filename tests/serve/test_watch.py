"""Tests that the preview notices every way to save a file in a real folder."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.serve import watch as watch_module
from generator.serve.network_drive import is_far
from generator.serve.watch import Burst, Watch, is_passing
from tests.serve.live import SECONDS


@pytest.fixture(params=[False, True], ids=["told", "polled"])
def watch_parts(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Burst, Watch]]:
    (tmp_path / "content/ambassadors").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text("brand: A\n")
    burst = Burst()
    watch = Watch(tmp_path, burst.touch, poll=request.param)
    if request.param:
        time.sleep(0.2)
    yield tmp_path, burst, watch
    watch.stop()


class Touches(threading.Thread):
    """A thread that touches a burst again and again, until `over` is set."""

    def __init__(self, burst: Burst, most: int) -> None:
        super().__init__()
        self.burst, self.most, self.over, self.times = burst, most, threading.Event(), [time.monotonic()]
        self.start()

    def run(self) -> None:
        while len(self.times) <= self.most and not self.over.wait(0.005):
            self.burst.touch()
            self.times.append(time.monotonic())

    @property
    def has_paused(self) -> bool:
        """Return whether the machine paused this thread long enough for the burst to end."""
        gaps = (after - before for before, after in zip(self.times, self.times[2:], strict=False))
        return max(gaps, default=0.0) >= self.burst.quiet


def test_a_burst_is_one_change() -> None:
    while True:
        burst = Burst(quiet=0.05, longest=5)
        touches = Touches(burst, 20)
        assert burst.wait(SECONDS)
        touches.join()
        has_more = burst.wait(0.1)
        if not touches.has_paused:
            break
    assert not has_more


def test_a_burst_that_never_ends_is_reported_after_a_time() -> None:
    while True:
        burst = Burst(quiet=0.2, longest=0.4)
        touches = Touches(burst, 100_000)
        assert burst.wait(SECONDS), "the wait did not end"
        waited = time.monotonic() - touches.times[0]
        touches.over.set()
        touches.join()
        if not touches.has_paused:
            break
    assert waited >= 0.4


def test_a_change_of_content_is_noticed(watch_parts: tuple[Path, Burst, Watch]) -> None:
    site, burst, _ = watch_parts
    (site / "content/site.yaml").write_text("brand: Other\n")
    assert burst.wait(SECONDS)


def test_a_rename_over_a_file_is_noticed(watch_parts: tuple[Path, Burst, Watch]) -> None:
    site, burst, _ = watch_parts
    (site / "content/.site.yaml.tmp").write_text("brand: Other\n")
    (site / "content/.site.yaml.tmp").replace(site / "content/site.yaml")
    assert burst.wait(SECONDS)


def test_new_and_deleted_files_and_folders_are_noticed(watch_parts: tuple[Path, Burst, Watch]) -> None:
    site, burst, _ = watch_parts
    (site / "content/ambassadors/lea").mkdir()
    assert burst.wait(SECONDS)
    (site / "content/ambassadors/lea/profile.yaml").write_text("name: L\n")
    assert burst.wait(SECONDS)
    shutil.rmtree(site / "content/ambassadors/lea")
    assert burst.wait(SECONDS)


def test_a_folder_that_vanished_is_watched_again(watch_parts: tuple[Path, Burst, Watch]) -> None:
    site, burst, watch = watch_parts
    shutil.rmtree(site / "content")
    burst.wait(SECONDS)
    assert watch.renew() or not (site / "content").exists()
    (site / "content").mkdir()
    burst.wait(1)
    watch.renew()
    while burst.wait(1):
        pass
    (site / "content/site.yaml").write_text("brand: B\n")
    assert burst.wait(SECONDS)


def test_a_folder_in_the_place_of_a_removed_one_is_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if the file system gives it the number of the other, as ext4 does."""
    monkeypatch.setattr(watch_module, "_identity", lambda folder: (1, 1) if folder.is_dir() else None)
    (tmp_path / "content").mkdir()
    burst = Burst()
    watch = Watch(tmp_path, burst.touch)
    try:
        shutil.rmtree(tmp_path / "content")
        (tmp_path / "content").mkdir()
        while not watch.renew():
            assert burst.wait(SECONDS)
        while burst.wait(1):
            watch.renew()
        (tmp_path / "content/site.yaml").write_text("brand: B\n")
        assert burst.wait(SECONDS)
    finally:
        watch.stop()


def test_themes_that_come_later_are_watched(watch_parts: tuple[Path, Burst, Watch]) -> None:
    site, burst, watch = watch_parts
    (site / "themes/own").mkdir(parents=True)
    assert burst.wait(SECONDS)
    watch.renew()
    while burst.wait(1):
        pass
    (site / "themes/own/style.css").write_text("a{}")
    assert burst.wait(SECONDS)


def test_reads_and_files_of_editors_are_no_change(watch_parts: tuple[Path, Burst, Watch]) -> None:
    site, burst, _ = watch_parts
    (site / "output").mkdir()
    (site / "output/index.html").write_text("x")
    (site / "notes.txt").write_text("x")
    (site / "content/site.yaml").read_text()
    (site / "content/.site.yaml.swp").write_text("x")
    (site / "content/site.yaml~").write_text("x")
    assert not burst.wait(0.8)


def test_files_are_polled_without_inotify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(watch_module.Observer):  # type: ignore[misc, valid-type]
        def schedule(self, *args: object, **options: object) -> None:
            raise OSError(28, "inotify watch limit reached")

    (tmp_path / "content").mkdir()
    monkeypatch.setattr(watch_module, "Observer", Full)
    burst = Burst()
    watch = Watch(tmp_path, burst.touch)
    try:
        assert watch.polls
        time.sleep(0.2)
        (tmp_path / "content/site.yaml").write_text("brand: A\n")
        assert burst.wait(SECONDS)
    finally:
        watch.stop()


def test_temporary_files_are_no_change() -> None:
    assert all(map(is_passing, (".a.yaml.swp", "a.yaml~", "#a.yaml#", "~$people.xlsx", "4913", "a___jb_tmp___.tmp")))
    assert not any(map(is_passing, ("a.yaml", "story.md", "portrait.jpg", "theme.css")))


def test_network_drives_are_polled(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"disk / ext4 rw 0 0\nnas:/x {tmp_path / 'far'} nfs4 rw 0 0\nnas:/y /my\\040drive cifs rw 0 0\n")
    assert is_far(tmp_path / "far/site", mounts)
    assert is_far(Path("/my drive/site"), mounts)
    assert not is_far(tmp_path / "near", mounts)
    assert not is_far(tmp_path / "far/site", tmp_path / "none")
