"""Tests that YAML readers return the values of a starter file unchanged."""

from __future__ import annotations

import unicodedata

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.starter import scalar, starter
from generator.content.yaml_text import read_yaml
from generator.problems import Report
from generator.prose.letters import find_hidden

# Names that the command line accepts.
NAMES = st.text(min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(
    lambda text: text and find_hidden(text) is None and not any(unicodedata.category(char) == "Cn" for char in text)
)  # fmt: skip


@given(NAMES)
def test_a_name_is_read_back(name: str) -> None:
    report = Report()
    assert read_yaml(f"name: {scalar(name)}  # why\n", "x.yaml", report) == {"name": name}
    assert len(report) == 0


@given(NAMES)
def test_other_readers_of_yaml_agree(name: str) -> None:
    assert yaml.safe_load(f"name: {scalar(name)}") == {"name": name}


@pytest.mark.parametrize("name", ["no", "True", "null", "a: b", "# a", "{a}", "O'Hara", 'a"b', "- a", "1_000", "~"])
def test_hostile_names_are_quoted(name: str) -> None:
    assert scalar(name).startswith('"')


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        starter("product.yaml", name="x")
