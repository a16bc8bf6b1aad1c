"""Tests that a picture is cropped only if it is narrower or wider than its role allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.images.encode_pictures import Role

ROLE = Role((480,), "100vw", shapes=((2, 3), (3, 1)))


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
def test_a_picture_beyond_the_shapes_is_cropped(size: tuple[int, int], shape: tuple[int, int] | None) -> None:
    assert ROLE.shape_of(*size) == shape


def test_a_fixed_aspect_comes_before_the_shapes() -> None:
    assert Role((480,), "100vw", aspect=(4, 5), shapes=((2, 3), (3, 1))).shape_of(500, 3200) == (4, 5)
    assert Role((480,), "100vw").shape_of(500, 3200) is None


@given(st.integers(1, 20_000), st.integers(1, 20_000))
def test_every_published_picture_is_within_the_shapes(width: int, height: int) -> None:
    published_size = ROLE.shape_of(width, height) or (width, height)
    assert 2 / 3 <= published_size[0] / published_size[1] <= 3
