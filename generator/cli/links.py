"""The command `ambassador links`: the link sheet, and its differences from an older one."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import click

from generator.build.options import BuildOptions, default_jobs
from generator.build.preview import render_site
from generator.build.rendered_site import RenderedSite
from generator.cli.options import data_options
from generator.cli.print_report import as_report, print_problems
from generator.cli.progress import watch_progress
from generator.link_sheet.compare import Comparison, compare_sheets
from generator.link_sheet.csv_text import SheetError, read_csv, write_csv
from generator.link_sheet.format import as_json, as_markdown, as_text
from generator.link_sheet.read_pages import read_pages
from generator.link_sheet.row import LinkRow
from generator.problems import Place, Problem, Report, Severity
from generator.problems.excerpt import visible
from generator.problems.formats import FORMATS, count_phrase


@click.command()
@click.option("--format", "form", type=click.Choice(("csv", "json")), default="csv", help="The format of the sheet.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file (default: print).")
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="OLD.csv",
    help="Print what changed since this older sheet.",
)
@click.option("--markdown", is_flag=True, help="With --against: print a table for a pull request.")
@click.option("--drafts", is_flag=True, help="Include drafts, and people whose pages start later.")
@click.option("--problems", "style", type=click.Choice(FORMATS), default="full", help="The format of problems.")
@data_options
def links(
    form: str,
    output: Path | None,
    against: Path | None,
    markdown: bool,
    drafts: bool,
    style: str,
    site: Path,
    as_of: date | None,
) -> None:
    """List every tracked link of the pages, one per row."""
    if markdown and against is None:
        raise click.UsageError("--markdown shows changes: add --against OLD.csv")
    if markdown and form == "json":
        raise click.UsageError("--markdown and --format json exclude each other: give one of them")
    old = _read_sheet(against, site, style) if against else None
    report = Report()
    with watch_progress(style) as progress:
        rendered_site = render_site(BuildOptions(site, as_of, "", drafts, default_jobs(), progress), report)
    if rendered_site is None or report.errors:
        print_problems(report, site, style, err=True)
        raise click.exceptions.Exit(1)
    rows = _rows(rendered_site)
    text = _sheet(rows, form) if old is None else _format_changes(compare_sheets(old, rows), form, markdown)
    if output is None:
        click.echo(text.encode(), nl=False)  # UTF-8, whatever encoding the terminal has
        return
    try:
        output.write_bytes(text.encode())
    except OSError as error:
        raise click.FileError(str(output), error.strerror) from None
    click.echo(f"{count_phrase(len(rows), 'tracked link')}: {visible(str(output))}", err=True)


def _rows(rendered_site: RenderedSite) -> list[LinkRow]:
    pages = {f.path: f.data for f in rendered_site.files if f.data is not None and f.path.endswith(".html")}
    return read_pages(pages, rendered_site.planned_links)


def _sheet(rows: list[LinkRow], form: str) -> str:
    if form == "json":
        return json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=1) + "\n"
    return write_csv(rows)


def _format_changes(comparison: Comparison, form: str, markdown: bool) -> str:
    return as_markdown(comparison) if markdown else as_json(comparison) if form == "json" else as_text(comparison)


def _read_sheet(file: Path, site: Path, style: str) -> list[LinkRow]:
    """Read the older sheet. Any other file ends the command."""
    place = Place(os.path.relpath(file, site))
    hint = "give a file that `ambassador links --output` wrote"
    try:
        return read_csv(file.read_bytes().decode())
    except (SheetError, UnicodeDecodeError, OSError) as error:
        reason = str(error) if isinstance(error, SheetError) else "it cannot be read as UTF-8 text"
        problem = Problem("not-a-link-sheet", Severity.ERROR, f"this is not a link sheet: {reason}", place, hint)
        print_problems(as_report(problem), site, style, err=True)
        raise click.exceptions.Exit(1) from None
