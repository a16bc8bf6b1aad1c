"""What a cache keeps, and what may go: never a file that is not its own."""

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


def filled(folder: Path) -> PictureCache:
    """Three entries of about 1000 bytes each, last used 1, 2 and 3 days ago."""
    cache = PictureCache(folder)
    for number in (1, 2, 3):
        entry = cache.store(f"{number}" * 32, {"480.webp": bytes([number]) * 900, "480.jpg": b"j" * number}, {})
        path = next(iter(entry.files.values()))
        record = path.with_name(f"{number}" * 32 + ".json")
        os.utime(record, (NOW - number * DAY,) * 2)
    return cache


def test_the_longest_unused_come_first(tmp_path: Path) -> None:
    filled(tmp_path)
    kept = list_entries(tmp_path)
    assert [(NOW - one.used_at) / DAY for one in kept] == [3, 2, 1]
    assert all(len(one.files) == 3 and 1000 < one.size < 1300 for one in kept)
    assert [(NOW - one.used_at) / DAY for one in too_old(kept, 1.5 * DAY, NOW)] == [3, 2]
    assert [(NOW - one.used_at) / DAY for one in too_much(kept, 2600)] == [3]
    assert too_much(kept, 10_000) == []
    assert too_much(kept, 0) == kept


def test_what_is_published_stays(tmp_path: Path) -> None:
    filled(tmp_path)
    kept = list_entries(tmp_path)
    shown = fingerprint_file(tmp_path / "22" / ("2" * 32 + ".480.webp"))
    assert [(NOW - one.used_at) / DAY for one in not_in(kept, {(shown.size, shown.blake2b)})] == [3, 1]
    assert not_in(kept, {(shown.size, "0" * 40)}) == kept


def test_only_our_own_files_go(tmp_path: Path) -> None:
    cache = filled(tmp_path / "pictures")
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
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if not path.is_dir()}
    assert left == {
        "pictures/.gitignore", "pictures/11/holiday.jpg", f"pictures/11/{'5' * 32}.jpg", "pictures/2026/photo.jpg",
        f"elsewhere/{'4' * 32}.jpg",
    }  # fmt: skip
    assert cache.load("1" * 32) is None
    assert list_entries(tmp_path / "nowhere") == []
