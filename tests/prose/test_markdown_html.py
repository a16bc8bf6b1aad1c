"""The renderer without the patterns that cannot match gives what the whole one gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.prose.markdown_html import _renderer, _renderer_for

_OFTEN = [
    *("![", "!", "[", "](", ")", "]", "*", "**", "_", "&amp;", "&#65;", "  \n", "\n", "\n\n", "\t", "> ", "- ", "1. "),
    *("# ", "a", "b c", "[x]: /y\n", "(product:balm)", "https://a.example", "\n    "),
]
_SELDOM = ["`", "``", "\\", "\\*", "<", "</b>", "<b>", "<a@b.example>", "<https://a.example>", "\x02", "\x03"]


def _texts(pieces: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=25).map("".join)


@given(_texts(_OFTEN) | _texts(_OFTEN + _SELDOM))
@settings(max_examples=600, deadline=None)
def test_idle_patterns_are_not_missed(text: str) -> None:
    whole, some = _renderer(True, True), _renderer_for(text)
    assert some.reset().convert(text) == whole.reset().convert(text)


@pytest.mark.parametrize(
    ("text", "tried", "idle"),
    [
        ("plain *text*", ["link", "em_strong"], ["image_link", "backtick"]),
        ("![a](b.jpg)", ["link", "image_link"], ["backtick"]),
        ("a `b`", ["backtick", "image_link"], []),
        ("a\x02b", ["backtick", "image_link"], []),
    ],
)
def test_signs_choose_the_patterns(text: str, tried: list[str], idle: list[str]) -> None:
    patterns = _renderer_for(text).inlinePatterns
    assert [name for name in tried + idle if name in patterns] == tried
