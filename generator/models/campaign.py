"""A campaign: a period, an offer, a UTM name."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from generator.models.locale import LocalizedText
from generator.models.tracking import OwnTracking
from generator.models.written import Day, Line, Written


class Offer(Written):
    """What visitors get; the code itself is the ambassador's."""

    title: LocalizedText
    terms: LocalizedText | None = None


class Campaign(Written):
    """A period in which links carry the campaign's name and pages show its offer."""

    name: Line
    utm: Line | None = None
    """The value for `{campaign}`; without it the file's name."""
    from_: Day | None = Field(None, alias="from")
    until: Day | None = None
    """The last day."""
    offer: Offer | None = None
    tracking: OwnTracking | None = None
    """A scheme of its own while it runs."""

    def runs_on(self, day: date) -> bool:
        """Whether the campaign runs on a day; both ends belong to it."""
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)
