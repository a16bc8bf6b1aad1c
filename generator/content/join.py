"""References between files: what is named must be there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from generator.content.files import FOLDER
from generator.content.shared import check_shared
from generator.content.site import Profile, Site
from generator.models.product import Product
from generator.problems import Place, Report, did_you_mean
from generator.prose.parts import CardSlot, LinkSlot, Prose
from generator.sections.section import Section

# Names that Windows keeps for devices: a folder of that name could not be unpacked there.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
# First parts of addresses that the output itself uses (design section 3), or that no folder can have.
RESERVED = frozenset({"assets", "404", "index", "sitemap", "robots", "build"} | _DEVICES)


def join(site: Site, sections: tuple[Section, ...], report: Report, product_ids: set[str] | None) -> None:
    """Report what is named and not there, and addresses, ids and codes that two have.

    `product_ids` are all that content names as products, those that could not be read too: a reference to one
    of them is not reported again. None where the catalogue itself could not be read.
    """
    for profile in site.people:
        if product_ids is not None:
            for product, place in _products_named(profile):
                _check(product, product_ids, "unknown-product", place, report)
        for index, campaign in enumerate(profile.person.campaigns):
            if not report.has_errors_in(f"{FOLDER}/campaigns/{campaign}.yaml"):
                _check(campaign, site.campaigns, "unknown-campaign", profile.place.at("campaigns", index), report)
        for index, name in enumerate(profile.person.sections or ()):
            _check(name, [s.name for s in sections], "unknown-section", profile.place.at("sections", index), report)
        if product_ids is not None:
            for name in profile.person.links:
                _check(
                    name,
                    {*product_ids, "shop"},
                    "unknown-product",
                    Place(profile.place.file, ("links", name), "key"),
                    report,
                )
        bare = not profile.story.parts and not getattr(profile.person, "favorites", None)
        if bare and profile.person.status == "live" and not report.has_errors_in(profile.place.file):
            hint = "write a story, or name a favorite product"
            report.error(
                "nothing-to-show", f"{profile.person.name} has neither a story nor a favorite", profile.place, hint
            )
    if product_ids is not None:
        for page in site.pages:
            for product, place in _in_prose(page.text):
                _check(product, product_ids, "unknown-product", place, report)
    _check_pages_named(site, report)
    _check_addresses(site, report)
    check_shared(site.people, report)


def _check(name: str, known: Iterable[str], problem: str, place: Place, report: Report) -> None:
    known = list(known)
    if name not in known:
        what = problem.removeprefix("unknown-")
        otherwise = f"known here: {', '.join(sorted(known)[:12])}" if known else f"there is no {what} yet"
        message = f"no {what} is called `{name[:70]}`"
        report.error(problem, message, place, did_you_mean(name, known, otherwise))


def _products_named(profile: Profile) -> Iterator[tuple[str, Place]]:
    """Every product that a profile and its story name, wherever a section keeps it."""
    for name in type(profile.person).model_fields:
        yield from _in_data(getattr(profile.person, name), profile.place.at(name))
    yield from _in_prose(profile.story)


def _in_data(value: Any, place: Place) -> Iterator[tuple[str, Place]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _in_data(item, place.at(index))
    elif isinstance(value, BaseModel) and not isinstance(value, Product):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name == "product" and isinstance(inner, str):
                yield inner, place.at("product")
            elif name == "products" and isinstance(inner, tuple):
                yield from ((id_, place.at("products", index)) for index, id_ in enumerate(inner))
            else:
                yield from _in_data(inner, place.at(name))


def _in_prose(prose: Prose) -> Iterator[tuple[str, Place]]:
    for part in prose.parts:
        if isinstance(part, CardSlot) or (isinstance(part, LinkSlot) and part.product):
            yield part.product, part.place


def _check_pages_named(site: Site, report: Report) -> None:
    """Report links to pages of the site that there are not; a person's page may still be missing on some days."""
    known = {profile.slug for profile in site.people} | {page.slug for page in site.pages}
    known |= {alias for profile in site.people for alias in profile.person.aliases}
    for text in (*(profile.story for profile in site.people), *(page.text for page in site.pages)):
        for part in text.parts:
            if isinstance(part, LinkSlot) and part.href.startswith("/"):
                slug = re.split("[/?#]", part.href[1:], maxsplit=1)[0]
                files = (f"pages/{slug}.md", f"ambassadors/{slug}.md", f"ambassadors/{slug}/profile.yaml")
                if slug and not any(report.has_errors_in(f"{FOLDER}/{file}") for file in files):
                    _check(slug, known, "unknown-page", part.place, report)


def _check_addresses(site: Site, report: Report) -> None:
    """Slugs of people and pages, and aliases, share one space of addresses."""
    taken: dict[str, Place] = {}
    wanted = [(p.slug, p.place, "") for p in site.people] + [(p.slug, p.place, "") for p in site.pages]
    wanted += [
        (alias, profile.place.at("aliases", index), "alias ")
        for profile in site.people
        for index, alias in enumerate(profile.person.aliases)
    ]
    for slug, place, what in wanted:
        if slug in RESERVED:
            report.error(
                "reserved-address",
                f"the {what or 'address '}`{slug}` is used by the site itself",
                place,
                "take another",
            )
        elif slug in taken:
            message = f"the {what or 'address '}`{slug}` is taken"
            report.error("address-taken", message, place, "take another", (("by this", taken[slug]),))
        taken.setdefault(slug, place)
    if site.settings.short_links:
        wanted_channels = [(site.settings.channels, site.place)]
        wanted_channels += [(profile.person.channels or (), profile.place) for profile in site.people]
        for channels, place in wanted_channels:
            if "go" in channels:
                place = place.at("channels", channels.index("go"))
                report.error("reserved-address", "the channel `go` is used by short links", place, "take another")
