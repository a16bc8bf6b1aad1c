"""Site to Links: every link that a page wants, as the page will hold it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.links.errors import LinkError
from generator.links.lint import lint_link, lint_utm, mark_of_another
from generator.links.networks import load_builtin
from generator.links.query import Existing
from generator.links.template import Value, parse_template
from generator.links.track import track
from generator.links.tracking import Step, Tracking, Way
from generator.links.urls import clean_url, is_web
from generator.links.values import normal_value
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
    for subject, wants, addresses in people:
        for address in addresses:
            links: dict[LinkWant, Link] = {}
            plans: list[Planned] = []
            page = _sayings(tracking, subject, channel_of(address))
            for want in dict.fromkeys(wants):
                made = _resolve(tracking, page, address, want, report)
                if isinstance(made, Planned):
                    plans.append(made)
                    made = Link(made.href, TRACKED, tracked=True)
                if made:
                    links[want] = made
            pages[subject.slug, address] = links
            planned[subject.slug, address] = tuple(plans)
    return Links(pages, planned)


def _resolve(tracking: Tracking, page: _Sayings, address: str, want: LinkWant, report: Report) -> Link | Planned | None:
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
        return _plan(tracking, page, want, report)
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
    return _plan(tracking, _sayings(tracking, subject, channel), want, report, existing)


@dataclass(frozen=True, slots=True)
class _Sayings:
    """What all links of a page say alike: values for templates, and the UTM that is made of nothing else."""

    subject: Subject
    channel: str
    variables: Mapping[str, str]
    utm: Mapping[str, str]


def _sayings(tracking: Tracking, subject: Subject, channel: str) -> _Sayings:
    variables = {
        "ambassador": subject.slug,
        "channel": channel,
        "campaign": normal_value(subject.campaign_name or tracking.campaign),
        "tier": subject.person.reach or "",
        "market": (subject.person.market or subject.settings.market).lower(),
        "code": normal_value(subject.person.code or ""),
    }
    utm = {key: text.render(variables) for key, text in tracking.utm.items() if text.fields <= variables.keys()}
    return _Sayings(subject, channel, variables, utm)


def _plan(
    tracking: Tracking, page: _Sayings, want: LinkWant, report: Report, existing: Existing = "replace"
) -> Planned:
    subject, channel = page.subject, page.channel
    cart = tracking.cart if want.items else None
    way = cart or tracking.way(want.product, subject.campaign_id)
    variables = {
        **page.variables,
        "placement": want.placement,
        "product": want.product or "shop",
        "network": way.steps[-1].name,
    }
    utm = {key: page.utm[key] if key in page.utm else text.render(variables) for key, text in tracking.utm.items()}
    _advise(tracking, subject, variables, utm, report)
    issued = subject.person.links
    values: dict[str, Value] = {
        **variables,
        **({"host": tracking.shop_host} if cart else {}),
        **way.settings,  # the account's come after what a link knows: a network's `campaign` is not ours
        "id": subject.person.partner_id or "",
        "code": subject.person.code or "",
        "link": issued.get(want.product) or issued.get("shop", ""),
        **_sub_ids(way, variables),
        **({"items": want.items} if cart else {}),
    }
    planned = chain(
        way, want, (subject.slug, channel, subject.campaign_name or tracking.campaign), values, utm, existing
    )
    for step, destination in zip(planned.steps, planned.destinations, strict=True):
        for lint in lint_link(step.network, destination, planned.href, channel):
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
    # A discount link around the destination is for those who have a code; UTM is for everybody.
    steps = tuple(step for step in way.steps if values.get("code") or "code" not in step.network.requires)
    steps = steps or (Step("utm", load_builtin("utm")),)
    href, destinations = want.destination, []
    for step in steps:
        destinations.append(href)
        href = track(step.network, href, values, utm if step is steps[-1] else {}, existing=existing)
    return Planned(want, *page, steps, tuple(destinations), values, utm, href)


def _advise(
    tracking: Tracking, subject: Subject, variables: Mapping[str, str], utm: Mapping[str, str], report: Report
) -> None:
    lints = lint_utm(utm)
    if not lints:
        return
    # A template is the site's; what another name would mend is the person's.
    other = {key: template.render({**variables, "ambassador": "x"}) for key, template in tracking.utm.items()}
    lasting = {lint.name for lint in lint_utm(other)}
    for lint in lints:
        written = tracking.place.at("utm", lint.key.removeprefix("utm_"))
        place = written if lint.name in lasting else subject.place
        report.warning(lint.name, lint.message.rstrip("."), place, lint.help)


def _sub_ids(way: Way, variables: Mapping[str, str]) -> dict[str, str]:
    """The account's `sub`, `sub2` ... are templates over what a link knows."""
    return {
        name: parse_template(text).render(variables)
        for name, text in way.settings.items()
        if name.startswith("sub") and "{" in text
    }


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
