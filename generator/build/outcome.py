"""What is left of a person who was made: all that the rest of the site, and the next build, need to know."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from generator.checks.elsewhere import Beliefs
from generator.content.presence import Presence
from generator.output.manifest import Fingerprint
from generator.pages.views import DirectoryEntry
from generator.problems import Problem


@dataclass(frozen=True, slots=True)
class Uses:
    """What a person's pages were made of.

    `files` are those that were looked at, from the site's folder, also those that were not there; `parts` the products
    and campaigns that were looked up (`product:balm`). They are the same on every day from `since` to before `until`.
    """

    files: tuple[str, ...]
    parts: tuple[str, ...]
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page that was made: its path, and its address for the sitemap, "" where there is none."""

    path: str
    address: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One person, made."""

    presence: Presence
    state: Literal["live", "ended", "absent"]
    """`absent` has no page: a draft, or somebody whose time is still to come."""
    uses: Uses
    addresses: tuple[str, ...] = ()
    """Every address below the person's own."""
    short: tuple[tuple[str, str], ...] = ()
    """Short links: (address below the person's own, where it leads)."""
    entry: DirectoryEntry | None = None
    pages: tuple[MadePage, ...] = ()
    files: tuple[tuple[str, Fingerprint], ...] = ()
    """Every published file with its path, the pages among them."""
    pictures: int = 0
    """How many of `files` are drawn pictures."""
    links: int = 0
    marks: bytes = b""
    """What tells the person's links from others' (see links/marks.py)."""
    beliefs: Beliefs = field(default_factory=Beliefs)
    problems: tuple[Problem, ...] = ()
    """Warnings."""
