"""Tests that a syntax error in YAML is reported in plain words, at the place where a person would look."""

from __future__ import annotations

import pytest
import yaml

from generator.content.yaml_text import read_yaml
from generator.problems import Report

JARGON = (
    "scalar",
    "token",
    "mapping",
    "sequence",
    "node",
    "block",
    "flow",
    "stream",
    "scanning",
    "parsing",
    "this is not YAML",
)

WRONG = {
    "a: b: c": (1, 5),
    "a: @b": (1, 4),
    "a: `b`": (1, 4),
    "a: %b": (1, 4),
    "a:\n\tb: c": (2, 1),
    "a: 'b": (1, 4),
    'a: "b\nc: d': (1, 4),
    "a: [b\nc: d": (1, 4),
    "a: {b: c\nd: e": (1, 4),
    "a:\n    b: c\n  d: e": (3, 3),
    "a: b\n- c": (2, 1),
    "- a\nb: c": (2, 1),
    "a: 'it's'": (1, 8),
    'a: "b" c': (1, 8),
    'a: "\\d"': (1, 5),
    'a: "\\ud800"': (1, 7),
    "a: *": (1, 4),
    "a: *b*": (1, 4),
    "a: & b": (1, 4),
    "a:\nb\nc: d": (2, 1),
    "a: - b": (1, 4),
    "a: b\n c: d": (2, 3),
}


@pytest.mark.parametrize("text", WRONG)
def test_a_syntax_error_has_plain_words_and_its_place(text: str) -> None:
    report = Report()
    assert read_yaml(text, "content/x.yaml", report) is None
    (problem,) = report
    assert problem.name == "broken-yaml"
    assert (problem.place.line, problem.place.column) == WRONG[text], problem
    assert not any(word in problem.message for word in JARGON), problem.message
    assert problem.help


def test_errors_of_the_python_parser_have_plain_words_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.content.yaml_text._LOADER", yaml.SafeLoader)
    report = Report()
    read_yaml("a: @b", "content/x.yaml", report)
    assert [problem.message for problem in report] == ["a text cannot begin with `@`"]
