"""Problem for display in the browser: text, and a link that opens the file in the editor."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from generator.content.positions import Positions
from generator.problems import Place, Problem
from generator.problems.excerpt import draw, visible

MOST = 200
"""Maximum problems shown: people read no more at once, and the server opens the file of each."""
_SCHEME = re.compile(r"(?!javascript|data|vbscript|blob)[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class ProblemView(Struct, frozen=True):
    """One problem. All of it is plain text that the template must escape; `edit` is an address, or ""."""

    severity: str
    name: str
    message: str
    where: str
    excerpt: str = ""
    help: str = ""
    edit: str = ""


def problem_views(problems: Iterable[Problem], root: Path, editor: str = "") -> tuple[ProblemView, ...]:
    """Return the views of problems, errors first, then by file and line; at most MOST.

    `editor` is a pattern such as `vscode://file/{file}:{line}`.
    """
    sorted_problems = sorted(problems, key=lambda problem: problem.severity)[:MOST]  # "error" before "warning"
    positions = Positions(root)
    rows = [(problem, *_find(problem.place, positions)) for problem in sorted_problems]
    rows.sort(key=lambda row: (row[0].severity, row[0].place.file, row[1], row[2], row[0].name))
    return tuple(_view(*row, root, editor, positions) for row in rows)


def _view(
    problem: Problem, line: int, column: int, excerpt: str, root: Path, editor: str, positions: Positions
) -> ProblemView:
    for words, place in problem.related:
        other_line = _find(place, positions)[0]
        excerpt += f"\n: {visible(words)}: {_where(place, other_line, 0)}"
    return ProblemView(
        severity=str(problem.severity),
        name=problem.name,
        message=visible(problem.message),
        where=_where(problem.place, line, column),
        excerpt=excerpt.strip("\n"),
        help=visible(problem.help),
        edit=editor_link(editor, root / problem.place.file, line, column),
    )


def _find(place: Place, positions: Positions) -> tuple[int, int, str]:
    span = positions.find(place)
    return (span.line, span.column, "\n".join(draw(span))) if span else (place.line, place.column, "")


def _where(place: Place, line: int, column: int) -> str:
    return ":".join([visible(place.file), *(str(number) for number in (line, column) if number)])


def is_editor_pattern(pattern: str) -> bool:
    """Return whether a pattern contains `{file}` and has a scheme that runs no script."""
    return _SCHEME.match(pattern) is not None and "{file}" in pattern


def editor_link(pattern: str, file: Path, line: int, column: int) -> str:
    """Fill `{file}`, `{line}` and `{column}`; "" without a usable pattern or file. A link never runs a script."""
    if not is_editor_pattern(pattern) or not file.is_file():
        return ""
    values = {"file": quote(file.resolve().as_posix(), safe="/:"), "line": str(line or 1), "column": str(column or 1)}
    return re.sub(r"\{(file|line|column)\}", lambda match: values[match[1]], pattern)
