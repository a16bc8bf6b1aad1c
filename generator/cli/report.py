"""The command `ambassador report`: people's sales, from exports of the shop, of analytics and of networks."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import click

from generator import __version__
from generator.build.options import today
from generator.cli.options import SITE, Day
from generator.cli.print_report import print_report
from generator.cli.progress import watch_progress
from generator.cli.streams import note_done
from generator.content.discovery import COMMISSIONS
from generator.content.load import load_site
from generator.content.site import Site
from generator.link_sheet.csv_text import SheetError, read_csv
from generator.link_sheet.row import LinkRow
from generator.models.imports import REPORT_FACTS
from generator.pages.theme import load_theme
from generator.problems import Place, Report, did_you_mean
from generator.problems.formats import FORMATS
from generator.registry import extensions
from generator.report.html import render_html
from generator.report.keep_map import keep_map
from generator.report.order_lines import earned_by_person
from generator.report.orders import OrderRules
from generator.report.run import Inputs, join_facts, report_other_period
from generator.report.settings import Benchmarks
from generator.report.store import has_engine
from generator.report.tables import Answers, TableFrame, make_answers
from generator.report.write import MARK, csv_of, is_report_folder, json_of, write_folder, write_parquet, xlsx_of
from generator.sections import BUILT_IN

SHEET = click.Path(exists=True, dir_okay=False, path_type=Path)
FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
LINKS = click.option(
    "--links", "sheets", multiple=True, type=SHEET, metavar="SHEET.csv", help="Also read this older link sheet."
)
PROBLEMS = click.option(
    "--problems", "style", type=click.Choice(FORMATS), default="full", help="The format of problems."
)
AS_OF = click.option("--as-of", type=Day(), help="The day to answer for (default: today in the site's timezone).")


class FactColumn(click.ParamType[tuple[str, str]]):
    """The type of a `FACT=COLUMN`."""

    name = "fact=column"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Split at the first `=`, and check the fact."""
        if isinstance(value, tuple):
            return value
        fact, sign, column = value.partition("=")
        if not sign or not column.strip():
            self.fail(f"`{value[:60]}` is not a `FACT=COLUMN`", param, ctx)
        if fact.strip() not in REPORT_FACTS:
            hint = did_you_mean(fact.strip(), REPORT_FACTS, f"the facts are {', '.join(sorted(REPORT_FACTS))}")
            self.fail(f"no fact is called `{fact.strip()[:60]}`: {hint}", param, ctx)
        return fact.strip(), column.strip()


MAP = click.option(
    "--map", "columns", multiple=True, type=FactColumn(), help="Read a fact from this column. The choice is saved."
)


@click.command()
@FILES
@click.option("--from", "first", type=Day(), help="The first day of the period.")
@click.option("--until", "last", type=Day(), help="The last day of the period.")
@LINKS
@MAP
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("report"),
    help="The folder for the report (default: report).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("html", "csv", "xlsx", "json")),
    default="html",
    help="Write only this kind of file; html writes all of them.",
)
@click.option(
    "--tables-to", type=click.Path(path_type=Path), metavar="DIR", help="Also write the joined facts as Parquet files."
)
@PROBLEMS
@AS_OF
@SITE
def report(
    files: tuple[Path, ...],
    first: date | None,
    last: date | None,
    sheets: tuple[Path, ...],
    columns: tuple[tuple[str, str], ...],
    output: Path,
    form: str,
    tables_to: Path | None,
    style: str,
    as_of: date | None,
    site: Path,
) -> None:
    """Report what people sold, from exports of shops and analytics. The report is private."""
    if first and last and last < first:
        raise click.UsageError("--until is before --from")
    report = Report()
    content = open_site(site, report, style)
    if not is_report_folder(output):
        place = Place(str(output))
        message = "this folder has other files than a report, and they would be lost"
        report.error("foreign-report-folder", message, place, "name another folder: --output DIR")
        stop(report, site, style)
    if tables_to and tables_to.resolve().is_relative_to((site / "content").resolve()):
        raise click.UsageError("--tables-to is in content/: name a folder elsewhere")
    older = read_sheets(sheets, site, report, style)
    rules = content.commissions
    days = OrderRules(
        tuple(rules.attribution) if rules else ("code", "link"),
        bool(rules and rules.prices_include_tax),
        first.isoformat() if first else "",
        last.isoformat() if last else "",
    )
    inputs = Inputs(files, as_of or today(content), older, dict(columns), days)
    with ExitStack() as stack:
        progress = stack.enter_context(watch_progress(style))
        joined_facts = stack.enter_context(join_facts(content, inputs, report, progress))
        if not any(file.rows for file in joined_facts.files):
            stop(report, site, style)
        report_other_period(joined_facts.files, days.first_day, days.last_day, report)
        margin = content.report.margin if content.report else None
        frame = TableFrame(
            joined_facts.store, content, joined_facts.roster, joined_facts.files, days, Benchmarks.of_site(content),
            margin, earned_by_person(joined_facts, content, days, as_of or today(content)),
        )  # fmt: skip
        answers = make_answers(frame)
        progress("writing", 0, 1)
        contents = _files(answers, content, form)
        try:
            if tables_to is not None:
                names = write_parquet(joined_facts.store, tables_to)
                note_done(f"{', '.join(names)} were written to {tables_to}.")
            write_folder(output, contents)
        except OSError as error:
            raise click.FileError(str(output), error.strerror) from None
    note_done(f"The report was written to {output}.")
    if joined_facts.mapped_columns:
        keep_map(site, dict(columns), joined_facts.mapped_columns[0], content, report)
    page = output / ("index.html" if form == "html" else MARK if form == "json" else "")
    people = answers.headline["people"]
    print_report(
        report, site, style, f"People with orders: {people}. The report is in {page}" if style == "full" else ""
    )
    if report.errors:
        raise click.exceptions.Exit(1)


def open_site(site: Path, report: Report, style: str) -> Site:
    """Read the site. End the command if the site or the engine is missing."""
    if not has_engine():
        message = "the report needs the extra `report`, which is not installed"
        report.error("no-report-engine", message, Place("the command line"), "pip install 'ambassador-pages[report]'")
        stop(report, site, style)
    content_report = Report()
    content = load_site(site, (*BUILT_IN, *extensions("sections")), content_report)
    if content_report.errors:
        report.take(content_report)
        stop(report, site, style)
    for problem in content_report:
        if problem.place.file == COMMISSIONS:
            report.add(problem)
    return content


def stop(report: Report, site: Path, style: str) -> None:
    """Print the problems, and exit with code 1."""
    print_report(report, site, style, "Nothing was written." if style == "full" else "")
    raise click.exceptions.Exit(1)


def read_sheets(sheets: tuple[Path, ...], site: Path, report: Report, style: str) -> list[tuple[LinkRow, Place]]:
    """Read older link sheets, each row with its place. Any other file ends the command."""
    rows: list[tuple[LinkRow, Place]] = []
    for sheet in sheets:
        try:
            link_rows = read_csv(sheet.read_bytes().decode())
            rows.extend((row, Place(str(sheet), line=number, column=1)) for number, row in enumerate(link_rows, 2))
        except (SheetError, UnicodeDecodeError, OSError) as error:
            why = str(error) if isinstance(error, SheetError) else "it cannot be read as UTF-8 text"
            hint = "give a file that `ambassador links --output` wrote"
            report.error("not-a-link-sheet", f"this is not a link sheet: {why}", Place(str(sheet)), hint)
    if report.errors:
        stop(report, site, style)
    return rows


def _files(answers: Answers, content: Site, form: str) -> dict[str, bytes]:
    """Return every file of the report. Its JSON is always there, and marks the folder as a report's."""
    files = {MARK: json_of(answers.tables, answers.first_day, answers.last_day)}
    if form in ("html", "csv"):
        files |= {f"{name}.csv": csv_of(table) for name, table in answers.tables.items()}
    if form in ("html", "xlsx"):
        files |= {f"{name}.xlsx": xlsx_of(table) for name, table in answers.tables.items()}
    if form == "html":
        theme = load_theme(content, Report())
        fonts = [
            font for folder in (theme.folders if theme else ()) for font in sorted(folder.glob("**/fonts/*.woff2"))
        ]
        foot = f"Made by ambassador-pages {__version__} on this machine. It has sales figures: do not publish it."
        files["index.html"] = render_html(answers, content.settings.brand, fonts, foot).encode()
    return files
