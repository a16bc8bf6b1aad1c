"""Site to Links: every link that a page wants, as the page will hold it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.links.errors import LinkError
from generator.links.lint import lint_link, lint_utm, mark_of_another
from generator.links.query import Existing
from generator.links.sayings import PageSayings, steps_for
from generator.links.template import Value
from generator.links.track import write_link
from generator.links.tracking import Step, Tracking, Way
from generator.links.urls import clean_url, is_web
from generator.problems import Report
from generator.sections.subject import Subject
from generator.sections.wants import Link, LinkWant

TRACKED = "sponsored nofollow noopener"
OUTSIDE = "noopener"
# What another address would mend; the other lints of a link are about the scheme.
_OF_THE_ADDRESS = frozenset({"discount-redirect", "long-link"})


@dataclass(frozen=True, slots=True)
class Planned:
    """A tracked link with all that it was made of: what the audit proves and the link sheet tells.

    `steps` are the schemes that it went through, innermost first; `destinations` what each of them was given.
    """

    want: LinkWant
    slug: str
    channel: str
    campaign: str
    steps: tuple[Step, ...]
    destinations: tuple[str, ...]
    values: Mapping[str, Value]
    utm: Mapping[str, str]
    href: str


@dataclass(frozen=True, slots=True)
class Links:
    """The links of every page, by (slug, address): "" is the main page, `ig` a channel's, `go/balm` a short link's."""

    pages: Mapping[tuple[str, str], Mapping[LinkWant, Link]]
    planned: Mapping[tuple[str, str], tuple[Planned, ...]]
    """The tracked ones among them."""

    def of(self, slug: str, address: str = "") -> Mapping[LinkWant, Link]:
        """The links of one page."""
        return self.pages.get((slug, address), {})


def resolve_links(
    tracking: Tracking, people: Iterable[tuple[Subject, tuple[LinkWant, ...], tuple[str, ...]]], report: Report
) -> Links:
    """Make every person's links, for each of the addresses below their own that are named with the wants."""
    pages: dict[tuple[str, str], Mapping[LinkWant, Link]] = {}
    planned: dict[tuple[str, str], tuple[Planned, ...]] = {}
    said: dict[tuple[str, str], PageSayings] = {}
    for subject, wants, addresses in people:
        for address in addresses:
            links: dict[LinkWant, Link] = {}
            plans: list[Planned] = []
            key = subject.slug, channel_of(address)
            page = said[key] = said.get(key) or PageSayings(tracking, subject, key[1])
            for want in dict.fromkeys(wants):
                made = _resolve(page, address, want, report)
                if isinstance(made, Planned):
                    plans.append(made)
                    made = Link(made.href, TRACKED, tracked=True)
                if made:
                    links[want] = made
            pages[subject.slug, address] = links
            planned[subject.slug, address] = tuple(plans)
    return Links(pages, planned)


def _resolve(page: PageSayings, address: str, want: LinkWant, report: Report) -> Link | Planned | None:
    tracking = page.tracking
    if not tracking.shop_host:
        return None
    try:
        if not tracking.leads_to_shop(want.destination):
            if not want.product:
                return plain_link(want.destination, root_from(address))
            if want.product not in tracking.products:
                raise not_the_shop(tracking, want.destination)
        if not want.product and (lint := mark_of_another(want.destination)):
            raise LinkError(lint.name, lint.message, lint.help)
        return _plan(page, want, report)
    except LinkError as error:
        # A value that is the person's own is missing at the person, a wrong address where it was written.
        place = page.subject.place if error.name == "missing-tracking-value" else want.place
        report.error(error.name, error.message.rstrip("."), place, error.help)
        return None


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
    return _plan(PageSayings(tracking, subject, channel), want, report, existing)


def _plan(page: PageSayings, want: LinkWant, report: Report, existing: Existing = "replace") -> Planned:
    tracking, subject = page.tracking, page.subject
    cart = tracking.cart if want.items else None
    common = page.on(cart or tracking.way(want.product, subject.campaign_id), into_cart=cart is not None)
    own = {"placement": want.placement, "product": want.product or "shop"}
    variables = {**common.variables, **own}
    utm = dict(common.utm)
    for key, template in common.own_utm.items():
        utm[key] = template.render(variables)
    if common.may_go_wrong(utm):
        _advise(page, utm, variables, report)
    issued = subject.person.links
    values: dict[str, Value] = {**own, **common.values, "link": issued.get(want.product) or issued.get("shop", "")}
    for name, template in common.own_subs.items():
        values[name] = template.render(variables)
    if cart:
        values["items"] = want.items
    planned = _lead(common.steps, want, (subject.slug, page.channel, page.campaign), values, utm, existing)
    for step, destination in zip(planned.steps, planned.destinations, strict=True):
        for lint in lint_link(step.scheme, destination, planned.href, page.channel):
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
    return _lead(steps_for(way, values), want, page, values, utm, existing)


def _lead(
    steps: tuple[Step, ...],
    want: LinkWant,
    page: tuple[str, str, str],
    values: Mapping[str, Value],
    utm: Mapping[str, str],
    existing: Existing,
) -> Planned:
    href, destinations = want.destination, []
    for step in steps:
        destinations.append(href)
        href = write_link(step.scheme, href, values, utm if step is steps[-1] else {}, existing)
    return Planned(want, *page, steps, tuple(destinations), values, utm, href)


def _advise(page: PageSayings, utm: Mapping[str, str], variables: Mapping[str, str], report: Report) -> None:
    tracking = page.tracking
    # A template is the site's; what another name would mend is the person's.
    other = {key: template.render({**variables, "ambassador": "x"}) for key, template in tracking.utm.items()}
    lasting = {lint.name for lint in lint_utm(other)}
    for lint in lint_utm(utm):
        written = tracking.place.at("utm", lint.key.removeprefix("utm_"))
        place = written if lint.name in lasting else page.subject.place
        report.warning(lint.name, lint.message.rstrip("."), place, lint.help)


def channel_of(address: str) -> str:
    """The channel of a page below a person's: `ig`; a short link (`go/balm`) has none, like the main page."""
    return "" if "/" in address else address


def root_from(address: str) -> str:
    """The way from a page below a person's (`ig`, `go/balm`; "" is theirs) to the site's root."""
    return "../" * (2 + address.count("/")) if address else "../"


def plain_link(destination: str, root: str) -> Link:
    """A link that is not tracked: outside links say `noopener`; `/privacy/` begins at the site's root.

    `root` leads there from the page. Raises LinkError.
    """
    if is_web(destination):
        return Link(clean_url(destination), OUTSIDE)
    return Link(root + destination[1:] if destination.startswith("/") else destination)
