"""Find the names of all problems that the source can report, in its syntax trees."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "generator"
# The calls that create a problem, and the position of its name among their arguments.
_CALLS = {
    **dict.fromkeys(("error", "warning", "tell", "wrong", "check", "check_text", "_refuse", "Problem", "LinkLint"), 0),
    **dict.fromkeys(("lint_person", "lint_site", "lint_content", "SharedDigest"), 0),
    **dict.fromkeys(("LinkError", "PictureError", "PublishError", "TooLongError", "tell"), 0),
    "_check": 2,
    "find_inside": 3,
}
_NAME = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")


def names_in_source() -> dict[str, str]:
    """Return the names, each with the file that reports it."""
    names: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for name in _names(node):
                names.setdefault(name, path.relative_to(SOURCE).as_posix())
    return names


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        index = _CALLS.get(function)
        if index is not None and len(node.args) > index:
            yield from _texts(node.args[index])


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        fixed = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        assert not re.fullmatch("[a-z-]+", fixed), f"a name is permanent: write it out ({ast.unparse(node)})"
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _NAME.fullmatch(node.value):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
