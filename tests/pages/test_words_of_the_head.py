"""Tests the data in a page's head: structured data is safe, names are split, descriptions are cut between words."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.pages.json_ld import safe_json
from generator.pages.page_context import LONGEST_DESCRIPTION, shorten
from generator.pages.person_pages import split_name

nested = st.recursive(
    st.text(max_size=40) | st.integers() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)


@given(nested)
def test_json_can_be_read_back_from_a_script_element(data: object) -> None:
    html = f'<!doctype html><script type="application/ld+json">{safe_json(data)}</script><p>after</p>'
    tree = LexborHTMLParser(html)
    script = tree.css_first("script")
    assert script is not None
    assert json.loads(script.text()) == data
    assert tree.css_first("p") is not None


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)", "<!--<script>", "]]>", "\u2028\u2029", "&lt;/script&gt;"]
)
def test_json_has_no_character_that_html_interprets(text: str) -> None:
    json_text = safe_json({text: text})
    assert not set("<>&\u2028\u2029") & set(json_text)
    assert json.loads(json_text) == {text: text}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Léa Moreau", ("Léa", "Moreau")),
        ("Ana de la Cruz", ("Ana", "de la Cruz")),
        ("Zoë", ("Zoë", "")),
        ("玲奈", ("玲奈", "")),
    ],
)
def test_a_name_is_split_into_first_and_last(name: str, parts: tuple[str, str]) -> None:
    assert split_name(name) == parts


@given(st.text(max_size=400).map(lambda text: " ".join(text.split())))
def test_a_description_is_cut_between_words(text: str) -> None:
    short = shorten(text)
    assert len(short) <= LONGEST_DESCRIPTION
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_shorten_cuts_at_a_word() -> None:
    assert shorten("One two, three four", 12) == "One two…"
    assert shorten("One two", 12) == "One two"
