"""A tracked link with all that it was made of, and the form that it shares with other people's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from generator.links.generate.placeholders import Slots, to_template
from generator.links.schemes.template import Value
from generator.links.schemes.tracking import ChainStep
from generator.sections.wants import LinkWant


@dataclass(frozen=True, slots=True, eq=False)
class LinkTemplate:
    """One link and all that it was made of: of one person alone, or of the stand-in for many (see placeholders.py).

    `steps` are the schemes that it went through, innermost first; `destinations` what each of them was given.
    `template` is the stand-in's address with slots for names.
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


@dataclass(frozen=True, slots=True)
class PlannedLink:
    """A tracked link of one person: what the audit proves and the link sheet tells.

    `slots` put the person's names into the form; a form of this person alone has none.
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
        """What each of the schemes was given."""
        if not self.slots:
            return self.template.destinations
        return tuple([text % self.slots for text in _with_slots(self.template).destinations])

    @property
    def values(self) -> Mapping[str, Value]:
        """All that the schemes may read."""
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
    """A form with slots in all that it was made of."""
    return replace(
        template,
        destinations=tuple(map(to_template, template.destinations)),
        values={key: to_template(v) if isinstance(v, str) else v for key, v in template.values.items()},
        utm={key: to_template(text) for key, text in template.utm.items()},
    )
