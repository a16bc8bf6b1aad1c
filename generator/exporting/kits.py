"""What each ambassador is given: the addresses of their page, their code, their pictures, and the word of the label."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.content.site import Site
from generator.pages.catalogues import catalogues
from generator.pages.disclosure import lead_words
from generator.pages.locale_format import catalogue
from generator.pages.members import (
    QR,
    Member,
    member_of,
    short_address,
)
from generator.pages.qr_codes import QR_FILE
from generator.pages.theme import Theme
from generator.sections.section import Section
from generator.tables.write import csv_line

Form = Literal["text", "csv", "json"]


@dataclass(frozen=True, slots=True)
class Kit:
    """One person's. Addresses are whole; `channels` and `products` are pairs of a name and an address."""

    slug: str
    name: str
    page: str
    channels: tuple[tuple[str, str], ...]
    products: tuple[tuple[str, str], ...]
    code: str
    card: str
    """The picture that is shown where the page is shared; "" without share cards."""
    qr: str
    """The printed code as a drawing; "" without printed codes."""
    label: str
    """The word with which an advertisement begins, by the law of their market."""


def make_kits(
    site: Site, theme: Theme, sections: tuple[Section, ...], day: date, url: str, drafts: bool
) -> Iterator[Kit]:
    """The kits of everybody who has a page on a day, by their slugs; `url` is the site's, without a last slash."""
    for profile in site.people:
        member = member_of(profile, site, sections, theme.sections, day, drafts)
        if member is not None and member.state == "live":
            yield _kit(site, theme, member, f"{url}/{profile.slug}/")


def _kit(site: Site, theme: Theme, member: Member, page: str) -> Kit:
    person, settings = member.profile.person, site.settings
    words = catalogue(catalogues(theme), member.subject.locale)
    lead = lead_words(person.market or settings.market)[person.relationship or settings.relationship]
    return Kit(
        slug=member.profile.slug,
        name=person.name,
        page=page,
        channels=tuple((name, f"{page}{name}/") for name in member.channels if name != QR),
        products=tuple(
            (site.products[want.product].name, f"{page}{short_address(want)}/") for want in member.short_links
        ),
        code=person.code or "",
        card=f"{page}card.jpg" if settings.share_cards else "",
        qr=f"{page}{QR_FILE}" if settings.qr_codes else "",
        label=words.pgettext("disclosure", lead),
    )


def write_kits(kits: Sequence[Kit], form: Form) -> str:
    """The kits as text for messages, as a sheet for a mail merge, or as JSON."""
    if form == "json":
        return json.dumps([_as_data(kit) for kit in kits], ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        return "".join(csv_line(row) for row in _rows(kits))
    return "\n".join("".join(f"{line}\n" for line in _lines(kit)) for kit in kits)


def _as_data(kit: Kit) -> dict[str, object]:
    listed = {"channels": dict(kit.channels), "products": dict(kit.products)}
    plain = {name: getattr(kit, name) for name in ("slug", "name", "page", "code", "card", "qr", "label")}
    return plain | listed


def _rows(kits: Iterable[Kit]) -> Iterator[list[str]]:
    kits = list(kits)
    channels = list(dict.fromkeys(name for kit in kits for name, _ in kit.channels))
    yield ["slug", "name", "page", *channels, "code", "card", "qr", "label"]
    for kit in kits:
        own = dict(kit.channels)
        places = [own.get(name, "") for name in channels]
        yield [kit.slug, kit.name, kit.page, *places, kit.code, kit.card, kit.qr, kit.label]


def _lines(kit: Kit) -> Iterator[str]:
    yield kit.name
    facts = [("Your page", kit.page), *((f"Your page, for {name}", url) for name, url in kit.channels)]
    facts += [(f"Straight to {name}", url) for name, url in kit.products]
    facts += [("Your discount code", kit.code), ("Your code to print", kit.qr), ("Your picture to share", kit.card)]
    width = max(len(label) for label, value in facts if value)
    yield from (f"  {label:<{width}}  {value}" for label, value in facts if value)
    yield f"  Begin every post that leads there with: {kit.label}"
