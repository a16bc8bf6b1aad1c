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
    """Texture of every fineness, as of skin, cloth and leaves: WebP is better at it."""
    picture = scene(*size)
    for cells, share in ((2, 0.05), (4, 0.07), (8, 0.09), (16, 0.12)):
        texture = grain(size[0] // cells, size[1] // cells, seed=cells).resize(size, Image.Resampling.BICUBIC)
        picture = Image.blend(picture, texture, share)
    return picture


def page() -> Image.Image:
    """A page of small letters: busy, and AVIF is far better at it."""
    chance, sheet = random.Random(4), Image.new("RGB", SIZE, "#ffffff")
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(14)
    for line in range(30):
        draw.text((10, 20 * line), "".join(chance.choices("abcdefghij klmnop", k=80)), "#222222", font)
    return sheet


def drawing() -> Image.Image:
    """Flat shapes with sharp edges; most tiles of it hold nothing at all."""
    chance, sheet = random.Random(6), Image.new("RGB", SIZE, "#f0e8e0")
    draw = ImageDraw.Draw(sheet)
    for _ in range(8):
        x, y = chance.randrange(600), chance.randrange(600)
        draw.ellipse((x, y, x + 150, y + 100), chance.choice(["#203040", "#c04030", "#3080a0"]))
    return sheet


def soft() -> Image.Image:
    return scene(*SIZE).filter(ImageFilter.GaussianBlur(3))


def see_through() -> Image.Image:
    picture = rough()
    picture.putalpha(Image.radial_gradient("L").resize(SIZE))
    return picture


@pytest.mark.parametrize("draw", [rough, page, drawing, soft, see_through])
@pytest.mark.parametrize("quality", ["fine", "light"])
def test_the_look_at_tiles_decides_as_the_whole_picture_does(draw: Callable[[], Image.Image], quality: str) -> None:
    picture, preset = draw(), PRESETS[quality]  # type: ignore[index]
    webp, avif = preset.as_webp(picture), preset.as_avif(picture)
    assert worthy_avif(picture, preset, webp) == (avif if _is_worth(picture, avif, webp) else None)


def test_both_answers_were_tried() -> None:
    preset = PRESETS["fine"]
    found = {draw.__name__: worthy_avif(draw(), preset, preset.as_webp(draw())) for draw in (rough, page, drawing)}
    assert {name for name, avif in found.items() if avif} == {"page", "drawing"}


def test_rough_pictures_are_reported_by_their_tiles_alone() -> None:
    preset = PRESETS["fine"]
    assert _is_hopeless(rough(), preset, len(preset.as_webp(rough())))
    assert not _is_hopeless(page(), preset, len(preset.as_webp(page())))


def test_flat_and_small_pictures_are_tried_whole() -> None:
    preset = PRESETS["fine"]
    for picture in (drawing(), rough((300, 300)), rough((2000, 200))):
        assert not _is_hopeless(picture, preset, len(preset.as_webp(picture)))


def test_more_bytes_are_not_worth_it_however_like_the_picture_is() -> None:
    picture, preset = page(), PRESETS["fine"]
    webp, avif = preset.as_webp(picture), preset.as_avif(picture)
    assert _is_worth(picture, avif, webp)
    assert not _is_worth(picture, avif + b"\0" * len(webp), webp)
