"""Tests that text that YAML reads differently than people mean it is reported at its sign."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.yaml_text import read_yaml
from generator.problems import Report
from tests.effort import within


def _read_text(text: str) -> tuple[Any, list[tuple[str, int, int]]]:
    report = Report()
    data = read_yaml(text, "content/x.yaml", report, keep_going=True)
    return data, [(problem.name, problem.place.line, problem.place.column) for problem in report]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("tagline: Skin first #slowbeauty", 1, 21),
        ("tagline: ça va #été", 1, 16),
        ("handle: #name\ntagline: x", 1, 9),
        ("tagline: #1 fan", 1, 10),
        ("- one #two\n- three", 1, 7),
        ("- #one\n- two", 1, 3),
        ("a:\n  - b: c #d", 2, 10),
        ("niches: [skin #care\n, slow]", 1, 15),
        ("niches: [skin #care, slow]", 1, 15),
        ("niches: [#care, slow]", 1, 10),
        ("{name: Lea #lea\n}", 1, 12),
        ("tagline: I love it\n  #slowbeauty\nname: x", 2, 3),
        ("tagline: I love\n  it #so\nname: x", 2, 6),
    ],
)
def test_a_hash_that_cuts_a_text_is_reported(text: str, line: int, column: int) -> None:
    assert _read_text(text)[1] == [("hash-in-a-text", line, column)]


@pytest.mark.parametrize(
    "text",
    [
        "a: b # a remark",
        "a: b # remarks: #c, [#d",
        "# note: #b\na: c",
        "#a: off\nb: c",
        "a:\n  #- off\n  - on\n  # and #this\n",
        "a: b\n  #c: off\n  #- off\nd: e",
        "a: \"b #c\"\nd: '#e'",
        "a: b#c",
        "a: |\n  b #c\n  #d\ne: >-\n  #f",
        "a: #of mine\n  - b",
        "a: #of mine\n- b",
        "- #first\n  b: c",
        "a: [b] #c",
        'a: "b" #c',
        "a: https://x.example/#b",
    ],
)
def test_a_real_comment_is_not_reported(text: str) -> None:
    assert _read_text(text)[1] == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("name: “Léa”", [(1, 7)]),
        ("name: „Léa“\nb: »x«\nc: «y»\nd: ‘z’\ne: 「w」", [(1, 7), (2, 4), (3, 4), (4, 4), (5, 4)]),
        ("a: [“b, c”]", [(1, 5)]),
        ("- ”a”", [(1, 3)]),
        ('a: "“b”"', []),
        ("a: “b” and “c”", []),
        ("a: ’s avonds", []),
        ("a: it’s\nb: “open", []),
        ("a: |\n  “b”", []),
    ],
)
def test_typographic_quotes_around_a_value_are_reported(text: str, places: list[tuple[int, int]]) -> None:
    assert _read_text(text)[1] == [("curly-quotes", *place) for place in places]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: b\n\t\nc: d", {"a": "b", "c": "d"}),
        ("a:\n  - b\n \t \n  - c", {"a": ["b", "c"]}),
        ("a: |\n  \tb\n  c", {"a": "\tb\nc"}),
        ("a: >-\n\n  \tb", {"a": "\n\tb"}),
        ("a: 'b\tc'", {"a": "b\tc"}),
    ],
)
def test_a_tab_that_yaml_allows_is_read(text: str, data: object) -> None:
    assert _read_text(text) == (data, [])


@pytest.mark.parametrize(("text", "place"), [("a:\n\tb: c", (2, 1)), ("a: >\n\tb", (2, 1)), ("\ta: b", (1, 1))])
def test_a_tab_that_yaml_forbids_is_reported(text: str, place: tuple[int, int]) -> None:
    assert _read_text(text)[1] == [("broken-yaml", *place)]


def test_the_problems_of_one_text_are_all_reported() -> None:
    data, problems = _read_text("a: X\u200bY\nb: &x c\nd: *x\n<<: {e: f}\nb: 2\ng: h #i")
    assert data == {"a": "XY", "b": "2", "g": "h"}  # the value of an alias is unknown
    assert problems == [
        ("invisible-character", 1, 4),
        ("yaml-anchor", 2, 4),
        ("yaml-alias", 3, 4),
        ("yaml-merge-key", 4, 1),
        ("duplicate-key", 5, 1),
        ("hash-in-a-text", 6, 6),
    ]


def test_values_beside_a_problem_are_read() -> None:
    data, problems = _read_text("a: X\u200bY\nb: &x c\nb: 2\ng: h #i\nj: !k l")
    assert data == {"a": "XY", "b": "2", "g": "h", "j": "l"}
    assert [name for name, _, _ in problems] == [
        *("invisible-character", "yaml-anchor", "duplicate-key", "hash-in-a-text", "yaml-tag"),
    ]


@given(st.text(st.sampled_from("ab :-[]{},#'\"|>“”«»\n\t "), max_size=60))
def test_a_cutting_hash_is_reported_at_the_hash(text: str) -> None:
    _, problems = _read_text(text)
    lines = text.split("\n")
    for name, line, column in problems:
        if name == "hash-in-a-text":
            assert lines[line - 1][column - 1] == "#"


@pytest.mark.parametrize("piece", ["a: #b\n", "  #b\n", "- #c\n", "x: a #b\n", "a: “b”\n", "[#a,\n", "a: |\n  \tb\n"])
def test_many_traps_cost_little(piece: str) -> None:
    within(300, lambda: _read_text("a: b\n" + piece * (300_000 // len(piece))))
