"""The people who have a page on a given day, and the input of each page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

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


class Member(Struct, frozen=True):
    """One person with a page: live, or ended (a short thank-you)."""

    profile: Profile
    state: Literal["live", "ended"]
    subject: Subject
    sections: tuple[Section, ...]
    """Those that the page shows, in order; what has no view is left out later."""
    channels: tuple[str, ...]
    """Extra addresses beside the main page, that of the printed code among them."""
    short_links: tuple[LinkWant, ...]
    """One for each product that the page names. A person who has ended keeps them: their addresses are in use."""

    def wants(self) -> Iterator[Want]:
        """Yield every link, picture and file that the page wants. An ended person's page wants nothing that pays."""
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
        """Return whether the page needs the advertising label: something on it pays, or was paid for."""
        subject = self.subject
        relationship = subject.person.relationship or subject.settings.relationship
        if relationship != "affiliate" or subject.person.code:
            return True
        links = (want for section in self.sections for want in section.wants(subject) if isinstance(want, LinkWant))
        return any(want.product or want.items or _is_in_shop(want.destination, subject.settings.shop) for want in links)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return every address below the person's own: "" is the page, `ig` a channel's twin, `go/balm` a short
        link.
        """
        return ("", *self.channels, *(short_address(want) for want in self.short_links))


def check_size(member: Member, report: Report) -> None:
    """Report a person with more than `MOST_PAGES` pages. Each alias repeats every address below the person's own."""
    person, addresses = member.profile.person, len(member.addresses)
    pages = addresses * (1 + len(person.aliases))
    if pages > MOST_PAGES:
        message = (
            f"the person has {addresses:,} addresses (the page, channels, short links), and as many under each of "
            f"{len(person.aliases)} old names: {pages:,} pages; at most {MOST_PAGES:,} are allowed"
        )
        hint = "delete old addresses, channels, or products that have a short link"
        report.error("too-many", message, member.profile.place.at("aliases" if person.aliases else "channels"), hint)


def _is_in_shop(destination: str, shop: str) -> bool:
    try:
        return is_web(destination) and within(host_of(destination), host_of(shop))
    except LinkError:
        return False  # the stage that generates the link reports it


def short_address(want: LinkWant) -> str:
    """Return the address of a short link, below the person's page."""
    return f"{GO}/{want.product}"


def member_of(
    profile: Profile, site: Site, sections: tuple[Section, ...], order: tuple[str, ...], day: date, drafts: bool
) -> Member | None:
    """Return a person's pages on `day`; None for a draft, or a person who has not started yet.

    With `drafts` both get pages. `order` is the theme's order of sections, and a person's own order overrides it.
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
    shown_sections = tuple(by_name[name] for name in dict.fromkeys(names) if name in by_name)
    return Member(
        profile,
        "ended" if state == "ended" else "live",
        subject,
        shown_sections,
        tuple(dict.fromkeys((*channels, QR) if site.settings.qr_codes else channels)),
        tuple(_short_links(subject, shown_sections)) if site.settings.short_links else (),
    )


def subject_of(site: Site, profile: Profile, day: date) -> Subject:
    """Return the input of a person's page on a day."""
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
    """Return the id of the first running campaign in the person's list on a day."""
    running = (name for name in person.campaigns if name in site.campaigns and site.campaigns[name].runs_on(day))
    return next(running, None)


def _short_links(subject: Subject, sections: tuple[Section, ...]) -> Iterator[LinkWant]:
    wants = (want for section in sections for want in section.wants(subject))
    products = {want.product: want for want in wants if isinstance(want, LinkWant) and want.product}
    for id_, want in products.items():
        # Keep the story's own link to a product: it may choose a size in the query of the URL.
        destination = subject.products[id_].url if id_ in subject.products else want.destination
        yield LinkWant(GO, destination, id_, want.place)
