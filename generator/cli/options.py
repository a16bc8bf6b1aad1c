"""Options that commands share."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.problems.formats import FORMATS

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day written as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day; a usage error says how to write it."""
        if isinstance(value, date):
            return value
        with suppress(ValueError):
            if date.fromisoformat(str(value)).isoformat() == value:  # a good day needs none of the models
                return date.fromisoformat(value)
        from pydantic_core import PydanticCustomError

        from generator.models.written import read_day

        try:
            return read_day(value)
        except PydanticCustomError as error:
            self.fail(f"{error.message()}; write it as 2026-03-01", param, ctx)


STYLE = click.option("--format", "style", type=click.Choice(FORMATS), default="full", help="How problems are told.")
SITE = click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The folder that holds content/ (default: the current folder).",
)


def site_options(command: F) -> F:
    """Add the options of all commands that read a site and tell its problems."""
    return place_options(STYLE(command))


def place_options(command: F) -> F:
    """Add the options that say which site is read, and as on which day."""
    as_of = click.option("--as-of", type=Day(), help="Build as on this day (default: today in the site's timezone).")
    return SITE(as_of(command))
