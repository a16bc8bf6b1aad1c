"""Tests that an unchanged picture is read only once, and that every change is noticed."""

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
    """Return a list that collects the names of the files that are read."""
    names: list[str] = []

    def read_and_note(path: Path) -> tuple[bytes, str]:
        names.append(path.name)
        return read_picture(path)

    monkeypatch.setattr(opening, "read_picture", read_and_note)
    return names


def draw(path: Path, width: int) -> Path:
    Image.new("RGB", (width, 20), "#a4452c").save(path)
    return path


def test_a_picture_is_read_once(tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe_cache, "_STAMP_MARGIN", -(10**12))
    path = draw(tmp_path / "balm.png", 30)
    assert probe_once(path) == probe_once(path) == probe(path)
    assert reads == ["balm.png", "balm.png"]  # once, and once by probe


def test_a_picture_from_just_now_is_read_each_time(tmp_path: Path, reads: list[str]) -> None:
    path = draw(tmp_path / "balm.png", 30)
    assert probe_once(path) == probe_once(path)
    assert reads == ["balm.png"] * 2


def test_a_changed_picture_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe_cache, "_STAMP_MARGIN", -(10**12))
    path = draw(tmp_path / "balm.png", 30)
    before = probe_once(path)
    stamp = path.stat()
    draw(tmp_path / "other.png", 40).replace(path)
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))  # as an unpacked archive may have it
    assert (before.width, probe_once(path).width) == (30, 40)


def test_an_unreadable_picture_is_reported_each_time(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(PictureError, match="cannot be read"):
            probe_once(tmp_path / "none.png")
