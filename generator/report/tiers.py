"""The tier that a person had on a day, by the numbers of followers that the roster has for earlier days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from datetime import date

from generator.content.roster_file import load_roster
from generator.content.site import Profile, Site
from generator.models.roster import Roster
from generator.problems import Report

TierOfDay = tuple[str, date | None]
"""A tier, and the day of the number that it follows from; None where it is the one that the profile has today."""


def tiers_by_day(site: Site, today: Mapping[str, str]) -> Callable[[str, date], TierOfDay]:
    """Return a function that finds a person's tier on a day.

    The latest number of each platform on or before the day counts, and of the platforms the largest. Without such a
    number, or with a `tier` that the profile names, it is the tier of `today`.
    """
    people = {profile.slug: profile for profile in site.people}
    changes_by_person: dict[str, list[tuple[date, str]]] = {}

    def find(person: str, day: date) -> TierOfDay:
        if person not in changes_by_person:
            changes_by_person[person] = _changes(people.get(person), site)
        changes = changes_by_person[person]
        at = bisect_right(changes, day, key=lambda change: change[0])
        return (changes[at - 1][1], changes[at - 1][0]) if at else (today[person], None)

    return find


def _changes(profile: Profile | None, site: Site) -> list[tuple[date, str]]:
    """The days with a number of followers, and the tier from then on."""
    if profile is None or profile.person.tier is not None:
        return []
    roster = load_roster(site.root, profile.place.file, Report())  # `check` reports what is wrong in it
    if roster is None:
        return []
    followers: dict[str, int] = {}
    changes: list[tuple[date, str]] = []
    for day, platform, count in sorted(_numbers(roster)):
        followers[platform] = count
        tier = profile.person.model_copy(update={"followers": max(followers.values())}).reach
        changes = [change for change in changes if change[0] != day]
        changes.append((day, tier or ""))
    return changes


def _numbers(roster: Roster) -> list[tuple[date, str, int]]:
    numbers = [(earlier.day, str(earlier.platform), earlier.followers) for earlier in roster.history]
    numbers += [
        (now.checked, str(platform), now.followers)
        for platform, now in roster.platforms.items()
        if now.checked is not None and now.followers is not None
    ]
    return numbers
