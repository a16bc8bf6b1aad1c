"""A report as text: full for people, concise for editors, github and gitlab for annotations, json for programs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator

from generator.problems.excerpt import Span, draw, visible
from generator.problems.problem import Place, Problem, Severity

Locate = Callable[[Place], Span | None]
FORMATS = ("full", "concise", "github", "gitlab", "json")


def format_problems(problems: Iterable[Problem], locate: Locate, style: str) -> str:
    """Format problems in one of FORMATS, sorted by file and line; "" for none (json, gitlab: an empty list)."""
    problem_spans = [(problem, locate(problem.place)) for problem in problems]
    problem_spans.sort(key=lambda pair: (pair[0].place.file, *_at(pair[0].place, pair[1]), pair[0].name))
    if style == "json":
        data = [_as_data(problem, span, locate) for problem, span in problem_spans]
        return json.dumps(data, ensure_ascii=False, indent=1)
    if style == "gitlab":
        return json.dumps([_gitlab(problem, span) for problem, span in problem_spans], ensure_ascii=False, indent=1)
    if style == "github":
        return "\n".join(_github(problem, span) for problem, span in problem_spans)
    if style == "full":
        text = "\n\n".join("\n".join(_full(problem, span, locate)) for problem, span in problem_spans)
    else:
        text = "\n".join(_concise(problem, span) for problem, span in problem_spans)
    # GitHub's runner obeys `##[...]` anywhere in a line; WORD JOINER takes no room, so carets stay where they are.
    return text.replace("##[", "##\u2060[")


def summary(errors: int, warnings: int, files: int) -> str:
    """Count problems in words: "1 error and 2 warnings in 2 files"."""
    counts = [count_phrase(n, word) for n, word in ((errors, "error"), (warnings, "warning")) if n]
    return f"{' and '.join(counts)} in {count_phrase(files, 'file')}" if counts else "no problems"


def count_phrase(number: int, word: str) -> str:
    """A number with its word: "1 page", "3 pages"."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _at(place: Place, span: Span | None) -> tuple[int, int]:
    return (span.line, span.column) if span else (place.line, place.column)


def _where(place: Place, span: Span | None) -> str:
    line, column = _at(place, span)
    return f"{visible(place.file)}:{line}:{column}" if line else visible(place.file)


def _full(problem: Problem, span: Span | None, locate: Locate) -> Iterator[str]:
    yield f"{problem.severity}[{problem.name}]: {visible(problem.message)}"
    yield f"  --> {_where(problem.place, span)}"
    excerpt = draw(span, visible(problem.help)) if span else []
    yield from excerpt
    if problem.help and not excerpt:
        yield f"   = {visible(problem.help)}"
    for words, place in problem.related:
        yield f"   : {visible(words)}: {_where(place, locate(place))}"


def _concise(problem: Problem, span: Span | None) -> str:
    hint = f" ({visible(problem.help)})" if problem.help else ""
    return f"{_where(problem.place, span)}: {problem.severity}[{problem.name}] {visible(problem.message)}{hint}"


def _github(problem: Problem, span: Span | None) -> str:
    # https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    line, column = _at(problem.place, span)
    level = "error" if problem.severity is Severity.ERROR else "warning"
    where = f"file={_property(problem.place.file)}" + (f",line={line},col={column}" if line else "")
    words = problem.message + (f"\n{problem.help}" if problem.help else "")
    return f"::{level} {where},title={problem.name}::{_escape(words)}"


def _gitlab(problem: Problem, span: Span | None) -> dict[str, object]:
    # https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
    line, column = _at(problem.place, span)
    message = visible(problem.message) + (f" ({visible(problem.help)})" if problem.help else "")
    print_of = hashlib.blake2b(repr((problem.name, problem.place.file, line, column, message)).encode(), digest_size=16)
    return {
        "description": message,
        "check_name": problem.name,
        "fingerprint": print_of.hexdigest(),
        "severity": "critical" if problem.severity is Severity.ERROR else "minor",
        "location": {"path": problem.place.file, "lines": {"begin": max(line, 1)}},
    }


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def _as_data(problem: Problem, span: Span | None, locate: Locate) -> dict[str, object]:
    line, column = _at(problem.place, span)
    return {
        "name": problem.name,
        "severity": str(problem.severity),
        "message": problem.message,
        "help": problem.help,
        "file": problem.place.file,
        "line": line or None,
        "column": column or None,
        "length": span.length if span else None,
        "related": [
            {"message": words, "file": place.file, "line": _at(place, locate(place))[0] or None}
            for words, place in problem.related
        ],
    }
