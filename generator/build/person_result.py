"""What is left of a person who was made: all that the rest of the site, and the next build, need to know."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar, Literal

from pydantic import ConfigDict, TypeAdapter

from generator.checks.assumptions import Assumptions
from generator.content.person_summary import PersonSummary
from generator.output.manifest import Fingerprint
from generator.pages.views import DirectoryEntry, EndedEntry
from generator.problems import Problem


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What a person's pages were made of.

    `files` are those that were looked at, from the site's folder, also those that were not there; `parts` the products
    and campaigns that were looked up (`product:balm`). They are the same on every day from `since` to before `until`.
    """

    files: tuple[str, ...]
    items: tuple[str, ...]
    valid_from: date
    valid_until: date


NO_DEPENDENCIES = Dependencies((), (), date.min, date.max)
"""Of an outcome that was read back: it is kept beside it."""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page that was made: its path, and for the sitemap its address ("" where there is none) and its last change."""

    path: str
    address: str
    changed: date | None = None


@dataclass(frozen=True, slots=True)
class PersonResult:
    """One person, made."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(
        ser_json_bytes="base64", val_json_bytes="base64", defer_build=True
    )

    summary: PersonSummary
    state: Literal["live", "ended", "absent"]
    """`absent` has no page: a draft, or somebody whose time is still to come."""
    dependencies: Dependencies = NO_DEPENDENCIES
    addresses: tuple[str, ...] = ()
    """Every address below the person's own."""
    short_links: tuple[tuple[str, str], ...] = ()
    """Short links: (address below the person's own, where it leads)."""
    entry: DirectoryEntry | None = None
    ended: EndedEntry | None = None
    pages: tuple[RenderedPage, ...] = ()
    files: tuple[tuple[str, Fingerprint], ...] = ()
    """Every published file with its path, the pages among them."""
    pictures: int = 0
    """How many of `files` are drawn pictures."""
    links: int = 0
    link_digests: bytes = b""
    """What tells the person's links from others' (see links/audit/digests.py)."""
    assumptions: Assumptions = field(default_factory=Assumptions)
    problems: tuple[Problem, ...] = ()
    """Warnings."""

    def without_dependencies(self) -> PersonResult:
        """Without what it was made of and what was to be told of it."""
        return replace(self, dependencies=NO_DEPENDENCIES, problems=())

    def visible_to_others(self) -> PersonResult:
        """What others can see of it: while that is the same, nothing but the person's own pages has to be made."""
        paths = tuple((path, Fingerprint(0, "")) for path, _ in self.files)
        return replace(self, dependencies=NO_DEPENDENCIES, files=paths, problems=())


_ADAPTER = TypeAdapter(PersonResult)


_PROBLEMS = TypeAdapter(tuple[Problem, ...], config=ConfigDict(defer_build=True))


def encode_problems(problems: tuple[Problem, ...]) -> str:
    """Problems as JSON; "" for none."""
    return _PROBLEMS.dump_json(problems).decode() if problems else ""


def decode_problems(text: str) -> tuple[Problem, ...]:
    """Read what `encode_problems` wrote. Raises ValueError."""
    return _PROBLEMS.validate_json(text) if text else ()


def encode_result(result: PersonResult) -> str:
    """An outcome as JSON, without what it was made of and what was to be told: that is kept beside it."""
    return _ADAPTER.dump_json(result, exclude={"dependencies", "problems"}).decode()


def decode_result(text: str) -> PersonResult:
    """Read what `encode_result` wrote, without those two. Raises ValueError."""
    return _ADAPTER.validate_json(text)
