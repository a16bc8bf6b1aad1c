"""A tracked link with all that it was made of, and the form that it shares with other people's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.links.names import Slots, with_slots
from generator.links.template import Value
from generator.links.tracking import Step
from generator.sections.wants import LinkWant


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One link and all that it was made of: of one person alone, or of the stand-in for many (see names.py).

    `steps` are the schemes that it went through, innermost first; `destinations` what each of them was given.
    `template` is the stand-in's address with slots for names.
    """

    want: LinkWant
    channel: str
    campaign: str
    steps: tuple[Step, ...]
    destinations: tuple[str, ...]
    values: Mapping[str, Value]
    utm: Mapping[str, str]
    href: str
    template: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A tracked link of one person: what the audit proves and the link sheet tells.

    `slots` put the person's names into the form; a form of this person alone has none.
    """

    want: LinkWant
    slug: str
    href: str
    form: Form
    slots: Slots = field(default_factory=dict)

    @property
    def channel(self) -> str:
        """The channel of the page; "" for the main one."""
        return self.form.channel

    @property
    def campaign(self) -> str:
        """The campaign's name in reports."""
        return self.form.campaign

    @property
    def steps(self) -> tuple[Step, ...]:
        """The schemes, innermost first."""
        return self.form.steps

    @property
    def destinations(self) -> tuple[str, ...]:
        """What each of the schemes was given."""
        given = self.form.destinations
        return tuple(map(self._own, given)) if self.slots else given

    @property
    def values(self) -> Mapping[str, Value]:
        """All that the schemes may read."""
        values = self.form.values
        return {key: self._own(v) if isinstance(v, str) else v for key, v in values.items()} if self.slots else values

    @property
    def utm(self) -> Mapping[str, str]:
        """The UTM values, by whole keys."""
        utm = self.form.utm
        return {key: self._own(text) for key, text in utm.items()} if self.slots else utm

    def _own(self, text: str) -> str:
        return with_slots(text) % self.slots
