"""`ambassador kit [SLUG]`: what an ambassador is given to post with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.build.options import today
from generator.cli.options import data_options
from generator.cli.print_report import print_problems
from generator.content.load import load_site
from generator.exporting.kits import Form, make_kits, write_kits
from generator.pages.theme import load_theme
from generator.problems import Report, did_you_mean
from generator.problems.formats import FORMATS
from generator.registry import extensions
from generator.sections import BUILT_IN


@click.command()
@click.argument("slug", default="", metavar="[SLUG]")
@click.option("--format", "form", type=click.Choice(("text", "csv", "json")), default="text", help="The form.")
@click.option("--drafts", is_flag=True, help="With drafts, and people whose time is still to come.")
@click.option("--problems", "style", type=click.Choice(FORMATS), default="full", help="How problems are told.")
@data_options
def kit(slug: str, form: Form, drafts: bool, style: str, site: Path, as_of: date | None) -> None:
    """Print the addresses, the code and the pictures that an ambassador posts with; without SLUG those of everybody."""
    report, sections = Report(), (*BUILT_IN, *extensions("sections"))
    content = load_site(site, sections, report)
    theme = load_theme(content, report) if not content.stands_in else None
    if report.errors or theme is None:
        print_problems(report, site, style, err=True)
        raise click.exceptions.Exit(1)
    url = content.settings.url.rstrip("/")
    kits = list(make_kits(content, theme, sections, as_of or today(content), url, drafts))
    if slug:
        found = [kit for kit in kits if kit.slug == slug]
        if not found:
            known = [profile.slug for profile in content.people]
            hint = (
                "they have no page on this day; --drafts gives the kits of drafts too"
                if slug in known
                else did_you_mean(slug, known, "the name of their folder or file in content/ambassadors/ is meant")
            )
            raise click.UsageError(f"there is no kit of `{slug[:60]}`: {hint}")
        kits = found
    click.echo(write_kits(kits, form).encode(), nl=False)  # UTF-8 whatever the terminal speaks
