"""`ambassador export ...`: content as a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from generator.cli.options import DATA_SITE, STYLE
from generator.cli.telling import tell_problems
from generator.columns.current import read_current
from generator.columns.fields import sheet_fields
from generator.content.load import load_shared, load_site
from generator.exporting.sheet import Sheet, make_sheet
from generator.problems import Report
from generator.problems.formats import counted
from generator.registry import extensions
from generator.sections import BUILT_IN
from generator.tables.write import csv_line, write_csv, write_xlsx


class SheetFile(click.ParamType[Path]):
    """A file whose name says which kind of sheet it is."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Take .csv and .xlsx."""
        path = Path(value)
        if path.suffix.lower() not in (".csv", ".xlsx"):
            self.fail(f"`{path.name}` is no sheet that can be written: let it end in .csv or .xlsx", param, ctx)
        return path


OUTPUT = click.option(
    "--output", type=SheetFile(), metavar="FILE", help="A .csv or .xlsx file, in place of the terminal."
)


@click.group()
def export() -> None:
    """Print content as a spreadsheet, to edit and import again."""


@export.command()
@OUTPUT
@DATA_SITE
@STYLE
def products(output: Path | None, site: Path, style: str) -> None:
    """Print every product."""
    _run("products", output, site, style)


@export.command()
@OUTPUT
@DATA_SITE
@STYLE
def ambassadors(output: Path | None, site: Path, style: str) -> None:
    """Print every ambassador."""
    _run("ambassadors", output, site, style)


def _run(kind: str, output: Path | None, site: Path, style: str) -> None:
    report = Report()
    entries = read_current(site, kind, report)
    if entries is None:
        tell_problems(report, site, style, err=True)
        raise click.exceptions.Exit(1)
    currency = load_shared(site, Report()).site.settings.currency
    sheet = make_sheet(kind, entries, sheet_fields(kind, currency), _made_codes(site) if kind != "products" else {})
    if output is None:
        text = "".join(map(csv_line, (sheet.header, *sheet.rows)))
        click.echo(text.encode(), nl=False)  # UTF-8 whatever the terminal speaks
        return
    try:
        output.write_bytes(_bytes(sheet, kind, output.suffix.lower()))
    except OSError as error:
        raise click.FileError(str(output), error.strerror) from None
    noun = "product" if kind == "products" else "ambassador"
    click.echo(f"{counted(len(sheet.rows), noun)}: {output}", err=True)


def _made_codes(site: Path) -> dict[str, str]:
    """The codes that the site's template makes, by the slugs of those who have none of their own."""
    people = load_site(site, (*BUILT_IN, *extensions("sections")), Report()).people
    return {one.slug: one.person.code for one in people if one.code_is_made and one.person.code}


def _bytes(sheet: Sheet, kind: str, ending: str) -> bytes:
    rows = (sheet.header, *sheet.rows)
    return write_csv(rows) if ending == ".csv" else write_xlsx(rows, kind, sheet.widths())
