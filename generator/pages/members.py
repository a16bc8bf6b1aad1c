"""Who has a page on a day, and what each page draws on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from generator.content.site import Profile, Site
from generator.links.errors import LinkError
from generator.links.schemes.tracking import host_of
from generator.links.urls.host import within
from generator.links.urls.url import is_web
from generator.models.person import Person
from generator.problems import Report
from generator.sections.section import Section
from generator.sections.subject import Subject
from generator.sections.wants import SHOP, LinkWant, Want

FOOT = "foot"
GO = "go"
"""The placement of short links, and the part of their address."""
QR = "qr"
"""The channel of printed codes."""
MOST_PAGES = 1_000
"""Of one person. Hosts bound the files of a site, at 20,000 on some (docs/scale.md)."""


@dataclass(frozen=True, slots=True)
class Member:
    """One person with a page: live, or ended (a short thank-you)."""

    profile: Profile
    state: Literal["live", "ended"]
    subject: Subject
    sections: tuple[Section, ...]
    """Those that the page shows, in order; what has no view is left out later."""
    channels: tuple[str, ...]
    """Extra addresses beside the main page, that of the printed code among them."""
    short_links: tuple[LinkWant, ...]
    """One a product that the page names; of somebody who has ended too: the addresses were given away."""

    def wants(self) -> Iterator[Want]:
        """All that the page wants of links and pictures; nothing paid for somebody who has ended."""
        subject = self.subject
        if self.state == "ended":
            return
        settings = subject.settings
        for section in self.sections:
            yield from section.wants(subject)
        if self.pays:
            yield LinkWant(FOOT, settings.shop)
        if settings.contact and (self.pays or not _is_in_shop(settings.contact, settings.shop)):
            yield LinkWant(FOOT, settings.contact, place=replace(SHOP, keys=("contact",)))

    @property
    def pays(self) -> bool:
        """Whether there is anything on the page that has to be called advertising: what pays, or has been paid for."""
        subject = self.subject
        relationship = subject.person.relationship or subject.settings.relationship
        if relationship != "affiliate" or subject.person.code:
            return True
        links = (want for section in self.sections for want in section.wants(subject) if isinstance(want, LinkWant))
        return any(want.product or want.items or _is_in_shop(want.destination, subject.settings.shop) for want in links)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address below the person's own: "" is the page, `ig` a channel's twin, `go/balm` a short link."""
        return ("", *self.channels, *(short_address(want) for want in self.short_links))


def check_size(member: Member, report: Report) -> None:
    """Report a person of more pages than `MOST_PAGES`: each alias repeats every address below the person's own."""
    person, addresses = member.profile.person, len(member.addresses)
    pages = addresses * (1 + len(person.aliases))
    if pages > MOST_PAGES:
        message = (
            f"the person has {addresses:,} addresses (the page, channels, short links), and as many under each of "
            f"{len(person.aliases)} old names: {pages:,} pages; {MOST_PAGES:,} is the most"
        )
        hint = "take out old addresses, channels, or products that have a short link"
        report.error("too-many", message, member.profile.place.at("aliases" if person.aliases else "channels"), hint)


def _is_in_shop(destination: str, shop: str) -> bool:
    try:
        return is_web(destination) and within(host_of(destination), host_of(shop))
    except LinkError:
        return False  # reported where the link is made


def short_address(want: LinkWant) -> str:
    """Where a short link stands, below the person's page."""
    return f"{GO}/{want.product}"


def member_of(
    profile: Profile, site: Site, sections: tuple[Section, ...], order: tuple[str, ...], day: date, drafts: bool
) -> Member | None:
    """What a person's pages are on `day`; None for a draft, or somebody whose time is still to come.

    With `drafts` both have pages. `order` is the theme's; a person's own comes before it.
    """
    person = profile.person
    state = person.state_on(day)
    if state in ("draft", "future"):
        if not drafts:
            return None
        state = "live"
    by_name = {section.name: section for section in sections}
    names = person.sections if person.sections is not None else order
    channels = person.channels if person.channels is not None else site.settings.channels
    subject = subject_of(site, profile, day)
    shown = tuple(by_name[name] for name in dict.fromkeys(names) if name in by_name)
    return Member(
        profile,
        "ended" if state == "ended" else "live",
        subject,
        shown,
        tuple(dict.fromkeys((*channels, QR) if site.settings.qr_codes else channels)),
        tuple(_short_links(subject, shown)) if site.settings.short_links else (),
    )


def subject_of(site: Site, profile: Profile, day: date) -> Subject:
    """What a person's page draws on, on a day."""
    running = running_campaign(site, profile.person, day)
    campaign = site.campaigns[running] if running else None
    return Subject(
        slug=profile.slug,
        person=profile.person,
        place=profile.place,
        story=profile.story,
        settings=site.settings,
        locale=profile.person.locale or site.settings.locale,
        products=site.products,
        product_places=site.product_places,
        campaign=campaign,
        campaign_id=running or "",
        campaign_name=(campaign.utm or running or "") if campaign else "",
    )


def running_campaign(site: Site, person: Person, day: date) -> str | None:
    """The id of the campaign that a person's page is in on a day: the first of those they list that runs."""
    running = (name for name in person.campaigns if name in site.campaigns and site.campaigns[name].runs_on(day))
    return next(running, None)


def _short_links(subject: Subject, sections: tuple[Section, ...]) -> Iterator[LinkWant]:
    named = (want for section in sections for want in section.wants(subject))
    products = {want.product: want for want in named if isinstance(want, LinkWant) and want.product}
    for id_, want in products.items():
        # A story may link to an address of the product that chooses a size, or the like.
        destination = subject.products[id_].url if id_ in subject.products else want.destination
        yield LinkWant(GO, destination, id_, want.place)
