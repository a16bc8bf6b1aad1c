"""Result of rendering one person: all that the site-wide files and the next build need."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from generator.checks.assumptions import Assumptions
from generator.content.person_summary import PersonSummary
from generator.output.manifest import Fingerprint
from generator.pages.views import DirectoryEntry, EndedEntry
from generator.problems import Problem

T = TypeVar("T")


class Dependencies(Struct, frozen=True):
    """Dependencies of a person's pages.

    `files` are the files that the build read or found missing, relative to the site's folder. `items` are the products,
    addresses and campaigns that it looked up (`product:balm`). The pages are the same on every day from `valid_from`
    until before `valid_until`.
    """

    files: tuple[str, ...]
    items: tuple[str, ...]
    valid_from: date
    valid_until: date

    def first_in(self, changed_names: Set[str]) -> str:
        """Return the first file or item that is in `changed_names`; "" if none is."""
        return next((name for name in (*self.files, *self.items) if name in changed_names), "")


NO_DEPENDENCIES = Dependencies((), (), date.min, date.max)
"""Placeholder in a decoded result; the build state stores dependencies beside it."""


class RenderedPage(Struct, frozen=True):
    """A rendered page: its path, its address for the sitemap ("" if it has none), and its last change."""

    path: str
    address: str
    changed: date | None = None


class PersonResult(Struct, frozen=True, omit_defaults=True):
    """The result of rendering one person."""

    summary: PersonSummary
    state: Literal["live", "ended", "absent"]
    """`absent` has no page: a draft, or a person whose start date is in the future."""
    dependencies: Dependencies = NO_DEPENDENCIES
    addresses: tuple[str, ...] = ()
    """Addresses below the person's own."""
    short_links: tuple[tuple[str, str], ...] = ()
    """Short links: (address below the person's own, target)."""
    entry: DirectoryEntry | None = None
    ended: EndedEntry | None = None
    pages: tuple[RenderedPage, ...] = ()
    files: tuple[tuple[str, Fingerprint], ...] = ()
    """The person's published files, pages included: (path, fingerprint)."""
    pictures: int = 0
    """Number of drawn pictures among `files`."""
    links: int = 0
    link_digests: bytes = b""
    """Digests that distinguish the person's links from others' (see links/audit/digests.py)."""
    assumptions: Assumptions = field(default_factory=Assumptions)
    problems: tuple[Problem, ...] = ()
    """Only warnings: a person with errors is not published."""

    def without_dependencies(self) -> PersonResult:
        """Return the result without dependencies and problems."""
        return replace(self, dependencies=NO_DEPENDENCIES, problems=())

    def visible_to_others(self) -> PersonResult:
        """Return the part that other pages depend on. While it stays the same, only this person's pages are stale."""
        paths = tuple((path, Fingerprint(0, "")) for path, _ in self.files)
        return replace(self, dependencies=NO_DEPENDENCIES, files=paths, problems=())


def encode_problems(problems: tuple[Problem, ...]) -> str:
    """Return problems as JSON; "" for none."""
    return msgspec.json.encode(problems).decode() if problems else ""


def decode_problems(text: str) -> tuple[Problem, ...]:
    """Decode the text of `encode_problems`. Raises ValueError."""
    return _decode(text, tuple[Problem, ...]) if text else ()


def encode_result(result: PersonResult) -> str:
    """Return a result as JSON without dependencies and problems, which the build state stores beside it."""
    return msgspec.json.encode(result.without_dependencies()).decode()


def decode_result(text: str) -> PersonResult:
    """Decode the text of `encode_result`, without dependencies and problems. Raises ValueError."""
    return _decode(text, PersonResult)


def _decode(text: str, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from None
