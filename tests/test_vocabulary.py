"""Comments and docstrings use plain words: none of the old riddles comes back."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
RIDDLES = re.compile(
    r"\b(tells?|told|aside|anew|whoever|nobody|somebody|heed|mend|reckon|what becomes of|stands? in|as it was"
    r"|side by side)\b",
    re.IGNORECASE,
)
DATA = ("models/", "cli/", "authoring/report_schema.py", "sections/")
"""Folders whose docstrings people read elsewhere, as help or in schemas; their comments count."""


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of each comment and docstring of a module."""
    source = path.read_text("utf-8")
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    if not path.relative_to(ROOT / "generator").as_posix().startswith(DATA):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and (
                text := ast.get_docstring(node)
            ):
                yield node.body[0].lineno, text


def test_no_riddle_in_comments_and_docstrings() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {match[0]}"
        for path in sorted((ROOT / "generator").rglob("*.py"))
        for line, text in _texts(path)
        for match in RIDDLES.finditer(re.sub(r"`[^`]*`|\"[^\"]*\"", "", text))
    ]
    assert found == []


def test_a_riddle_is_found() -> None:
    assert RIDDLES.search("What becomes of it is told anew")
    assert not RIDDLES.search("Write the address of the page, instead of the name")
