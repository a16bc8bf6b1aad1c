"""The command `ambassador codes`: the discount codes that the shop must know."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.build.options import today
from generator.cli.options import data_options
from generator.cli.print_report import print_problems
from generator.content.load import load_site
from generator.exporting.codes import Form, list_codes, write_codes
from generator.problems import Report
from generator.problems.excerpt import visible
from generator.problems.formats import FORMATS, count_phrase
from generator.registry import extensions
from generator.sections import BUILT_IN


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(("csv", "shopify", "json")),
    default="csv",
    help="The format: `shopify` writes a file for the Shopify app Matrixify.",
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file (default: print).")
@click.option(
    "--title", help="With --format shopify: the title of the discount (default: the brand and `ambassadors`)."
)
@click.option("--drafts", is_flag=True, help="Include drafts.")
@click.option("--problems", "style", type=click.Choice(FORMATS), default="full", help="The format of problems.")
@data_options
def codes(
    form: Form, output: Path | None, title: str | None, drafts: bool, style: str, site: Path, as_of: date | None
) -> None:
    """List all discount codes, for the shop: those in profiles, and those from the template in site.yaml."""
    if title is not None and form != "shopify":
        raise click.UsageError("--title is the title of a discount in Shopify: add --format shopify")
    report = Report()
    content = load_site(site, (*BUILT_IN, *extensions("sections")), report)
    if report.errors:
        print_problems(report, site, style, err=True)
        raise click.exceptions.Exit(1)
    codes = list_codes(content, as_of or today(content), drafts)
    text = write_codes(codes, form, title or f"{content.settings.brand} ambassadors")
    if output is None:
        click.echo(text.encode(), nl=False)  # UTF-8, whatever encoding the terminal has
    else:
        try:
            output.write_bytes(text.encode())
        except OSError as error:
            raise click.FileError(str(output), error.strerror) from None
        click.echo(f"{count_phrase(len(codes), 'code')}: {visible(str(output))}", err=True)
    if not codes:
        hint = "write `code:` in profiles, or a template in site.yaml: `codes: {template: ..., value: ...}`"
        click.echo(f"No person has a code: {hint}.", err=True)
