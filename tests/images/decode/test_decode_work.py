"""Tests that the cost of decoding a picture is limited before a decoder runs: by counts, never by a clock."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from generator.images.decode import decode_work
from generator.images.decode.open import open_picture, probe
from generator.images.errors import PictureError
from tests.images.costly_pictures import COSTLY, chunk, gif_with, mpo_of, png_with, progressive, tiff_of, with_scans
from tests.images.phone_pictures import heic
from tests.images.pictures import encode_image, halves

END = b"\xff\xd9"


@pytest.mark.parametrize("name", COSTLY)
def test_a_costly_picture_is_refused_before_a_decoder_runs(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.jpg"
    path.write_bytes(COSTLY[name]())

    def load(*_: object) -> None:
        raise AssertionError("a decoder ran")

    monkeypatch.setattr(Image.Image, "load", load)
    for open_file in (probe, open_picture):
        with pytest.raises(PictureError) as error:
            open_file(path)
        assert error.value.name == "broken-picture"
        assert "no camera or program writes" in error.value.message


def test_ordinary_pictures_are_accepted(tmp_path: Path) -> None:
    for name, data in {
        "progressive": progressive(600, "RGB"),
        "large": progressive(7000),
        "stereo": mpo_of(progressive(64)),
        "strip": tiff_of(progressive(64), 64),
        "gif": gif_with(b"\x21\xfe\x01a\0" * 1000),
        "png": png_with(chunk(b"tEXt", b"a\0b") * 1000),
        # A video after the picture, as phones write it, may contain any bytes.
        "motion": progressive(64) + b"\xff\xda\0\2" * 10_000,
    }.items():
        path = tmp_path / name
        path.write_bytes(data)
        probe(path)
        open_picture(path)


def test_scans_are_counted_as_the_decoder_reads_them() -> None:
    assert decode_work.check_parts("JPEG", encode_image(halves(), "JPEG"), "x") == 1
    assert decode_work.check_parts("JPEG", progressive(64), "x") == 6
    assert decode_work.check_parts("JPEG", with_scans(progressive(64), 30), "x") == 36
    endless = progressive(64)[:-2]
    assert decode_work.check_parts("JPEG", endless, "x") == 6
    assert decode_work.check_parts("JPEG", endless + END + b"\xff\xda" * 9, "x") == 6


def test_a_heic_that_costs_too_much_is_ended_by_its_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The decoder's process has its own limit of time. Here it loops until that limit ends it."""
    decoder = tmp_path / "decoder.py"
    text = Path(decode_work.__file__).with_name("heif_decoder.py").read_text()
    assert "RLIMIT_CPU" in text
    decoder.write_text(text.replace("    image.load()", "    while True: pass").replace("SECONDS = 5", "SECONDS = 1"))
    monkeypatch.setattr("generator.images.decode.heif._DECODER", decoder)
    path = tmp_path / "x.heic"
    path.write_bytes(heic())
    with pytest.raises(PictureError) as error:
        open_picture(path)
    assert error.value.name == "broken-picture"
