"""What is written about links agrees with what they do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from generator.links.generate.write import write_link
from generator.links.schemes.builtin import builtin_names
from generator.models.network import Network
from tests.links.networks_table import DOCS, table, written

ROOT = Path(__file__).parents[2]
LINKS = ROOT / "generator" / "links"
STAGES = {LINKS / path for path in ("generate/plan.py", "resolve.py", "lint/report.py")}  # they have tests of their own
SOURCES = [path for path in sorted(LINKS.rglob("*.py")) if path not in STAGES]
SOURCES.append(ROOT / "generator" / "models" / "network.py")
NAMES = sorted(
    {
        name
        for path in SOURCES
        for name in re.findall(r'\b(?:LinkError|LinkLint|wrong)\(\s*"([a-z-]+)"', path.read_text("utf-8"))
    }
    - {"wrong-shape"}  # of everything that people write
)


def test_the_table_is_that_of_the_data() -> None:
    assert written() == table(), "run: python -m tests.links.networks_table"
    assert all(f"| `{name}` |" in written() for name in builtin_names())


def test_the_examples_of_own_schemes_hold() -> None:
    blocks = re.findall(r"```yaml\n(title:.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    networks = [Network.model_validate(yaml.load(block, Loader=yaml.BaseLoader)) for block in blocks]
    assert [network.kind for network in networks] == ["params", "redirect"]
    example = networks[1].examples[0]
    assert write_link(networks[1], example.destination, dict(example.values), dict(example.utm)) == example.expect
    assert write_link(networks[0], "https://s.example/", {"id": "lea"}, {}) == "https://s.example/?friend=lea"


def test_names_were_found() -> None:
    assert {"invalid-url", "utm-in-url", "network-shape"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_problem_is_explained(name: str) -> None:
    page = (ROOT / "docs" / "problems" / f"{name}.md").read_text("utf-8")
    assert page.startswith(f"# {name}\n")
    assert "Wrong:" in page
    assert "Right:" in page
