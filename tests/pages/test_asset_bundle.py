"""Tests that a style sheet is published without comments and needless space, and otherwise unchanged."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.asset_bundle import minify_css
from generator.registry import data_folder

_PLAIN = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/|\s*([{};,])\s*|\s+""", re.DOTALL)


def _minify_plainly(css: str) -> str:
    short = _PLAIN.sub(lambda m: m[1] or m[2] or ("" if m[0].startswith("/*") else " "), css)
    return short.replace(";}", "}").strip()


@pytest.mark.parametrize(
    ("css", "short"),
    [
        ("a , b {\n  color : red;\n}\n", "a,b{color : red}"),
        (".a  .b\t> c { }", ".a .b > c{}"),
        ("/* a */ a { b: c } /* d", "a{b: c}/* d"),
        (
            """a::after { content: " ;  } /* \\" */ "; b: ' , ' }""",
            """a::after{content: " ;  } /* \\" */ ";b: ' , '}""",
        ),
        ("url(/a/b) 'open", "url(/a/b) 'open"),
    ],
)
def test_only_needless_space_and_comments_are_removed(css: str, short: str) -> None:
    assert minify_css(css) == short


def test_the_styles_of_every_theme_equal_those_of_a_plain_minifier() -> None:
    styles = [path.read_text("utf-8") for path in data_folder("themes").rglob("*.css")]
    assert len(styles) > 10
    for css in (*styles, "\n".join(map(minify_css, styles))):
        assert minify_css(css) == _minify_plainly(css)


@given(st.lists(st.sampled_from([*"ab{};,: \n\t\"'/*\\\u00a0", "/*", "*/"]), max_size=30).map("".join))
def test_any_text_equals_that_of_a_plain_minifier(css: str) -> None:
    assert minify_css(css) == _minify_plainly(css)
