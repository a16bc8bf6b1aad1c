"""The check of rights to pictures and quotes: a build stops if a page shows something without its right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from generator.content.roster_file import check_rights, end_right, lasting_rights, plain_quote
from generator.content.site import Profile
from generator.lints.written_texts import plain_text, story_file, texts_in
from generator.pages.members import Member
from generator.pages.page_wants import wanted_pictures
from generator.problems import Place, Report
from generator.prose.parts import PictureSlot
from generator.sections.wants import FileWant, Want

if TYPE_CHECKING:
    from generator.models.roster import Right, Roster


def check_shown_rights(
    member: Member, wants: tuple[Want, ...], roster: Roster | None, day: date, report: Report
) -> None:
    """Report ended and soon ending rights to something that a person's page shows."""
    if roster is None or not roster.rights:
        return
    pictures = {want.src: want.place for want in wants if isinstance(want, FileWant)}
    pictures |= {want.src: want.place for want in wanted_pictures(member, wants)}
    quotes = _quotes(member.profile, roster.rights) if member.state == "live" else {}
    check_rights(member.profile, roster, pictures, quotes, day, report)


def rights_that_end(profile: Profile, roster: Roster) -> Iterator[tuple[date, Right]]:
    """Yield the first day without each right to something that the page names on that day."""
    portrait = profile.person.portrait
    page_texts = {text for _, text in texts_in(profile.person, profile.place)}
    page_texts |= {part.src for part in profile.story.parts if isinstance(part, PictureSlot)}
    rights = [right for _, right in lasting_rights(roster)]
    quotes = _quotes(profile, rights)
    for right in rights:
        day = end_right(right.until)
        if right.use != "site" or day is None:
            continue
        state = profile.person.state_on(day)
        shows = right.picture in page_texts or right.quote in quotes
        if (state == "live" and shows) or (state == "ended" and portrait and right.picture == portrait.src):
            yield day, right


def _quotes(profile: Profile, rights: Iterable[Right]) -> dict[str, Place]:
    """Return the words of rights that a profile or a story contains, with their places. Case and line ends are
    ignored.
    """
    places: dict[str, Place] = {}
    quotes = {right.quote: plain_quote(right.quote) for right in rights if right.quote}
    if not quotes:
        return places
    texts = [(place, plain_quote(text)) for place, text in texts_in(profile.person, profile.place)]
    texts.append((Place(story_file(profile)), plain_quote(plain_text(profile.story))))
    for quote, plain in quotes.items():
        place = next((place for place, text in texts if plain in text), None)
        if place is not None:
            places[quote] = place
    return places
