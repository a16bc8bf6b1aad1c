"""The commands `ambassador export roster` and `ambassador import roster`: rosters as a sheet, and back."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.print_report import print_problems
from generator.cli.streams import note_done
from generator.content.load import load_site
from generator.content.site import Site
from generator.importing.replace_files import replace_files
from generator.problems import Place, Report
from generator.problems.excerpt import visible
from generator.problems.formats import count_phrase
from generator.registry import extensions
from generator.roster.sheet import Plan, make_rows, near_column, plan_import, read_raw
from generator.sections import BUILT_IN
from generator.tables.read import read_table
from generator.tables.table import Hints
from generator.tables.write import csv_line, write_csv, write_xlsx

_LONGEST = 100


def export_sheet(output: Path | None, site: Path, style: str) -> None:
    """Print every roster, or write it to a file."""
    report = Report()
    content = _load(site, report)
    rows = make_rows(content, read_raw(content, report))
    if report.errors:
        print_problems(report, site, style, err=True)
        raise click.exceptions.Exit(1)
    if output is None:
        click.echo("".join(map(csv_line, rows)).encode(), nl=False)
        return
    widths = [max(8, min(60, max(len(row[at]) for row in rows) + 2)) for at in range(len(rows[0]))]
    try:
        output.write_bytes(write_csv(rows) if output.suffix.lower() == ".csv" else write_xlsx(rows, "roster", widths))
    except OSError as error:
        raise click.FileError(str(output), error.strerror) from None
    note_done(f"The sheet was written to {output}.")
    click.echo(
        f"{count_phrase(len(rows) - 1, 'person')}: {visible(str(output))}. It is private.".replace("persons", "people"),
        err=True,
    )


def import_sheet(file: Path, dry_run: bool, site: Path, style: str) -> None:
    """Write the changes of a sheet into rosters: all of them, or none."""
    report = Report()
    content = _load(site, report)
    table = None if report.errors else read_table(file, file.name, Hints(own="slug"), report)
    plan = plan_import(table, content, report) if table is not None else Plan({}, {}, (), ())
    for name in plan.unread:
        near = near_column(name)
        hint = f"did you mean `{near}`?" if near else "`ambassador export roster` has all columns"
        report.warning("skipped-column", f"nothing reads the column `{name[:60]}`", Place(file.name), hint)
    if not report.errors and plan.files and not dry_run:
        replace_files(site, plan.files, plan.before, report)
    print_problems(report, site, style)
    if report.errors:
        click.echo("Nothing was written.", err=True)
        raise click.exceptions.Exit(1)
    for change in plan.changes:
        after = _short(change.after) if change.after else "removed"
        click.echo(visible(f"{change.file}: {change.key}: {_short(change.before) or 'nothing'} → {after}"))
    verb = "would change" if dry_run else "changed"
    click.echo(f"{count_phrase(len(plan.changes), 'value')} in {count_phrase(len(plan.files), 'file')} {verb}.")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _load(site: Path, report: Report) -> Site:
    """Read the content and report its problems, because a row may mean a name in a broken file."""
    return load_site(site, (*BUILT_IN, *extensions("sections")), report)
