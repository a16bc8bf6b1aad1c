"""Tests that no text in Markdown can run, load or hide anything, and that no text takes long."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.images.encode_pictures import Assets
from generator.pages.page_answers import PageAnswers
from generator.problems import Place, Report
from generator.prose.bounds import MOST, MOST_BLOCKS
from generator.prose.markdown_html import SCHEMES, TAGS
from generator.prose.parts import LinkSlot, Prose
from generator.prose.render import render_prose
from generator.sections.prose_parts import fill_slots
from generator.sections.wants import Link
from tests.effort import within


def _render(text: str) -> tuple[Prose, str, list[str]]:
    """Return the prose, its HTML as on a page, and the names of the problems."""
    report = Report()
    prose = render_prose(text, Place("content/x.md"), "content", report)
    no_answers = PageAnswers({}, Assets({}, {}, 0), {})
    parts_of_page = fill_slots(prose, lambda slot: Link(slot.href), lambda slot: None, no_answers)
    return prose, "".join(part for part in parts_of_page if isinstance(part, str)), [problem.name for problem in report]


# After the cheat sheets of OWASP and PortSwigger, and Markdown's own ways to write a link.
PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=`x` onerror=alert(1)>",
    '<img src="x" style="background:url(javascript:alert(1))">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{background:url(//evil.example)}</style>",
    "<p style=position:fixed;inset:0>x</p>",
    "<p id=main class=hero data-disclosure>x</p>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='&#x6A;avascript:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href=x onclick=alert(1)>x</a>",
    "<a href='x' target=_blank>x</a>",
    "<a xlink:href=javascript:alert(1)>x</a>",
    "<span lang='<a> <script>alert(1)</script>'>x</span>",
    "<ol start='<a><img src=x onerror=alert(1)>'><li>x</li></ol>",
    "<p dir='\"><script>alert(1)</script>'>x</p>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x][1]\n\n[1]: javascript:alert(1)",
    '[x](https://a.example/"onmouseover=alert(1)//)',
    "[x](https://a.example 'x\" onmouseover=alert(1) y=\"')",
    '[x](product:a "<a> <script>alert(1)</script>")',
    '[x](product:"><script>alert(1)</script>)',
    '![x" onerror=alert(1)](x.jpg)',
    '![<a>](x.jpg "<script>alert(1)</script>")',
    "<javascript:alert(1)>",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "\x02script\x03",
    "```\n<script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "# <img src=x onerror=alert(1)>",
    "> <script>alert(1)</script>",
    "* <a href=javascript:alert(1)>x</a>",
]


def _assert_harmless(html: str) -> None:
    # Parse it as a browser does, inside an article. A comment would be a node of its own.
    tree = LexborHTMLParser(f"<!doctype html><body><article>{html}</article>")
    article = tree.css_first("article")
    assert article is not None
    for node in article.css("*"):
        if node.tag == "article":
            continue
        assert node.tag in TAGS, (node.tag, html)
        for name, value in node.attributes.items():
            assert name in {"href", "title", "lang", "dir", "start", "id", "class"}, (name, html)
            if name in ("id", "class"):
                assert re.fullmatch(r"fn(ref\d*)?-\d+|task|footnotes|to-(right|center)", value or ""), html
            if name == "href":
                # A browser (WHATWG URL) removes invisible characters at both ends, and line ends anywhere.
                href = re.sub(r"^[\x00-\x20]+|[\x00-\x20]+$|[\t\n\r]", "", value or "")
                scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", href)
                assert scheme is None or scheme[1].lower() in SCHEMES, html
                assert not re.match(r"[/\\]{2}", href), html
    assert len(tree.css("article")) == 1
    assert tree.css_first("body > *:not(article)") is None


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_survives(payload: str) -> None:
    for text in (payload, f"Before {payload} after", f"Before\n\n{payload}\n\nafter"):
        _, html, _ = _render(text)
        _assert_harmless(html)


parts = st.sampled_from(
    [
        *PAYLOADS,
        "<a>",
        "</a>",
        "<p>",
        "](",
        "![",
        "[x]",
        "(product:a)",
        "\n\n",
        "> ",
        "* ",
        "1. ",
        "`",
        '"',
        "'",
        "<",
        "&",
    ]
)


@given(st.lists(parts, max_size=6).map("".join) | st.text(max_size=200))
def test_any_text_becomes_harmless_html(text: str) -> None:
    prose, html, _ = _render(text)
    _assert_harmless(html)
    for part in prose.parts:
        if isinstance(part, LinkSlot):
            assert not part.href.lower().startswith(("javascript:", "data:", "//"))


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x][1]\n\n[1]: data:text/html,x",
        "[x](//evil.example)",
        "[x](/\\evil.example)",
    ],
)
def test_an_unsafe_link_is_reported(text: str) -> None:
    assert "unsafe-link" in _render(text)[2]


SLOW = {
    "quotes": "> " * 19_000 + "x",
    "nested lists": "".join(" " * (4 * n) + "- a\n" for n in range(130)),
    "stars": "*a " * 13_000,
    "underscores": "_" * 39_000,
    "backticks": "`" * 39_000 + " x",
    "tables of nothing": "|" * 39_000,
    "divs": "<div>" * 500,
    "references": "[a]: b\n" * 300,
    "empty lines": "\n" * 39_000,
    "entities": "&#" * 19_000,
    "one long word": "x" * 39_000,
}


@pytest.mark.parametrize("name", SLOW)
def test_hostile_markdown_costs_little(name: str) -> None:
    _, html, _ = within(400, lambda: _render(SLOW[name]))
    _assert_harmless(html)


def test_a_text_that_is_too_deep_does_not_change_the_next() -> None:
    before = _render("I keep [the balm](product:a).")
    assert _render("- " * 18_000 + "x")[2] == ["markdown-too-deep"]
    assert _render("I keep [the balm](product:a).") == before


# Each sign as often as a text may have it, with text that makes the parser look for its end.
TANGLED = {
    "backticks": "``a`" * 166 + "x" * 39_000,
    "backticks in words": "`a ``b " * 166 + "x " * 19_000,
    "brackets": "[a](" * 300 + "x" * 38_000,
    "footnotes": "[^" * 300 + "x " * 19_000,
    "stars of all kinds": "*a **b " * 6_000,
    "low lines": "_a __b " * 6_000,
    "waves": "~~a " * 10_000,
    "underlines": "a\n=\n" * 400 + "x" * 38_000,
    "rows": "|a|\n|-|\n|b|\n\n" * 160 + "x " * 18_000,
    "items": "- a\n" * 499 + "x" * 37_000,
    "nested quotes": "> " * 18 + "a\n" + "b\n" * 18_000,
    "addresses": "https://a.example/( " * 1_900,
    "characters": "&amp;" * 8_000,
    "signs of both": "*_" * 20_000,
    "backslashes": "\\a" * 20_000,
    "tags": "<b " * 500 + "x " * 19_000,
    "shortcodes": "{{a" * 13_000,
    "colons": ":a" * 20_000,
}


@pytest.mark.parametrize("name", TANGLED)
def test_a_tangled_text_that_is_allowed_costs_little(name: str) -> None:
    _, html, problems = within(400, lambda: _render(TANGLED[name][:40_000]))
    assert "text-too-tangled" not in problems
    _assert_harmless(html)


@pytest.mark.parametrize("sign", MOST)
def test_one_sign_too_many_is_reported_at_its_place(sign: str) -> None:
    report = Report()
    text = "Words.\n" + "x\n" * 3 + f"a{sign} " * (MOST[sign] + 1)
    render_prose(text, Place("content/x.md"), "content", report, first_line=4)
    (problem,) = report
    assert (problem.name, problem.place.line) == ("text-too-tangled", 9)
    assert problem.place.column == len(f"a{sign} ") * MOST[sign] + 2


def test_one_line_too_many_is_reported_at_its_place() -> None:
    report = Report()
    render_prose("a\n\n" + "- a\n" * (MOST_BLOCKS + 1), Place("content/x.md"), "content", report)
    (problem,) = report
    assert (problem.name, problem.place.line) == ("text-too-tangled", MOST_BLOCKS + 3)
