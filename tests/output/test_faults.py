"""Tests that publishing leaves the old site or the new one if the process dies or the disk fails."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from generator.output import atomic_swap
from generator.output.manifest import read_manifest
from generator.output.output_file import OutputFile
from generator.output.output_folder import PublishError
from generator.output.publish import publish
from tests.output.trees import tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the test makes its faults with Linux tools")

OLD = {"index.html": b"old", "lea/index.html": b"lea", "assets/a.css": b"p{}"}
NEW = {"index.html": b"new", "mia/index.html": b"mia", "assets/a.css": b"p{}"}


def build(files: dict[str, bytes], site: Path, *, clean: bool = False) -> None:
    output_files = [OutputFile(path, data) for path, data in files.items()]
    publish(output_files, site / "output", site=site, content=site / "content", as_of=date(2026, 11, 22), clean=clean)


def in_child(act: Callable[[], None]) -> int:
    """Run in a process of its own. Return its end (0: success, 1: PublishError, negative: killed by that signal)."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            act()
            code = 0
        except PublishError:
            code = 1
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def die_at(moment: int, act: Callable[[], None]) -> Callable[[], None]:
    """Return a function that kills its process, as `kill -9` does, just before the n-th access to the disk."""

    def run() -> None:
        remaining = moment

        def watch(event: str, arguments: object) -> None:
            nonlocal remaining
            if event == "open" or event.startswith(("os.", "shutil.", "ctypes.")):
                remaining -= 1
                if remaining == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        act()

    return run


def is_whole(folder: Path) -> bool:
    """Return whether a folder is one of the two sites, complete by its manifest and by its bytes."""
    files = tree(folder)
    manifest_paths = set(read_manifest(folder))
    files.pop("build.json", None)
    return files in (OLD, NEW) and manifest_paths == set(files)


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "two renames"])
def test_publishing_killed_at_any_moment_leaves_a_whole_site(
    site: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchange:
        monkeypatch.setattr(atomic_swap, "exchange_folders", lambda *_: False)
    moments, missing_count, endings = 0, 0, set()
    while True:
        moments += 1
        build(OLD, site)
        ending = in_child(die_at(moments, lambda: build(NEW, site)))
        if ending == 0:
            break
        assert ending == -signal.SIGKILL
        if (site / "output").exists():
            assert is_whole(site / "output"), f"half a site after moment {moments}"
            endings.add((site / "output/index.html").read_bytes())
        else:
            missing_count += 1
            # The next build puts the old site back first, even if it fails then.
            with pytest.raises(PublishError):
                publish(
                    [OutputFile("x", source=site / "missing")],
                    site / "output",
                    site=site,
                    content=site / "content",
                    as_of=date(2026, 11, 22),
                )
            assert is_whole(site / "output")
    assert moments > 30, "the audit hook counted too few moments"
    assert endings == {b"old", b"new"}
    assert missing_count == (0 if exchange else 1)
    assert {path.name for path in site.iterdir()} == {"content", "output"}, "leftovers were not cleared"


def test_a_first_build_killed_at_any_moment_leaves_a_whole_site_or_none(site: Path) -> None:
    moments = 0
    while True:
        moments += 1
        if in_child(die_at(moments, lambda: build(NEW, site))) == 0:
            break
        assert not (site / "output").exists() or is_whole(site / "output")
        if (site / "output").exists():
            build(OLD, site, clean=True)
            for path in sorted((site / "output").rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
            (site / "output").rmdir()
    assert moments > 15
    assert is_whole(site / "output")


def test_a_reader_finds_a_site_at_any_moment(site: Path) -> None:
    build(OLD, site)
    if not atomic_swap.exchange_folders(site / "output", site / "content"):
        pytest.skip("this file system cannot exchange two names")
    atomic_swap.exchange_folders(site / "output", site / "content")
    missing_count, look_count, stop = 0, 0, threading.Event()

    def look() -> None:
        nonlocal missing_count, look_count
        while not stop.is_set():
            look_count += 1
            missing_count += not (site / "output" / "index.html").exists()

    watcher = threading.Thread(target=look)
    watcher.start()
    turn = 0
    while turn < 40 or look_count < 100:
        build(NEW if turn % 2 else {"index.html": str(turn).encode()}, site)
        turn += 1
    stop.set()
    watcher.join()
    assert missing_count == 0


def test_a_file_that_exceeds_the_size_limit_keeps_the_old_site(site: Path) -> None:
    build(OLD, site)
    before = tree(site / "output")

    def act() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        build({**NEW, "big": b"x" * 100_000}, site)

    assert in_child(act) == 1
    assert tree(site / "output") == before
    assert {path.name for path in site.iterdir()} == {"content", "output"}


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], capture_output=True)
    if mount.returncode:
        pytest.skip("this system mounts no small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_full_disk_keeps_the_old_site(tmp_path: Path) -> None:
    site = tmp_path / "disk"
    with small_disk(site):
        (site / "content").mkdir()
        build(OLD, site)
        before = tree(site / "output")
        with pytest.raises(PublishError) as error_info:
            build({**NEW, "a/big": b"x" * 500_000}, site)
        assert error_info.value.name == "output-not-written"
        assert "No space left" in error_info.value.message
        assert tree(site / "output") == before
        assert {path.name for path in site.iterdir()} == {"content", "output"}
        build(NEW, site)
        assert is_whole(site / "output")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_read_only_parent_keeps_the_old_site() -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        (site / "content").mkdir()
        build(OLD, site)
        before = tree(site / "output")
        site.chmod(0o555)

        def act() -> None:
            os.setuid(65534)
            build(NEW, site)

        assert in_child(act) == 1
        assert tree(site / "output") == before


def test_folders_of_running_builds_and_of_others_stay(site: Path) -> None:
    build(OLD, site)
    other_folders = [site / "output.old-2024", site / "output.new-1x", site / f"output.new-{os.getppid()}"]
    for folder in other_folders:
        folder.mkdir()
        (folder / "diary.txt").write_text("mine")
    (site / "output.old-999999999").symlink_to(site / "content")
    build(NEW, site)
    for folder in other_folders:
        assert (folder / "diary.txt").read_text() == "mine"
    assert (site / "content").is_dir()
    assert (site / "output.old-999999999").is_symlink()


def test_an_incomplete_old_site_is_not_put_back(site: Path) -> None:
    build(OLD, site)
    half = site / "output.old-999999999"
    (site / "output").rename(half)
    (half / "index.html").unlink()
    build(NEW, site)
    assert is_whole(site / "output")
    assert not half.exists()
