"""The days on which the pages will differ from the day before without an edit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from generator.content.site import Profile, Site
from generator.models.campaign import Campaign
from generator.models.person import Person
from generator.pages.members import running_campaign

What = Literal["starts", "ends", "campaign-begins", "campaign-ends", "right-ends"]
_NEXT = timedelta(days=1)


class UpcomingChange(Struct, frozen=True):
    """On `day` the site is built differently: a page comes, ends, or its campaign does.

    What ends does so on the day after its `until`. `id` and `name` are the person's, or the campaign's; `people` are
    the slugs of those whose pages change.
    """

    day: date
    what: What
    id: str
    name: str
    people: tuple[str, ...]


def upcoming_changes(
    site: Site, after: date, within: int | None = None, rights: Iterable[UpcomingChange] = ()
) -> tuple[UpcomingChange, ...]:
    """All changes after a day, within so many days of it (None: for ever), sorted by day.

    `rights` are the ends of rights, which content's rosters hold and no page knows of.
    """

    def counts(day: date) -> bool:
        return after < day and (within is None or (day - after).days <= within)

    people: dict[tuple[date, What, str], list[Profile]] = defaultdict(list)
    for profile in site.people:
        for day, what, id_ in _of_person(site, profile):
            if counts(day):
                people[day, what, id_].append(profile)
    changes = [
        UpcomingChange(
            day,
            what,
            id_,
            site.campaigns[id_].name if what.startswith("campaign") else profiles[0].person.name,
            tuple(profile.slug for profile in profiles),
        )
        for (day, what, id_), profiles in sorted(people.items(), key=lambda item: item[0])
    ]
    changes += [change for change in rights if counts(change.day)]
    return tuple(sorted(changes, key=lambda change: (change.day, change.what, change.id)))


def _of_person(site: Site, profile: Profile) -> Iterator[tuple[date, What, str]]:
    person = profile.person
    campaigns: list[Person | Campaign] = [site.campaigns[name] for name in person.campaigns if name in site.campaigns]
    for day in sorted({day for person in (person, *campaigns) for day in _ends(person)}):
        eve = day - _NEXT
        before, now = person.state_on(eve), person.state_on(day)
        if before != now == "live":
            yield day, "starts", profile.slug
        elif before != now == "ended":
            yield day, "ends", profile.slug
        elif now == "live":
            ran, runs = (running_campaign(site, person, at) for at in (eve, day))
            if ran != runs and ran:
                yield day, "campaign-ends", ran
            if ran != runs and runs:
                yield day, "campaign-begins", runs


def _ends(subject: Person | Campaign) -> Iterator[date]:
    """The first day of what is dated, and the first day without it; the calendar's own ends are none."""
    if subject.from_ is not None and subject.from_ > date.min:
        yield subject.from_
    if subject.until is not None and subject.until < date.max:
        yield subject.until + _NEXT
