"""Tests pictures to post on what was drawn: exact pixels, words inside the safe box, contrast, no metadata."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal

import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops

from generator.images.cards.card_spec import CardPicture, CardSpec, Colours
from generator.images.cards.poster import SAFE, SIZES, PosterSpec, Size, draw_poster, paint_poster
from generator.images.cards.shapes import brightness
from generator.images.decode.open import probe
from generator.images.errors import PictureError
from generator.registry import data_folder

SHARE = data_folder("themes") / "dew/share"
COLOURS = Colours("#fffaf5", "#33211a", "#7a5c4e", "#a4452c")


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> CardPicture:
    path = tmp_path_factory.mktemp("photo") / "lea.jpg"
    picture = Image.effect_mandelbrot((900, 1200), (-2, -1.5, 1, 1.5), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    picture.save(path, exif=exif)
    return CardPicture(path, probe(path).sha, (0.5, 0.4))


def _spec(size: Size, photo: CardPicture | None, direction: Literal["ltr", "rtl"] = "ltr") -> PosterSpec:
    fonts = (SHARE / "display.ttf",), (SHARE / "text.ttf",)
    card = CardSpec("Maison Lune", "Léa Moreau-Delacroix", COLOURS, *fonts, line="La peau d’abord, le reste après.",
                    portrait=photo, direction=direction)  # fmt: skip
    return PosterSpec(size, card, "Collaboration commerciale", "LEAMOREAU15", "Mon code · −15 %")


@pytest.mark.parametrize("size", SIZES)
def test_a_poster_has_its_exact_size_and_no_metadata(size: Size, photo: CardPicture) -> None:
    data = draw_poster(_spec(size, photo))
    poster = Image.open(io.BytesIO(data))
    poster.load()
    assert poster.size == SIZES[size]
    assert poster.format == "JPEG"
    assert not poster.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & poster.info.keys()
    assert b"taken at home" not in data
    assert data == draw_poster(_spec(size, photo))


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("size", SIZES)
def test_words_are_inside_the_safe_box(size: Size, direction: Literal["ltr", "rtl"], photo: CardPicture) -> None:
    """The difference from the same picture without words shows where the words are."""
    spec = _spec(size, photo, direction)
    box = ImageChops.difference(paint_poster(spec), paint_poster(spec, with_words=False)).getbbox()
    safe = SAFE[size]
    assert box is not None
    assert (box[0] >= safe.left, box[1] >= safe.top, box[2] <= safe.right, box[3] <= safe.bottom) == (True,) * 4, box
    assert box[2] - box[0] > 0.4 * (safe.right - safe.left)


def test_the_safe_box_of_a_story_suits_all_apps() -> None:
    assert SAFE["story"] == (65, 270, 928, 1248)


@pytest.mark.parametrize("accent", ["#a4452c", "#e0b000", "#0a3a2a"])
@pytest.mark.parametrize("size", SIZES)
def test_code_and_label_have_enough_contrast(size: Size, accent: str, photo: CardPicture) -> None:
    """Compare the lightest and the darkest colour of the label's pill and of the code's panel: text and background."""
    from generator.pages.contrast import readable, text_on

    shade = readable(accent, COLOURS.paper)
    spec = _spec(size, photo)
    spec = replace(spec, on_accent=text_on(shade), card=replace(spec.card, colours=replace(COLOURS, accent=shade)))
    poster = paint_poster(spec)
    safe, tall = SAFE[size], SIZES[size][1] > SIZES[size][0]
    top = safe.top + 320 if tall else safe.bottom - 148
    for part in ((safe.left + 30, safe.top + 8, safe.left + 250, safe.top + 52),
                 (safe.left + 32, top + 60, safe.left + 250, top + 130)):  # fmt: skip
        colours = [f"#{r:02x}{g:02x}{b:02x}" for _, (r, g, b) in poster.crop(part).getcolors(100_000) or []]
        light = sorted(map(brightness, colours))
        assert (light[-1] + 0.05) / (light[0] + 0.05) >= 4.5


@pytest.mark.parametrize(
    "change", [{"label": "إعلان"}, {"code": "コード15"}, {"code": "W" * 128}, {"label": "Werbung " * 20}]
)
def test_a_label_or_code_is_drawn_whole_or_not_at_all(change: dict[str, str], photo: CardPicture) -> None:
    with pytest.raises(PictureError) as caught:
        draw_poster(replace(_spec("feed", photo), **change))
    assert caught.value.name == "undrawn-label"


def test_without_a_picture_there_is_an_ornament() -> None:
    poster = paint_poster(_spec("story", None), with_words=False)
    colours = poster.resize((40, 70)).getcolors(10_000)
    assert colours is not None
    assert len(colours) > 50


def test_without_a_code_there_is_no_panel(photo: CardPicture) -> None:
    spec = replace(_spec("story", photo), code="")
    box = ImageChops.difference(paint_poster(spec), paint_poster(spec, with_words=False)).getbbox()
    assert box is not None
    assert box[3] <= SAFE["story"].top + 320


def test_a_changed_file_is_reported(photo: CardPicture, tmp_path: Path) -> None:
    other_picture = tmp_path / "other.jpg"
    Image.new("RGB", (50, 50)).save(other_picture)
    with pytest.raises(PictureError):
        draw_poster(_spec("feed", replace(photo, path=other_picture)))
