"""Tests that a build notices two versions of a picture, a logo or a video, in any process that reads them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from generator.content.file_versions import (
    ContentChangedError,
    FileVersions,
    current_versions,
    note_version,
    one_version_each,
)
from generator.images.cache import PictureCache
from generator.images.decode import probe_cache
from generator.images.decode.open import open_picture, probe
from generator.images.decode.probe_cache import probe_once
from generator.images.icons.icon_cache import IconSource, cached_icons
from generator.images.video.videos import clean_videos
from generator.problems import Place, Report
from generator.sections.wants import FileWant

PLACE = Place("content/site.yaml")
Reader = Callable[[Path], object]


def test_a_second_version_is_refused_and_names_the_file(tmp_path: Path) -> None:
    with one_version_each(FileVersions(tmp_path)):
        for _ in range(2):
            note_version(tmp_path / "content/soap.png", "old")
        note_version(tmp_path.parent / "elsewhere.png", "old")
        note_version(tmp_path.parent / "elsewhere.png", "new")  # not of this site
        with pytest.raises(ContentChangedError) as error:
            note_version(tmp_path / "content/soap.png", "new")
    assert error.value.file == "content/soap.png"
    note_version(tmp_path / "content/soap.png", "new")  # nothing is built
    assert current_versions() is None


def test_versions_of_another_process_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first_process, second_process = FileVersions(Path()), FileVersions(tmp_path)
    with one_version_each(first_process):
        note_version("content/soap.png", "old")
    with one_version_each(second_process):
        note_version(tmp_path / "content/towel.png", "old")
        assert second_process.take_new() == (("content/towel.png", "old"),)
        note_version(tmp_path / "content/soap.png", "new")
        [new_version] = second_process.take_new()
    with pytest.raises(ContentChangedError):
        first_process.note(*new_version)


def _draw_icons(path: Path) -> None:
    cached_icons(IconSource(path, "Aubine", "#ffffff", "#000000", "#a4452c", ()), PictureCache(path.parent / "cache"))


READERS: list[Reader] = [probe, probe_once, open_picture, _draw_icons]


@pytest.mark.parametrize("first", READERS)
@pytest.mark.parametrize("second", READERS)
def test_every_reader_of_pictures_notes_the_version(
    tmp_path: Path, first: Reader, second: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe_cache, "_STAMP_MARGIN", -(10**12))
    path = tmp_path / "soap.png"
    Image.new("RGB", (40, 40), "#a4452c").save(path)
    probe_once(path)  # as an earlier build of this process
    with one_version_each(FileVersions(tmp_path)):
        first(path)
        Image.new("RGB", (41, 40), "#a4452c").save(path)
        with pytest.raises(ContentChangedError):
            second(path)


def test_a_video_notes_the_version(tmp_path: Path) -> None:
    path, report = tmp_path / "content/film.webm", Report()
    path.parent.mkdir()
    with one_version_each(FileVersions(tmp_path)):
        for data in (b"one", b"one"):
            path.write_bytes(data)
            clean_videos(tmp_path, [FileWant("content/film.webm", PLACE)], PictureCache(tmp_path / "cache"), report)
        path.write_bytes(b"two")
        with pytest.raises(ContentChangedError):
            clean_videos(tmp_path, [FileWant("content/film.webm", PLACE)], PictureCache(tmp_path / "cache"), report)
