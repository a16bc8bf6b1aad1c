"""The day on which a page last changed according to its content, for search engines.

Only the content and the day of the build decide, so that a fresh clone writes the same bytes. File times, the history
of the folder and the build state differ from machine to machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator.content.site import Site
from generator.models.person import Person
from generator.pages.members import running_campaign
from generator.problems import Place, Report

_DAY = timedelta(days=1)


def last_change(site: Site, person: Person, day: date) -> date | None:
    """Return when a person's page last changed: its `updated`, or a later start of the page or of its campaign.

    Return None if `updated` is absent or lies after `day`. A day that is too old would keep search engines away.
    """
    if person.updated is None or person.updated > day:
        return None
    return max(person.updated, *_turns(site, person, day))


def _turns(site: Site, person: Person, day: date) -> Iterator[date]:
    """Yield the days until `day` on which the page changed without an edit."""
    yield date.min
    if person.from_ is not None and person.from_ <= day:
        yield person.from_
    campaigns = [site.campaigns[name] for name in person.campaigns if name in site.campaigns]
    start_days = {campaign.from_ for campaign in campaigns if campaign.from_ is not None}
    days_after = {
        campaign.until + _DAY for campaign in campaigns if campaign.until is not None and campaign.until < day
    }
    for turn in start_days | days_after:
        if date.min < turn <= day and running_campaign(site, person, turn) != running_campaign(
            site, person, turn - _DAY
        ):
            yield turn


def check_updated(updated_day: date | None, day: date, place: Place, report: Report) -> None:
    """Report an `updated` that lies after the day of the build. The page leaves it out."""
    if updated_day is not None and updated_day > day:
        # Leave out the day of the build: an incremental build repeats this message on later days.
        message = f"`updated` is {updated_day}, which is in the future: the page is published without it"
        hint = "write the day on which you last changed the page; check the year"
        report.warning("updated-in-future", message, place.at("updated"), hint)
