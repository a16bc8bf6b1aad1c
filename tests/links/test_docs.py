"""Tests that the documentation of links agrees with the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from generator.links.generate.write import write_link
from generator.links.schemes.builtin import builtin_names
from generator.models.network import Network
from tests.links.networks_table import DOCS, make_table, read_table

ROOT = Path(__file__).parents[2]
LINKS = ROOT / "generator" / "links"
STAGES = {LINKS / path for path in ("generate/plan.py", "resolve.py", "lint/report.py")}  # they have their own tests
SOURCES = [path for path in sorted(LINKS.rglob("*.py")) if path not in STAGES]
SOURCES.append(ROOT / "generator" / "models" / "network.py")
NAMES = sorted(
    {
        name
        for path in SOURCES
        for name in re.findall(r'\b(?:LinkError|LinkLint|wrong)\(\s*"([a-z-]+)"', path.read_text("utf-8"))
    }
    - {"wrong-shape"}  # a problem of all files, not only of links
)


def test_the_table_matches_the_data() -> None:
    assert read_table() == make_table(), "run: python -m tests.links.networks_table"
    assert all(f"| `{name}` |" in read_table() for name in builtin_names())


def test_the_examples_of_own_schemes_work() -> None:
    blocks = re.findall(r"```yaml\n(title:.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    networks = [Network.model_validate(yaml.load(block, Loader=yaml.BaseLoader)) for block in blocks]
    assert [network.kind for network in networks] == ["params", "redirect"]
    example = networks[1].examples[0]
    assert write_link(networks[1], example.destination, dict(example.values), dict(example.utm)) == example.expect
    assert write_link(networks[0], "https://s.example/", {"id": "lea"}, {}) == "https://s.example/?friend=lea"


def test_the_names_of_problems_are_collected() -> None:
    assert {"invalid-url", "utm-in-url", "network-shape"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_problem_is_explained(name: str) -> None:
    page = (ROOT / "docs" / "problems" / f"{name}.md").read_text("utf-8")
    assert page.startswith(f"# {name}\n")
    assert "Wrong:" in page
    assert "Right:" in page
