"""The command `ambassador explain [NAME]`: the documentation of a problem; without a name, the list of them."""

from __future__ import annotations

import re

import click

from generator.cli.options import complete_problem
from generator.lints import known_lints
from generator.lints.levels import BUILD_WARNINGS
from generator.problems import did_you_mean
from generator.problems.pages import first_sentence
from generator.registry import FAMILIES, extension_points, problem_pages


@click.command()
@click.argument("name", default="", metavar="[NAME]", shell_complete=complete_problem)
def explain(name: str) -> None:
    """Explain the problem NAME, such as unknown-product; without NAME, list all problems."""
    pages = problem_pages()
    if not name:
        for problem_name, page in pages.items():
            click.echo(f"{problem_name}: {first_sentence(page.read_text('utf-8'))}")
        return
    name = re.sub(r"^(?:error|warning)\[(.*)\]$", r"\1", name.strip())  # the form in a report
    if name not in pages:
        hints = (did_you_mean(name, pages), _hint_at_packages(), "`ambassador explain` lists all problems")
        raise click.UsageError(f"no problem is called `{name[:60]}`: {' '.join(filter(None, hints))}")
    click.echo(pages[name].read_text("utf-8").strip())
    if name in BUILD_WARNINGS or name in {lint.name for lint in known_lints()}:
        click.echo(f"\nTo switch this check off, write `checks: {{{name}: off}}` in content/site.yaml.")
        click.echo("The levels are `off`, `warning` and `error`.")


def _hint_at_packages() -> str:
    """Return a hint at extension packages, which may define the problem without a page for it."""
    entries = [entry for family in FAMILIES for entry in extension_points(family)]
    packages = sorted({entry.dist.name if entry.dist else entry.module for entry in entries})
    if not packages:
        return ""
    return f"the package {' or '.join(packages)} has no page for a problem of this name;"
