"""`ambassador build`: content -> output."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.build import Request, build_site, default_jobs
from generator.cli.options import site_options
from generator.cli.telling import as_report, tell, watch_progress
from generator.output.target import PublishError
from generator.problems import Place, Problem, Report, Severity
from generator.problems.formats import counted


@click.command()
@site_options
@click.option("--output", type=click.Path(path_type=Path), help="Where the site goes (default: output/ in the site).")
@click.option("--url", default="", help="The address of the built site, in place of the one in site.yaml.")
@click.option("--drafts", is_flag=True, help="Build drafts, and people whose time is still to come.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes for pictures (default: the cores).")
@click.option("--clean", is_flag=True, help="Replace an output folder even if it holds what no build wrote.")
def build(
    site: Path,
    as_of: date | None,
    style: str,
    output: Path | None,
    url: str,
    drafts: bool,
    jobs: int | None,
    clean: bool,
) -> None:
    """Build the site: every page, or nothing."""
    url = _site_url(url) if url else ""
    report, target = Report(), output or site / "output"
    try:
        with watch_progress(style) as progress:
            request = Request(site, as_of, url, drafts, jobs or default_jobs(), progress)
            built = build_site(request, target, clean, report)
    except PublishError as error:
        problem = Problem(error.name, Severity.ERROR, error.message, Place(str(target)), error.help)
        tell(as_report(problem), site, style, "Nothing was written.")
        raise click.exceptions.Exit(1) from None
    if built is None:
        tell(report, site, style, "Nothing was written.")
        raise click.exceptions.Exit(1)
    totals, published = built.totals, built.published
    tell(
        report,
        site,
        style,
        f"Built {counted(totals.pages, 'page')} for {counted(totals.people, 'ambassador')} in {target}: "
        f"{built.rendered:,} of {counted(totals.pages, 'page')} rendered, "
        f"{built.drawn:,} of {counted(totals.pictures, 'picture')} drawn, "
        f"{counted(built.changed_links, 'changed link')}; {counted(published.written, 'file')} changed, "
        f"{published.unchanged:,} the same, {published.removed:,} removed.",
    )


def _site_url(url: str) -> str:
    from pydantic_core import PydanticCustomError

    from generator.models.written import read_site_url

    try:
        return read_site_url(url)
    except PydanticCustomError as error:
        hint = (error.context or {}).get("help")
        raise click.UsageError(f"--url: {error.message()}" + (f"; {hint}" if hint else "")) from None
