"""Tests that AVIF is chosen exactly where it is worth its bytes, also when only some tiles are tried."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from generator.images.encode.avif import _is_hopeless, _is_worth, worthy_avif
from generator.images.encode.preset import PRESETS
from tests.images.pictures import grain, scene

SIZE = (600, 600)


def rough(size: tuple[int, int] = SIZE) -> Image.Image:
    """Return fine and coarse texture, as of skin, cloth and leaves. WebP is better at it."""
    picture = scene(*size)
    for cells, share in ((2, 0.05), (4, 0.07), (8, 0.09), (16, 0.12)):
        texture = grain(size[0] // cells, size[1] // cells, seed=cells).resize(size, Image.Resampling.BICUBIC)
        picture = Image.blend(picture, texture, share)
    return picture


def page() -> Image.Image:
    """Return a page of small letters. AVIF is far better at it."""
    chance, sheet = random.Random(4), Image.new("RGB", SIZE, "#ffffff")
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(14)
    for line in range(30):
        draw.text((10, 20 * line), "".join(chance.choices("abcdefghij klmnop", k=80)), "#222222", font)
    return sheet


def drawing() -> Image.Image:
    """Return flat shapes with sharp edges. Most of its tiles are empty."""
    chance, sheet = random.Random(6), Image.new("RGB", SIZE, "#f0e8e0")
    draw = ImageDraw.Draw(sheet)
    for _ in range(8):
        x, y = chance.randrange(600), chance.randrange(600)
        draw.ellipse((x, y, x + 150, y + 100), chance.choice(["#203040", "#c04030", "#3080a0"]))
    return sheet


def blurred_scene() -> Image.Image:
    return scene(*SIZE).filter(ImageFilter.GaussianBlur(3))


def transparent_picture() -> Image.Image:
    picture = rough()
    picture.putalpha(Image.radial_gradient("L").resize(SIZE))
    return picture


@pytest.mark.parametrize("draw", [rough, page, drawing, blurred_scene, transparent_picture])
@pytest.mark.parametrize("quality", ["fine", "light"])
def test_tiles_decide_as_the_whole_picture_does(draw: Callable[[], Image.Image], quality: str) -> None:
    picture, preset = draw(), PRESETS[quality]  # type: ignore[index]
    webp, avif = preset.as_webp(picture), preset.as_avif(picture)
    assert worthy_avif(picture, preset, webp) == (avif if _is_worth(picture, avif, webp) else None)


def test_some_pictures_get_avif_and_some_do_not() -> None:
    preset = PRESETS["fine"]
    results = {draw.__name__: worthy_avif(draw(), preset, preset.as_webp(draw())) for draw in (rough, page, drawing)}
    assert {name for name, avif in results.items() if avif} == {"page", "drawing"}


def test_tiles_alone_rule_out_rough_pictures() -> None:
    preset = PRESETS["fine"]
    assert _is_hopeless(rough(), preset, len(preset.as_webp(rough())))
    assert not _is_hopeless(page(), preset, len(preset.as_webp(page())))


def test_flat_and_small_pictures_are_tried_whole() -> None:
    preset = PRESETS["fine"]
    for picture in (drawing(), rough((300, 300)), rough((2000, 200))):
        assert not _is_hopeless(picture, preset, len(preset.as_webp(picture)))


def test_a_larger_file_is_never_worth_it() -> None:
    picture, preset = page(), PRESETS["fine"]
    webp, avif = preset.as_webp(picture), preset.as_avif(picture)
    assert _is_worth(picture, avif, webp)
    assert not _is_worth(picture, avif + b"\0" * len(webp), webp)
