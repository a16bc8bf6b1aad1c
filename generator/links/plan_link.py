"""One tracked link, planned for one person, and where it cannot be: why."""

from __future__ import annotations

from collections.abc import Mapping

from generator.links.errors import LinkError
from generator.links.lint import lint_link, lint_utm, mark_of_another
from generator.links.names import names_of
from generator.links.planned import Form, Planned
from generator.links.query import Existing
from generator.links.sayings import Occasion, PageSayings, occasion_of, steps_for
from generator.links.template import Value
from generator.links.track import write_link
from generator.links.tracking import Step, Tracking, Way
from generator.problems import Report
from generator.sections.subject import Subject
from generator.sections.wants import LinkWant

# What another address would mend; the other lints of a link are about the scheme.
_OF_THE_ADDRESS = frozenset({"discount-redirect", "long-link"})


def is_tracked(tracking: Tracking, want: LinkWant) -> bool:
    """Whether a link is made for somebody. Raises LinkError where it should be and cannot."""
    if not tracking.leads_to_shop(want.destination):
        if not want.product:
            return False
        if want.product not in tracking.products:
            raise not_the_shop(tracking, want.destination)
    if not want.product and (lint := mark_of_another(want.destination)):
        raise LinkError(lint.name, lint.message, lint.help)
    return True


def not_the_shop(tracking: Tracking, destination: str) -> LinkError:
    """Say that nobody is paid for a link there."""
    return LinkError(
        "not-the-shop",
        f"`{destination[:120]}` is not an address of the shop {tracking.shop_host}",
        "a product's address has the host of `shop:` in site.yaml, or a subdomain of it",
    )


def plan_link(
    tracking: Tracking, subject: Subject, channel: str, want: LinkWant, report: Report, existing: Existing = "replace"
) -> Planned:
    """Make one tracked link; `existing` says what becomes of `utm_*` in its destination.

    Raises LinkError (see `track`).
    """
    return plan_on(page_of(tracking, subject, channel), want, report, existing)


def page_of(tracking: Tracking, subject: Subject, channel: str) -> PageSayings:
    """What the links of a person's page say alike."""
    occasion = occasion_of(tracking, subject, channel)
    return PageSayings(tracking, names_of(subject), occasion, subject.person.links, subject.place)


def plan_on(page: PageSayings, want: LinkWant, report: Report, existing: Existing = "replace") -> Planned:
    """Do what `plan_link` does, with what all links of the page say already known."""
    tracking = page.tracking
    cart = tracking.cart if want.items else None
    common = page.on(cart or tracking.way(want.product, page.occasion.campaign_id), into_cart=cart is not None)
    own = {"placement": want.placement, "product": want.product or "shop"}
    variables = {**common.variables, **own}
    utm = dict(common.utm)
    for key, template in common.own_utm.items():
        utm[key] = template.render(variables)
    if common.may_go_wrong(utm):
        _advise(page, utm, variables, report)
    issued = page.issued.get(want.product) or page.issued.get("shop", "")
    values: dict[str, Value] = {**own, **common.values, "link": issued}
    for name, template in common.own_subs.items():
        values[name] = template.render(variables)
    if cart:
        values["items"] = want.items
    planned = _lead(common.steps, want, page.names.slug, page.occasion, values, utm, existing)
    for step, destination in zip(planned.steps, planned.destinations, strict=True):
        for lint in lint_link(step.scheme, destination, planned.href, planned.channel):
            place = want.place if lint.name in _OF_THE_ADDRESS else tracking.place.at("scheme")
            report.warning(lint.name, lint.message.rstrip("."), place, lint.help)
    return planned


def chain(
    way: Way,
    want: LinkWant,
    page: tuple[str, str, str],
    values: Mapping[str, Value],
    utm: Mapping[str, str],
    existing: Existing = "replace",
) -> Planned:
    """Lead a destination through the schemes of a way; UTM is the outermost one's business.

    `page` is (slug, channel, campaign). Raises LinkError (see `track`).
    """
    slug, channel, campaign = page
    return _lead(steps_for(way, values), want, slug, Occasion(channel, "", campaign), values, utm, existing)


def _lead(
    steps: tuple[Step, ...],
    want: LinkWant,
    slug: str,
    occasion: Occasion,
    values: Mapping[str, Value],
    utm: Mapping[str, str],
    existing: Existing,
) -> Planned:
    href, destinations = want.destination, []
    for step in steps:
        destinations.append(href)
        href = write_link(step.scheme, href, values, utm if step is steps[-1] else {}, existing)
    form = Form(want, occasion.channel, occasion.campaign, steps, tuple(destinations), values, utm, href)
    return Planned(want, slug, href, form)


def _advise(page: PageSayings, utm: Mapping[str, str], variables: Mapping[str, str], report: Report) -> None:
    tracking = page.tracking
    # A template is the site's; what another name would mend is the person's.
    other = {key: template.render({**variables, "ambassador": "x"}) for key, template in tracking.utm.items()}
    lasting = {lint.name for lint in lint_utm(other)}
    for lint in lint_utm(utm):
        written = tracking.place.at("utm", lint.key.removeprefix("utm_"))
        place = written if lint.name in lasting else page.place
        report.warning(lint.name, lint.message.rstrip("."), place, lint.help)
