"""Tests that words on pictures are drawn in fonts that have their letters, and fit into their space."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.images.cards import lettering
from generator.images.cards.lettering import (
    Face,
    Text,
    find_face,
    fit,
)
from tests.images.fonts import hebrew, latin

ABC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz "


@pytest.mark.parametrize("flavor", [None, "woff", "woff2"])
def test_web_fonts_are_read(tmp_path: Path, flavor: str | None) -> None:
    path = latin(tmp_path, "font", ABC, flavor)
    text = find_face("Lea", [path])
    assert text is not None
    assert text.face.path == path
    assert text.width(40) > 20


def test_the_first_font_that_has_all_letters_draws_them(tmp_path: Path) -> None:
    small, large = latin(tmp_path, "small.ttf", "Lea"), latin(tmp_path, "large.ttf", ABC)
    for letters, path in (("Lea", small), ("Lee Abel", large), ("Lea 7", None), ("L e a", small)):
        text = find_face(letters, [small, large])
        assert text is not None
        assert text.face.path == path


@pytest.mark.parametrize(
    "letters", ["김소라", "写真", "Léa 写", "नमस्ते", "\U00013000", "نور", "", "   ", "✨", "\u200d"]
)
def test_no_text_is_drawn_without_a_font_that_has_it(letters: str) -> None:
    assert find_face(letters, []) is None


@pytest.mark.parametrize("letters", ["Lea ✨", "✨Lea", "Lea ❤️", "Lea\u0000\ud800", " Lea\n"])
def test_symbols_that_no_font_has_are_left_out(letters: str) -> None:
    text = find_face(letters, [])
    assert text is not None
    assert text.letters == "Lea"


def test_right_to_left_needs_a_font_and_shaping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = hebrew(tmp_path)
    monkeypatch.setattr(lettering, "has_shaping", lambda: True)
    text = find_face("שלום", [path])
    assert text is not None
    assert (text.direction, text.face.path) == ("rtl", path)
    monkeypatch.setattr(lettering, "has_shaping", lambda: False)
    assert find_face("שלום", [path]) is None
    latin_text = find_face("Lea", [path])
    assert latin_text is not None
    assert latin_text.width(40) > 20  # Latin needs no shaping


def test_each_font_draws_its_letters_of_one_text(tmp_path: Path) -> None:
    latin_font, hebrew_font = latin(tmp_path, "ours.ttf", ABC), hebrew(tmp_path)
    text = find_face("שלום Lea", [latin_font, hebrew_font])
    assert text is not None
    assert (text.direction, text.has("ש"), text.has("L"), text.has("é")) == ("rtl", True, True, False)
    assert text.width(40) == pytest.approx(
        Face(hebrew_font).at(40).getlength("שלום ", direction="rtl") + Face(latin_font).at(40).getlength("Lea")
    )
    assert find_face("שלום Lea é", [latin_font, hebrew_font]) is None
    hebrew_text = find_face("שלום", [latin_font, hebrew_font])
    assert hebrew_text is not None
    assert (hebrew_text.face.path, hebrew_text.fallbacks) == (hebrew_font, ())


def test_names_fill_their_space() -> None:
    short = fit(Text("Lea Moreau", Face(None), "ltr"), 560, 2, 120, 48)
    assert short.size == 120
    assert short.lines == ("Lea", "Moreau")
    longer = fit(Text("Anne-Sophie de la Rochefoucauld", Face(None), "ltr"), 560, 2, 120, 48)
    assert 48 < longer.size < 120
    assert " ".join(longer.lines) == "Anne-Sophie de la Rochefoucauld"


def test_a_low_box_makes_letters_smaller() -> None:
    text = Text("Lea Moreau", Face(None), "ltr")
    low = fit(text, 560, 2, 120, 20, height=60)
    assert len(low.lines) * low.size <= 60


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet=ABC + "éß-…", min_size=1, max_size=300), st.integers(120, 700))
def test_every_line_fits(letters: str, width: int) -> None:
    text = find_face(letters, [])
    if text is None:
        return
    block = fit(text, width, 2, 112, 48)
    assert 1 <= len(block.lines) <= 2
    assert all(text.width(block.size, line) <= width for line in block.lines)
    drawn_letters = "".join("".join(block.lines).split())
    all_letters = "".join(text.letters.split())
    assert drawn_letters == all_letters or all_letters.startswith(drawn_letters.removesuffix("…"))
