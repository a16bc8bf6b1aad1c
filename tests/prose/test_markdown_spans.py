"""Tests that spans that we fill in ourselves equal those of Python-Markdown, and that we leave all others to it."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.prose.markdown_engine import MarkdownDialect, make_engine
from generator.prose.markdown_spans import fill_spans
from tests.effort import assert_linear

_LIBRARY = markdown.Markdown(extensions=[MarkdownDialect()], output_format="html")
_ENGINE = make_engine()

_WORDS = st.sampled_from(
    ["a", "b c", "é.", "d,", "e!", "(f)", "& g", "x;", "1.", "\u00a0", "-", "h\ni", '"j"', "'k'", "#"]
)
_WORD_RUNS = st.lists(_WORDS, max_size=3).map(" ".join)
_TITLES = st.sampled_from(["", " ''", ' "t"', " 't, u'", ' " t "', ' "t\'s"', ' "t" ', "  't'", " t"])
_ADDRESSES = st.sampled_from(["", "/x", "product:a-b", "https://a.example/b?c=d&e#f", "a(b)", "c d", "g!", "é"])
_SPANS = st.one_of(
    st.builds("{}[{}]({}{})".format, st.sampled_from(["", "!", "\\!"]), _WORD_RUNS, _ADDRESSES, _TITLES),
    st.builds("{0}{1}{0}".format, st.sampled_from(["*", "**", "***"]), _WORD_RUNS),
)
_BLOCKS = st.sampled_from(["", "", "", "## ", "> ", "- ", "* ", "1. ", "    ", "===\n", "![](product:x)\n\n"])
_LINES = st.builds(
    lambda block, between, pieces, end: block + between.join(pieces) + end,
    _BLOCKS,
    st.sampled_from([" ", " ", ""]),
    st.lists(_SPANS | _WORDS, max_size=6),
    st.sampled_from(["\n", "\n\n", "\n\n", "  \n"]),
)


def _fill_in(text: str) -> str | None:
    """Return the HTML of a paragraph, or None if we leave it to the library."""
    tree = Element("div")
    SubElement(tree, "p").text = text
    return _LIBRARY.serializer(tree)[5:-6] if fill_spans(tree, text) else None


@given(st.lists(_LINES, max_size=4).map("".join), st.integers(0, 60), st.sampled_from(["", *"*[]()! \n_`&<"]))
@settings(max_examples=600, deadline=None)
def test_filled_in_spans_equal_those_of_the_library(text: str, at: int, more: str) -> None:
    text = text[:at] + more + text[at:]
    assert _ENGINE.reset().convert(text) == _LIBRARY.reset().convert(text)


@pytest.mark.parametrize(
    "text",
    [
        "Only words & signs: a ] (b) 'c' \"d\" # 1.",
        "*a*, **b c**. *One\nand* two; half*way*house",
        "[a](b) and [c](d \"e\"), [f & g](/h?i&j 'k')!",
        "![](product:x)",
        "f ![a b](c.jpg)[d](e)",
    ],
)
def test_plain_spans_are_filled_in(text: str) -> None:
    assert f"<p>{(_fill_in(text) or '')[3:-4]}</p>" == _LIBRARY.reset().convert(text)


@pytest.mark.parametrize(
    "text",
    [
        *("a `b`", "a\\*b", "<b>", "a_b", "a  \nb", "&amp;", "&#65;", "\x02klzzwxh:0000\x03"),
        *("*a", "* a *", "***a***", "**a*", "*a **b** c*", "a * b", "*[a](b)*"),
        *("[a]", "[a][b]", "[a] (b)", "[*a*](b)", "[[a]](b)", "[a](b(c))", "[a](<b>)", "[a]( b)", "[a](b 'c\"d')"),
    ],
)
def test_all_other_spans_are_left_to_the_library(text: str) -> None:
    assert _fill_in(text) is None


@pytest.mark.parametrize("pieces", [("*a",), ("**a*",), ("*", "a "), ("[a](b '", "c ")])
def test_filling_in_spans_takes_linear_time(pieces: tuple[str, ...]) -> None:
    assert_linear(lambda size: lambda: _fill_in("".join(piece * size for piece in pieces)), 2_500)
