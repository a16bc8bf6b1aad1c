"""Tests that share cards show face, name and products, stay small, and are drawn again only when something changes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops

from generator.images.cache import PictureCache
from generator.images.cards.card import (
    Card,
    draw_card,
    draw_cards,
    make_card,
)
from generator.images.cards.card_drawing import EDGE
from generator.images.cards.card_spec import CardPicture, CardSpec, Colours
from generator.images.decode.file_bytes import sha_of
from generator.images.decode.open import probe
from generator.images.errors import PictureError
from tests.images.fonts import hebrew, latin
from tests.images.pictures import encode_image, grain, halves, put, scene

LIGHT = Colours("#f7efe8", "#2f211b", "#6d5850", "#a4452c")
DARK = Colours("#1f1714", "#f4e9e1", "#c9b3a7", "#e08a6d")
PLAIN = CardSpec("Aubine", "Lea Moreau", LIGHT, line="Skin first, colour second.")


def card_picture(path: Path, focus: tuple[float, float] = (0.5, 0.5)) -> CardPicture:
    return CardPicture(path, probe(path).sha, focus)


def draw_image(spec: CardSpec) -> Image.Image:
    data = draw_card(spec)
    assert len(data) <= 300_000
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size, image.mode) == ("JPEG", (1200, 630), "RGB")
    assert not image.getexif()
    assert "icc_profile" not in image.info
    return image


def differs_in(first: Image.Image, second: Image.Image, box: tuple[int, int, int, int], by: int = 24) -> bool:
    """Return whether two cards differ visibly inside `box`."""
    extrema = ImageChops.difference(first.crop(box), second.crop(box)).convert("L").getextrema()
    assert isinstance(extrema[1], int)
    return extrema[1] > by


@pytest.fixture
def products(tmp_path: Path) -> tuple[CardPicture, ...]:
    sources = [put(tmp_path, f"product{n}.jpg", encode_image(scene(600 + n, 700), "JPEG")) for n in range(4)]
    return tuple(card_picture(source) for source in sources)


@pytest.fixture
def portrait(tmp_path: Path) -> CardPicture:
    return card_picture(put(tmp_path, "portrait.jpg", encode_image(scene(900, 1200), "JPEG")))


@pytest.mark.parametrize("colours", [LIGHT, DARK])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("with_portrait", [True, False])
def test_every_composition_is_a_card(
    portrait: CardPicture, products: tuple[CardPicture, ...], colours: Colours, count: int, with_portrait: bool
) -> None:
    spec = replace(PLAIN, colours=colours, products=products[:count], portrait=portrait if with_portrait else None)
    image = draw_image(spec)
    other_words = draw_image(replace(spec, name="Wren", brand="B"))
    assert differs_in(image, other_words, (320, 400, 880, 600))  # the card shows the words
    without_pictures = draw_image(replace(spec, products=(), portrait=None))
    assert differs_in(image, without_pictures, (0, 0, 1200, 630)) is (with_portrait or count > 0)
    assert count < 4 or image.tobytes() == draw_image(replace(spec, products=products[:3])).tobytes()


def test_cards_of_noisy_pictures_stay_small(tmp_path: Path) -> None:
    noisy = card_picture(put(tmp_path, "noisy.png", encode_image(grain(1300, 1300), "PNG")))
    draw_image(replace(PLAIN, portrait=noisy, products=(noisy,) * 3))
    draw_image(replace(PLAIN, products=(noisy,) * 3))


def test_the_focus_decides_what_a_card_shows_in_both_directions(tmp_path: Path) -> None:
    wide = put(tmp_path, "wide.png", encode_image(halves(1600, 500), "PNG"))
    for focus, red in (((0.1, 0.5), True), ((0.9, 0.5), False)):
        for direction in ("ltr", "rtl"):
            image = draw_image(replace(PLAIN, portrait=card_picture(wide, focus), direction=direction))
            pixel = image.getpixel((600, 300))
            assert isinstance(pixel, tuple)
            assert (pixel[0] > pixel[2] + 80) is red
            assert (pixel[2] > pixel[0] + 80) is not red


NAMES = [
    "Wolfeschlegelsteinhausenbergerdorffkonstantinopolitanski",
    "Wolfeschlegelsteinhausenbergerdorff von und zu Hohenzollern-Konstantinopolitanski der Jüngere",
    "A " * 200,
    "W" * 5000,
    "Lea ✨",
]


@pytest.mark.parametrize("name", NAMES, ids=[name[:12] for name in NAMES])
@pytest.mark.parametrize("with_portrait", [True, False])
def test_long_names_stay_below_the_picture(
    portrait: CardPicture, products: tuple[CardPicture, ...], name: str, with_portrait: bool
) -> None:
    spec = replace(PLAIN, portrait=portrait if with_portrait else None, products=products)
    image, short_card = draw_image(replace(spec, name=name, line=name, brand=name)), draw_image(spec)
    assert differs_in(image, short_card, (320, 400, 880, 620))
    assert not differs_in(image, short_card, (300, 70, 900, 400))  # not over the face
    assert not differs_in(image, short_card, (0, 0, 310, 630))  # and not over the products beside it
    assert not differs_in(image, short_card, (890, 0, 1200, 630))


def test_the_square_in_the_middle_shows_face_and_name(portrait: CardPicture, products: tuple[CardPicture, ...]) -> None:
    """Messengers show this square in their lists. Only products are outside it."""
    spec = replace(PLAIN, name="Wolfeschlegelsteinhausen von Hohenzollern", portrait=portrait, products=products)
    image = draw_image(spec)
    for changed_spec in (replace(spec, name="B"), replace(spec, line="B"), replace(spec, portrait=products[0])):
        assert differs_in(image, draw_image(changed_spec), (285, 0, 915, 630))
        assert not differs_in(image, draw_image(changed_spec), (0, 0, 284, 630))
        assert not differs_in(image, draw_image(changed_spec), (916, 0, 1200, 630))
    for faceless in (replace(spec, portrait=None), replace(spec, portrait=None, products=())):
        with_name, without_name = draw_image(faceless), draw_image(replace(faceless, name="B", line="B"))
        assert differs_in(with_name, without_name, (285, 0, 915, 630))
        assert not differs_in(with_name, without_name, (0, 0, 284, 630))
        assert not differs_in(with_name, without_name, (916, 0, 1200, 630))
    alone = draw_image(replace(spec, products=()))
    assert not differs_in(image, alone, (340, 0, 860, 630))
    assert differs_in(image, alone, (EDGE, 300, 284, 630))
    assert differs_in(image, alone, (916, 300, 1200 - EDGE, 630))


def test_the_brand_replaces_a_name_that_no_font_can_draw(portrait: CardPicture) -> None:
    unknown_letters = draw_image(replace(PLAIN, name="김소라", line="안녕", portrait=portrait))
    empty_name = draw_image(replace(PLAIN, name="", line="", portrait=portrait))
    assert unknown_letters.tobytes() == empty_name.tobytes()
    assert differs_in(unknown_letters, draw_image(PLAIN), (320, 400, 880, 600))
    draw_image(replace(PLAIN, name="", line="", brand="소라"))  # a card also comes out without a single word


def test_a_right_to_left_name_is_drawn(tmp_path: Path, portrait: CardPicture) -> None:
    font = hebrew(tmp_path)
    spec = replace(PLAIN, name="שלום עולם", line="שלום", display=(font,), text=(font,), direction="rtl")
    image, nameless = (
        draw_image(replace(spec, portrait=portrait)),
        draw_image(replace(spec, name="", line="", portrait=portrait)),
    )
    assert differs_in(image, nameless, (320, 400, 880, 600))
    assert not differs_in(image, nameless, (0, 0, 300, 630))
    plain = replace(spec, portrait=None)
    image, nameless = draw_image(plain), draw_image(replace(plain, name="", line=""))
    assert differs_in(image, nameless, (320, 400, 880, 600))
    assert not differs_in(image, nameless, (0, 0, 300, 630))


def test_a_card_is_the_same_every_time_and_drawn_once(tmp_path: Path, portrait: CardPicture) -> None:
    spec = replace(PLAIN, portrait=portrait)
    assert draw_card(spec) == draw_card(spec)
    cache = PictureCache(tmp_path / "cache")
    first, second = make_card(spec, cache), make_card(spec, cache)
    assert (first.fresh, second.fresh) == (True, False)
    assert second.path.read_bytes() == draw_card(spec)
    assert second.bytes == len(draw_card(spec))
    second.path.write_bytes(b"damage")
    assert make_card(spec, cache).fresh


def test_a_change_of_anything_shown_makes_another_card(
    tmp_path: Path, portrait: CardPicture, products: tuple[CardPicture, ...]
) -> None:
    cache = PictureCache(tmp_path / "cache")
    font = latin(tmp_path, "font.ttf", "LeaMoru ")
    spec = replace(PLAIN, portrait=portrait, products=products[:2], display=(font,))
    specs = [
        spec,
        replace(spec, name="Wren"),
        replace(spec, line=""),
        replace(spec, brand="Other"),
        replace(spec, colours=DARK),
        replace(spec, direction="rtl"),
        replace(spec, portrait=replace(portrait, focus=(0.1, 0.1))),
        replace(spec, portrait=None, products=(portrait, *products[:2])),
        replace(spec, products=products[1:3]),
        replace(spec, display=()),
        replace(spec, text=(font,)),
    ]
    assert [card.fresh for card in draw_cards(specs, cache, 2) if isinstance(card, Card)] == [True] * len(specs)
    assert not any(card.fresh for card in draw_cards(specs, cache, 2) if isinstance(card, Card))
    latin(tmp_path, "font.ttf", "LeaMoruxyz ")  # the same path, another font
    assert make_card(spec, cache).fresh
    moved_portrait = replace(portrait, path=tmp_path / "moved.jpg")  # another path, the same picture
    assert not make_card(replace(spec, display=(), portrait=moved_portrait), cache).fresh


def test_a_broken_picture_is_reported_in_its_place(tmp_path: Path, portrait: CardPicture) -> None:
    broken = put(tmp_path, "cut.jpg", portrait.path.read_bytes()[:4000])
    specs = [
        PLAIN,
        replace(PLAIN, portrait=CardPicture(broken, sha_of(broken.read_bytes()))),
        replace(PLAIN, name="Wren"),
    ]
    results = list(draw_cards(specs, PictureCache(tmp_path / "cache"), 2))
    assert [type(result) for result in results] == [Card, PictureError, Card]
