"""Who installs the package has no folder docs/: messages name a command instead."""

from __future__ import annotations

import ast
from pathlib import Path

import generator
from generator.links.schemes.builtin import builtin_names
from tools.problem_index import FOLDER

SOURCES = sorted(Path(generator.__file__).parent.rglob("*.py"))


def _texts(tree: ast.AST) -> list[str]:
    explained = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in explained]
    return [node.value for node in found if isinstance(node.value, str)]


def test_no_message_leads_to_a_file_that_is_not_installed() -> None:
    found = {
        f"{path.name}: {text}"
        for path in SOURCES
        for text in _texts(ast.parse(path.read_text("utf-8")))
        if "docs/" in text and ".md" in text
    }
    assert found == set()


def test_the_page_of_an_unknown_network_lists_all() -> None:
    page = (FOLDER / "unknown-network.md").read_text("utf-8")
    assert [name for name in builtin_names() if f"`{name}`" not in page] == []
