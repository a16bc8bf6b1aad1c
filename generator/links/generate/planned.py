"""Planned links: a tracked link with all its inputs, and the template that it shares with other people."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct, field
from msgspec.structs import replace

from generator.links.generate.placeholders import Slots, to_template
from generator.links.schemes.template import Value
from generator.links.schemes.tracking import ChainStep
from generator.sections.wants import LinkWant


class LinkTemplate(Struct, frozen=True, eq=False):
    """One link and all its inputs: one person's own, or the placeholder's for many people (see placeholders.py).

    `steps` are its schemes, innermost first; `destinations` is the input of each. `text` is the placeholder's address
    with slots for names.
    """

    want: LinkWant
    channel: str
    campaign: str
    steps: tuple[ChainStep, ...]
    destinations: tuple[str, ...]
    values: Mapping[str, Value]
    utm: Mapping[str, str]
    href: str
    text: str = ""


class PlannedLink(Struct, frozen=True):
    """A tracked link of one person: input of the audit and the link sheet.

    `slots` are the person's names for the template; they are empty if the template is this person's own.
    """

    want: LinkWant
    slug: str
    href: str
    template: LinkTemplate
    slots: Slots = field(default_factory=dict)

    @property
    def channel(self) -> str:
        """The channel of the page; "" for the main one."""
        return self.template.channel

    @property
    def campaign(self) -> str:
        """The campaign's name in reports."""
        return self.template.campaign

    @property
    def steps(self) -> tuple[ChainStep, ...]:
        """The schemes, innermost first."""
        return self.template.steps

    @property
    def destinations(self) -> tuple[str, ...]:
        """The input of each scheme."""
        if not self.slots:
            return self.template.destinations
        return tuple([text % self.slots for text in _with_slots(self.template).destinations])

    @property
    def values(self) -> Mapping[str, Value]:
        """All values that the schemes may read."""
        if not self.slots:
            return self.template.values
        values = _with_slots(self.template).values
        return {key: value % self.slots if isinstance(value, str) else value for key, value in values.items()}

    @property
    def utm(self) -> Mapping[str, str]:
        """The UTM values, by whole keys."""
        if not self.slots:
            return self.template.utm
        return {key: text % self.slots for key, text in _with_slots(self.template).utm.items()}


@lru_cache(maxsize=8192)
def _with_slots(template: LinkTemplate) -> LinkTemplate:
    """Return a template with slots in all its inputs."""
    return replace(
        template,
        destinations=tuple(map(to_template, template.destinations)),
        values={key: to_template(v) if isinstance(v, str) else v for key, v in template.values.items()},
        utm={key: to_template(text) for key, text in template.utm.items()},
    )
