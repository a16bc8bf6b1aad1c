"""`ambassador explain NAME`: the documentation of a problem."""

from __future__ import annotations

import click

from generator.problems import did_you_mean
from generator.registry import data_folder


@click.command()
@click.argument("name")
def explain(name: str) -> None:
    """Explain the problem NAME, such as unknown-product."""
    folder = data_folder("docs/problems")
    known = sorted(path.stem for path in folder.glob("*.md") if path.stem != "README")
    if name not in known:
        hint = did_you_mean(name, known, "docs/problems/ lists them")
        raise click.UsageError(f"no problem is called `{name}`: {hint}")
    click.echo((folder / f"{name}.md").read_text("utf-8").strip())
