"""Summary that a build returns."""

from __future__ import annotations

from msgspec import Struct

from generator.output.publish import FileChanges


class SiteTotals(Struct, frozen=True):
    """Totals of a site."""

    pages: int
    people: int
    links: int
    pictures: int


class BuildResult(Struct, frozen=True):
    """Summary of a published build: the totals, and how much of it was new."""

    totals: SiteTotals
    rendered_count: int
    """Number of pages that the build rendered."""
    drawn_count: int
    """Number of pictures that the build drew."""
    changed_links: int
    file_changes: FileChanges
    reasons: tuple[tuple[str, str], ...] = ()
    """Slug of each person that the build rendered, and why."""
    note: str = ""
    """Message about the build state for the user, such as that it was lost."""
