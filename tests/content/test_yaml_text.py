"""Tests that the YAML reader never raises, never hangs, and reads the same as other YAML readers."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.content.yaml_text import DEEPEST, read_yaml
from generator.problems import Report
from generator.prose.letters import hidden_in
from tests.effort import within


def _read_text(text: str) -> tuple[Any, list[str]]:
    report = Report()
    return read_yaml(text, "content/x.yaml", report), [problem.name for problem in report]


yaml_like = st.text(st.sampled_from("ab :-[]{},#&*!|>'\"%@`?~<\\\n\t\r.0_é\u2028"), max_size=200)


@given(st.one_of(st.text(max_size=300), yaml_like))
def test_any_text_is_read_or_reported(text: str) -> None:
    data, names = _read_text(text)
    if names:
        assert data is None
    _assert_plain(data)


def _assert_plain(data: Any, level: int = 0) -> None:
    assert level <= DEEPEST
    if isinstance(data, dict):
        for key, value in data.items():
            assert type(key) is str
            _assert_plain(value, level + 1)
    elif isinstance(data, list):
        for value in data:
            _assert_plain(value, level + 1)
    else:
        assert data is None or type(data) is str


scalars = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=30)
documents = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(scalars.filter(bool), inner, max_size=4),
    max_leaves=20,
)


@given(documents, st.booleans(), st.booleans())
def test_yaml_of_another_writer_is_read(data: Any, unicode: bool, flow: bool) -> None:
    text = yaml.safe_dump(data, allow_unicode=unicode, default_flow_style=flow)
    read_data, names = _read_text(text)
    assert read_data == data
    # A value that begins with a typographic quotation mark has this warning.
    assert names == [] or (set(names) == {"curly-quotes"} and not text.isascii())


@given(st.text(st.sampled_from("ab '\"\n\t\x07\x85\u2028\u202e\u00a0é"), max_size=8), st.sampled_from([None, '"', "'"]))
def test_an_invisible_letter_is_reported_in_every_style(text: str, style: str | None) -> None:
    for yaml_text in (
        yaml.safe_dump({"a": text}, default_style=style),
        f"a: '{text}'",
        f"a: {text}",
        f"a: |\n  {text}\n",
    ):
        data, names = _read_text(yaml_text)
        assert data is None or hidden_in(data["a"] or "") == "", names


@given(yaml_like)
def test_data_equals_that_of_the_base_loader(text: str) -> None:
    """If both accept a text, the data are the same, except that an empty value is None here."""
    data, names = _read_text(text)
    if not names:
        try:
            expected = yaml.load(text, Loader=yaml.CBaseLoader)
        except yaml.constructor.ConstructorError:
            return
        except yaml.scanner.ScannerError:
            assert "\t" in text, "the library accepts no tab on an empty line; YAML 1.2 does"
            return
        assert _with_empty_texts(data) == expected


def _with_empty_texts(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: "" if value is None else _with_empty_texts(value) for key, value in data.items()}
    if isinstance(data, list):
        return ["" if value is None else _with_empty_texts(value) for value in data]
    return data


@pytest.mark.parametrize(
    "word", ["no", "on", "012", "12:30", "1_000", "2024-02-30", "0x1f", "~x", "1e3", ".inf", "NULL"]
)
def test_a_scalar_is_its_written_text(word: str) -> None:
    assert _read_text(f"a: {word}") == ({"a": word}, [])


@pytest.mark.parametrize(
    ("text", "value"), [("a:", None), ("a: ''", ""), ('a: ""', ""), ("a: ~", "~"), ("a: null", "null")]
)
def test_only_an_empty_value_is_none(text: str, value: str | None) -> None:
    assert _read_text(text) == ({"a": value}, [])


BOMBS = {
    "aliases": "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60)),
    "merge keys": "a0: &a0 {x: y}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 60)),
    "brackets": "a: " + "[" * 100_000,
    "braces": "{a: " * 50_000,
    "dashes": "- " * 100_000,
    "question marks": "? " * 50_000,
    "indentation": "".join(" " * n + "a:\n" for n in range(1500)),
    "digits": "a: " + "9" * 1_000_000,
    "quotes": "a: '" + "''" * 500_000,
    "anchors": "".join(f"k{n}: &a{n} x\n" for n in range(20_000)),
    "documents": "---\n" * 50_000,
    "comments": "#\n" * 200_000,
    "duplicate keys": "a: b\n" * 50_000,
    "tags": "a: " + "!" * 10_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_yaml_bomb_costs_little(name: str) -> None:
    _, names = within(200, lambda: _read_text(BOMBS[name]))
    assert len(names) <= 250


def test_front_matter_counts_the_lines_of_its_file() -> None:
    report = Report()
    read_yaml("a: 1\na: 2\n", "content/x.md", report, first_line=1)
    assert [problem.place.line for problem in report] == [3]


def test_the_python_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Test the parser that PyYAML uses without libyaml."""
    monkeypatch.setattr("generator.content.yaml_text._LOADER", yaml.SafeLoader)
    text = "a:\nb: ''\nc: [1, {d: 'no'}]\n"
    assert _read_text(text) == ({"a": None, "b": "", "c": ["1", {"d": "no"}]}, [])
    assert _read_text("a: &b c\nd: *b\n<<: e")[1] == ["yaml-anchor", "yaml-alias", "yaml-merge-key"]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: &b c\nd: *b\ne: f", {"a": "c", "e": "f"}),
        ("a: *b\nc: {d: *e, f: g}", {"c": {"f": "g"}}),
        ("a:\n  - *b\n  - c\nd: e", {"d": "e"}),  # a list without one item would give the others wrong numbers
        ("<<: *a\nb: c\nd: {<<: {e: f}, g: h}", {"b": "c", "d": {"g": "h"}}),
        ("*a : b\nc: d", {"c": "d"}),
        ("a: [[*b], c]\nd: e", {"d": "e"}),
        ("*a", None),
        ("- *a\n- b", None),
    ],
)
def test_values_beside_an_alias_are_read(text: str, data: object) -> None:
    report = Report()
    assert read_yaml(text, "a.yaml", report, keep_going=True) == data
    assert "yaml-alias" in [problem.name for problem in report] or "yaml-merge-key" in [p.name for p in report]
    assert read_yaml(text, "a.yaml", Report()) is None
