"""Tests that no message names a file of docs/, which an installed package does not have."""

from __future__ import annotations

import ast
from pathlib import Path

import generator
from generator.links.schemes.builtin import builtin_names
from tools.problem_index import FOLDER

SOURCES = sorted(Path(generator.__file__).parent.rglob("*.py"))


def _texts(tree: ast.AST) -> list[str]:
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in docstrings]
    return [node.value for node in constants if isinstance(node.value, str)]


def test_no_message_names_a_file_of_the_documentation() -> None:
    texts = {
        f"{path.name}: {text}"
        for path in SOURCES
        for text in _texts(ast.parse(path.read_text("utf-8")))
        if "docs/" in text and ".md" in text
    }
    assert texts == set()


def test_the_page_of_unknown_network_lists_all_networks() -> None:
    page = (FOLDER / "unknown-network.md").read_text("utf-8")
    assert [name for name in builtin_names() if f"`{name}`" not in page] == []
