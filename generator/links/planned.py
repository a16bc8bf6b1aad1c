"""A tracked link with all that it was made of, and the form that it shares with other people's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

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
        if not self.slots:
            return self.form.destinations
        return tuple([text % self.slots for text in _in_slots(self.form).destinations])

    @property
    def values(self) -> Mapping[str, Value]:
        """All that the schemes may read."""
        if not self.slots:
            return self.form.values
        values = _in_slots(self.form).values
        return {key: value % self.slots if isinstance(value, str) else value for key, value in values.items()}

    @property
    def utm(self) -> Mapping[str, str]:
        """The UTM values, by whole keys."""
        if not self.slots:
            return self.form.utm
        return {key: text % self.slots for key, text in _in_slots(self.form).utm.items()}


@lru_cache(maxsize=8192)
def _in_slots(form: Form) -> Form:
    """A form with slots in all that it was made of."""
    return replace(
        form,
        destinations=tuple(map(with_slots, form.destinations)),
        values={key: with_slots(v) if isinstance(v, str) else v for key, v in form.values.items()},
        utm={key: with_slots(text) for key, text in form.utm.items()},
    )
