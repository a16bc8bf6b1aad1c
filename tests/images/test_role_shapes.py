"""A role may say how narrow and how wide a picture may be: only what lies beyond is cropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.images.encode_pictures import Role

BOUNDED = Role((480,), "100vw", shapes=((2, 3), (3, 1)))


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        ((500, 3200), (2, 3)),
        ((1, 40_000), (2, 3)),
        ((400, 600), None),
        ((399, 600), (2, 3)),
        ((800, 800), None),
        ((1800, 600), None),
        ((1801, 600), (3, 1)),
        ((9000, 10), (3, 1)),
    ],
)
def test_what_lies_beyond_the_shapes_is_cropped(size: tuple[int, int], shape: tuple[int, int] | None) -> None:
    assert BOUNDED.shape_of(*size) == shape


def test_a_shape_of_its_own_comes_first() -> None:
    assert Role((480,), "100vw", aspect=(4, 5), shapes=((2, 3), (3, 1))).shape_of(500, 3200) == (4, 5)
    assert Role((480,), "100vw").shape_of(500, 3200) is None


@given(st.integers(1, 20_000), st.integers(1, 20_000))
def test_what_is_shown_lies_within_the_shapes(width: int, height: int) -> None:
    shown = BOUNDED.shape_of(width, height) or (width, height)
    assert 2 / 3 <= shown[0] / shown[1] <= 3
