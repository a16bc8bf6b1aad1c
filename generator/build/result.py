"""What a build tells of itself."""

from __future__ import annotations

from dataclasses import dataclass

from generator.output.publish import Published


@dataclass(frozen=True, slots=True)
class SiteTotals:
    """What a site holds."""

    pages: int
    people: int
    links: int
    pictures: int


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A site that was built and published: what it holds, and what of it had to be made."""

    totals: SiteTotals
    rendered: int
    """Pages."""
    drawn: int
    """Pictures."""
    changed_links: int
    published: Published
    note: str = ""
    """What is to be told of the memory."""
