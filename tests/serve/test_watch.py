"""Watching real folders: every way of saving is one change."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.serve import watch as watching
from generator.serve.network_drive import is_far
from generator.serve.watch import Burst, Watch, is_passing


@pytest.fixture(params=[False, True], ids=["told", "polled"])
def watched(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Burst, Watch]]:
    (tmp_path / "content/ambassadors").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text("brand: A\n")
    burst = Burst()
    watch = Watch(tmp_path, burst.touch, poll=request.param)
    if request.param:
        time.sleep(0.2)
    yield tmp_path, burst, watch
    watch.stop()


def test_a_burst_is_one_change() -> None:
    burst = Burst(quiet=0.05, longest=5)
    thread = threading.Thread(target=lambda: [(burst.touch(), time.sleep(0.005)) for _ in range(20)])
    thread.start()
    assert burst.wait(5)
    thread.join()
    assert not burst.wait(0.1)


def test_what_never_ends_is_waited_for_so_long() -> None:
    burst, over = Burst(quiet=0.2, longest=0.4), threading.Event()
    thread = threading.Thread(target=lambda: [burst.touch() for _ in iter(lambda: over.wait(0.01), True)])
    thread.start()
    began = time.monotonic()
    assert burst.wait(60), "it has an end"
    over.set()
    thread.join()
    assert time.monotonic() - began > 0.3


def test_a_change_of_content_is_seen(watched: tuple[Path, Burst, Watch]) -> None:
    site, burst, _ = watched
    (site / "content/site.yaml").write_text("brand: Other\n")
    assert burst.wait(5)


def test_renaming_over_is_seen(watched: tuple[Path, Burst, Watch]) -> None:
    site, burst, _ = watched
    (site / "content/.site.yaml.tmp").write_text("brand: Other\n")
    (site / "content/.site.yaml.tmp").replace(site / "content/site.yaml")
    assert burst.wait(5)


def test_new_and_deleted_files_and_folders_are_seen(watched: tuple[Path, Burst, Watch]) -> None:
    site, burst, _ = watched
    (site / "content/ambassadors/lea").mkdir()
    assert burst.wait(5)
    (site / "content/ambassadors/lea/profile.yaml").write_text("name: L\n")
    assert burst.wait(5)
    shutil.rmtree(site / "content/ambassadors/lea")
    assert burst.wait(5)


def test_a_folder_that_vanished_is_watched_again(watched: tuple[Path, Burst, Watch]) -> None:
    site, burst, watch = watched
    shutil.rmtree(site / "content")
    burst.wait(5)
    assert watch.renew() or not (site / "content").exists()
    (site / "content").mkdir()
    burst.wait(1)
    watch.renew()
    while burst.wait(1):
        pass
    (site / "content/site.yaml").write_text("brand: B\n")
    assert burst.wait(5)


def test_themes_that_come_later_are_watched(watched: tuple[Path, Burst, Watch]) -> None:
    site, burst, watch = watched
    (site / "themes/own").mkdir(parents=True)
    assert burst.wait(5)
    watch.renew()
    while burst.wait(1):
        pass
    (site / "themes/own/style.css").write_text("a{}")
    assert burst.wait(5)


def test_other_files_reading_and_the_editors_own_are_no_change(watched: tuple[Path, Burst, Watch]) -> None:
    site, burst, _ = watched
    (site / "output").mkdir()
    (site / "output/index.html").write_text("x")
    (site / "notes.txt").write_text("x")
    (site / "content/site.yaml").read_text()
    (site / "content/.site.yaml.swp").write_text("x")
    (site / "content/site.yaml~").write_text("x")
    assert not burst.wait(0.8)


def test_without_inotify_the_files_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(watching.Observer):  # type: ignore[misc, valid-type]
        def schedule(self, *args: object, **options: object) -> None:
            raise OSError(28, "inotify watch limit reached")

    (tmp_path / "content").mkdir()
    monkeypatch.setattr(watching, "Observer", Full)
    burst = Burst()
    watch = Watch(tmp_path, burst.touch)
    try:
        assert watch.polls
        time.sleep(0.2)
        (tmp_path / "content/site.yaml").write_text("brand: A\n")
        assert burst.wait(5)
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
