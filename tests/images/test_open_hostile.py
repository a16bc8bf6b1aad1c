"""Tests that hostile, broken and foreign files are refused quickly, each with its own problem."""

from __future__ import annotations

import os
import pickle
import struct
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from generator.images.decode.open import open_picture, probe
from generator.images.errors import PictureError
from tests.effort import within
from tests.images.pictures import chunk, encode_image, gif_header, grain, halves, png, put, webp_header

HUGE_TEXT = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 50_000_000))
HUGE_PROFILE = chunk(b"iCCP", b"x\0\0" + zlib.compress(b"a" * 50_000_000))
HEIC = struct.pack(">I", 24) + b"ftypheic\0\0\0\0mif1heic" + b"\0" * 40

HOSTILE = [
    ("bomb.png", png(60_000, 60_000), "picture-too-large"),
    ("81-megapixels.png", png(9_000, 9_000), "picture-too-large"),
    ("two-billion.png", png(2**31 - 1, 2**31 - 1), "picture-too-large"),
    ("bomb.webp", webp_header(16_383, 16_383), "picture-too-large"),
    ("bomb.gif", gif_header(65_535, 65_535), "picture-too-large"),
    ("no-pixels.png", png(0, 0), "broken-picture"),
    ("text-chunk.png", png(5, 5, HUGE_TEXT), "broken-picture"),
    ("profile-chunk.png", png(5, 5, HUGE_PROFILE), "broken-picture"),
    ("empty.jpg", b"", "broken-picture"),
    ("three-bytes.jpg", b"\xff\xd8\xff", "broken-picture"),
    ("broken.heic", HEIC, "broken-picture"),
    ("picture.bmp", encode_image(halves(), "BMP"), "unsupported-picture"),
    ("picture.jp2", encode_image(halves(), "JPEG2000"), "unsupported-picture"),
    ("picture.ico", encode_image(halves(), "ICO"), "unsupported-picture"),
    ("layers.psd", b"8BPS\0\1" + b"\0" * 60, "unsupported-picture"),
]

NO_PICTURES = [
    ("text.jpg", b"hello, I am a text", "a text file"),
    ("cut-letter.jpg", "é".encode() * 400, "a text file"),
    ("page.jpg", b"\xef\xbb\xbf <!DOCTYPE html><html></html>", "a web page"),
    ("drawing.jpg", b"<?xml version='1.0'?><svg/>", "an SVG drawing"),
    ("print.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%id) (w) file\n", "PostScript"),
    ("print.png", b"\xc5\xd0\xd3\xc6" + b"\0" * 30, "PostScript"),
    ("paper.png", b"%PDF-1.7\n", "a PDF document"),
    ("archive.png", b"PK\x03\x04" + b"\0" * 30, "a ZIP archive"),
    ("clip.jpg", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "a video"),
    ("pointer.jpg", b"version https://git-lfs.github.com/spec/v1\noid sha256:00", "git lfs pull"),
    ("noise.jpg", bytes(range(256)) * 4, "not a known kind of picture"),
]


def open_twice(path: Path) -> None:
    probe(path)
    open_picture(path)


def expect_refusal(path: Path) -> PictureError:
    with pytest.raises(PictureError) as caught:
        open_twice(path)
    with pytest.raises(PictureError) as again:  # opening it without a probe fails as well
        open_picture(path)
    assert again.value.name == caught.value.name
    assert f"`{path.name}`" in caught.value.message
    return caught.value


@pytest.mark.parametrize(("name", "data", "problem"), HOSTILE, ids=[name for name, _, _ in HOSTILE])
def test_hostile_pictures_are_refused_at_once(tmp_path: Path, name: str, data: bytes, problem: str) -> None:
    path = put(tmp_path, name, data)
    assert within(100, lambda: expect_refusal(path)).name == problem


@pytest.mark.parametrize(("name", "data", "words"), NO_PICTURES, ids=[name for name, _, _ in NO_PICTURES])
def test_a_file_that_is_no_picture_is_named(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    error = expect_refusal(put(tmp_path, name, data))
    assert error.name == "not-a-picture"
    assert words in error.message


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_cut_picture_is_broken(tmp_path: Path, format: str, share: float) -> None:
    data = encode_image(grain(300, 200), format)
    assert expect_refusal(put(tmp_path, "cut.jpg", data[: int(len(data) * share)])).name == "broken-picture"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF"])
def test_flipped_bytes_raise_only_picture_errors(tmp_path: Path, format: str) -> None:
    import random

    data = encode_image(grain(40, 30), format)
    dice = random.Random(11)
    for _ in range(60):
        damaged_data = bytearray(data)
        for _ in range(4):
            # Mostly in the header, which has the numbers.
            place = (
                dice.randrange(min(len(damaged_data), 400))
                if dice.random() < 0.8
                else dice.randrange(len(damaged_data))
            )
            damaged_data[place] = dice.randrange(256)
        path = put(tmp_path, "odd", bytes(damaged_data))
        with suppress(PictureError):
            probe(path)
            assert open_picture(path).mode in ("RGB", "RGBA")


def test_a_small_picture_is_no_error(tmp_path: Path) -> None:
    assert probe(put(tmp_path, "dot.gif", encode_image(Image.new("RGB", (1, 1)), "GIF"))).width == 1


def test_broken_exif_is_ignored(tmp_path: Path) -> None:
    data = encode_image(halves(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + b"\xff" * 40)
    assert open_picture(put(tmp_path, "a.jpg", data)).size == (400, 200)


def test_a_path_without_a_file_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "folder.jpg").mkdir()
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "loop.jpg").symlink_to(tmp_path / "loop.jpg")
    for name in ("folder.jpg", "pipe.jpg", "loop.jpg", "missing.jpg", "n" * 300 + ".jpg"):
        assert expect_refusal(tmp_path / name).name == "unreadable-picture"


def test_a_file_over_60_mb_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "film.jpg"
    with path.open("wb") as file:
        file.truncate(60_000_001)
    error = expect_refusal(path)
    assert error.name == "picture-too-large"
    assert "60 MB" in error.message


def test_a_pickled_error_keeps_its_fields() -> None:
    error = PictureError("unsafe-svg", "message", "help", 7)
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.name, copy.message, copy.help, copy.line, str(copy)) == ("unsafe-svg", "message", "help", 7, "message")
