"""The command `ambassador import ...`: spreadsheets into content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.cli.fetch_pictures import Fetcher
from generator.cli.options import SITE, STYLE
from generator.cli.print_report import print_problems
from generator.cli.streams import note_done
from generator.columns.context import Order
from generator.columns.fields import Kind
from generator.importing.details import write_details
from generator.importing.group_problems import group_problems
from generator.importing.import_sheet import ImportOptions, import_sheet
from generator.importing.report import DETAILS, report_plan, report_rosters
from generator.problems import Report
from generator.problems.formats import summary

F = TypeVar("F", bound=Callable[..., Any])


class ColumnPair(click.ParamType[tuple[str, str]]):
    """The type of FIELD=COLUMN."""

    name = "field=column"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Split the pair. The column may contain `=`."""
        field, sign, column = str(value).partition("=")
        if not sign or not field.strip() or not column.strip():
            self.fail(f"`{str(value)[:60]}` does not name a column: write it as price=Retail or price=C", param, ctx)
        return field.strip(), column.strip()


def _options(command: F) -> F:
    for option in reversed(
        (
            click.argument("file", type=click.Path(path_type=Path)),
            click.option(
                "--map",
                "columns",
                type=ColumnPair(),
                multiple=True,
                metavar="FIELD=COLUMN",
                help="Read a field from this column, given by its name or letter.",
            ),
            click.option(
                "--images",
                type=click.Path(exists=True, file_okay=False, path_type=Path),
                metavar="DIR",
                help="Copy pictures from this folder into the site. They are found by name.",
            ),
            click.option(
                "--fetch-images", is_flag=True, help="Download the pictures whose addresses are in the sheet."
            ),
            click.option("--yes", is_flag=True, help="Download without asking for confirmation."),
            click.option(
                "--sheet",
                metavar="NAME",
                help="The sheet of the workbook (default: the one with the most known columns).",
            ),
            click.option(
                "--encoding",
                metavar="NAME",
                default="",
                help="The encoding of a text file, such as cp1250 or shift_jis.",
            ),
            click.option(
                "--dates",
                type=click.Choice(["dmy", "mdy"]),
                help="The order of day and month in 03/04/2026 (default: as the column shows).",
            ),
            click.option("--overwrite", is_flag=True, help="Overwrite edits by hand with the values of the sheet."),
            click.option("--dry-run", is_flag=True, help="Only print what would be added, changed or kept."),
            click.option(
                "--details",
                type=click.Path(dir_okay=False, path_type=Path),
                metavar="FILE",
                help="Write the whole report, row by row, to this CSV file.",
            ),
            SITE,
            STYLE,
        )
    ):
        command = option(command)
    return command


@click.group("import")
def import_() -> None:
    """Import products or people from a spreadsheet."""


@import_.command()
@_options
def products(**arguments: Any) -> None:
    """Import products. FILE is an export of a shop, a product feed, or any CSV, TSV, XLSX or JSON."""
    _run("products", **arguments)


@import_.command()
@_options
@click.option(
    "--roster",
    is_flag=True,
    help="Read country, owner, numbers of platforms and days of contracts into the private roster.yaml of each person.",
)
def ambassadors(**arguments: Any) -> None:
    """Import people. FILE is any CSV, TSV, XLSX or JSON with a column of names."""
    _run("ambassadors", **arguments)


@import_.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@SITE
@STYLE
def roster(file: Path, dry_run: bool, site: Path, style: str) -> None:
    """Import rosters. FILE is a sheet that `ambassador export roster` wrote."""
    from generator.cli.roster_sheet import import_sheet as import_rosters  # lazy: only the sheet of rosters needs it

    import_rosters(file, dry_run, site, style)


def _run(
    kind: Kind,
    file: Path,
    columns: tuple[tuple[str, str], ...],
    images: Path | None,
    fetch_images: bool,
    yes: bool,
    sheet: str | None,
    dates: Order | None,
    overwrite: bool,
    dry_run: bool,
    encoding: str,
    details: Path | None,
    site: Path,
    style: str,
    roster: bool = False,
) -> None:
    twice = next((name for name, count in Counter(name for name, _ in columns).items() if count > 1), "")
    if twice:
        raise click.BadParameter(f"`{twice}` is given twice; a field has one column", param_hint="'--map'")
    report = Report()
    fetcher = Fetcher(site, style, yes, dry_run) if fetch_images else None
    wish = ImportOptions(
        site, kind, file, dict(columns), images, sheet, overwrite, dry_run, encoding, fetcher, dates or "", roster
    )
    result = import_sheet(wish, report)
    if fetcher and result and not dry_run:
        fetcher.clear(result.plan.pictures)
    if result and not dry_run:
        note_done("The sheet was imported into content/.")
    if details:
        write_details(details, result.plan if result else None, report, result.rosters if result else ())
    short = group_problems(report, DETAILS) if style == "full" else report
    print_problems(short, site, style)
    if style == "full" and len(report):
        files = len({problem.place.file for problem in report})
        closing = "" if result else "Nothing was written."
        click.echo(f"\n{summary(report.errors, report.warnings, files)}. {closing}".rstrip())
    if result and style != "json":
        skipped_count = sum("was skipped" in problem.message for problem in report)
        text = report_plan(result.plan, result.layout, skipped_count, dry_run, result.notes)
        click.echo(f"\n{text}" if len(report) else text)
        for line in report_rosters(result.rosters, dry_run):
            click.echo(line)
    if report.errors:
        raise click.exceptions.Exit(1)
