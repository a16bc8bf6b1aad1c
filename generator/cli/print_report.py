"""The printer of a run's problems and summary."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

import click
from click.core import ParameterSource

from generator.problems import Problem, Report
from generator.problems.formats import count_phrase, format_problems, summary

_MANY = 50
"""More problems than these are shown by the first ones of each kind, unless the user asks for all."""
_EACH = 3
_FEW = 10  # a longer list is too long to count at a glance


def print_report(
    report: Report, root: Path, style: str, closing: str, more: str = "`--format full` shows everything"
) -> None:
    """Print the problems in a style. For people, add the number of each kind and a closing sentence.

    Without `--format full`, a long list shows the first problem of each kind. `more` says how to see the rest.
    """
    if style != "full":
        print_problems(report, root, style)
        return
    kinds = Counter((problem.name, str(problem.severity)) for problem in report)
    is_cut = len(report) > _MANY and max(kinds.values()) > _EACH and not _asked_for_all()
    print_problems(_first_of_each(report) if is_cut else report, root, style)
    if len(report) > _FEW:
        click.echo(f"\n{_by_kind(kinds)}")
        if is_cut:
            click.echo(f"At most {_EACH} of each kind are shown: {more}.")
    if len(report):
        files = len({problem.place.file for problem in report})
        click.echo(f"\n{summary(report.errors, report.warnings, files)}. {closing}".rstrip())
    elif closing:
        click.echo(closing)


def _asked_for_all() -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and context.get_parameter_source("style") is ParameterSource.COMMANDLINE


def _first_of_each(report: Report) -> Report:
    counts: Counter[tuple[str, str]] = Counter()
    first = Report()
    for problem in report:
        kind = problem.name, str(problem.severity)
        counts[kind] += 1
        if counts[kind] <= _EACH:
            first.add(problem)
    return first


def _by_kind(kinds: Mapping[tuple[str, str], int]) -> str:
    """Return one line per kind, the most frequent first."""
    rows = sorted(((-count, severity, name) for (name, severity), count in kinds.items()))
    totals = [(count_phrase(-count, severity), name) for count, severity, name in rows]
    width = max(len(count) for count, _ in totals)
    return "\n".join(f"{count:>{width}}  {name}" for count, name in totals)


def print_problems(report: Report, root: Path, style: str, err: bool = False) -> None:
    """Print every problem in a style, to standard error if standard output is for data."""
    if style == "full" and not len(report):
        return
    from generator.content.positions import Positions  # lazy: only a report with problems reads files for their lines
    from generator.content.yaml_text import without_collector

    with without_collector():
        text = format_problems(report, Positions(root).find, style)
    if style == "full" and text and _wants_colour(sys.stderr if err else sys.stdout):
        text = _colour_text(text)
    if text:
        click.echo(text, err=err)


def _wants_colour(stream: TextIO) -> bool:
    """Return whether a stream is a terminal with colours, and the user did not disable them (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _colour_text(text: str) -> str:
    lines = []
    for line in text.split("\n"):
        if line.startswith("error["):
            line = click.style(line, fg="red", bold=True)
        elif line.startswith("warning["):
            line = click.style(line, fg="yellow", bold=True)
        elif line.startswith("  --> "):
            line = click.style(line, fg="cyan")
        lines.append(line)
    return "\n".join(lines)


def as_report(problem: Problem) -> Report:
    """Return a report of one problem."""
    report = Report()
    report.add(problem)
    return report
