from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.pages.contrast import contrast_ratio
from tests.lints.advised import BASE, advised, named

PASSING, FAILING = "#767676", "#777777"
"""The well-known pair of greys about 4.5 to 1 on white."""


def test_the_two_greys_lie_on_both_sides() -> None:
    assert 4.5 <= contrast_ratio(PASSING, "#ffffff") < 4.55
    assert 4.47 < contrast_ratio(FAILING, "#ffffff") < 4.5


@pytest.mark.parametrize(("colour", "told"), [(PASSING, False), (FAILING, True), ("#FF7A9C", True)])
def test_a_colour_of_the_brand(tmp_path: Path, colour: str, told: bool) -> None:
    site = f'{BASE}theme_options: {{accent: "{colour}"}}\n'
    problems = named("low-contrast", advised(tmp_path, {"content/site.yaml": site}))
    assert [problem.place.keys for problem in problems] == ([("theme_options", "accent")] if told else [])
    for problem in problems:
        [shade] = re.findall('"(#[0-9a-f]{6})"', problem.help)
        assert contrast_ratio(shade, "#ffffff") >= 4.5
        assert "4.5:1 " not in problem.message, "what fails is not rounded up to what passes"


def test_colours_of_a_theme_are_reported_at_the_theme(tmp_path: Path) -> None:
    theme = (Path(__file__).parents[1] / "scenarios/base/themes/plain/theme.toml").read_text("utf-8")
    theme = theme.replace('"#a4452c"', f'"{FAILING}"').replace('soft = "#555555"', f'soft = "{FAILING}"')
    problems = named("low-contrast", advised(tmp_path, {"themes/plain/theme.toml": theme}))
    assert [problem.place.keys for problem in problems] == [("theme",), ("theme",)]
    assert "[share]" in problems[-1].help + problems[0].help
