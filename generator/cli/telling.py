"""Telling people how a run went."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TextIO

import click

from generator.problems import Problem, Report
from generator.problems.formats import format_problems, summary


def tell(report: Report, root: Path, style: str, closing: str) -> None:
    """Print every problem in a style and, where a person reads, the count and a closing sentence."""
    tell_problems(report, root, style)
    if style == "full":
        files = len({problem.place.file for problem in report})
        if len(report):
            click.echo(f"\n{summary(report.errors, report.warnings, files)}. {closing}".rstrip())
        elif closing:
            click.echo(closing)


def tell_problems(report: Report, root: Path, style: str, err: bool = False) -> None:
    """Print every problem in a style, to standard error where standard output is for something else."""
    if style == "full" and not len(report):
        return
    from generator.content.positions import Positions
    from generator.content.yaml_text import uncollected

    with uncollected():
        text = format_problems(report, Positions(root).find, style)
    if style == "full" and text and _wants_colour(sys.stderr if err else sys.stdout):
        text = _coloured(text)
    if text:
        click.echo(text, err=err)


def _wants_colour(stream: TextIO) -> bool:
    """Whether a terminal shows it that takes colours, and nobody asked for none (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _coloured(text: str) -> str:
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
    """A report of one problem."""
    report = Report()
    report.add(problem)
    return report
