"""Tests the files that one picture becomes: their widths, formats, crop and names, without metadata."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from generator.images.cache import PictureCache
from generator.images.decode.open import probe
from generator.images.encode.encode import encode_picture, find_encoded, slug_of
from generator.images.encode.recipe import Crop, EncodedPicture, Recipe
from generator.images.encode.scale import choose_widths
from generator.images.errors import PictureError
from tests.images.pictures import encode_image, grain, halves, put, scene


@pytest.fixture
def cache(tmp_path: Path) -> PictureCache:
    return PictureCache(tmp_path / "cache")


def encode_source(source: Path, recipe: Recipe, cache: PictureCache) -> EncodedPicture:
    return encode_picture(source, probe(source), recipe, cache)


def test_a_photo_gets_every_width_and_a_fallback(tmp_path: Path, cache: PictureCache) -> None:
    result = encode_source(
        put(tmp_path, "Été à Lyon (1).JPG", encode_image(scene(), "JPEG")), Recipe((320, 480, 640)), cache
    )
    assert (result.width, result.height, result.fresh) == (640, 480, True)
    assert [(v.width, v.height) for v in result.of("webp")] == [(320, 240), (480, 360), (640, 480)]
    assert (result.fallback.format, result.fallback.width) == ("jpeg", 480)
    assert result.variants[-1] is result.fallback
    for variant in result.variants:
        assert re.fullmatch(rf"ete-a-lyon-1-{variant.width}\.[0-9a-f]{{12}}\.(avif|webp|jpg)", variant.name)
        assert variant.path.stat().st_size == variant.bytes
        with Image.open(variant.path) as image:
            assert image.size == (variant.width, variant.height)
            assert (image.format or "").lower() == variant.format
    with Image.open(result.fallback.path) as jpeg:
        assert jpeg.info.get("progressive")


def test_no_position_and_no_profile_reaches_the_output(tmp_path: Path, cache: PictureCache) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 24.0)
    data = encode_image(scene(900, 600), "JPEG", exif=exif, comment=b"secret", xmp=b"<x:xmpmeta>gps</x:xmpmeta>")
    assert b"Camera" in data
    result = encode_source(put(tmp_path, "a.jpg", data), Recipe((300,)), cache)
    assert (result.width, result.height) == (300, 450)
    assert len(result.variants) >= 2
    for variant in result.variants:
        data = variant.path.read_bytes()
        for trace in (b"Exif", b"EXIF", b"Camera", b"secret", b"xmp", b"ICC", b"prof"):
            assert trace not in data
        with Image.open(variant.path) as image:
            assert not image.getexif()


@pytest.mark.parametrize(
    ("asked_widths", "source", "widths"),
    [
        ((320, 480, 640), 2000, [320, 480, 640]),
        ((640, 320, 320), 2000, [320, 640]),
        ((320, 480, 640), 640, [320, 480, 640]),
        ((320, 480, 640), 600, [320, 480, 600]),
        ((320, 480, 640), 500, [320, 480]),
        ((320, 480, 640), 100, [100]),
        ((320, 480, 640), 1, [1]),
    ],
)
def test_no_picture_is_enlarged(asked_widths: tuple[int, ...], source: int, widths: list[int]) -> None:
    assert choose_widths(asked_widths, source) == widths


def test_a_tiny_picture_keeps_its_size(tmp_path: Path, cache: PictureCache) -> None:
    result = encode_source(put(tmp_path, "dot.gif", encode_image(halves(2, 1), "GIF")), Recipe((320, 640)), cache)
    assert {(v.width, v.height) for v in result.variants} == {(2, 1)}


def textured_scene() -> Image.Image:
    """Return edges and soft texture, as in a photo by daylight."""
    soft = grain(150, 112).resize((600, 450), Image.Resampling.BICUBIC)
    return Image.blend(scene(600, 450), soft, 0.45)


def test_avif_is_kept_only_where_it_is_much_smaller(tmp_path: Path, cache: PictureCache) -> None:
    recipe = Recipe((300,))
    noisy = encode_source(put(tmp_path, "noisy.png", encode_image(grain(300, 300), "PNG")), recipe, cache)
    assert noisy.of("avif") == ()
    smooth = encode_source(
        put(tmp_path, "smooth.png", encode_image(textured_scene(), "PNG")), Recipe((300, 600)), cache
    )
    assert [v.width for v in smooth.of("avif")] == [300, 600]
    assert sum(v.bytes for v in smooth.of("avif")) < 0.85 * sum(v.bytes for v in smooth.of("webp"))


def test_the_crop_follows_the_focus(tmp_path: Path, cache: PictureCache) -> None:
    source = put(tmp_path, "wide.png", encode_image(halves(800, 200), "PNG"))
    for focus, red in (((0.1, 0.5), True), ((0.9, 0.5), False)):
        result = encode_source(source, Recipe((200,), crop=Crop((1, 1), focus)), cache)
        assert (result.width, result.height) == (200, 200)
        with Image.open(result.fallback.path) as image:
            pixel = image.convert("RGB").getpixel((100, 100))
            assert isinstance(pixel, tuple)
            assert (pixel[0] > pixel[2]) is red


@pytest.mark.parametrize("focus", [(0.0, 0.0), (1.0, 1.0), (0.5, 0.5), (0.3, 0.9)])
@pytest.mark.parametrize("size", [(1, 1), (800, 3), (3, 800), (333, 777)])
def test_a_crop_never_leaves_the_picture(focus: tuple[float, float], size: tuple[int, int]) -> None:
    left, upper, right, lower = Crop((4, 5), focus).box(*size)
    assert 0 <= left < right <= size[0]
    assert 0 <= upper < lower <= size[1]


def test_a_fallback_gets_a_white_background_and_a_sharp_picture_stays_transparent(
    tmp_path: Path, cache: PictureCache
) -> None:
    image = Image.new("RGBA", (300, 200), (200, 0, 0, 0))
    image.paste((0, 120, 0, 255), (100, 50, 200, 150))
    source = put(tmp_path, "logo.png", encode_image(image, "PNG"))
    photo = encode_source(source, Recipe((300,)), cache)
    with Image.open(photo.fallback.path) as jpeg:
        assert min(jpeg.convert("RGB").getpixel((5, 5))) > 250  # type: ignore[type-var]
    sharp = encode_source(source, Recipe((300,), "sharp"), cache)
    assert [v.format for v in sharp.variants] == ["webp", "png"]
    for variant in sharp.variants:
        with Image.open(variant.path) as variant_image:
            assert variant_image.convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]
            assert variant_image.convert("RGBA").getpixel((150, 100)) == (0, 120, 0, 255)


def test_encoding_gives_the_same_bytes_every_time(tmp_path: Path) -> None:
    source = put(tmp_path, "a.jpg", encode_image(scene(), "JPEG"))
    recipe = Recipe((320, 640), crop=Crop((4, 5), (0.2, 0.5)))
    first, second = (encode_source(source, recipe, PictureCache(tmp_path / name)) for name in ("one", "two"))
    assert [v.name for v in first.variants] == [v.name for v in second.variants]
    assert [v.path.read_bytes() for v in first.variants] == [v.path.read_bytes() for v in second.variants]


def test_the_second_encoding_comes_from_the_cache(tmp_path: Path, cache: PictureCache) -> None:
    source = put(tmp_path, "a.jpg", encode_image(scene(), "JPEG"))
    facts, recipe = probe(source), Recipe((320,))
    assert find_encoded(source, facts.sha, recipe, cache) is None
    first = encode_picture(source, facts, recipe, cache)
    source.unlink()  # nothing reads it again
    second = encode_picture(source, facts, recipe, cache)
    assert (first.fresh, second.fresh) == (True, False)
    assert second.variants == first.variants


def test_names_follow_source_and_recipe(tmp_path: Path, cache: PictureCache) -> None:
    data = encode_image(scene(), "JPEG")
    first = encode_source(put(tmp_path, "one.jpg", data), Recipe((320,)), cache)
    twin = encode_source(put(tmp_path, "twin.jpg", data), Recipe((320,)), cache)
    light = encode_source(tmp_path / "one.jpg", Recipe((320,), "light"), cache)
    assert not twin.fresh
    assert twin.fallback.path == first.fallback.path
    assert twin.fallback.name == first.fallback.name.replace("one-", "twin-")
    assert light.fallback.name != first.fallback.name


def test_a_damaged_cache_entry_is_replaced(tmp_path: Path, cache: PictureCache) -> None:
    source = put(tmp_path, "a.jpg", encode_image(scene(), "JPEG"))
    first = encode_source(source, Recipe((320,)), cache)
    whole = first.fallback.path.read_bytes()
    first.fallback.path.write_bytes(whole[:-9])
    again = encode_source(source, Recipe((320,)), cache)
    assert again.fresh
    assert again.fallback.path.read_bytes() == whole


def test_a_picture_that_changes_meanwhile_is_reported(tmp_path: Path, cache: PictureCache) -> None:
    source = put(tmp_path, "a.jpg", encode_image(scene(), "JPEG"))
    facts = probe(source)
    put(tmp_path, "a.jpg", encode_image(halves(), "JPEG"))
    with pytest.raises(PictureError, match="changed while"):
        encode_picture(source, facts, Recipe((320,)), cache)


def test_a_very_tall_picture_is_refused(tmp_path: Path, cache: PictureCache) -> None:
    source = put(tmp_path, "strip.png", encode_image(Image.new("L", (40, 20_000)), "PNG"))
    with pytest.raises(PictureError) as caught:
        encode_source(source, Recipe((320,)), cache)
    assert caught.value.name == "picture-too-large"


@pytest.mark.parametrize(
    ("stem", "slug"),
    [
        ("Été à Lyon", "ete-a-lyon"),
        ("IMG_2041 (1)", "img-2041-1"),
        ("../../etc", "etc"),
        ("写真", "xiezhen"),
        ("---", "picture"),
        ("", "picture"),
        ("a" * 39 + "-b", "a" * 39),
        ("a" * 5000, "a" * 40),
        ('"><script>', "script"),
    ],
)
def test_file_names_become_safe_slugs(stem: str, slug: str) -> None:
    assert slug_of(stem) == slug
