"""Tests that inline styles are reported, but not a style that the security policy names."""

from __future__ import annotations

from msgspec.structs import replace

from generator.checks.inline_style import inline_style
from generator.output.headers import csp_hash
from tests.checks.sample_page import FACTS, messages


def test_a_page_without_inline_style_passes() -> None:
    assert messages(inline_style, '<link rel=stylesheet href="a.css"><p class="style">style="x"</p>') == []


def test_an_inline_style_is_reported() -> None:
    assert len(messages(inline_style, "<style>p{}</style>")) == 1
    assert len(messages(inline_style, '<p style="color: red">')) == 1


def test_a_style_that_the_policy_names_passes() -> None:
    context = replace(FACTS, styles=frozenset({csp_hash("p{}")}), style_attributes=True)
    assert messages(inline_style, '<style>p{}</style><p style="color: red">', context) == []
    assert len(messages(inline_style, "<style>b{}</style>", context)) == 1
