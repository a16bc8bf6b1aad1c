"""Tests that a file is split into its front matter and its body."""

from __future__ import annotations

import pytest

from generator.content.front_matter import split_front_matter


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("---\na: b\n---\nBody", ("a: b\n", "Body")),
        ("---\n---\n", ("", "")),
        ("---  \na: b\n---", ("a: b\n", "")),
        ("---\na: b\n---\n\n---\nA rule above", ("a: b\n", "\n---\nA rule above")),
        ("a: b\n---\n", None),
        ("", None),
        ("---", None),
        ("---\na: b", None),
        (" ---\na: b\n---\n", None),
        ("----\na: b\n---\n", None),
    ],
)
def test_front_matter_and_story_are_split(text: str, parts: tuple[str, str] | None) -> None:
    assert split_front_matter(text) == parts
