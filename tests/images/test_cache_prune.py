"""Tests which entries of the picture cache may be deleted, and that no file of others is."""

from __future__ import annotations

import os
from pathlib import Path

from generator.images.cache import PictureCache
from generator.images.cache_prune import (
    drop,
    drop_unfinished,
    list_entries,
    not_in,
    too_much,
    too_old,
)
from generator.output.manifest import fingerprint_file

NOW = 2_000_000_000.0
DAY = 24 * 60 * 60


def fill_cache(folder: Path) -> PictureCache:
    """Store three entries of about 1000 bytes each, last used 1, 2 and 3 days ago."""
    cache = PictureCache(folder)
    for number in (1, 2, 3):
        entry = cache.store(f"{number}" * 32, {"480.webp": bytes([number]) * 900, "480.jpg": b"j" * number}, {})
        path = next(iter(entry.files.values()))
        record = path.with_name(f"{number}" * 32 + ".json")
        os.utime(record, (NOW - number * DAY,) * 2)
    return cache


def test_the_longest_unused_entries_come_first(tmp_path: Path) -> None:
    fill_cache(tmp_path)
    entries = list_entries(tmp_path)
    assert [(NOW - entry.used_at) / DAY for entry in entries] == [3, 2, 1]
    assert all(len(entry.files) == 3 and 1000 < entry.size < 1300 for entry in entries)
    assert [(NOW - entry.used_at) / DAY for entry in too_old(entries, 1.5 * DAY, NOW)] == [3, 2]
    assert [(NOW - entry.used_at) / DAY for entry in too_much(entries, 2600)] == [3]
    assert too_much(entries, 10_000) == []
    assert too_much(entries, 0) == entries


def test_an_entry_of_a_published_picture_stays(tmp_path: Path) -> None:
    fill_cache(tmp_path)
    entries = list_entries(tmp_path)
    published_file = fingerprint_file(tmp_path / "22" / ("2" * 32 + ".480.webp"))
    assert [
        (NOW - entry.used_at) / DAY for entry in not_in(entries, {(published_file.size, published_file.blake2b)})
    ] == [3, 1]
    assert not_in(entries, {(published_file.size, "0" * 40)}) == entries


def test_only_files_of_the_cache_are_deleted(tmp_path: Path) -> None:
    cache = fill_cache(tmp_path / "pictures")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / ("4" * 32 + ".jpg")).write_bytes(b"mine")
    (tmp_path / "pictures/44").symlink_to(elsewhere)
    (tmp_path / "pictures/11/holiday.jpg").write_bytes(b"mine")
    (tmp_path / "pictures/11" / ("5" * 32 + ".jpg")).symlink_to(elsewhere / ("4" * 32 + ".jpg"))
    (tmp_path / "pictures/11/.new-abc").write_bytes(b"half")
    (tmp_path / "pictures/2026").mkdir()
    (tmp_path / "pictures/2026/photo.jpg").write_bytes(b"mine")
    drop(list_entries(tmp_path / "pictures"))
    drop_unfinished(tmp_path / "pictures")
    remaining_files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if not path.is_dir()}
    assert remaining_files == {
        "pictures/.gitignore", "pictures/11/holiday.jpg", f"pictures/11/{'5' * 32}.jpg", "pictures/2026/photo.jpg",
        f"elsewhere/{'4' * 32}.jpg",
    }  # fmt: skip
    assert cache.load("1" * 32) is None
    assert list_entries(tmp_path / "nowhere") == []
