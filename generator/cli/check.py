"""`ambassador check`: all problems of content and of the built pages, and advice; nothing written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.build import Request, default_jobs, make_site
from generator.cli.options import site_options
from generator.cli.progress import watch_progress
from generator.cli.telling import tell
from generator.problems import Report
from generator.problems.formats import counted


@click.command()
@site_options
@click.option("--drafts", is_flag=True, help="Check drafts too, and people whose time is still to come.")
@click.option("--strict", is_flag=True, help="Let warnings be errors: for CI that should stop at each.")
def check(site: Path, as_of: date | None, style: str, drafts: bool, strict: bool) -> None:
    """Tell every problem of the content and of the pages it makes, and what could be better."""
    from generator.editorial.advise import advise
    from generator.importing.name_columns import tell_unknown_fields

    report = Report()
    with watch_progress(style) as progress:
        made = make_site(Request(site, as_of, "", drafts, default_jobs(), progress), report)
        if made is not None:
            progress("advising", 0, 1)
            advise(made.plan, made.listed, made.files, report)
            tell_unknown_fields(made.plan.site.imports, made.plan.site.settings.currency, report)
    if strict:
        report = report.hardened()
    if made is None or report.errors:
        tell(report, site, style, "")
        raise click.exceptions.Exit(1)
    tell(
        report,
        site,
        style,
        f"{counted(made.pages, 'page')} for {counted(made.people, 'ambassador')}: nothing stands in the way.",
    )
