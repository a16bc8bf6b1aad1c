"""The one tracked link that somebody asks for: made as the pages make theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from generator.links.encodings import cart_items
from generator.links.errors import LinkError
from generator.links.lint import lint_destination
from generator.links.networks import builtin_names, load_builtin
from generator.links.plan_link import not_the_shop, plan_link
from generator.links.planned import Planned
from generator.links.query import Existing, drop_click_ids
from generator.links.schemes import compile_network
from generator.links.template import Template, parse_template
from generator.links.tracking import Step, Tracking, Way, check_template
from generator.links.urls import clean_url
from generator.models.network import Network
from generator.models.person import Person
from generator.models.settings import Settings
from generator.problems import Place, Report, did_you_mean
from generator.prose.parts import Prose
from generator.sections.subject import Subject
from generator.sections.wants import LinkWant

ASKED = Place("the command line")
"""Where a wish is written."""

NO_TRACKING = Tracking(ASKED, Way((), {}), {}, {}, None, {}, "", "")
"""Where there is no site: no scheme, no UTM, no shop."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for beside the person. `place` is where the destination is written.

    `schemes` (innermost first) stand in for the site's; `settings` and `utm` (`source`, not `utm_source`) come
    before the site's, and an empty UTM value takes its key away. `existing` None replaces `utm_*` of the
    destination, and warns of it.
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
    place: Place = ASKED


def anybody(slug: str, campaign: str) -> Subject:
    """Stand in for an ambassador where there is no site, or nobody was named (`slug` is "")."""
    settings = Settings(brand="?", url="https://site.invalid", shop="https://shop.invalid")
    return Subject(slug, Person(name=slug or "?"), ASKED, Prose(), settings, "en", {}, {}, None, "", campaign)


def make_one_link(
    wish: Wish, tracking: Tracking, subject: Subject, own: Mapping[str, Network], report: Report
) -> Planned | None:
    """Make the link; `own` are the site's networks. None after reported errors."""
    try:
        way = _way(wish, tracking, subject, own)
        templates = _templates(wish, tracking, report)
        if templates is None:
            return None
        _check_settings(wish, way)
        _check_ambassador(way, templates, subject)
        destination = _destination(wish, tracking, report)
        cart = "items" in wish.settings and any("items" in step.network.requires for step in way.steps)
        items = tuple(cart_items("items", wish.settings["items"])) if cart else ()
        asked = replace(tracking, site=way, products={}, campaigns={}, cart=way if cart else None, utm=templates)
        want = LinkWant(wish.placement, destination, wish.product, wish.place, items)
        person = _with_settings(subject.person, wish.settings)
        planned = plan_link(
            asked, replace(subject, person=person), wish.channel, want, report, wish.existing or "replace"
        )
        if not planned.href:
            raise LinkError("missing-destination", "a link needs a destination", "write an address, or give --product")
    except LinkError as error:
        report.error(error.name, error.message.rstrip("."), _place_of(error, wish, subject), _help(error, tracking))
        return None
    if destination and planned.href == clean_url(destination):
        message = "the link carries nothing, so nobody would be paid for it"
        report.warning("untagged-link", message, ASKED, "give a scheme and what it needs, or --utm source=...")
    return planned


def _way(wish: Wish, tracking: Tracking, subject: Subject, own: Mapping[str, Network]) -> Way:
    """The schemes that were named, else those of a page's link; the settings that were given, before the account's."""
    known = (*own, *builtin_names())
    standing = tracking.way(wish.product, subject.campaign_id)
    steps = []
    for name in wish.schemes:
        if name not in known:
            hint = did_you_mean(name, known, "`ambassador explain unknown-network` lists them")
            raise LinkError("unknown-network", f"no network is called `{name[:60]}`", hint)
        steps.append(Step(name, own.get(name) or load_builtin(name)))
    return Way(tuple(steps) or standing.steps, {**standing.settings, **wish.settings})


def _templates(wish: Wish, tracking: Tracking, report: Report) -> dict[str, Template] | None:
    templates = dict(tracking.utm)
    before = report.errors
    for key, text in wish.utm.items():
        template = check_template(text, ASKED, report) if text else None
        if template:
            templates[f"utm_{key}"] = template
        else:
            templates.pop(f"utm_{key}", None)
    for name, text in wish.settings.items():
        if name.startswith("sub") and "{" in text:
            check_template(text, ASKED, report)
    return templates if report.errors == before else None


def _check_settings(wish: Wish, way: Way) -> None:
    """A name that no scheme reads would be lost without a word."""
    read: set[str] = set()
    for step in way.steps:
        scheme = compile_network(step.network)
        read |= scheme.variables.union(*(template.fields for _, template in scheme.defaults))
    for name in wish.settings:
        if name not in read:
            raise LinkError(
                "unknown-setting",
                f"`{way.steps[-1].network.title}` does not read a value called `{name[:60]}`",
                did_you_mean(name, read, f"it reads {', '.join(sorted(read)) or 'none'}"),
            )


def _check_ambassador(way: Way, utm: Mapping[str, Template], subject: Subject) -> None:
    """On a page there is always a person; here nobody may have been named."""
    subs = {n: parse_template(t) for n, t in way.settings.items() if n.startswith("sub") and "{" in t}
    for name, template in {**utm, **subs}.items():
        if "ambassador" in template.always and not subject.slug:
            raise LinkError(
                "missing-tracking-value",
                f"`{name}` is made of `ambassador`, which is not given",
                "say whose link it is: --ambassador SLUG",
            )


def _destination(wish: Wish, tracking: Tracking, report: Report) -> str:
    """The destination as it was asked for; raises LinkError where no page would pay for a link there."""
    url = wish.destination.strip()
    if not url:
        return ""
    clean_url(url)
    if wish.strip_click_ids:
        url = drop_click_ids(url)
    # Who names a scheme tries it out; else a page's rule holds.
    held = tracking.shop_host and not wish.schemes and wish.product not in tracking.products
    if held and not tracking.leads_to_shop(url):
        raise not_the_shop(tracking, url)
    for lint in lint_destination(url):
        if lint.name == "utm-in-url" and wish.existing:
            continue
        hint = "take it out, or say with --existing what becomes of it" if lint.name == "utm-in-url" else lint.help
        report.warning(lint.name, lint.message.rstrip("."), wish.place, hint)
    return url


def _with_settings(person: Person, settings: Mapping[str, str]) -> Person:
    """What is the person's own on a page, and was given by hand: their id, their code, their link."""
    given: dict[str, object] = {
        key: settings[name] for name, key in (("id", "partner_id"), ("code", "code")) if name in settings
    }
    if "link" in settings:
        given["links"] = {"shop": settings["link"]}
    return person.model_copy(update=given)


def _place_of(error: LinkError, wish: Wish, subject: Subject) -> Place:
    if error.name == "missing-tracking-value":
        return subject.place
    return wish.place if error.name.startswith(("invalid-", "url-", "not-the-shop", "fragment-")) else ASKED


def _help(error: LinkError, tracking: Tracking) -> str:
    if error.name == "missing-tracking-value" and not tracking.shop_host:
        return "give each with --set name=value"
    return error.help
