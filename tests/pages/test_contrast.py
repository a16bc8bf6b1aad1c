"""Tests that the shades we choose can be read, and that contrast is computed as WCAG does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.contrast import (
    LEAST,
    contrast_ratio,
    mix,
    readable,
    text_on,
)

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@given(colours, colours)
def test_any_colour_can_be_read_on_any_paper(colour: str, paper: str) -> None:
    assert contrast_ratio(readable(colour, paper), paper) >= LEAST


@given(colours)
def test_text_can_be_read_on_any_colour(colour: str) -> None:
    assert contrast_ratio(text_on(colour), colour) >= LEAST


@given(colours, colours)
def test_contrast_is_the_same_in_both_directions(first: str, second: str) -> None:
    assert contrast_ratio(first, second) == contrast_ratio(second, first)
    assert 1 <= contrast_ratio(first, second) <= 21


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
        ("#123456", "#123456", 1),
    ],
)
def test_contrast_is_computed_as_wcag_does(first: str, second: str, ratio: float) -> None:
    assert contrast_ratio(first, second) == pytest.approx(ratio, abs=0.01)


def test_a_colour_that_can_be_read_is_unchanged() -> None:
    assert readable("#a4452c", "#ffffff") == "#a4452c"


@given(colours, colours)
def test_a_mix_ends_at_both_colours(first: str, second: str) -> None:
    assert mix(first, second, 0) == first
    assert mix(first, second, 1) == second
