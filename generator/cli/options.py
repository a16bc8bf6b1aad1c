"""The options that commands share."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from generator.problems.formats import FORMATS

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """The type of a day written as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Parse the day. A usage error shows the right form."""
        if isinstance(value, date):
            return value
        with suppress(ValueError):
            if date.fromisoformat(str(value)).isoformat() == value:  # a valid day needs no models
                return date.fromisoformat(value)
        # lazy: it loads pydantic, which a build without this option does not need
        from pydantic_core import PydanticCustomError

        from generator.models.written import read_day

        try:
            return read_day(value)
        except PydanticCustomError as error:
            self.fail(f"{error.message()}; write it as 2026-03-01", param, ctx)


def complete_problem(ctx: click.Context, param: click.Parameter, prefix: str) -> list[str]:
    """Return the problem names that begin with the typed text, for the shell."""
    from generator.registry import problem_pages  # lazy: only a folder without content needs it

    del ctx, param
    return [name for name in problem_pages() if name.startswith(prefix)]


STYLE = click.option("--format", "style", type=click.Choice(FORMATS), default="full", help="The format of problems.")
SITE_IF_ANY = click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The site's folder, which has content/ in it (default: the current folder).",
)
"""For commands that can do something without a site."""
_AS_OF = click.option("--as-of", type=Day(), help="The day to build for (default: today in the site's timezone).")


def SITE(command: F) -> F:  # noqa: N802 - an option, like the others
    """Add the option for the site's folder. The command ends with a problem if that is no site."""
    return SITE_IF_ANY(_in_a_site(command, err=False))


def DATA_SITE(command: F) -> F:  # noqa: N802
    """Add the same option to a command whose standard output is data: problems go to standard error."""
    return SITE_IF_ANY(_in_a_site(command, err=True))


def _in_a_site(command: F, err: bool) -> F:
    @wraps(command)
    def run(*args: Any, **options: Any) -> Any:
        require_site(options["site"], options.get("style", "full"), err)
        return command(*args, **options)

    return cast("F", run)


def require_site(site: Path, style: str, err: bool = False) -> None:
    """End the command with exit code 1 if a folder is no site."""
    from generator.cli.print_report import print_problems  # lazy: only a folder without content needs it
    from generator.content.missing_site import holds_content, report_missing_site
    from generator.problems import Report

    if not holds_content(site):
        report = Report()
        report_missing_site(site, report)
        print_problems(report, site, style, err)
        raise click.exceptions.Exit(1)


def site_options(command: F) -> F:
    """Add the options of all commands that read a site and report its problems."""
    return SITE(_AS_OF(STYLE(command)))


def any_site_options(command: F) -> F:
    """Add the same options to a command that can also work without a site."""
    return SITE_IF_ANY(_AS_OF(STYLE(command)))


def data_options(command: F) -> F:
    """Add the options for the site and the day, for commands whose standard output is data."""
    return DATA_SITE(_AS_OF(command))
