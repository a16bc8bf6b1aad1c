"""Checks of references between files: every named item must exist."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from generator.content.discount_codes import check_codes
from generator.content.discovery import COMMISSIONS, FOLDER, FORGOTTEN
from generator.content.person_summary import PersonSummary
from generator.content.product_addresses import hint_by_shop
from generator.content.site import Profile, SharedContent, Site
from generator.content.unique_ids import check_unique_ids
from generator.models.product import Product
from generator.models.written import is_slug
from generator.problems import Place, Report, did_you_mean
from generator.prose.parts import CardSlot, LinkSlot, Prose
from generator.sections.section import Section

if TYPE_CHECKING:
    from generator.models.commissions import Commissions, For

# Device names of Windows, which cannot store a folder of such a name.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
# First parts of addresses that the site's own files use (design section 3), or that no folder can have.
RESERVED_NAMES = frozenset({"admin", "assets", "404", "index", "sitemap", "robots", "build"} | _DEVICES)


@lru_cache(maxsize=512)
def _holds(kind: type) -> bool:
    """Return whether values of a type may contain a product's name at any depth."""
    return issubclass(kind, (tuple, BaseModel)) and not issubclass(kind, Product)


def check_profile_references(
    profile: Profile, shared_content: SharedContent, sections: tuple[Section, ...], report: Report
) -> None:
    """Report items that one person names and that do not exist."""
    person, place = profile.person, profile.place
    for product, at in products_named(profile, beside=shared_content.product_ids or ()):
        _check_product(product, shared_content, at, report)
    for index, campaign in enumerate(person.campaigns):
        if f"{FOLDER}/campaigns/{campaign}.yaml" not in shared_content.broken_files:
            _check(campaign, shared_content.site.campaigns, "unknown-campaign", place.at("campaigns", index), report)
    for index, name in enumerate(person.sections or ()):
        _check(name, [s.name for s in sections], "unknown-section", place.at("sections", index), report)
    for name in person.titles:
        _check(name, [s.name for s in sections], "unknown-section", Place(place.file, ("titles", name), "key"), report)
    for name in person.links:
        if name != "shop":
            _check_product(name, shared_content, Place(place.file, ("links", name), "key"), report, ("shop",))
    bare = not profile.story.parts and not getattr(person, "favorites", None)
    if bare and person.status == "live" and not report.has_errors_in(place.file):
        hint = "write a story, or name a favorite product"
        report.error("nothing-to-show", f"{person.name} has neither a story nor a favorite", place, hint)
    if person.channels:
        _check_channels(person.channels, shared_content.site.settings.short_links, place, report)


def check_site_references(shared_content: SharedContent, report: Report) -> None:
    """Report items that plain pages and site.yaml name and that do not exist, or are reserved."""
    site = shared_content.site
    for page in site.pages:
        for product, place in products_in_prose(page.text):
            _check_product(product, shared_content, place, report)
    _check_channels(site.settings.channels, site.settings.short_links, site.place, report)
    _check_rules(shared_content, report)
    for product in sorted(_DEVICES & site.products.keys()) if site.settings.short_links else ():
        file = f"{FOLDER}/products/{product}.yaml"
        at = Place(file) if (site.root / file).is_file() else Place(f"{FOLDER}/products.yaml", (product,), "key")
        message = f"the product `{product}` cannot have a short link: Windows does not allow a folder of that name"
        report.error("reserved-address", message, at, "give it another id")


def check_people_references(people: Sequence[PersonSummary], shared_content: SharedContent, report: Report) -> None:
    """Report conflicts between people: shared addresses, ids and codes, and links to missing pages.

    The report must already hold the problems of people's own files.
    """
    _check_pages_named(people, shared_content, report)
    _check_addresses(people, shared_content.site, report)
    _check_forgotten(people, shared_content.site, report)
    _check_people_of_rules(people, shared_content.site, report)
    check_codes(people, shared_content.site.settings.codes, report)
    check_unique_ids(people, report)


def _check_rules(shared_content: SharedContent, report: Report) -> None:
    """Report names in the rules of commissions that content does not have: such a rule is for nothing."""
    tags = {tag for product in shared_content.site.products.values() for tag in product.tags}
    for place, selector in _selectors(shared_content.site.commissions):
        for product in selector.product:
            _check_product(product, shared_content, place.at("product"), report)
        for campaign in selector.campaign:
            if f"{FOLDER}/campaigns/{campaign}.yaml" not in shared_content.broken_files:
                _check(campaign, shared_content.site.campaigns, "unknown-campaign", place.at("campaign"), report)
        for tag in selector.tags:
            if tag not in tags:
                hint = did_you_mean(tag, tags, "give a product this tag, or delete it here")
                report.warning("unknown-tag", f"no product has the tag `{tag}`", place.at("tags"), hint)


def _check_people_of_rules(people: Sequence[PersonSummary], site: Site, report: Report) -> None:
    """Report people in the rules of commissions who have no file. A file with an error of its own is enough."""
    slugs = {person.slug for person in people}
    for place, selector in _selectors(site.commissions):
        for slug in selector.ambassador:
            file = site.root / FOLDER / "ambassadors" / slug
            if not file.is_dir() and not file.with_suffix(".md").is_file():
                _check(slug, slugs, "unknown-ambassador", place.at("ambassador"), report)


def _selectors(rules: Commissions | None) -> Iterator[tuple[Place, For]]:
    """Yield the target of each rule, step, bonus and cap, with its place."""
    for kind in ("rules", "steps", "bonuses", "caps") if rules else ():
        for at, target in enumerate(getattr(rules, kind)):
            yield Place(COMMISSIONS).at(kind, at, "for"), target.for_


def _check_product(
    name: str, shared_content: SharedContent, place: Place, report: Report, beside: tuple[str, ...] = ()
) -> None:
    if shared_content.product_ids is not None and name not in shared_content.product_ids:
        ids = filter(is_slug, shared_content.product_ids)  # never suggest an invalid id, which is itself reported
        hint = hint_by_shop(name, shared_content.site.products)
        _check(name, (*ids, *beside), "unknown-product", place, report, hint)


def _check_channels(channels: tuple[str, ...], short_links: bool, place: Place, report: Report) -> None:
    for index, channel in enumerate(channels):
        at = place.at("channels", index)
        if channel == "go" and short_links:
            report.error("reserved-address", "the channel `go` is used by short links", at, "choose another name")
        elif channel in _DEVICES:
            message = f"the channel `{channel}` is a name that Windows does not allow for folders"
            report.error("reserved-address", message, at, "choose another name")


def _check(name: str, names: Collection[str], problem: str, place: Place, report: Report, hint: str = "") -> None:
    if name not in names:
        names = list(names)
        what = problem.removeprefix("unknown-")
        otherwise = f"known here: {', '.join(sorted(names)[:12])}" if names else f"there is no {what} yet"
        message = f"no {what} is called `{name[:70]}`"
        report.error(problem, message, place, hint or did_you_mean(name, names, otherwise))


def products_named(profile: Profile, beside: Container[str] = ()) -> Iterator[tuple[str, Place]]:
    """Yield every product that a profile and its story name, in any section, except those in `beside`."""
    mentions: list[tuple[str, tuple[str | int, ...]]] = []
    for name, value in vars(profile.person).items():
        if _holds(value.__class__):
            _gather(value, (name,), beside, mentions)
    yield from ((product, profile.place.at(*keys)) for product, keys in mentions)
    for product, place in products_in_prose(profile.story):
        if product not in beside:
            yield product, place


def _gather(
    value: Any, keys: tuple[str | int, ...], beside: Container[str], mentions: list[tuple[str, tuple[str | int, ...]]]
) -> None:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            if _holds(item.__class__):
                _gather(item, (*keys, index), beside, mentions)
        return
    for name, inner in vars(value).items():
        if name == "product" and isinstance(inner, str):
            if inner not in beside:
                mentions.append((inner, (*keys, "product")))
        elif name == "products" and isinstance(inner, tuple):
            mentions += [(id_, (*keys, "products", index)) for index, id_ in enumerate(inner) if id_ not in beside]
        elif _holds(inner.__class__):
            _gather(inner, (*keys, name), beside, mentions)


def products_in_prose(prose: Prose) -> Iterator[tuple[str, Place]]:
    """Yield every product that a text links to or shows as a card."""
    for part in prose.parts:
        if isinstance(part, CardSlot) or (isinstance(part, LinkSlot) and part.product):
            yield part.product, part.place


def _check_pages_named(people: Sequence[PersonSummary], shared_content: SharedContent, report: Report) -> None:
    """Report links to pages that do not exist; a person's page may still be missing on some days."""
    slugs = {person.slug for person in people} | {page.slug for page in shared_content.site.pages}
    slugs |= {alias for person in people for alias in person.aliases}
    leads = [lead for person in people for lead in person.internal_links]
    leads += [
        (part.href, part.place)
        for page in shared_content.site.pages
        for part in page.text.parts
        if isinstance(part, LinkSlot) and part.href.startswith("/")
    ]
    for href, place in leads:
        slug = re.split("[/?#]", href[1:], maxsplit=1)[0]
        files = (f"pages/{slug}.md", f"ambassadors/{slug}.md", f"ambassadors/{slug}/profile.yaml")
        if slug and slug not in slugs and not any(report.has_errors_in(f"{FOLDER}/{file}") for file in files):
            _check(slug, slugs, "unknown-page", place, report)


def _check_addresses(people: Sequence[PersonSummary], site: Site, report: Report) -> None:
    """Report slugs and aliases that two people or pages use: they share one space of addresses."""
    places_by_slug: dict[str, Place] = {}
    claims = [(person.slug, person.place, "") for person in people] + [
        (page.slug, page.place, "") for page in site.pages
    ]
    claims += [
        (alias, person.place.at("aliases", index), "alias ")
        for person in people
        for index, alias in enumerate(person.aliases)
    ]
    for slug, place, what in claims:
        if slug in RESERVED_NAMES:
            message = f"the {what or 'address '}`{slug}` is used by the site itself"
            report.error("reserved-address", message, place, "choose another name")
        elif slug in places_by_slug:
            message = f"the {what or 'address '}`{slug}` is taken"
            report.error("address-taken", message, place, "choose another name", (("by this", places_by_slug[slug]),))
        places_by_slug.setdefault(slug, place)


def _check_forgotten(people: Sequence[PersonSummary], site: Site, report: Report) -> None:
    """Report addresses of forgotten people that others use: printed links would lead to the wrong person."""
    places_by_slug = {page.slug: page.place for page in site.pages} | {person.slug: person.place for person in people}
    places_by_slug |= {alias: person.place.at("aliases") for person in people for alias in person.aliases}
    firsts: dict[str, Place] = {}
    for index, address in enumerate(site.forgotten):
        firsts.setdefault(address.split("/")[0], Place(FORGOTTEN, ("addresses", index)))
    for first, place in firsts.items():
        if first in RESERVED_NAMES:
            report.error(
                "reserved-address", f"the address `{first}` is used by the site itself", place, "delete the line"
            )
        elif first in places_by_slug:
            hint = "delete the line, if the address may be used again"
            message = f"the address `{first}` belonged to a person who was forgotten, and cannot be used"
            report.error("address-taken", message, place, hint, (("by this", places_by_slug[first]),))
