"""Tests that our engine gives the output of Python-Markdown for every text, and tries fewer patterns."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.prose.markdown_engine import (
    _SIGNS,
    InlineProcessor,
    MarkdownDialect,
    make_engine,
)
from generator.prose.markdown_notes import Footnotes

_LIBRARY = markdown.Markdown(extensions=[MarkdownDialect(), Footnotes()], output_format="html")
_ENGINE = make_engine(notes=True)

_WORDS = [
    *("a", "b c", "é", "’", "12", "٣", "\u00a0", "\f", "x=y", "!"),
    *("\x02", "\x03", "\x02klzzwxh:0000\x03", "\x0242\x03", "\n\x02wzxhzdk:0\x03\n"),
]
_INLINE = [
    *("![", "[", "](", ")", "]", "][", "][]", "(product:balm)", '(/x "t")', "(<u v>)", "*", "**", "***", "_", "__"),
    *(
        "`",
        "``",
        "\\",
        "\\*",
        "\\`",
        "&",
        "&amp;",
        "&#65;",
        "&#65 ",
        "&#x1",
        "&copy",
        "  \n",
        "<",
        "</b>",
        "<b>",
        "<br />",
    ),
    *("~~", "~", "\\\n", "[^1]", "[^", "\n[^1]: n", "https://a.example/b_c", "www.b.example", "|", "\n|-|-|\n"),
    *("<a@b.example>", "<https://a.example>", "<!-- c -->", "<!--", "<?php ?>", "<![CDATA[x]]>", "*a*", "**b**", "[a]"),
]
_BLOCKS = [
    *("\n", "\n\n", "\n\n\n", "\r\n", "\r", "\t", " ", "    ", "\n    ", "> ", "\n> ", "- ", "\n- ", "\n* ", "\n+ "),
    *("1. ", "\n2. ", "٣. ", "# ", "\n## ", "\n===", "\n---", "---\n", "* * *", "___"),
    *("[a]: /u\n", '\n[b]: <v> "t"\n', "[a\nb]: /w", "\n[c]:\n/x\n"),
    *("<div>", "</div>", "<p>x</p>\n", "\n<hr>\n", "<script>", "</script>", "<ul><li>"),
]


def _texts(*pieces: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=25).map("".join)


@given(
    _texts(*_WORDS, *_INLINE, *_BLOCKS)
    | _texts("a ", "b", "\n", "\n\n", *_INLINE)
    | _texts("a ", "b", *_BLOCKS)
    | _texts("a", " ", "[", "]", "(", ")", "[a](", "![", "](", ")[", "'", '"', "<", ">", "\\", "\x02", "\n", "*", "`")
    | st.text("ab \n\t*_[]():!<>&;#=-+`\\1.2\"'", max_size=60)
)
@example("[a]\n\n[a]: /u")
@example("]\x02:[")
@settings(max_examples=800, deadline=None)
def test_the_output_equals_that_of_the_library(text: str) -> None:
    assert _ENGINE.reset().convert(text) == _LIBRARY.reset().convert(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Only words, in a paragraph\nof two lines.", set()),
        ("Some *words*, and [a link](/x/).", set()),
        ("Some _words_.", {"em_strong"}),
        ("A [link](/x/ ) &amp; more.", {"link", "entity"}),
        ("A [link][a] and [b].\n\n[a]: /x/", {"reference", "link", "short_reference"}),
        ("![a]( b.jpg)", {"link", "image_link"}),
        ("*a*, [b](/c/) and `d`\n\n> e", {"em_strong", "link", "backtick"}),
    ],
)
def test_only_patterns_that_can_match_are_tried(text: str, expected: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    names = {id(_ENGINE.inlinePatterns[name]): name for name in _SIGNS}
    tried_names = set()
    apply = InlineProcessor._InlineProcessor__applyPattern  # type: ignore[attr-defined]

    def apply_and_record(self: InlineProcessor, pattern: object, *arguments: object) -> object:
        tried_names.add(names[id(pattern)])
        return apply(self, pattern, *arguments)

    monkeypatch.setattr(InlineProcessor, "_InlineProcessor__applyPattern", apply_and_record)
    _ENGINE.reset().convert(text)
    assert tried_names == expected
