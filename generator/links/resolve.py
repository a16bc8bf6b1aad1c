"""Site to Links: every link that a page wants, as the page will hold it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.content.site import Site
from generator.links.errors import LinkError
from generator.links.hosts import within
from generator.links.lint import lint_utm
from generator.links.networks import builtin_names, load_builtin
from generator.links.schemes import compile_network
from generator.links.template import Template, parse_template
from generator.links.track import track
from generator.links.urls import clean_url, is_web, split_url
from generator.links.values import normal_value
from generator.models.network import Network
from generator.problems import Place, Report, did_you_mean
from generator.sections.subject import Subject
from generator.sections.wants import Link, LinkWant

TRACKED = "sponsored nofollow noopener"
OUTSIDE = "noopener"

_VARIABLES = frozenset(
    {"ambassador", "placement", "product", "channel", "campaign", "network", "tier", "market", "code"}
)


@dataclass(frozen=True, slots=True)
class Links:
    """The links of every page, by (slug, channel); the main page's channel is ""."""

    pages: Mapping[tuple[str, str], Mapping[LinkWant, Link]]

    def of(self, slug: str, channel: str = "") -> Mapping[LinkWant, Link]:
        """The links of one page."""
        return self.pages.get((slug, channel), {})


@dataclass(frozen=True, slots=True)
class Tracking:
    """How this site tags links: the scheme and the UTM templates, ready to use. `place` is where they are written."""

    place: Place
    network: Network
    settings: Mapping[str, str]
    utm: Mapping[str, Template]
    campaign: str
    shop_host: str

    def leads_to_shop(self, url: str) -> bool:
        """Whether an address is the shop's or a subdomain of it."""
        return bool(self.shop_host) and is_web(url) and within(host_of(url), self.shop_host)


def read_tracking(site: Site, report: Report) -> Tracking | None:
    """Read `tracking:` of site.yaml; None after a reported problem."""
    written = site.settings.tracking
    place = site.place.at("tracking")
    known = {*site.networks, *builtin_names()}
    if report.has_errors_in(f"content/networks/{written.scheme}.yaml"):
        return None
    if written.scheme not in known:
        hint = did_you_mean(written.scheme, known, "docs/networks.md lists them")
        report.error("unknown-network", f"no network is called `{written.scheme}`", place.at("scheme"), hint)
        return None
    for name, own in site.networks.items():
        try:
            compile_network(own)
        except LinkError as error:
            report.error(error.name, error.message.rstrip("."), site.network_places[name], error.help)
    network = site.networks.get(written.scheme) or load_builtin(written.scheme)
    templates: dict[str, Template] = {}
    for key, text in written.utm.items():
        try:
            template = parse_template(text)
            unknown = next((name for name in template.fields if name not in _VARIABLES), None)
            if unknown:
                raise LinkError(
                    "unknown-variable",
                    f"`{{{unknown}}}` is not a value that a link knows",
                    did_you_mean(unknown, _VARIABLES, f"there are {', '.join(sorted(_VARIABLES))}"),
                )
            templates[f"utm_{key}"] = template
        except LinkError as error:
            report.error(error.name, error.message, place.at("utm", key), error.help)
    try:
        host = "" if site.stands_in else host_of(clean_url(site.settings.shop))
    except LinkError as error:
        report.error(error.name, error.message, site.place.at("shop"), error.help)
        return None
    return Tracking(place, network, written.settings, templates, written.campaign, host)


def resolve_links(
    tracking: Tracking, people: Iterable[tuple[Subject, tuple[LinkWant, ...], tuple[str, ...]]], report: Report
) -> Links:
    """Make every person's links, for the main page ("") and each channel that is named with their wants."""
    pages: dict[tuple[str, str], Mapping[LinkWant, Link]] = {}
    for subject, wants, channels in people:
        for channel in channels:
            made = ((want, _resolve(tracking, subject, channel, want, report)) for want in wants)
            pages[subject.slug, channel] = {want: link for want, link in made if link}
    return Links(pages)


def _resolve(tracking: Tracking, subject: Subject, channel: str, want: LinkWant, report: Report) -> Link | None:
    if not tracking.shop_host:  # site.yaml is broken, and has been reported
        return None
    try:
        if not want.product and not tracking.leads_to_shop(want.destination):
            return plain_link(want.destination, root_from(channel))
        if want.product and not tracking.leads_to_shop(want.destination):
            raise LinkError(
                "not-the-shop",
                f"`{want.destination[:120]}` is not an address of the shop {tracking.shop_host}",
                "a product's address has the host of `shop:` in site.yaml, or a subdomain of it",
            )
        return Link(_tracked(tracking, subject, channel, want, report), TRACKED, tracked=True)
    except LinkError as error:
        # A value that is the person's own is missing at the person, a wrong address where it was written.
        place = subject.place if error.name == "missing-tracking-value" else want.place
        report.error(error.name, error.message.rstrip("."), place, error.help)
        return None


def _tracked(tracking: Tracking, subject: Subject, channel: str, want: LinkWant, report: Report) -> str:
    campaign = subject.campaign_name or tracking.campaign
    variables = {
        "ambassador": subject.slug,
        "placement": want.placement,
        "product": want.product or "shop",
        "channel": channel,
        "campaign": normal_value(campaign),
        "network": normal_value(subject.settings.tracking.scheme),
        "tier": subject.person.reach or "",
        "market": (subject.person.market or subject.settings.market).lower(),
        "code": normal_value(subject.person.code or ""),
    }
    utm = {key: template.render(variables) for key, template in tracking.utm.items()}
    lints = lint_utm(utm)
    if lints:  # A template is the site's; what another name would mend is the person's.
        other = {key: template.render({**variables, "ambassador": "x"}) for key, template in tracking.utm.items()}
        lasting = {lint.name for lint in lint_utm(other)}
        for lint in lints:
            written = tracking.place.at("utm", lint.key.removeprefix("utm_"))
            place = written if lint.name in lasting else subject.place
            report.warning(lint.name, lint.message.rstrip("."), place, lint.help)
    # The account's settings come after what a link knows: a network's `campaign` is not ours.
    values = {
        **variables,
        "code": subject.person.code or "",
        **tracking.settings,
        "id": subject.person.partner_id or "",
        **_sub_ids(tracking, variables),
    }
    return track(tracking.network, want.destination, values, utm)


def _sub_ids(tracking: Tracking, variables: Mapping[str, str]) -> dict[str, str]:
    """The account's `sub`, `sub2` ... are templates over what a link knows."""
    return {
        name: parse_template(text).render(variables)
        for name, text in tracking.settings.items()
        if name.startswith("sub") and "{" in text
    }


def root_from(channel: str) -> str:
    """The way from a person's page to the site's root."""
    return "../../" if channel else "../"


def plain_link(destination: str, root: str) -> Link:
    """A link that is not tracked: outside links say `noopener`; `/privacy/` begins at the site's root.

    `root` leads there from the page. Raises LinkError.
    """
    if is_web(destination):
        return Link(clean_url(destination), OUTSIDE)
    return Link(root + destination[1:] if destination.startswith("/") else destination)


def host_of(url: str) -> str:
    """The host of an absolute web address, in its ASCII form. Raises LinkError."""
    return split_url(clean_url(url)).host
