"""Planning of one tracked link for one person, or the reason why it is impossible."""

from __future__ import annotations

from collections.abc import Mapping

from generator.links.errors import LinkError
from generator.links.generate.defaults import (
    PageChannel,
    PageDefaults,
    page_channel_of,
    steps_for,
)
from generator.links.generate.identity import identity_of
from generator.links.generate.planned import PlainInputs, PlannedLink
from generator.links.generate.write import write_compiled_link
from generator.links.lint.rules import lint_link, lint_utm, other_tracking_in
from generator.links.schemes.template import Value
from generator.links.schemes.tracking import ChainStep, SchemeChain, TrackingConfig
from generator.links.urls.query import Existing
from generator.problems import Report
from generator.sections.subject import Subject
from generator.sections.wants import LinkWant

# Another address fixes these; all other lints of a link concern the scheme.
_ADDRESS_LINTS = frozenset({"discount-redirect", "long-link"})


def is_tracked(tracking: TrackingConfig, want: LinkWant) -> bool:
    """Return whether a link is tracked. Raises LinkError if it should be but cannot."""
    if not tracking.leads_to_shop(want.destination):
        if not want.product:
            return False
        if want.product not in tracking.products:
            raise not_the_shop(tracking, want.destination)
    if not want.product and (lint := other_tracking_in(want.destination)):
        raise LinkError(lint.name, lint.message, lint.help)
    return True


def not_the_shop(tracking: TrackingConfig, destination: str) -> LinkError:
    """Return the error for a destination outside the shop, where no sale is counted."""
    return LinkError(
        "not-the-shop",
        f"`{destination[:120]}` is not an address of the shop {tracking.shop_host}",
        "a product's address has the host of `shop:` in site.yaml, or a subdomain of it",
    )


def plan_link(
    tracking: TrackingConfig,
    subject: Subject,
    channel: str,
    want: LinkWant,
    report: Report,
    existing: Existing = "replace",
) -> PlannedLink:
    """Plan one tracked link; `existing` decides about `utm_*` in its destination.

    Raises LinkError (see `write_link`).
    """
    return plan_on_page(page_defaults(tracking, subject, channel), want, report, existing)


def page_defaults(tracking: TrackingConfig, subject: Subject, channel: str) -> PageDefaults:
    """Return the defaults for the links of a person's page."""
    page_channel = page_channel_of(tracking, subject, channel)
    return PageDefaults(tracking, identity_of(subject), page_channel, subject.person.links, subject.place)


def plan_on_page(page: PageDefaults, want: LinkWant, report: Report, existing: Existing = "replace") -> PlannedLink:
    """Plan one link like `plan_link`, from the page's defaults."""
    tracking = page.tracking
    cart = tracking.cart if want.items else None
    common = page.for_chain(
        cart or tracking.chain_for(want.product, page.page_channel.campaign_id), into_cart=cart is not None
    )
    own = {"placement": want.placement, "product": want.product or "shop"}
    variables = {**common.variables, **own}
    utm = dict(common.utm)
    for key, template in common.own_utm.items():
        utm[key] = template.render(variables)
    if common.may_go_wrong(utm):
        _report_lints(page, utm, variables, report)
    issued_link = page.issued_links.get(want.product) or page.issued_links.get("shop", "")
    values: dict[str, Value] = {**own, **common.values, "link": issued_link}
    for name, template in common.own_subs.items():
        values[name] = template.render(variables)
    if cart:
        values["items"] = want.items
    planned_link = _follow_chain(common.steps, want, page.identity.slug, page.page_channel, values, utm, existing)
    for step, destination in zip(planned_link.steps, planned_link.inputs.destinations, strict=True):
        for lint in lint_link(step.scheme, destination, planned_link.href, planned_link.channel):
            place = want.place if lint.name in _ADDRESS_LINTS else tracking.place.at("scheme")
            report.warning(lint.name, lint.message.rstrip("."), place, lint.help)
    return planned_link


def follow_chain(
    chain: SchemeChain,
    want: LinkWant,
    page: tuple[str, str, str],
    values: Mapping[str, Value],
    utm: Mapping[str, str],
    existing: Existing = "replace",
) -> PlannedLink:
    """Pass a destination through the schemes of a chain; the outermost one writes UTM.

    `page` is (slug, channel, campaign). Raises LinkError (see `write_link`).
    """
    slug, channel, campaign = page
    return _follow_chain(
        steps_for(chain, values), want, slug, PageChannel(channel, "", campaign), values, utm, existing
    )


def _follow_chain(
    steps: tuple[ChainStep, ...],
    want: LinkWant,
    slug: str,
    page_channel: PageChannel,
    values: Mapping[str, Value],
    utm: Mapping[str, str],
    existing: Existing,
) -> PlannedLink:
    href, destinations = want.destination, []
    for step in steps:
        destinations.append(href)
        href = write_compiled_link(step.scheme, href, values, utm if step is steps[-1] else {}, existing)
    inputs = PlainInputs(tuple(destinations), values, utm)
    return PlannedLink(want, slug, href, page_channel.channel, page_channel.campaign, steps, inputs)


def _report_lints(page: PageDefaults, utm: Mapping[str, str], variables: Mapping[str, str], report: Report) -> None:
    tracking = page.tracking
    # A lint that another slug avoids belongs to the person, any other to the site's template.
    other_values = {key: template.render({**variables, "ambassador": "x"}) for key, template in tracking.utm.items()}
    lasting = {lint.name for lint in lint_utm(other_values)}
    for lint in lint_utm(utm):
        template_place = tracking.place.at("utm", lint.key.removeprefix("utm_"))
        place = template_place if lint.name in lasting else page.place
        report.warning(lint.name, lint.message.rstrip("."), place, lint.help)
