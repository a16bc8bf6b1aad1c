"""A plain page: privacy, about the programme."""

from __future__ import annotations

from pydantic import Field

from generator.models.locale import Locale
from generator.models.written import Day, Flag, Line, Written


class PlainPage(Written):
    """The front matter of pages/<slug>.md; the body is the page."""

    title: Line = Field(examples=["Privacy"])
    """The page's heading, and its name in the foot of other pages."""
    description: Line | None = Field(None, examples=["What this site does not do."])
    """One line for search engines and shared links."""
    locale: Locale | None = None
    """The page's language; without it, the site's."""
    nav: Flag = True
    """Whether the foot of every page leads to it."""
    index: Flag | None = None
    """Whether search engines may list the page; without it, as in site.yaml."""
    updated: Day | None = Field(None, examples=["2026-06-14"])
    """The day on which the page was last changed in a way that visitors notice: search engines use it."""
