"""A picture that lies as it lay is read once, whoever shows it; any change is seen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from generator.images.decode import open as opening
from generator.images.decode import probe_cache
from generator.images.decode.file_bytes import read_picture
from generator.images.decode.open import probe
from generator.images.decode.probe_cache import probe_once
from generator.images.errors import PictureError


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read."""
    names: list[str] = []

    def read(path: Path) -> tuple[bytes, str]:
        names.append(path.name)
        return read_picture(path)

    monkeypatch.setattr(opening, "read_picture", read)
    return names


def draw(path: Path, width: int) -> Path:
    Image.new("RGB", (width, 20), "#a4452c").save(path)
    return path


def test_a_picture_is_read_once(tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe_cache, "_STAMP_MARGIN", -(10**12))
    path = draw(tmp_path / "balm.png", 30)
    assert probe_once(path) == probe_once(path) == probe(path)
    assert reads == ["balm.png", "balm.png"]  # once, and once by probe


def test_one_that_was_written_just_now_is_read_each_time(tmp_path: Path, reads: list[str]) -> None:
    path = draw(tmp_path / "balm.png", 30)
    assert probe_once(path) == probe_once(path)
    assert reads == ["balm.png"] * 2


def test_a_change_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe_cache, "_STAMP_MARGIN", -(10**12))
    path = draw(tmp_path / "balm.png", 30)
    before = probe_once(path)
    stamp = path.stat()
    draw(tmp_path / "other.png", 40).replace(path)
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))  # as an unpacked archive may have it
    assert (before.width, probe_once(path).width) == (30, 40)


def test_what_cannot_be_read_is_reported_each_time(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(PictureError, match="cannot be read"):
            probe_once(tmp_path / "none.png")
