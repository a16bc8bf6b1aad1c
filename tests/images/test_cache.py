"""Tests that the picture cache returns what it stored, and no damaged entry, also when processes share it."""

from __future__ import annotations

import json
import multiprocessing
import os
import time
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path

import pytest

from generator.images.cache import LOCK, PictureCache

KEY = "ab" * 16
PARTS = {"480.webp": b"w" * 100, "480.jpg": b"j" * 200}


def write_until(folder: str, over: Event) -> None:
    while not over.is_set():
        PictureCache(Path(folder)).store(KEY, PARTS, {"n": 1})


def test_a_stored_entry_is_loaded(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path / "deep" / "folder")
    assert cache.load(KEY) is None
    new_entry = cache.store(KEY, PARTS, {"sizes": [1, 2]})
    entry = cache.load(KEY)
    assert entry == new_entry
    assert entry is not None
    assert {part: path.read_bytes() for part, path in entry.files.items()} == PARTS
    assert list(entry.files) == list(PARTS)
    assert entry.facts == {"sizes": [1, 2]}


def test_a_damaged_entry_is_not_loaded(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path)
    entry = cache.store(KEY, PARTS, {})
    path = entry.files["480.webp"]
    for damage in (b"w" * 50, b"w" * 99 + b"x", b"", b"w" * 101):
        path.write_bytes(damage)
        assert cache.load(KEY) is None
    path.unlink()
    assert cache.load(KEY) is None
    path.mkdir()
    assert cache.load(KEY) is None
    path.rmdir()
    cache.store(KEY, PARTS, {})
    assert cache.load(KEY) is not None


@pytest.mark.parametrize(
    "record",
    [
        b"", b"{", b"[]", b"null", b"\xff", b"[" * 9999, b'{"format": 2}', b'{"format": 1}',
        b'{"format": 1, "files": [], "facts": {}}', b'{"format": 1, "files": {"a": 3}, "facts": {}}',
        b'{"format": 1, "files": {"480.webp": {"bytes": 1}}, "facts": {}}', b'{"format": 1, "files": {}, "facts": 3}',
    ],
)  # fmt: skip
def test_a_damaged_record_is_not_loaded(tmp_path: Path, record: bytes) -> None:
    cache = PictureCache(tmp_path)
    cache.store(KEY, PARTS, {})
    (record_file,) = tmp_path.rglob("*.json")
    record_file.write_bytes(record)
    assert cache.load(KEY) is None


def test_a_record_of_another_format_is_not_loaded(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path)
    cache.store(KEY, PARTS, {})
    (record_file,) = tmp_path.rglob("*.json")
    record_file.write_text(json.dumps(json.loads(record_file.read_text()) | {"format": 0}))
    assert cache.load(KEY) is None


@pytest.mark.parametrize("key", ["", "../../etc", "AB", "xyz"])
def test_a_key_cannot_lead_outside(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="not a cache key"):
        PictureCache(tmp_path).load(key)


def test_a_write_that_fails_leaves_no_file(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path)
    (tmp_path / KEY[:2] / f"{KEY}.480.jpg").mkdir(parents=True)  # the rename of this part must fail
    with pytest.raises(OSError):
        cache.store(KEY, PARTS, {})
    assert cache.load(KEY) is None
    assert not list(tmp_path.rglob(".new-*"))


def test_processes_may_write_the_same_entry(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    over = context.Event()
    writers = [context.Process(target=write_until, args=(str(tmp_path), over)) for _ in range(2)]
    for writer in writers:
        writer.start()
    load_count = 0
    while load_count < 60 and all(writer.is_alive() for writer in writers):
        entry = PictureCache(tmp_path).load(KEY)
        load_count += entry is not None
    over.set()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    assert load_count == 60
    assert PictureCache(tmp_path).load(KEY) is not None
    assert not list(tmp_path.rglob(".new-*"))


def make_slowly(folder: str, ready: Barrier) -> None:
    cache = PictureCache(Path(folder))
    ready.wait()
    with cache.alone(KEY):
        if cache.load(KEY) is None:
            with (Path(folder) / "made").open("a") as log:
                log.write("x")
            time.sleep(0.2)
            cache.store(KEY, PARTS, {})


def test_processes_that_want_one_entry_make_it_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    ready = context.Barrier(3)
    makers = [context.Process(target=make_slowly, args=(str(tmp_path), ready)) for _ in range(3)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
        assert maker.exitcode == 0
    assert (tmp_path / "made").read_text() == "x"


def test_an_entry_is_stored_also_without_a_lock(tmp_path: Path) -> None:
    (tmp_path / KEY[:2] / LOCK).mkdir(parents=True)
    with PictureCache(tmp_path).alone(KEY):
        PictureCache(tmp_path).store(KEY, PARTS, {})
    assert PictureCache(tmp_path).load(KEY) is not None


def test_git_ignores_the_cache_folder(tmp_path: Path) -> None:
    PictureCache(tmp_path / "pictures").store(KEY, PARTS, {})
    assert (tmp_path / "pictures/.gitignore").read_text() == "*\n"


def test_loading_an_entry_renews_its_time(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path)
    cache.store(KEY, PARTS, {})
    (record,) = tmp_path.rglob("*.json")
    os.utime(record, (10**9, 10**9))
    start = time.time()
    assert cache.load(KEY) is not None
    assert record.stat().st_mtime >= start - 1
