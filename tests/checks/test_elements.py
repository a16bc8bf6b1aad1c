"""Tests that one walk over a page finds the same elements as a query for each attribute and each tag."""

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
        assert [element.node.mem_id for element in elements.with_tags(tag)] == [node.mem_id for node in tree.css(tag)]
    all_names = {name for node in tree.css("*") for name in node.attributes}
    for name in (*ATTRIBUTES, "xlink:href"):
        ids = [element.node.mem_id for element in elements.having(name)]
        assert ids == [node.mem_id for node in tree.css("*") if name in node.attributes]
        assert (name in elements.attributes) == (name in all_names)
    assert {name for name in all_names if name.startswith("on")} <= set(elements.attributes)
    assert all(elements.having(name) for name in elements.attributes)  # each can be looked up, and has an element


@pytest.mark.parametrize("name", ["class", "title"])
def test_attributes_of_nearly_all_elements_cannot_be_looked_up(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        Elements(LexborHTMLParser(f"<p {name}=x>")).having(name)
