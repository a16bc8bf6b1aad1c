"""Tests that the line and column of a place are found in its file."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.content.positions import locate
from generator.content.scalar_text import find_in_scalar
from generator.problems import Place

PROFILE = """\
name: Léa
favorites:
  - {product: cloud-balm, note: In every coat.}
  - boy-brow
look: {image: look.jpg, spots: [{at: [0.1, 0.2]}]}
tagline: >-
  Skin first,
  colour second.
empty:
"""
STORY = """\
---
name: Léa
portrait: shelf.jpg
---

My shelf: ![shelf.jpg](shelf.jpg) and ![again](shelf.jpg)
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/p.yaml").write_text(PROFILE, "utf-8")
    (tmp_path / "content/s.md").write_text(STORY, "utf-8")
    (tmp_path / "content/broken.yaml").write_text("a: [", "utf-8")
    (tmp_path / "content/latin.yaml").write_bytes(b"a: b\rc: \xe9")
    return tmp_path


P, S = Place("content/p.yaml"), Place("content/s.md")


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (P, (1, 1, 1)),
        (P.at("name"), (1, 7, 3)),
        (Place("content/p.yaml", ("name",), on="key"), (1, 1, 4)),
        (P.at("favorites"), (2, 1, 9)),  # the position of a block is that of its key
        (P.at("favorites", 0, "note"), (3, 33, 14)),
        (P.at("favorites", 0), (3, 5, 43)),
        (P.at("favorites", 1), (4, 5, 8)),
        (P.at("favorites", 1, "product"), (4, 5, 8)),  # the short form has no key
        (P.at("favorites", 9), (2, 1, 9)),
        (P.at("look", "spots", 0, "at", 1), (5, 44, 3)),
        (P.at("tagline"), (6, 1, 7)),
        (P.at("empty"), (9, 1, 5)),
        (P.at("absent"), (1, 1, 9)),
        (Place("content/p.yaml", ("favorites", 0, "note"), find="every"), (3, 36, 5)),
        (Place("content/p.yaml", find="boy"), (4, 5, 3)),
        (Place("content/p.yaml", ("tagline",), find="colour"), (8, 3, 6)),
        (Place("content/p.yaml", ("tagline",), find="first, colour"), (7, 8, 6)),
        (Place("content/p.yaml", find="nowhere"), (1, 1, 1)),
        (S.at("portrait"), (3, 11, 9)),
        (Place("content/s.md", find="shelf.jpg"), (6, 13, 9)),
        (Place("content/s.md", find="shelf.jpg", nth=2), (6, 48, 9)),
        (Place("content/s.md", find="shelf.jpg", nth=7), (6, 48, 9)),
        (Place("content/broken.yaml", ("a",)), (1, 1, 1)),
        (Place("content/latin.yaml", line=2, column=4), (2, 4, 1)),
        (Place("content/p.yaml", line=3, column=5, length=4), (3, 5, 4)),
    ],
)
def test_a_key_has_its_line_and_column(site: Path, place: Place, expected: tuple[int, int, int]) -> None:
    span = locate(site, place)
    assert span is not None
    assert (span.line, span.column, span.length) == expected


@pytest.mark.parametrize("file", ["content/none.yaml", "content", "", "../x.yaml"])
def test_a_missing_file_has_no_position(site: Path, file: str) -> None:
    assert locate(site, Place(file, ("a",))) is None


@pytest.mark.parametrize(
    ("text", "find", "nth", "expected"),
    [
        ('tagline: "Write to lea\\u0040aubine.example"', "lea@aubine.example", 0, (1, 20, 23)),
        ('tagline: "\\x41 \\U0001F338 a@b.example"', "a@b.example", 0, (1, 27, 11)),
        ('tagline: "a@b.example"', "a@b.example", 0, (1, 11, 11)),
        ('tagline: "so \\"\\u0061@b.example\\" a@b.example"', "a@b.example", 0, (1, 16, 16)),
        ('tagline: "so \\"\\u0061@b.example\\" a@b.example"', "a@b.example", 1, (1, 35, 11)),
        ('tagline: "One\\\n  two a@\\\n  b.example"', "a@b.example", 0, (2, 7, 3)),
        ('tagline: "One\n\n  two\n  three four"', "two three", 0, (3, 3, 3)),
        ("tagline: 'It''s Léa''s own'", "Léa's", 0, (1, 17, 6)),
        ("tagline: 'One\n  it''s two'", "it's two", 0, (2, 3, 9)),
        ("tagline: One\n  two three", "two", 0, (2, 3, 3)),
        ("tagline: |\n  One\n  two three", "two", 0, (3, 3, 3)),
        ("tagline: >\n  One two\n  two three", "two", 7, (3, 3, 3)),
        ('tagline: "One\\ntwo"', "nowhere", 0, (1, 10, 10)),
    ],
)
def test_words_of_a_value_are_found_at_their_place(
    site: Path, text: str, find: str, nth: int, expected: tuple[int, int, int]
) -> None:
    (site / "content/q.yaml").write_text(text + "\n", "utf-8")
    span = locate(site, Place("content/q.yaml", ("tagline",), find=find, nth=nth))
    assert span is not None
    assert (span.line, span.column, span.length) == expected


@given(st.text("ab \n\"'\\:\t@é\U0001f338", min_size=1, max_size=30), st.data())
def test_every_letter_of_a_value_has_its_place(value: str, data: st.DataObject) -> None:
    """Any part of a text is found in all that a YAML writer makes of the text."""
    style = data.draw(st.sampled_from(['"', "'"]))
    yaml_text = yaml.dump(value, default_style=style, width=12, allow_unicode=data.draw(st.booleans())).strip()
    style = yaml_text[0]  # a writer uses double quotes for text that single ones cannot hold
    at = data.draw(st.integers(0, len(value) - 1))
    part = value[at : at + data.draw(st.integers(1, 5))]
    number = len([start for start in range(at) if value.startswith(part, start)])
    match = find_in_scalar(yaml_text, style, part, number)
    assert match is not None
    first, last = find_in_scalar(yaml_text, style, value) or (0, 0)
    assert first <= match[0] < match[1] <= last
    if part.isalnum() and yaml_text[match[0] : match[1]].isalnum():
        assert yaml_text[match[0] : match[1]] == part
