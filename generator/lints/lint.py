"""What a lint is: a name, and a function from what it may see to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from generator.content.site import Profile, Site
from generator.lints.lint_context import PersonContext, SiteContext
from generator.models.settings import Settings
from generator.problems import Place


class Finding(NamedTuple):
    """What could be better, where it is written, and what to do."""

    message: str
    place: Place
    help: str = ""
    related: tuple[tuple[str, Place], ...] = ()


@dataclass(frozen=True, slots=True)
class PersonLint:
    """Advice about one person's page. It sees that person alone."""

    name: str
    find: Callable[[PersonContext], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class SiteLint:
    """Advice about the whole site."""

    name: str
    find: Callable[[SiteContext], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class ContentLint:
    """Advice about what is written, whether or not a page comes of it. Every run tells it, `build` too.

    It sees one person's files, or (without a person) those that are nobody's own.
    """

    name: str
    find: Callable[[Settings, Profile | Site], Iterable[Finding]]


Lint = PersonLint | SiteLint | ContentLint


def lint_person(name: str) -> Callable[[Callable[[PersonContext], Iterable[Finding]]], PersonLint]:
    """Make a lint of one person's page; `name` is the problem's, and docs/problems/<name>.md explains it."""
    return lambda find: PersonLint(name, find)


def lint_site(name: str) -> Callable[[Callable[[SiteContext], Iterable[Finding]]], SiteLint]:
    """Make a lint of the whole site."""
    return lambda find: SiteLint(name, find)


def lint_content(name: str) -> Callable[[Callable[[Settings, Profile | Site], Iterable[Finding]]], ContentLint]:
    """Make a lint of what is written."""
    return lambda find: ContentLint(name, find)
