"""Single tracked links on request, built by the same code as those of pages."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from generator.links.errors import LinkError
from generator.links.generate.plan import not_the_shop, plan_link
from generator.links.generate.planned import PlannedLink
from generator.links.lint.rules import lint_destination
from generator.links.schemes.builtin import builtin_names, load_builtin
from generator.links.schemes.compiled import compile_network
from generator.links.schemes.encodings import cart_items
from generator.links.schemes.template import Template, parse_template
from generator.links.schemes.tracking import (
    ChainStep,
    SchemeChain,
    TrackingConfig,
    check_template,
)
from generator.links.urls.query import Existing, drop_click_ids
from generator.links.urls.url import clean_url
from generator.models.network import Network
from generator.models.person import Person
from generator.models.settings import Settings
from generator.problems import Place, Report, did_you_mean
from generator.prose.parts import Prose
from generator.sections.subject import Subject
from generator.sections.wants import LinkWant

COMMAND_LINE = Place("the command line")
"""Place of a request without a file."""

NO_TRACKING = TrackingConfig(COMMAND_LINE, SchemeChain((), {}), {}, {}, None, {}, "", "")
"""Tracking without a site: no scheme, no UTM, no shop."""


class LinkQuery(Struct, frozen=True):
    """A request for one link, without its person. `place` is the file and line of the destination.

    `schemes` (innermost first) replace the site's. `settings` and `utm` (`source`, not `utm_source`) override the
    site's, and an empty UTM value removes its key. `existing` None replaces `utm_*` of the destination, and warns about
    it.
    """

    destination: str
    product: str = ""
    placement: str = "link"
    channel: str = ""
    schemes: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    utm: Mapping[str, str] = field(default_factory=dict)
    existing: Existing | None = None
    strip_click_ids: bool = False
    place: Place = COMMAND_LINE


def anybody(slug: str, campaign: str) -> Subject:
    """Return a placeholder for an ambassador, used without a site or a named person (`slug` is "")."""
    settings = Settings(brand="?", url="https://site.invalid", shop="https://shop.invalid")
    return Subject(slug, Person(name=slug or "?"), COMMAND_LINE, Prose(), settings, "en", {}, {}, None, "", campaign)


def make_one_link(
    query: LinkQuery, tracking: TrackingConfig, subject: Subject, own: Mapping[str, Network], report: Report
) -> PlannedLink | None:
    """Build the link; `own` are the site's networks. None after reported errors."""
    try:
        chain = _chain(query, tracking, subject, own)
        templates = _templates(query, tracking, report)
        if templates is None:
            return None
        _check_settings(query, chain)
        _check_ambassador(chain, templates, subject)
        destination = _destination(query, tracking, report)
        cart = "items" in query.settings and any("items" in step.network.requires for step in chain.steps)
        items = tuple(cart_items("items", query.settings["items"])) if cart else ()
        config = replace(tracking, site=chain, products={}, campaigns={}, cart=chain if cart else None, utm=templates)
        want = LinkWant(query.placement, destination, query.product, query.place, items)
        person = _with_settings(subject.person, query.settings)
        planned_link = plan_link(
            config, replace(subject, person=person), query.channel, want, report, query.existing or "replace"
        )
        if not planned_link.href:
            raise LinkError("missing-destination", "a link needs a destination", "write an address, or give --product")
    except LinkError as error:
        report.error(error.name, error.message.rstrip("."), _place_of(error, query, subject), _help(error, tracking))
        return None
    if destination and planned_link.href == clean_url(destination):
        message = "the link has no tracking, so no person would be paid for it"
        report.warning("untagged-link", message, COMMAND_LINE, "add a scheme and its settings, or --utm source=...")
    return planned_link


def _chain(query: LinkQuery, tracking: TrackingConfig, subject: Subject, own: Mapping[str, Network]) -> SchemeChain:
    """Return the requested schemes, or else those of a page's link. Requested settings override the account's."""
    network_names = (*own, *builtin_names())
    chain = tracking.chain_for(query.product, subject.campaign_id)
    steps = []
    for name in query.schemes:
        if name not in network_names:
            hint = did_you_mean(name, network_names, "`ambassador explain unknown-network` lists them")
            raise LinkError("unknown-network", f"no network is called `{name[:60]}`", hint)
        steps.append(ChainStep(name, own.get(name) or load_builtin(name)))
    return SchemeChain(tuple(steps) or chain.steps, {**chain.settings, **query.settings})


def _templates(query: LinkQuery, tracking: TrackingConfig, report: Report) -> dict[str, Template] | None:
    templates = dict(tracking.utm)
    before = report.errors
    for key, text in query.utm.items():
        template = check_template(text, COMMAND_LINE, report) if text else None
        if template:
            templates[f"utm_{key}"] = template
        else:
            templates.pop(f"utm_{key}", None)
    for name, text in query.settings.items():
        if name.startswith("sub") and "{" in text:
            check_template(text, COMMAND_LINE, report)
    return templates if report.errors == before else None


def _check_settings(query: LinkQuery, chain: SchemeChain) -> None:
    """Refuse a setting that no scheme reads: the link would silently lack it."""
    used_names: set[str] = set()
    for step in chain.steps:
        scheme = compile_network(step.network)
        used_names |= scheme.variables.union(*(template.fields for _, template in scheme.defaults))
    for name in query.settings:
        if name not in used_names:
            raise LinkError(
                "unknown-setting",
                f"`{chain.steps[-1].network.title}` does not read a value called `{name[:60]}`",
                did_you_mean(name, used_names, f"it reads {', '.join(sorted(used_names)) or 'none'}"),
            )


def _check_ambassador(chain: SchemeChain, utm: Mapping[str, Template], subject: Subject) -> None:
    """Refuse a template that needs `ambassador` if the request names no person.

    A page always has a person; a request may not.
    """
    subs = {n: parse_template(t) for n, t in chain.settings.items() if n.startswith("sub") and "{" in t}
    for name, template in {**utm, **subs}.items():
        if "ambassador" in template.always and not subject.slug:
            raise LinkError(
                "missing-tracking-value",
                f"`{name}` needs `ambassador`, which is not given",
                "name the person: --ambassador SLUG",
            )


def _destination(query: LinkQuery, tracking: TrackingConfig, report: Report) -> str:
    """Return the requested destination. Raises LinkError if a page would earn nothing for a link to it."""
    url = query.destination.strip()
    if not url:
        return ""
    clean_url(url)
    if query.strip_click_ids:
        url = drop_click_ids(url)
    # A request with a scheme is a trial; without one, the rule of pages applies.
    must_reach_shop = tracking.shop_host and not query.schemes and query.product not in tracking.products
    if must_reach_shop and not tracking.leads_to_shop(url):
        raise not_the_shop(tracking, url)
    for lint in lint_destination(url):
        if lint.name == "utm-in-url" and query.existing:
            continue
        hint = "delete it, or decide with --existing what to do with it" if lint.name == "utm-in-url" else lint.help
        report.warning(lint.name, lint.message.rstrip("."), query.place, hint)
    return url


def _with_settings(person: Person, settings: Mapping[str, str]) -> Person:
    """Return the person with the requested id, code and link, which on a page come from the profile."""
    options: dict[str, object] = {
        key: settings[name] for name, key in (("id", "partner_id"), ("code", "code")) if name in settings
    }
    if "link" in settings:
        options["links"] = {"shop": settings["link"]}
    return person.model_copy(update=options)


def _place_of(error: LinkError, query: LinkQuery, subject: Subject) -> Place:
    if error.name == "missing-tracking-value":
        return subject.place
    return query.place if error.name.startswith(("invalid-", "url-", "not-the-shop", "fragment-")) else COMMAND_LINE


def _help(error: LinkError, tracking: TrackingConfig) -> str:
    if error.name == "missing-tracking-value" and not tracking.shop_host:
        return "give each with --set name=value"
    return error.help
