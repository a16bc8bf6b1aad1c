"""Tests that no published file has the metadata of the pictures that people gave."""

from __future__ import annotations

import io
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.images.phone_pictures import PICTURES, SECRET, exif, svg, xmp
from tests.scenario import FOLDER, run_cli

METADATA = (
    *(SECRET.encode(form) for form in ("utf-8", "utf-16-le", "utf-16-be")),
    b"Exif\0\0", b"ns.adobe.com", b"xmpmeta", b"GPSLatitude", b"Photoshop 3.0", b"MPF\0", b"ICC_PROFILE", b"inkscape",
    b"2026:05:04",
)  # fmt: skip


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site with each of these pictures as a portrait and in a story, and an SVG as its logo."""
    site = tmp_path_factory.mktemp("phones") / "site"
    shutil.copytree(FOLDER / "base", site)
    for number, (name, make) in enumerate(PICTURES.items()):
        data = make()
        assert any(secret in data for secret in METADATA[:3]), name
        person = site / f"content/ambassadors/person-{number}"
        person.mkdir()
        (person / name).write_bytes(data)
        facts = f"name: Person {number}\nfavorites: [boy-brow]\nportrait: {{src: {name}, alt: A person}}\n"
        (person / "profile.yaml").write_text(facts, "utf-8")
        (person / "story.md").write_text(f"At home.\n\n![A picture]({name})\n", "utf-8")
    (site / "content/logo.svg").write_bytes(svg())
    letters = site / "themes/plain/none.ttf"  # the font that the theme names
    shutil.copyfile(Path(__file__).parents[2] / "tools/pictures/fonts/Figtree-Medium.ttf", letters)
    settings = site / "content/site.yaml"
    text = settings.read_text("utf-8").replace("share_cards: false", "share_cards: true")
    settings.write_text(text + "logo: logo.svg\n", "utf-8")
    code, messages = run_cli(["build"], site)
    assert code == 0, messages
    return site / "output"


def test_no_published_file_contains_metadata(output: Path) -> None:
    files = [path for path in output.rglob("*") if path.is_file()]
    endings = {path.suffix for path in files}
    assert {".jpg", ".webp", ".svg", ".html"} <= endings
    assert len([path for path in files if path.suffix in (".jpg", ".webp", ".avif", ".png")]) >= 3 * len(PICTURES)
    for path in files:
        data = path.read_bytes()
        assert [item for item in METADATA if item in data] == [], path.name


def test_no_published_picture_has_a_part_for_metadata(output: Path) -> None:
    """Not even an empty part: neither in the parts that each format has, nor as Pillow reads it."""
    picture_count = 0
    for path in output.rglob("*"):
        if path.suffix not in (".jpg", ".webp", ".avif", ".png"):
            continue
        data = path.read_bytes()
        picture_count += 1
        with Image.open(io.BytesIO(data)) as picture:
            assert not dict(picture.getexif()), path.name
            assert not set(picture.info) & {"exif", "xmp", "icc_profile", "comment", "photoshop", "XML:com.adobe.xmp"}
        if path.suffix == ".jpg":
            allowed_markers = {0xDB, 0xC0, 0xC2, 0xC4, 0xDA, 0xDD, 0xD8, 0xE0}  # tables, frames, scans, JFIF
            assert set(jpeg_markers(data)) <= allowed_markers, path.name
            assert data.endswith(b"\xff\xd9")
        elif path.suffix == ".webp":
            assert set(riff_chunks(data)) <= {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}, path.name
        elif path.suffix == ".png":
            assert set(png_chunks(data)) <= {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}, path.name
        else:
            assert b"infe" in data
            assert b"Exif" not in data
            assert b"mime" not in data
    assert picture_count >= 3 * len(PICTURES)


def test_a_rotated_phone_picture_is_published_upright(output: Path) -> None:
    """The orientation is metadata too. The build deletes it, so it must turn the pixels."""
    wide = [path for path in output.glob("assets/phone-*.jpg") if upright(path)]
    assert wide


def upright(path: Path) -> bool:
    with Image.open(path) as picture:
        return picture.width > picture.height  # 900 by 1200, turned by 90 degrees


def test_the_metadata_of_the_test_is_real() -> None:
    with Image.open(io.BytesIO(PICTURES["phone.jpg"]())) as picture:
        assert picture.getexif().get_ifd(0x8825)[2][0] == 45.0
        assert SECRET.encode() in picture.info["comment"]
    assert len(exif()) > 200
    assert len(xmp()) > 100


def jpeg_markers(data: bytes) -> Iterator[int]:
    at = 2
    while at < len(data):
        assert data[at] == 0xFF
        kind = data[at + 1]
        if kind == 0xD9:
            return
        yield kind
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
        if kind == 0xDA:  # the data of a scan ends at the next marker that is not part of it
            while data[at] != 0xFF or data[at + 1] in (0, *range(0xD0, 0xD8)):
                at += 1


def riff_chunks(data: bytes) -> Iterator[bytes]:
    at = 12
    while at < len(data):
        yield data[at : at + 4]
        size = struct.unpack("<I", data[at + 4 : at + 8])[0]
        at += 8 + size + size % 2


def png_chunks(data: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(data):
        yield data[at + 4 : at + 8]
        at += 12 + struct.unpack(">I", data[at : at + 4])[0]
