"""Tests that colours of a brand or a theme with too little contrast are reported, with a shade that has enough."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.pages.contrast import contrast_ratio
from tests.lints.small_site import BASE, find_problems, problems_called

PASSING, FAILING = "#767676", "#777777"
"""The two greys next to a contrast of 4.5 to 1 on white."""


def test_the_two_greys_are_on_both_sides_of_the_limit() -> None:
    assert 4.5 <= contrast_ratio(PASSING, "#ffffff") < 4.55
    assert 4.47 < contrast_ratio(FAILING, "#ffffff") < 4.5


@pytest.mark.parametrize(("colour", "is_reported"), [(PASSING, False), (FAILING, True), ("#FF7A9C", True)])
def test_a_pale_colour_of_the_brand_is_reported(tmp_path: Path, colour: str, is_reported: bool) -> None:
    site = f'{BASE}theme_options: {{accent: "{colour}"}}\n'
    problems = problems_called("low-contrast", find_problems(tmp_path, {"content/site.yaml": site}))
    assert [problem.place.keys for problem in problems] == ([("theme_options", "accent")] if is_reported else [])
    for problem in problems:
        [shade] = re.findall('"(#[0-9a-f]{6})"', problem.help)
        assert contrast_ratio(shade, "#ffffff") >= 4.5
        assert "4.5:1 " not in problem.message, "a contrast that fails is not rounded up to one that passes"


def test_colours_of_a_theme_are_reported_at_the_theme(tmp_path: Path) -> None:
    theme = (Path(__file__).parents[1] / "scenarios/base/themes/plain/theme.toml").read_text("utf-8")
    theme = theme.replace('"#a4452c"', f'"{FAILING}"').replace('soft = "#555555"', f'soft = "{FAILING}"')
    problems = problems_called("low-contrast", find_problems(tmp_path, {"themes/plain/theme.toml": theme}))
    assert [problem.place.keys for problem in problems] == [("theme",), ("theme",)]
    assert "[share]" in problems[-1].help + problems[0].help
