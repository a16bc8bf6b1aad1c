"""Telling people how a run went."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from generator.build import Progress, silence
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
    from generator.content.positions import Positions
    from generator.content.yaml_text import uncollected

    with uncollected():
        text = format_problems(report, Positions(root).find, style)
    if style == "full" and text and (sys.stderr if err else sys.stdout).isatty():
        text = _coloured(text)
    if text:
        click.echo(text, err=err)


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


@contextmanager
def watch_progress(style: str) -> Iterator[Progress]:
    """A progress bar while a person watches; silence for machines."""
    if style != "full" or not sys.stderr.isatty():
        yield silence
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=1)
        yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total)
