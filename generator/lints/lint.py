"""The form of a lint: a name, and a function from its input to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from msgspec import Struct

from generator.content.site import Profile, Site
from generator.lints.lint_context import PersonContext, SiteContext
from generator.models.settings import Settings
from generator.problems import Place


class Finding(NamedTuple):
    """A possible improvement, its place, and the advice."""

    message: str
    place: Place
    help: str = ""
    related: tuple[tuple[str, Place], ...] = ()


class PersonLint(Struct, frozen=True):
    """A lint of one person's page. It gets only that person."""

    name: str
    find: Callable[[PersonContext], Iterable[Finding]]


class SiteLint(Struct, frozen=True):
    """A lint of the whole site."""

    name: str
    find: Callable[[SiteContext], Iterable[Finding]]


class ContentLint(Struct, frozen=True):
    """A lint of the content, with or without a page. Every run reports it, also `build`.

    It gets one person's files, or (without a person) the shared files.
    """

    name: str
    find: Callable[[Settings, Profile | Site], Iterable[Finding]]


Lint = PersonLint | SiteLint | ContentLint


def lint_person(name: str) -> Callable[[Callable[[PersonContext], Iterable[Finding]]], PersonLint]:
    """Create a lint of one person's page. `name` is the problem's, and docs/problems/<name>.md explains it."""
    return lambda find: PersonLint(name, find)


def lint_site(name: str) -> Callable[[Callable[[SiteContext], Iterable[Finding]]], SiteLint]:
    """Create a lint of the whole site."""
    return lambda find: SiteLint(name, find)


def lint_content(name: str) -> Callable[[Callable[[Settings, Profile | Site], Iterable[Finding]]], ContentLint]:
    """Create a lint of the content."""
    return lambda find: ContentLint(name, find)
