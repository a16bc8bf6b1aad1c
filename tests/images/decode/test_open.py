"""Tests that pictures of all formats open upright, in plain RGB, with their profile applied and no metadata."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageCms

from generator.images.decode.open import open_picture, probe
from tests.images.pictures import encode_image, halves, put, scene


def is_near(pixel: object, expected: tuple[int, ...], by: int = 6) -> bool:
    assert isinstance(pixel, tuple)
    return len(pixel) == len(expected) and all(abs(a - b) <= by for a, b in zip(pixel, expected, strict=True))


RED, BLUE = (220, 30, 30), (30, 30, 220)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF"])
def test_probe_returns_size_format_and_fingerprint(tmp_path: Path, format: str) -> None:
    data = encode_image(halves(), format)
    facts = probe(put(tmp_path, "picture.jpg", data))  # the extension does not matter
    assert (facts.width, facts.height, facts.format, facts.has_alpha) == (400, 200, format, False)
    assert facts.sha == hashlib.blake2b(data, digest_size=32).hexdigest()


# For each EXIF orientation: the size, and the colours at the upper left and the lower right.
TURNS = [
    (1, (400, 200), RED, BLUE),
    (2, (400, 200), BLUE, RED),
    (3, (400, 200), BLUE, RED),
    (4, (400, 200), RED, BLUE),
    (5, (200, 400), RED, BLUE),
    (6, (200, 400), RED, BLUE),
    (7, (200, 400), BLUE, RED),
    (8, (200, 400), BLUE, RED),
    (9, (400, 200), RED, BLUE),
    (0, (400, 200), RED, BLUE),
]


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
@pytest.mark.parametrize(("turn", "size", "first", "last"), TURNS)
def test_pictures_are_opened_upright(
    tmp_path: Path, format: str, turn: int, size: tuple[int, int], first: tuple[int, ...], last: tuple[int, ...]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    path = put(tmp_path, "turned", encode_image(halves(), format, exif=exif))
    facts, image = probe(path), open_picture(path)
    assert (facts.width, facts.height) == image.size == size
    assert is_near(image.getpixel((4, 4)), first)
    assert is_near(image.getpixel((size[0] - 5, size[1] - 5)), last)


def test_a_heic_picture_opens(tmp_path: Path) -> None:
    pillow_heif.register_heif_opener()
    path = put(tmp_path, "phone.heic", encode_image(halves(), "HEIF", quality=90))
    assert probe(path).format == "HEIF"
    assert is_near(open_picture(path).getpixel((5, 5)), RED, by=12)


def test_an_mpo_from_a_phone_is_a_jpeg(tmp_path: Path) -> None:
    data = encode_image(halves(), "MPO", save_all=True, append_images=[halves()])
    path = put(tmp_path, "phone.jpg", data)
    assert probe(path).format == "JPEG"
    assert open_picture(path).size == (400, 200)


def test_cmyk_keeps_its_colours(tmp_path: Path) -> None:
    path = put(tmp_path, "print.jpg", encode_image(halves().convert("CMYK"), "JPEG", quality=95))
    image = open_picture(path)
    assert image.mode == "RGB"
    assert is_near(image.getpixel((5, 5)), RED)


@pytest.mark.parametrize(
    ("mode", "value", "format", "grey"),
    [
        ("I;16", 32768, "PNG", 127),
        ("I;16", 65535, "PNG", 255),
        ("I;16B", 32768, "TIFF", 127),
        ("I", 40000, "TIFF", 155),
        ("I", 200, "TIFF", 200),
        ("F", 0.5, "TIFF", 127),
        ("F", 128.0, "TIFF", 128),
        ("1", 1, "PNG", 255),
        ("L", 90, "PNG", 90),
    ],
)
def test_deep_greys_become_eight_bits(tmp_path: Path, mode: str, value: float, format: str, grey: int) -> None:
    path = put(tmp_path, "grey", encode_image(Image.new(mode, (9, 9), value), format))
    image = open_picture(path)
    assert image.mode == "RGB"
    assert is_near(image.getpixel((4, 4)), (grey,) * 3, by=1)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -5.0, 1e30])
def test_floats_that_are_no_colours_still_open(tmp_path: Path, value: float) -> None:
    image = open_picture(put(tmp_path, "odd.tif", encode_image(Image.new("F", (9, 9), value), "TIFF")))
    assert image.mode == "RGB"


def test_a_palette_keeps_its_transparency(tmp_path: Path) -> None:
    image = halves().convert("P")
    path = put(tmp_path, "palette.png", encode_image(image, "PNG", transparency=image.getpixel((0, 0))))
    assert probe(path).has_alpha
    rgba = open_picture(path)
    assert rgba.mode == "RGBA"
    assert rgba.getpixel((5, 5))[3] == 0  # type: ignore[index]
    assert rgba.getpixel((390, 5))[3] == 255  # type: ignore[index]


def test_grey_keeps_its_alpha(tmp_path: Path) -> None:
    rgba = open_picture(put(tmp_path, "la.png", encode_image(Image.new("LA", (9, 9), (90, 80)), "PNG")))
    assert rgba.getpixel((4, 4)) == (90, 90, 90, 80)


def test_alpha_that_hides_nothing_is_dropped(tmp_path: Path) -> None:
    path = put(tmp_path, "solid.png", encode_image(halves().convert("RGBA"), "PNG"))
    assert open_picture(path).mode == "RGB"


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
def test_an_animation_gives_its_first_frame(tmp_path: Path, format: str) -> None:
    frames = [Image.new("RGB", (60, 40), BLUE) for _ in range(2)]
    data = encode_image(Image.new("RGB", (60, 40), RED), format, save_all=True, append_images=frames, duration=90)
    assert is_near(open_picture(put(tmp_path, "moving", data)).getpixel((30, 20)), RED)


def swapped_profile() -> bytes:
    """Return an sRGB profile whose red and blue primaries are exchanged, under another name."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for count in range(int.from_bytes(data[128:132], "big")):
        at = 132 + 12 * count
        tag = bytes(data[at : at + 4])
        data[at : at + 4] = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}.get(tag, tag)
    return bytes(data).replace("sRGB".encode("utf-16-be"), "Swap".encode("utf-16-be"))


@pytest.mark.parametrize(("format", "alpha"), [("JPEG", False), ("PNG", True), ("WEBP", True)])
def test_an_embedded_profile_is_applied(tmp_path: Path, format: str, alpha: bool) -> None:
    image = Image.new("RGBA", (40, 40), (255, 0, 0, 90)) if alpha else Image.new("RGB", (40, 40), (255, 0, 0))
    path = put(tmp_path, "odd", encode_image(image, format, icc_profile=swapped_profile()))
    pixel = open_picture(path).getpixel((20, 20))
    assert is_near(pixel, (0, 0, 255, 90) if alpha else (0, 0, 255), by=8)


def test_a_profile_for_another_mode_is_ignored(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    path = put(tmp_path, "odd.jpg", encode_image(halves(), "JPEG", icc_profile=lab, quality=95))
    assert is_near(open_picture(path).getpixel((5, 5)), RED)


@pytest.mark.parametrize("profile", [b"x" * 400, b"", b"\0" * 9_000_000])
def test_a_broken_profile_is_ignored(tmp_path: Path, profile: bytes) -> None:
    path = put(tmp_path, "odd.jpg", encode_image(halves(), "TIFF", icc_profile=profile))
    assert is_near(open_picture(path).getpixel((5, 5)), RED)


def test_no_metadata_remains_after_opening(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    data = encode_image(halves(), "JPEG", exif=exif, comment=b"secret", dpi=(300, 300))
    assert open_picture(put(tmp_path, "a.jpg", data)).info == {}


def test_a_large_jpeg_is_decoded_small_but_never_too_small(tmp_path: Path) -> None:
    path = put(tmp_path, "large.jpg", encode_image(scene(2400, 1600), "JPEG"))
    assert open_picture(path).width == 2400
    assert open_picture(path, at_least=700).width == 1200
    assert open_picture(path, at_least=300).width == 300
    assert open_picture(path, at_least=301).width == 600
    assert open_picture(path, at_least=9000).width == 2400


def test_a_rotated_jpeg_is_wide_enough(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = put(tmp_path, "large.jpg", encode_image(scene(2400, 1600), "JPEG", exif=exif))
    assert open_picture(path, at_least=700).size == (800, 1200)
