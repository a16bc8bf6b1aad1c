"""Planned links: a tracked link of one person, with all its inputs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

from generator.links.schemes.template import Value
from generator.links.schemes.tracking import ChainStep
from generator.sections.wants import LinkWant


class LinkInputs(Protocol):
    """What a link is written from."""

    @property
    def destinations(self) -> tuple[str, ...]:
        """The input of each scheme, innermost first."""

    @property
    def values(self) -> Mapping[str, Value]:
        """All values that the schemes may read."""

    @property
    def utm(self) -> Mapping[str, str]:
        """The UTM values, by whole keys."""


class PlainInputs(Struct, frozen=True):
    """The inputs of one person's own link (see `LinkInputs`)."""

    destinations: tuple[str, ...]
    values: Mapping[str, Value]
    utm: Mapping[str, str]


class PlannedLink(Struct, frozen=True):
    """A tracked link of one person: input of the audit and the link sheet.

    `channel` is that of the page, "" for the main one. `campaign` is its name in reports. `steps` are the schemes,
    innermost first.
    """

    want: LinkWant
    slug: str
    href: str
    channel: str
    campaign: str
    steps: tuple[ChainStep, ...]
    inputs: LinkInputs
