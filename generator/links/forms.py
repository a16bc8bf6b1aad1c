"""Links made once for all people: a form for each product, placement and campaign, with slots for a person's names.

A form is a link of the stand-in (see names.py). It speaks for everybody whose names keep to the stand-in's letters and
length, if nothing but the letters and the length of a name could make a difference. So there is no form where

- anything is refused or advised against: the link is made for each person, and told of each;
- a name did not pass unchanged everywhere: with the names of another stand-in in its slots, the form is not the link
  that is made for that one;
- a name would be a key, or a scheme's key stands in its destination already: there it matters what else is equal.

Only what analytics take a source for depends on whole names; it is asked for each page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from generator.links.address import read_address
from generator.links.errors import LinkError
from generator.links.lint import lint_channel
from generator.links.names import OTHER, STAND_IN, Names, Slots, names_of, slots_for, with_slots
from generator.links.plan_link import is_tracked, plan_on
from generator.links.planned import Form, Planned
from generator.links.query import is_utm
from generator.links.sayings import Occasion, PageSayings, occasion_of
from generator.links.tracking import Tracking
from generator.problems import Report
from generator.sections.subject import Subject
from generator.sections.wants import LinkWant

_VALUE_IN_KEY = re.compile(r"\}[^{&?#/]*=")
_CLASSED = ("utm_source", "utm_medium", "utm_campaign")


class PageForms:
    """The forms of one page's links, and the names to fill them with."""

    def __init__(self, tracking: Tracking, subject: Subject, channel: str) -> None:
        names, occasion = names_of(subject), occasion_of(tracking, subject, channel)
        self._slug = names.slug
        # A link that a platform issued to somebody is theirs alone.
        self._slots = None if subject.person.links else slots_for(names)
        self._stand_ins = _stand_ins(tracking, tuple([name != "" for name in names]), occasion)
        self._fit: dict[tuple[str, ...], bool] = {}

    def plan(self, want: LinkWant) -> Planned | None:
        """Make a link of its form; None where it has to be made for this person."""
        slots = self._slots
        shared = slots and _form(*self._stand_ins, want.placement, want.destination, want.product, want.items)
        if not slots or not shared:
            return None
        form, classed = shared
        if classed not in self._fit:  # it is the same for nearly all links of a page
            self._fit[classed] = not lint_channel(*[text % slots for text in classed])
        return Planned(want, self._slug, form.template % slots, form, slots) if self._fit[classed] else None


@lru_cache(maxsize=1024)
def _stand_ins(tracking: Tracking, has: tuple[bool, ...], occasion: Occasion) -> tuple[PageSayings, PageSayings]:
    """The pages of two stand-ins, who have such names as a person has."""

    def page(stand_in: Names) -> PageSayings:
        names = Names._make([name if given else "" for name, given in zip(stand_in, has, strict=True)])
        return PageSayings(tracking, names, occasion, {}, tracking.place)

    return page(STAND_IN), page(OTHER)


@lru_cache(maxsize=8192)
def _form(
    one: PageSayings,
    other: PageSayings,
    placement: str,
    destination: str,
    product: str,
    items: tuple[tuple[str, int], ...],
) -> tuple[Form, tuple[str, ...]] | None:
    """A form, and what analytics file its links by; both have slots."""
    want = LinkWant(placement, destination, product, items=items)
    report = Report()
    try:
        if not is_tracked(one.tracking, want):
            return None
        made, check = plan_on(one, want, report).form, plan_on(other, want, report).form
    except LinkError:
        return None
    slots = other.names._asdict()
    if len(report) or with_slots(_all_of(made)) % slots != _all_of(check) or _mixes_keys(made, slots):
        return None
    form = replace(made, template=with_slots(made.href))
    return form, tuple([with_slots(form.utm.get(key, "")) for key in _CLASSED])


def _all_of(form: Form) -> str:
    return repr((form.href, form.destinations, form.values, form.utm))


def _mixes_keys(form: Form, slots: Slots) -> bool:
    """Whether a name is (in) a key, or a key that is set may stand already: then it would matter what else is equal."""
    for step, destination in zip(form.steps, form.destinations, strict=True):
        network, scheme, keys = step.network, step.scheme, set[str]()
        if scheme.keys:
            filled = scheme.fill({**form.utm, **form.values})
            keys = {key.render(filled) for key, _ in scheme.keys}
        if network.utm == "outer":
            keys |= {network.utm_key.replace("{key}", key) for key in form.utm}
        standing = {key for key, _ in read_address(destination).pairs() if not is_utm(key)} if keys else set()
        if not standing.isdisjoint(keys) or any(with_slots(key) % slots != key for key in keys):
            return True
        if network.link and _VALUE_IN_KEY.search(network.link):
            return True
    return False
