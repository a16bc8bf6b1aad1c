"""Offer: the discount code as text that can be selected and copied."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from msgspec import Struct

from generator.sections.subject import Subject
from generator.sections.wants import Answers, Link, LinkWant, Want


class OfferView(Struct, frozen=True):
    """The code and what it gives. Empty texts are the theme's to word; `until` is the last day.

    `short` is the title in a word or two.
    """

    code: str
    title: str
    short: str
    terms: str
    until: date | None
    link: Link | None


class Offer:
    """`code:` of the person, with the offer of the campaign that runs."""

    name: ClassVar[str] = "offer"
    fields: ClassVar[dict[str, Any]] = {}

    def wants(self, subject: Subject) -> Iterator[Want]:
        """A link to the shop's front door."""
        if subject.person.code:
            yield LinkWant(self.name, subject.settings.shop)

    def view(self, subject: Subject, answers: Answers) -> OfferView | None:
        """The offer, or None for a person without a code."""
        if not subject.person.code:
            return None
        campaign = subject.campaign
        offer = campaign.offer if campaign else None
        locale, default = subject.locale, subject.settings.locale
        return OfferView(
            code=subject.person.code,
            title=offer.title.for_locale(locale, default) if offer else "",
            short=offer.short.for_locale(locale, default) if offer and offer.short else "",
            terms=offer.terms.for_locale(locale, default) if offer and offer.terms else "",
            until=campaign.until if campaign and offer else None,
            link=answers.link(LinkWant(self.name, subject.settings.shop)),
        )
