"""Tests that our order of letters is FriBiDi's: a text drawn part by part looks like the text drawn at once."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from generator.images.cards.bidi import levels
from generator.images.cards.lettering import Face, Text, has_shaping
from tests.images.fonts import hebrew
from tests.needs import need

SIGNS = "نوabLEA0123456789%+-.,()[]/:·"


@pytest.fixture(scope="module")
def face(tmp_path_factory: pytest.TempPathFactory) -> Face:
    need(has_shaping() or None, "FriBiDi")
    return Face(hebrew(tmp_path_factory.mktemp("font"), SIGNS))


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet=f"אבגש {SIGNS}", min_size=1, max_size=14), st.sampled_from(["rtl", "ltr"]))
@example("קוד LEA15 (15%)", "rtl")
@example("a 12 אב 3.5 ג-1", "ltr")
@example("(a) אב [ab (1)] ג", "rtl")
def test_parts_are_drawn_where_a_shaper_puts_them(face: Face, letters: str, direction: str) -> None:
    whole, parts = Image.new("L", (400, 140)), Image.new("L", (400, 140))
    ImageDraw.Draw(whole).text((10, 120), letters, 255, face.at(20), anchor="ls", direction=direction)
    Text(letters, face, direction, (face,)).draw(parts, (10, 120), 20, "#ffffff", letters)
    assert parts.tobytes() == whole.tobytes()


@pytest.mark.parametrize(
    ("letters", "direction", "expected"),
    [
        ("Ab 1", "ltr", "0000"),
        ("نور 15%", "rtl", "1111221"),  # a number keeps its order, and its sign follows Arabic letters
        ("مع LEA15.", "rtl", "111222221"),
        ("Ab نور 12", "ltr", "000111122"),
        ("٣٫٥", "rtl", "222"),
        ("a\u0301ב\u05b0", "rtl", "2211"),  # a mark is part of its letter
    ],
)
def test_each_letter_has_its_bidi_level(letters: str, direction: str, expected: str) -> None:
    assert "".join(map(str, levels(letters, direction))) == expected
