"""Tests that scaling in several steps gives almost the same picture as scaling at once."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, ImageStat

from generator.images.encode.scale import scale
from tests.images.pictures import grain, scene


@pytest.fixture(scope="module")
def photo() -> Image.Image:
    texture = grain(800, 1000).resize((1600, 2000), Image.Resampling.BICUBIC)
    return Image.blend(scene(1600, 2000), texture, 0.15)


@pytest.mark.parametrize("widths", [[480, 720, 960], [320, 480, 640, 960], [480, 720, 960, 1200], [300, 301]])
def test_every_width_looks_as_if_scaled_at_once(photo: Image.Image, widths: list[int]) -> None:
    pictures = scale(photo, widths, photo.size)
    assert [picture.size for picture in pictures] == [(width, round(width * 5 / 4)) for width in widths]
    for picture in pictures:
        at_once = photo.resize(picture.size, Image.Resampling.LANCZOS)
        assert max(ImageStat.Stat(ImageChops.difference(picture, at_once)).rms) < 2  # levels of 255


def test_widths_near_each_other_are_scaled_from_the_picture_itself(photo: Image.Image) -> None:
    nearer, _ = scale(photo, [760, 1000], photo.size)
    assert nearer == photo.resize((760, 950), Image.Resampling.LANCZOS)


def test_a_picture_in_its_own_width_is_not_scaled(photo: Image.Image) -> None:
    assert scale(photo, [1600], photo.size) == [photo]
