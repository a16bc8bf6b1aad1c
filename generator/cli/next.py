"""The command `ambassador next`: the days on which the site will change."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import click

from generator.build.options import today
from generator.cli.options import data_options
from generator.cli.print_report import print_problems
from generator.content.load import load_site
from generator.content.roster_file import load_roster, right_name
from generator.lints.rights import rights_that_end
from generator.problems import Report
from generator.problems.formats import FORMATS, count_phrase
from generator.registry import extensions
from generator.sections import BUILT_IN
from generator.upcoming.changes import UpcomingChange, upcoming_changes
from generator.upcoming.format import as_json, as_text
from generator.upcoming.icalendar import as_icalendar


class DayCount(click.ParamType[int]):
    """The type of a number of days, written as 30d or 4w."""

    name = "30d"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Parse the number and its unit."""
        match = re.fullmatch(r"([0-9]{1,6})([dw])", str(value).strip(), re.ASCII)
        if not match:
            self.fail(f"`{str(value)[:40]}` is not a time: write it as 30d (days) or 4w (weeks)", param, ctx)
        return int(match[1]) * (7 if match[2] == "w" else 1)


@click.command()
@click.option("--within", type=DayCount(), help="Show only this many days or weeks: 30d, 4w.")
@click.option("--format", "form", type=click.Choice(("text", "json", "ics")), default="text", help="The format.")
@click.option("--problems", "style", type=click.Choice(FORMATS), default="full", help="The format of problems.")
@data_options
def next(within: int | None, form: str, style: str, site: Path, as_of: date | None) -> None:  # noqa: A001
    """List the days on which the site will change."""
    report = Report()
    content = load_site(site, (*BUILT_IN, *extensions("sections")), report)
    if report.errors:
        print_problems(report, site, style, err=True)
        raise click.exceptions.Exit(1)
    day = as_of or today(content)
    rights = [
        UpcomingChange(at, "right-ends", profile.slug, f"{profile.person.name}: the right to {name}", (profile.slug,))
        for profile in content.people
        for roster in [load_roster(site, profile.place.file, report)]
        if roster is not None
        for at, right in rights_that_end(profile, roster)
        for name in [right_name(right.picture, right.quote)]
    ]
    if report.errors:
        print_problems(report, site, style, err=True)
        raise click.exceptions.Exit(1)
    changes = upcoming_changes(content, day, within, rights)
    if form == "json":
        text = as_json(changes)
    elif form == "ics":
        text = as_icalendar(changes, content.settings.brand, content.settings.url, day)
    else:
        ending = "" if within is None else f" within {count_phrase(within, 'day')}"
        text = as_text(changes) or f"Nothing will change{ending}.\n"
    click.echo(text.encode(), nl=False)  # UTF-8 and the calendar's line ends on any terminal
