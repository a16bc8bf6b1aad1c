"""Which people a question is about: every given filter must fit, one of a filter's values is enough."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from msgspec import Struct

from generator.roster.entry import Entry


class Filters(Struct, frozen=True):
    """What was asked for. An empty filter fits everybody."""

    niche: tuple[str, ...] = ()
    tier: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    platform: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    campaign: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    min_engagement: Decimal | None = None
    """In percent."""
    without_post: int | None = None
    rights_end: int | None = None

    def fits(self, entry: Entry) -> bool:
        """Whether a person fits all of them. The quick ones come first."""
        return (
            (not self.state or entry.state in self.state)
            and (not self.tier or entry.tier in self.tier)
            and (not self.country or entry.country in self.country)
            and (not self.owner or entry.roster.owner in self.owner)
            and _meet(self.niche, (*entry.niches, *entry.profile.person.niches))
            and _meet_language(self.language, entry.languages)
            and _meet(self.platform, entry.platforms)
            and _meet(self.campaign, entry.profile.person.campaigns)
            and (not self.product or _meet(self.product, entry.products | entry.sent_products))
            and self._is_engaging(entry)
            and self._is_silent(entry)
            and self._loses_rights(entry)
        )

    def _is_engaging(self, entry: Entry) -> bool:
        if self.min_engagement is None:
            return True
        return entry.engagement is not None and entry.engagement.share * 100 >= self.min_engagement

    def _is_silent(self, entry: Entry) -> bool:
        if self.without_post is None:
            return True
        return entry.last_post is None or (entry.day - entry.last_post).days >= self.without_post

    def _loses_rights(self, entry: Entry) -> bool:
        if self.rights_end is None:
            return True
        return entry.next_right is not None and entry.next_right - entry.day <= timedelta(days=self.rights_end)


def _meet(values: tuple[str, ...], own_values: Iterable[str]) -> bool:
    return not values or not set(values).isdisjoint(own_values)


def _meet_language(values: tuple[str, ...], own_tags: Iterable[str]) -> bool:
    """`fr` finds `fr-CA` too; `fr-CA` finds only itself."""
    return not values or any(
        value == own_tag or own_tag.startswith(f"{value}-") for value in values for own_tag in own_tags
    )
