"""The wants of all pages, collected for the earlier stages that answer them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.content.site import Site
from generator.pages.members import Member, short_address
from generator.prose.parts import PictureSlot
from generator.sections.prose_parts import story_picture_want
from generator.sections.subject import Subject
from generator.sections.wants import LinkWant, PictureWant, Want


def wanted_links(
    member: Member, wants: tuple[Want, ...]
) -> Iterator[tuple[Subject, tuple[LinkWant, ...], tuple[str, ...]]]:
    """Yield the link wants of a person's page with its channel twins, and of each short link."""
    links = tuple(want for want in wants if isinstance(want, LinkWant))
    yield member.subject, links, ("", *member.channels)
    if member.state == "live":
        for want in member.short_links:
            yield member.subject, (want,), (short_address(want),)


def wanted_pictures(member: Member, wants: Iterable[Want]) -> list[PictureWant]:
    """Return the sections' pictures and the portrait, also in the smaller roles for the directory or the thank-you."""
    pictures = [want for want in wants if isinstance(want, PictureWant)]
    portrait = member.profile.person.portrait
    if portrait:
        place = member.profile.place.at("portrait", "src")
        focus = (portrait.focus[0], portrait.focus[1]) if portrait.focus else None
        roles = ("hero", "entry") if member.state == "live" else ("entry",)
        pictures += [PictureWant(portrait.src, role, focus, place) for role in roles]
    return pictures


def pictures_in_pages(site: Site) -> list[PictureWant]:
    """Return the pictures of plain pages."""
    return [
        story_picture_want(part) for page in site.pages for part in page.text.parts if isinstance(part, PictureSlot)
    ]
