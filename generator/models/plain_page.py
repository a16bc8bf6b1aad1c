"""A plain page: privacy, about the programme."""

from __future__ import annotations

from generator.models.locale import Locale
from generator.models.written import Flag, Line, Written


class PlainPage(Written):
    """The front matter of pages/<slug>.md; the body is the page."""

    title: Line
    description: Line | None = None
    locale: Locale | None = None
    nav: Flag = True
    """Whether the foot of every page leads to it."""
    index: Flag | None = None
