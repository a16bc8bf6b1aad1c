"""Link templates: one per product, placement and campaign, with slots for a person's names.

A template is a link of the placeholder identity (see placeholders.py). It covers all people whose names keep to the
placeholder's letters and length. That is right only if a link depends on nothing but these letters and that length. So
three kinds of links get no template:

1. Links with an error or a warning: each person's link is built and reported by itself.

2. Links in which a name did not pass unchanged. The check fills the template with the names of a second identity. The
result must equal the link that is built for that identity.

3. Links in which a name would be a key, or whose destination already has a key of the scheme. There, equality with
other text in the link matters.

One check needs the whole name: how analytics classify a source. It runs for each page.

PERF: a cold page takes 7 to 21 % more CPU time if each person's links are built and verified by themselves.
Plain way: `plan_on_page` for each link (plan.py); `verify_link` then reads the whole link (audit/verify.py).
Compared in tests/links/generate/test_reuse.py, over all schemes and on any names.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec.structs import replace

from generator.links.errors import LinkError
from generator.links.generate.defaults import PageChannel, PageDefaults, page_channel_of
from generator.links.generate.placeholders import (
    CONTROL,
    PLACEHOLDER,
    LinkIdentity,
    Slots,
    identity_of,
    slots_for,
    to_template,
)
from generator.links.generate.plan import is_tracked, plan_on_page
from generator.links.generate.planned import LinkTemplate, PlannedLink
from generator.links.lint.rules import lint_channel
from generator.links.schemes.tracking import TrackingConfig
from generator.links.urls.parsed import parse_url
from generator.links.urls.query import is_utm
from generator.problems import Report
from generator.sections.subject import Subject
from generator.sections.wants import LinkWant

_VALUE_IN_KEY = re.compile(r"\}[^{&?#/]*=")
_CLASSED = ("utm_source", "utm_medium", "utm_campaign")


class LinkTemplateCache:
    """The templates of one page's links, and the names to fill in."""

    def __init__(self, tracking: TrackingConfig, subject: Subject, channel: str) -> None:
        names, page_channel = identity_of(subject), page_channel_of(tracking, subject, channel)
        self._slug = names.slug
        # An issued link belongs to one person, so no template covers it.
        self._slots = None if subject.person.links else slots_for(names)
        self._pages = _placeholder_pages(tracking, tuple([name != "" for name in names]), page_channel)
        self._fit: dict[tuple[str, ...], bool] = {}

    def plan(self, want: LinkWant) -> PlannedLink | None:
        """Plan a link from its template; None if it must be built for this person."""
        slots = self._slots
        found = slots and _template(*self._pages, want.placement, want.destination, want.product, want.items)
        if not slots or not found:
            return None
        template, classed = found
        if classed not in self._fit:  # nearly all links of a page share it
            self._fit[classed] = not lint_channel(*[text % slots for text in classed])
        return PlannedLink(want, self._slug, template.text % slots, template, slots) if self._fit[classed] else None


@lru_cache(maxsize=1024)
def _placeholder_pages(
    tracking: TrackingConfig, has: tuple[bool, ...], page_channel: PageChannel
) -> tuple[PageDefaults, PageDefaults]:
    """Return the pages of both placeholder identities, with the same fields empty as this person's."""

    def page(stand_in: LinkIdentity) -> PageDefaults:
        names = LinkIdentity._make([name if is_set else "" for name, is_set in zip(stand_in, has, strict=True)])
        return PageDefaults(tracking, names, page_channel, {}, tracking.place)

    return page(PLACEHOLDER), page(CONTROL)


@lru_cache(maxsize=8192)
def _template(
    defaults: PageDefaults,
    other: PageDefaults,
    placement: str,
    destination: str,
    product: str,
    items: tuple[tuple[str, int], ...],
) -> tuple[LinkTemplate, tuple[str, ...]] | None:
    """Return a template and the values by which analytics classify its links, all with slots."""
    want = LinkWant(placement, destination, product, items=items)
    report = Report()
    try:
        if not is_tracked(defaults.tracking, want):
            return None
        template, control = plan_on_page(defaults, want, report).template, plan_on_page(other, want, report).template
    except LinkError:
        return None
    slots = other.identity._asdict()
    if len(report) or to_template(_text_of(template)) % slots != _text_of(control) or _mixes_keys(template, slots):
        return None
    template = replace(template, text=to_template(template.href))
    return template, tuple([to_template(template.utm.get(key, "")) for key in _CLASSED])


def _text_of(template: LinkTemplate) -> str:
    return repr((template.href, template.destinations, template.values, template.utm))


def _mixes_keys(template: LinkTemplate, slots: Slots) -> bool:
    """Return whether a name is part of a key, or a key may already occur in the destination.

    In both cases, equality with other text in the link would matter.
    """
    for step, destination in zip(template.steps, template.destinations, strict=True):
        network, scheme, keys = step.network, step.scheme, set[str]()
        if scheme.keys:
            filled = scheme.fill({**template.utm, **template.values})
            keys = {key.render(filled) for key, _ in scheme.keys}
        if network.utm == "outer":
            keys |= {network.utm_key.replace("{key}", key) for key in template.utm}
        standing = {key for key, _ in parse_url(destination).pairs() if not is_utm(key)} if keys else set()
        if not standing.isdisjoint(keys) or any(to_template(key) % slots != key for key in keys):
            return True
        if network.link and _VALUE_IN_KEY.search(network.link):
            return True
    return False
