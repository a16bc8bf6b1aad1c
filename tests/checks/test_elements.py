"""One walk finds what a query for each attribute and each tag would."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.checks.elements import Elements

TAGS = ("script", "style", "meta", "img", "input", "area", "noscript")
ATTRIBUTES = ("href", "src", "srcset", "ping", "id", "style", "lang", "hidden", "role", "srcdoc", "onclick", "onx-é")
HOLDERS = (*TAGS, "a", "svg", "template", "iframe", "p", "math")
PIECES = [
    *(f"<{tag}{ends}>" for tag in HOLDERS for ends in ("", " class=x", "/")),
    *(f"<{tag} {name}{value}>" for tag in ("a", "svg", "IMG") for name in ATTRIBUTES for value in ("", "='x'", "=''")),
    *("<svg><path d='' ONLOAD=1 />", "<p class=x/onclick=1>", "<svg><a xlink:href='x'>", "<p class=x HREF=y>"),
    *("<a title=x aria-label=y>", "<html lang=en>", "<body onload=1>", "</script>", "</style>", "</template>"),
    *("</svg>", "<!--", "-->", "x"),
]
PAGES = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@settings(max_examples=200, deadline=None)
@given(PAGES)
def test_a_walk_finds_every_element(html: str) -> None:
    tree = LexborHTMLParser(html)
    elements = Elements(tree)
    for tag in TAGS:
        assert [one.node.mem_id for one in elements.tagged(tag)] == [node.mem_id for node in tree.css(tag)]
    every = {name for node in tree.css("*") for name in node.attributes}
    for name in (*ATTRIBUTES, "xlink:href"):
        held = [one.node.mem_id for one in elements.having(name)]
        assert held == [node.mem_id for node in tree.css("*") if name in node.attributes]
        assert (name in elements.attributes) == (name in every)
    assert {name for name in every if name.startswith("on")} <= set(elements.attributes)
    assert all(elements.having(name) for name in elements.attributes)  # none of them is refused, or in vain


@pytest.mark.parametrize("name", ["class", "title"])
def test_what_nearly_all_have_is_not_asked_for(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        Elements(LexborHTMLParser(f"<p {name}=x>")).having(name)
