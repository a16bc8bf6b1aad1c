"""The description of the structure is that of the code: layers as they are enforced, names that stand once."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text("utf-8")
OPEN = {"models", "sections"}
"""Folders whose class names are what people write, and may be those of other classes."""


def test_the_layers_are_those_that_are_enforced() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layered = [contract for contract in contracts if contract["type"] == "layers"]
    assert len(layered) == 3
    for contract in layered:
        [container] = contract["containers"]
        layers = " > ".join(re.sub("[()]", "", layer).replace(" | ", ", ") for layer in contract["layers"])
        assert f"- `{container}`: {layers}." in ARCHITECTURE


def test_every_folder_is_described() -> None:
    folders = {path.parent.name for path in (ROOT / "generator").glob("*/__init__.py")}
    assert [name for name in sorted(folders) if f"| `{name}/` |" not in ARCHITECTURE] == []


def test_a_class_name_stands_once() -> None:
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "generator").rglob("*.py")):
        name = path.relative_to(ROOT / "generator")
        if name.parts[0] not in OPEN:
            for node in ast.parse(path.read_text("utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    homes[node.name].append(name.as_posix())
    assert len(homes) > 200
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


def test_the_table_of_changes_has_its_rows() -> None:
    table = ARCHITECTURE.partition("## Where do I change")[2].partition("\n## ")[0]
    assert len(re.findall(r"^\| .* \| \[`", table, re.MULTILINE)) >= 20
