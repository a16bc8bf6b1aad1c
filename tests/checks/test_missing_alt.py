"""Tests that pictures without an alternative text are reported."""

from __future__ import annotations

import pytest

from generator.checks.missing_alt import missing_alt
from tests.checks.sample_page import messages


@pytest.mark.parametrize(
    "html",
    ['<img alt="A tin" src=a>', '<img alt="" src=a>', "<img alt src=a>", '<svg role="img" aria-label="x"></svg>',
     '<svg role="img"><title>x</title></svg>', "<svg aria-hidden=true></svg>"],
)  # fmt: skip
def test_a_picture_with_alt_text_passes(html: str) -> None:
    assert messages(missing_alt, html) == []


@pytest.mark.parametrize(
    "html",
    ["<img src=a>", '<picture><source srcset="b"><img src=a></picture>', '<input type="image" src=a>',
     "<INPUT TYPE=IMAGE SRC=a>", "<img class=a>", '<svg><area xlink:href="x"></svg>',
     '<map><area href="/x"></map>', '<svg role="img"></svg>', '<span role="img">🌙</span>'],
)  # fmt: skip
def test_a_picture_without_alt_text_is_reported(html: str) -> None:
    assert len(messages(missing_alt, html)) == 1
