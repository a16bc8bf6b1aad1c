"""What the links of the site carry, each with the person, campaign, channel, placement and product that it stands for.

Exports are looked up in this, and never split: only values that a link has carried name a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from msgspec import Struct

from generator.content.site import Profile, Site
from generator.importing.totals import is_total
from generator.link_sheet.row import LinkRow as SheetRow
from generator.links.resolve import resolve_links
from generator.links.schemes.tracking import read_tracking
from generator.pages.members import member_of
from generator.pages.page_wants import wanted_links
from generator.pages.theme import load_theme
from generator.problems import Place, Report
from generator.registry import extensions
from generator.report.names import fold_value
from generator.sections import BUILT_IN

NOT_IN_CONTENT = "not in content"
"""The state of a person whom only an older link sheet has."""
_EACH = 20  # people without a profile that are reported one by one
_OWN_SUBS = ("sub", "subid", "clickref", "clickref2", "sid", "u1", "afftrack", "s1", "data1", "data2")


class LinkValue(NamedTuple):
    """The values of one link, and what it stands for."""

    utm_source: str
    utm_medium: str
    utm_campaign: str
    utm_content: str
    sub: str
    person: str
    campaign: str
    channel: str
    placement: str
    product: str


class Person(Struct, frozen=True):
    """What the report says about one person."""

    slug: str
    name: str
    tier: str
    followers: int | None
    niches: tuple[str, ...]
    state: str
    locale: str
    code: str
    partner: str
    campaigns: tuple[str, ...]
    accounts: tuple[str, ...]
    """What exports of networks may call them: id, name, handle, accounts."""

    @property
    def ids(self) -> tuple[str, ...]:
        """What the brand itself calls them: slug, code, a network's id."""
        return tuple(filter(None, (self.slug, self.code, self.partner)))


class Roster(Struct, frozen=True):
    """All that values of exports are looked up in."""

    links: tuple[LinkValue, ...]
    people: Mapping[str, Person]
    products: Mapping[str, tuple[str, ...]]
    """A product's id, and the names by which a shop may know it."""
    campaigns: Mapping[str, str]
    """The value of a campaign in links, and its id."""
    medium: frozenset[str]
    """The values of `utm_medium` by which the programme's visits are known."""

    @property
    def subs(self) -> frozenset[str]:
        """Every sub-id that a link carries."""
        return frozenset(link.sub for link in self.links if link.sub)

    @property
    def values(self) -> Mapping[str, frozenset[str]]:
        """The values of each part of links that an export may show alone, folded."""
        return {
            name: frozenset(fold_value(text) for text in {getattr(link, name) for link in self.links} if text)
            for name in ("utm_source", "utm_campaign", "utm_content")
        }

    @property
    def like_totals(self) -> Mapping[str, Person]:
        """People by their slug, code or name, folded, where that is also a word for a total, such as `media`."""
        texts = ((text, person) for person in self.people.values() for text in (*person.ids, *person.accounts))
        return {fold_value(text): person for text, person in texts if is_total(text)}


def plan_roster(site: Site, day: date, older: Sequence[tuple[SheetRow, Place]], report: Report) -> Roster:
    """Plan the links of everybody who has, or had, a page, and add those of older sheets, each row with its place.

    A person of an older sheet whom content does not have any more counts under the address in it; who was forgotten
    (content/forgotten.yaml) is not named again.
    """
    people = {person.slug: _person(person, site, day) for person in site.people}
    links = dict.fromkeys(_planned_values(site, day, report))
    now = {alias: person.slug for person in site.people for alias in person.person.aliases}
    forgotten_slugs = {address.split("/")[0] for address in site.forgotten}
    unknown_places: dict[str, Place] = {}
    forgotten_places: dict[str, Place] = {}
    for link, place in _of_sheet(older):
        slug = link.person if link.person in people else now.get(link.person, link.person)
        if slug in forgotten_slugs:
            forgotten_places.setdefault(slug, place)
            continue
        if slug not in people:
            unknown_places[slug] = place
            people[slug] = Person(slug, slug, "", None, (), NOT_IN_CONTENT, site.settings.locale, "", "", (), (slug,))
        links.setdefault(link._replace(person=slug))
    _report_unknown_people(unknown_places, forgotten_places, report)
    campaigns = (
        {site.settings.tracking.campaign: site.settings.tracking.campaign} if site.settings.tracking.campaign else {}
    )
    for id_, campaign in site.campaigns.items():
        campaigns[campaign.utm or id_] = id_
    for link in links:
        if link.utm_campaign:
            campaigns.setdefault(link.utm_campaign, link.campaign or link.utm_campaign)
    names = {
        id_: tuple(
            dict.fromkeys(
                name
                for name in (id_, product.handle or "", product.name, product.variant or "", _handle(product.url))
                if name
            )
        )
        for id_, product in site.products.items()
    }
    medium = frozenset(link.utm_medium for link in links if link.utm_medium)
    return Roster(tuple(links), people, names, campaigns, medium)


def _report_unknown_people(
    unknown_places: Mapping[str, Place], forgotten_places: Mapping[str, Place], report: Report
) -> None:
    """Report the people of older sheets who have no profile, and those who were forgotten, at the first row of each."""
    hint = "keep profiles with `status: ended`; if the person was forgotten, take their rows out of the sheet"
    for slug, place in islice(unknown_places.items(), _EACH):
        message = f"`{slug[:64]}` has no profile, and counts under this address of an older link sheet"
        report.warning("people-not-in-content", message, place, hint)
    if len(unknown_places) > _EACH:
        place = next(islice(unknown_places.values(), _EACH, None))
        message = f"{len(unknown_places) - _EACH:,} more people of older link sheets have no profile, from this row on"
        report.warning("people-not-in-content", message, place, hint)
    for place in forgotten_places.values():  # the name of who was forgotten is not written again
        message = "the person of this row was forgotten: their orders count as unmatched"
        report.warning("people-not-in-content", message, place, "take their rows out of the sheet")


def _handle(url: str) -> str:
    return urlsplit(url).path.rstrip("/").rpartition("/")[2]


def _person(profile: Profile, site: Site, day: date) -> Person:
    person = profile.person
    return Person(
        profile.slug,
        person.name,
        person.reach or "",
        person.followers,
        person.niches,
        person.state_on(day),
        person.locale or site.settings.locale,
        person.code or "",
        person.partner_id or "",
        person.campaigns,
        tuple(dict.fromkeys(filter(None, (profile.slug, person.name, person.handle or "", *_accounts(profile))))),
    )


def _accounts(profile: Profile) -> Iterator[str]:
    """The names of accounts in `socials`, whose section is one of several that a profile may have."""
    for account in (getattr(profile.person, "socials", None) or {}).values():
        yield str(account).rstrip("/").rpartition("/")[2].removeprefix("@")


def _planned_values(site: Site, day: date, report: Report) -> Iterator[LinkValue]:
    tracking, theme = read_tracking(site, Report()), load_theme(site, Report())
    if tracking is None or theme is None:
        read_tracking(site, report)
        load_theme(site, report)
        return
    sections = (*BUILT_IN, *extensions("sections"))
    for profile in site.people:
        # Who has ended still has orders: their links are planned as if they had a page.
        living = {"status": "live", "until": None, "from_": None}
        member = member_of(
            Profile(profile.slug, profile.person.model_copy(update=living), profile.story, profile.place),
            site, sections, theme.sections, day, drafts=True,
        )  # fmt: skip
        if member is None:
            continue
        links = resolve_links(tracking, wanted_links(member, tuple(member.wants())), Report())
        for planned_link in (link for page in links.planned_links.values() for link in page):
            utm = planned_link.inputs.utm
            values = planned_link.inputs.values
            subs = [text for name, text in values.items() if name.startswith("sub") and isinstance(text, str) and text]
            for sub in subs or [""]:
                yield LinkValue(
                    utm.get("utm_source", ""), utm.get("utm_medium", ""), utm.get("utm_campaign", ""),
                    utm.get("utm_content", ""), sub, planned_link.slug, planned_link.campaign, planned_link.channel,
                    planned_link.want.placement, planned_link.want.product or "shop",
                )  # fmt: skip


def _of_sheet(rows: Iterable[tuple[SheetRow, Place]]) -> Iterator[tuple[LinkValue, Place]]:
    for row, place in rows:
        if not row.ambassador:
            continue
        pairs = {key.lower(): value for key, value in parse_qsl(urlsplit(row.url).query)}
        subs = [pairs[name] for name in _OWN_SUBS if pairs.get(name)]
        for sub in subs or [""]:
            value = LinkValue(
                pairs.get("utm_source", ""), pairs.get("utm_medium", ""), pairs.get("utm_campaign", ""),
                pairs.get("utm_content", ""), sub, row.ambassador, row.campaign, row.channel, row.placement,
                row.product,
            )  # fmt: skip
            yield value, place
