"""Tests that spots of a look are reported if the theme crops them away."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lints.small_site import LEA, find_problems, problems_called
from tests.lints.test_pictures import THEME, picture

THEME_WITH_SHAPES = THEME.read_text("utf-8").replace("look = {", "look = {shapes = [[2, 3], [3, 1]], ")


@pytest.mark.parametrize(
    ("size", "at", "hidden_spots"),
    [
        ((200, 300), [(0.5, 0.01), (0.5, 0.99)], []),
        ((200, 3000), [(0.5, 0.5)], []),
        ((200, 3000), [(0.5, 0.96), (0.5, 0.98)], []),
        ((200, 3000), [(0.5, 0.1), (0.5, 0.12), (0.5, 0.9)], [0, 1, 2]),
        ((200, 1000), [(0.5, 0.3), (0.5, 0.5), (0.5, 0.7)], [0, 2]),
        ((3000, 200), [(0.1, 0.5), (0.5, 0.5), (0.9, 0.5)], [0, 2]),
    ],
)
def test_a_spot_outside_the_crop_is_reported(
    tmp_path: Path, size: tuple[int, int], at: list[tuple[float, float]], hidden_spots: list[int]
) -> None:
    spots = ", ".join(f"{{product: cloud-balm, at: [{x}, {y}]}}" for x, y in at)
    look = f"look: {{image: look.png, alt: Léa by a window, spots: [{spots}]}}\n"
    files = {
        LEA: f"name: Léa\nfavorites: [cloud-balm]\n{look}",
        "content/ambassadors/lea/look.png": picture(*size),
        "themes/plain/theme.toml": THEME_WITH_SHAPES,
    }
    problems = problems_called("spot-not-shown", find_problems(tmp_path, files))
    assert [problem.place.keys for problem in problems] == [("look", "spots", index, "at") for index in hidden_spots]
