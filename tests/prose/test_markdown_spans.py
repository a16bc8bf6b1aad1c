"""What is filled in at once is what Python-Markdown makes of it; what may be anything else is left to it."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.prose.markdown_engine import MarkdownDialect, make_engine
from generator.prose.markdown_spans import fill_spans
from tests.effort import assert_linear

_WHOLE = markdown.Markdown(extensions=[MarkdownDialect()], output_format="html")
_ENGINE = make_engine()

_WORDS = st.sampled_from(
    ["a", "b c", "é.", "d,", "e!", "(f)", "& g", "x;", "1.", "\u00a0", "-", "h\ni", '"j"', "'k'", "#"]
)
_SOME = st.lists(_WORDS, max_size=3).map(" ".join)
_TITLES = st.sampled_from(["", " ''", ' "t"', " 't, u'", ' " t "', ' "t\'s"', ' "t" ', "  't'", " t"])
_ADDRESSES = st.sampled_from(["", "/x", "product:a-b", "https://a.example/b?c=d&e#f", "a(b)", "c d", "g!", "é"])
_SPANS = st.one_of(
    st.builds("{}[{}]({}{})".format, st.sampled_from(["", "!", "\\!"]), _SOME, _ADDRESSES, _TITLES),
    st.builds("{0}{1}{0}".format, st.sampled_from(["*", "**", "***"]), _SOME),
)
_BLOCKS = st.sampled_from(["", "", "", "## ", "> ", "- ", "* ", "1. ", "    ", "===\n", "![](product:x)\n\n"])
_LINES = st.builds(
    lambda block, between, pieces, end: block + between.join(pieces) + end,
    _BLOCKS,
    st.sampled_from([" ", " ", ""]),
    st.lists(_SPANS | _WORDS, max_size=6),
    st.sampled_from(["\n", "\n\n", "\n\n", "  \n"]),
)


def _filled(text: str) -> str | None:
    """What becomes of a paragraph; None where it is left to the library."""
    tree = Element("div")
    SubElement(tree, "p").text = text
    return _WHOLE.serializer(tree)[5:-6] if fill_spans(tree, text) else None


@given(st.lists(_LINES, max_size=4).map("".join), st.integers(0, 60), st.sampled_from(["", *"*[]()! \n_`&<"]))
@settings(max_examples=600, deadline=None)
def test_what_is_filled_in_is_what_the_library_makes(text: str, at: int, more: str) -> None:
    text = text[:at] + more + text[at:]
    assert _ENGINE.reset().convert(text) == _WHOLE.reset().convert(text)


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
def test_the_plainest_is_filled_in(text: str) -> None:
    assert f"<p>{(_filled(text) or '')[3:-4]}</p>" == _WHOLE.reset().convert(text)


@pytest.mark.parametrize(
    "text",
    [
        *("a `b`", "a\\*b", "<b>", "a_b", "a  \nb", "&amp;", "&#65;", "\x02klzzwxh:0000\x03"),
        *("*a", "* a *", "***a***", "**a*", "*a **b** c*", "a * b", "*[a](b)*"),
        *("[a]", "[a][b]", "[a] (b)", "[*a*](b)", "[[a]](b)", "[a](b(c))", "[a](<b>)", "[a]( b)", "[a](b 'c\"d')"),
    ],
)
def test_anything_else_is_left_to_the_library(text: str) -> None:
    assert _filled(text) is None


@pytest.mark.parametrize("pieces", [("*a",), ("**a*",), ("*", "a "), ("[a](b '", "c ")])
def test_it_takes_time_in_proportion_to_the_text(pieces: tuple[str, ...]) -> None:
    assert_linear(lambda size: lambda: _filled("".join(piece * size for piece in pieces)), 2_500)
