"""Summary that a build returns."""

from __future__ import annotations

from dataclasses import dataclass

from generator.output.publish import Published


@dataclass(frozen=True, slots=True)
class SiteTotals:
    """Totals of a site."""

    pages: int
    people: int
    links: int
    pictures: int


@dataclass(frozen=True, slots=True)
class BuildResult:
    """Summary of a published build: the totals, and how much of it was new."""

    totals: SiteTotals
    rendered: int
    """Number of pages that the build rendered."""
    drawn: int
    """Number of pictures that the build drew."""
    changed_links: int
    published: Published
    reasons: tuple[tuple[str, str], ...] = ()
    """Slug and reason of each person that the build rendered; empty without `BuildOptions.explain`."""
    note: str = ""
    """Message about the build state for the user, such as that it was lost."""
