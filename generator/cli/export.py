"""The command `ambassador export ...`: content as a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from generator.cli.options import DATA_SITE, STYLE
from generator.cli.print_report import print_problems
from generator.cli.streams import note_done
from generator.columns.existing import read_existing
from generator.columns.fields import sheet_fields
from generator.columns.fingerprints import AS_EXPORTED
from generator.content.load import load_site
from generator.content.site import Site
from generator.exporting.choices import choices_of
from generator.exporting.sheet import Sheet, make_sheet
from generator.problems import Report
from generator.problems.excerpt import visible
from generator.problems.formats import count_phrase
from generator.registry import extensions
from generator.sections import BUILT_IN
from generator.tables.write import csv_line, write_csv, write_xlsx


class SheetFile(click.ParamType[Path]):
    """The type of a file whose suffix names the kind of sheet."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Accept .csv and .xlsx."""
        path = Path(value)
        if path.suffix.lower() not in (".csv", ".xlsx"):
            self.fail(
                f"`{path.name}` is not a kind of sheet that can be written: use a name that ends in .csv or .xlsx",
                param,
                ctx,
            )
        return path


OUTPUT = click.option(
    "--output", type=SheetFile(), metavar="FILE", help="Write to this .csv or .xlsx file (default: print as CSV)."
)


@click.group()
def export() -> None:
    """Export content as a spreadsheet, to edit and import again."""


@export.command()
@OUTPUT
@DATA_SITE
@STYLE
def products(output: Path | None, site: Path, style: str) -> None:
    """Export every product."""
    _run("products", output, site, style)


@export.command()
@OUTPUT
@click.option("--roster", is_flag=True, help="Also export the private facts of rosters, a column for each.")
@DATA_SITE
@STYLE
def ambassadors(output: Path | None, roster: bool, site: Path, style: str) -> None:
    """Export every ambassador."""
    _run("ambassadors", output, site, style, roster)


@export.command()
@OUTPUT
@DATA_SITE
@STYLE
def roster(output: Path | None, site: Path, style: str) -> None:
    """Export the private facts about people: the roster."""
    from generator.cli.roster_sheet import export_sheet  # lazy: only the sheet of rosters needs it

    export_sheet(output, site, style)


def _run(kind: str, output: Path | None, site: Path, style: str, roster: bool = False) -> None:
    report = Report()
    entries = read_existing(site, kind, report)
    if entries is None:
        print_problems(report, site, style, err=True)
        raise click.exceptions.Exit(1)
    content = load_site(site, (*BUILT_IN, *extensions("sections")), Report())
    codes = {person.slug: person.person.code for person in content.people if person.code_is_made and person.person.code}
    fields = sheet_fields(kind, content.settings.currency)
    sheet = make_sheet(kind, entries, fields, codes if kind == "ambassadors" else {})
    if roster:
        from generator.roster.sheet import add_rosters  # lazy: only the sheet of rosters needs it

        sheet = add_rosters(sheet, content, report)
        if report.errors:
            print_problems(report, site, style, err=True)
            raise click.exceptions.Exit(1)
    if output is None:
        text = "".join(map(csv_line, (sheet.header, *sheet.rows)))
        click.echo(text.encode(), nl=False)  # UTF-8, whatever encoding the terminal has
        return
    try:
        output.write_bytes(_bytes(sheet, kind, output.suffix.lower(), content))
    except OSError as error:
        raise click.FileError(str(output), error.strerror) from None
    noun = "product" if kind == "products" else "ambassador"
    note_done(f"The sheet was written to {output}.")
    click.echo(f"{count_phrase(len(sheet.rows), noun)}: {visible(str(output))}", err=True)
    if roster:
        click.echo("It holds rosters, and is as private as they are.", err=True)
    click.echo(f"Do not edit its column `{AS_EXPORTED}`: the import uses it to see what you changed.", err=True)


def _bytes(sheet: Sheet, kind: str, ending: str, content: Site) -> bytes:
    rows = (sheet.header, *sheet.rows)
    if ending == ".csv":
        return write_csv(rows)
    choices_by_field = choices_of(kind, content)
    choices = {
        at: (choices_by_field[name].words, choices_by_field[name].only)
        for at, name in enumerate(sheet.header)
        if name in choices_by_field
    }
    return write_xlsx(rows, kind, sheet.widths(), choices, sheet.header.index(AS_EXPORTED))
