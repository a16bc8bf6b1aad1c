"""A campaign: a period, an offer, a UTM name."""

from __future__ import annotations

from datetime import date

from pydantic import Field, field_validator

from generator.models.brief import Brief
from generator.models.locale import LocalizedText
from generator.models.period import not_before_from
from generator.models.tracking import OwnTracking
from generator.models.written import Day, Line, Written


class Offer(Written):
    """What visitors get; the code itself is the ambassador's."""

    title: LocalizedText = Field(examples=["15% off your first order", {"en": "15% off", "fr": "15 % de remise"}])
    """What the code gives, in one line."""
    short: LocalizedText | None = Field(None, examples=["−15%", {"en": "−15%", "fr": "−15 %"}])
    """The same in a word or two, for the button next to the code at the top of the page."""
    terms: LocalizedText | None = Field(None, examples=["Once per customer."])
    """The small print."""


class Campaign(Written):
    """A period in which links carry the campaign's name and pages show its offer."""

    name: Line = Field(examples=["Spring Glow"])
    """What you call the campaign."""
    utm: Line | None = Field(None, examples=["spring-glow-2027"])
    """The value of `{campaign}` in links while it runs; without it, the file's name."""
    from_: Day | None = Field(None, alias="from", examples=["2027-03-01"])
    """The first day; without it, the campaign runs already."""
    until: Day | None = Field(None, examples=["2027-05-31"])
    """The last day; without it, the campaign does not end."""
    offer: Offer | None = Field(None, examples=[{"title": "15% off your first order", "terms": "Once per customer."}])
    """What visitors get while it runs; the page shows it next to the person's code."""
    tracking: OwnTracking | None = None
    """A link scheme of its own while it runs, instead of the site's."""

    brief: Brief | None = Field(None, examples=[{"goal": "Show the morning routine.", "hashtags": ["maisonlune"]}])
    """What you ask of the people who take part: their kits show it, and no page does."""

    _period = field_validator("until")(not_before_from)

    def runs_on(self, day: date) -> bool:
        """Whether the campaign runs on a day; both ends belong to it."""
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)
