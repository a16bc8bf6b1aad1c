"""Tests that a mask with round corners is exact, although only its corners are drawn."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from generator.images.cards.shapes import rounded_mask


def _draw_whole_mask(side: int, radius: int) -> Image.Image:
    mask = Image.new("L", (side * 4, side * 4))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, side * 4 - 1, side * 4 - 1), radius * 4, 255)
    return mask.resize((side, side), Image.Resampling.LANCZOS)


@given(st.integers(1, 200), st.integers(0, 50))
def test_a_mask_equals_one_that_is_drawn_whole(side: int, radius: int) -> None:
    assert rounded_mask(side, radius).tobytes() == _draw_whole_mask(side, radius).tobytes()


def test_only_the_corners_are_drawn_large(monkeypatch: pytest.MonkeyPatch) -> None:
    pixels: list[int] = []
    new = Image.new

    def new_counted(mode: str, size: tuple[int, int], *more: Any) -> Image.Image:
        pixels.append(size[0] * size[1])
        return new(mode, size, *more)

    monkeypatch.setattr(Image, "new", new_counted)
    assert rounded_mask(2048, 451).size == (2048, 2048)
    assert sum(pixels) < 20_000_000, "the whole would have 67 million"
