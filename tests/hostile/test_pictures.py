"""Tests that builds with bombs or odd pictures stay within bounds, and report problems at the right line."""

from __future__ import annotations

import io
import json
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from generator.images.decode.open import open_picture
from tests.hostile.sandbox import MEMORY, WORK, Sandbox
from tests.images.costly_pictures import COSTLY, after_start, png_with, progressive, tiff_of, with_scans
from tests.images.phone_pictures import heic
from tests.images.pictures import chunk, encode_image, grain, halves, png

BASE = Path(__file__).parents[1] / "scenarios/base"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


def frames(format: str, count: int) -> bytes:
    out = io.BytesIO()
    first, *more = [Image.new("P", (64, 64), number % 250) for number in range(count)]
    first.save(out, format, save_all=True, append_images=more, duration=20)
    return out.getvalue()


def segments(marker: int, body: bytes, count: int) -> bytes:
    data = encode_image(halves(), "JPEG")
    piece = bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body
    return data[:2] + piece * count + data[2:]


def exif_loop() -> bytes:
    """Return an EXIF block with an orientation, whose next IFD is itself."""
    entry = b"\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00"
    return b"Exif\0\0II*\0\x08\0\0\0\x01\0" + entry + b"\x08\0\0\0"


BOMBS = {
    "frames.gif": lambda: frames("GIF", 800),
    "frames.png": lambda: frames("PNG", 300),
    "frames.webp": lambda: frames("WEBP", 300),
    "metadata.jpg": lambda: segments(0xE1, b"Exif\0\0" + b"\xff" * 60_000, 300),
    "xmp.jpg": lambda: segments(0xE1, b"http://ns.adobe.com/xap/1.0/\0<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", 400),
    "comments.jpg": lambda: segments(0xFE, b"<script>" * 8000, 300),
    "icc.jpg": lambda: segments(0xE2, b"ICC_PROFILE\0\1\1" + b"\xff" * 60_000, 60),
    "icc.png": lambda: png(5, 5, chunk(b"iCCP", b"x\0\0" + zlib.compress(b"acsp" * 200_000))),
    "ztxt.png": lambda: png(5, 5, *[chunk(b"zTXt", b"a\0\0" + zlib.compress(b"a" * 900_000))] * 200),
    "itxt.png": lambda: png(5, 5, *[chunk(b"iTXt", b"a\0\1\0\0\0" + zlib.compress(b"a" * 900_000))] * 200),
    "chunks.png": lambda: png(5, 5, *[chunk(b"tEXt", b"a\0b")] * 100_000),
    "wide.png": lambda: encode_image(Image.new("1", (49_000, 1000)), "PNG"),
    "tall.png": lambda: encode_image(Image.new("L", (1, 60_000)), "PNG"),
    "large.png": lambda: encode_image(Image.new("RGBA", (7000, 7000), (9, 9, 9, 90)), "PNG"),
    "cmyk.jpg": lambda: encode_image(Image.new("CMYK", (7000, 7000)), "JPEG"),
    "deep.png": lambda: encode_image(Image.new("I;16", (7000, 7000)), "PNG"),
    "loop.jpg": lambda: encode_image(halves(), "JPEG", exif=exif_loop()),
    "scans.jpg": lambda: COSTLY["scans of a large picture"](),
    "scans-at-the-bound.jpg": lambda: with_scans(progressive(7000), 12),
    "stereo.jpg": lambda: COSTLY["scans in the first picture of two"](),
    "scans.tiff": lambda: tiff_of(with_scans(progressive(7000), 90), 7000),
    "segments.jpg": lambda: after_start(progressive(64), b"\xff\xfe\0\2" * 14_000_000),
    "at-the-bound.png": lambda: png_with(chunk(b"tEXt", b"a\0b") * 99_000),
    "phone.heic": heic,
    "half.heic": lambda: heic()[:-2000],
    "items.heic": lambda: COSTLY["items of a HEIC"](),
    "half.jpg": lambda: encode_image(grain(600, 500), "JPEG")[:9000],
    "nothing.jpg": lambda: b"",
    "wrong.jpg": lambda: encode_image(halves(), "PNG"),
    "wrong.png": lambda: b"GIF89a" + b"\0" * 3,
}


@pytest.mark.drawn(3)
@pytest.mark.parametrize("name", BOMBS)
def test_a_picture_bomb_is_published_or_refused_within_bounds(sandbox: Sandbox, tmp_path: Path, name: str) -> None:
    site = tmp_path / "site"
    shutil.copytree(BASE, site)
    (site / "content/ambassadors/lea" / name).write_bytes(BOMBS[name]())
    with (site / "content/ambassadors/lea/profile.yaml").open("a") as file:
        file.write(f"portrait: {{src: {name}, alt: x}}\n")
    outcome = sandbox.run(site, "build", "--as-of", "2026-11-22", "--jobs", "1", "--format", "json")
    assert outcome.code in (0, 1), outcome.output
    assert outcome.work < WORK
    assert outcome.memory < MEMORY
    for problem in json.loads(outcome.output) if outcome.output.strip() else []:
        assert problem["file"] == "content/ambassadors/lea/profile.yaml", problem
        assert problem["line"]
    for file in (site / "output").rglob("assets/*") if outcome.code == 0 else ():
        if file.suffix not in (".css", ".js"):
            assert b"<script" not in file.read_bytes()


def test_large_sparse_files_are_refused_in_little_memory(sandbox: Sandbox, tmp_path: Path) -> None:
    """300 MB each, as a picture, a video, a logo and a text; they need no space on the disk."""
    site = tmp_path / "site"
    shutil.copytree(BASE, site)
    for name in ("ambassadors/lea/big.jpg", "ambassadors/lea/big.mp4", "big.svg", "pages/big.md"):
        path = site / "content" / name
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as file:
            file.truncate(300_000_000)
    with (site / "content/ambassadors/lea/profile.yaml").open("a") as file:
        file.write("portrait: {src: big.jpg, alt: x}\nvideo: {title: x, src: big.mp4}\n")
    with (site / "content/site.yaml").open("a") as file:
        file.write("logo: big.svg\n")
    outcome = sandbox.run(site, "build", "--as-of", "2026-11-22", "--jobs", "1", "--format", "json")
    names = {problem["name"] for problem in json.loads(outcome.output)}
    assert outcome.code == 1
    assert outcome.memory < 300_000_000
    assert {"file-too-large", "picture-too-large", "video-too-large"} <= names


MODES = [
    "1",
    "L",
    "LA",
    "P",
    "PA",
    "RGB",
    "RGBA",
    "RGBX",
    "RGBa",
    "La",
    "CMYK",
    "YCbCr",
    "LAB",
    "HSV",
    "I",
    "F",
    "I;16",
]


@pytest.mark.parametrize("mode", MODES)
def test_every_colour_mode_opens_as_rgb(tmp_path: Path, mode: str) -> None:
    format_count = 0
    for form in ("TIFF", "PNG", "JPEG", "WEBP", "GIF", "AVIF"):
        try:
            data = encode_image(Image.new(mode, (30, 20)), form)
        except (OSError, ValueError, KeyError):  # the format lacks the mode
            continue
        format_count += 1
        path = tmp_path / f"x.{form.lower()}"
        path.write_bytes(data)
        picture = open_picture(path)
        assert picture.mode in ("RGB", "RGBA")
        assert picture.size == (30, 20)
    assert format_count or mode in ("RGBa", "La", "HSV", "PA", "LAB")


@pytest.mark.parametrize("turn", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 65_535])
def test_every_orientation_is_turned_upright(tmp_path: Path, turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    for form in ("JPEG", "PNG", "WEBP"):
        path = tmp_path / "x"
        path.write_bytes(encode_image(halves(), form, exif=exif.tobytes()))
        assert open_picture(path).size == ((200, 400) if 5 <= turn <= 8 else (400, 200))
