"""Summary of a person for site-wide checks: names, ids, addresses and internal links."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.content.site import Profile
from generator.models.codes import CodedName, coded_name
from generator.problems import Place
from generator.prose.parts import LinkSlot


class PersonSummary(Struct, frozen=True):
    """A person in site-wide checks. `place` is the file of their facts; `links` were issued to them.

    `internal_links` are the addresses inside the site to which their story links, with their places.
    """

    slug: str
    name: str
    place: Place
    code: str
    code_is_made: bool
    partner_id: str
    links: Mapping[str, str]
    aliases: tuple[str, ...]
    locale: str
    internal_links: tuple[tuple[str, Place], ...]
    coded: CodedName
    """The names that a generated code uses."""


def summarize_person(profile: Profile, locale: str) -> PersonSummary:
    """Summarize a person of a site whose language is `locale`."""
    person = profile.person
    return PersonSummary(
        slug=profile.slug,
        name=person.name,
        place=profile.place,
        code=person.code or "",
        code_is_made=profile.code_is_made,
        partner_id=person.partner_id or "",
        links=person.links,
        aliases=person.aliases,
        locale=person.locale or "",
        internal_links=tuple(
            (part.href, part.place)
            for part in profile.story.parts
            if isinstance(part, LinkSlot) and part.href.startswith("/")
        ),
        coded=coded_name(person.name, person.called or "", person.handle or "", person.locale or locale),
    )
