"""An ambassador: who they are. What their page shows is added by the sections."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, field_validator

from generator.models.called import called_by_name
from generator.models.locale import Locale, LocalizedText
from generator.models.names import CampaignId, SectionName
from generator.models.period import not_before_from
from generator.models.picture import Picture
from generator.models.settings import Market, Relationship
from generator.models.written import Count, Day, Flag, Line, OneOrMany, OptionalToken, Slug, Token, WebUrl, Written

Tier = Literal["nano", "micro", "mid", "macro", "mega"]


class Person(Written):
    """One ambassador's own facts (profile.yaml, or the front matter of the one-file form)."""

    name: Line = Field(examples=["Léa Moreau"])
    """The person's name, as the page shows it."""
    called: Line | None = Field(None, examples=["Léa"])
    """What the page calls them, as in “A code from Léa”; without it their first name, as far as the name shows it."""
    handle: Line | None = Field(None, examples=["leamoreau"])
    """Their name online: for search engines, and for codes if the name has no letters A to Z. Visitors see
    `socials` instead."""
    tagline: Line | None = Field(None, examples=["Skin first, colour second."])
    """One line in their words, below the name."""
    portrait: Picture | None = Field(None, examples=[{"src": "portrait.jpg", "alt": "Léa in her kitchen"}])
    """The picture of them at the top of the page."""
    location: Line | None = Field(None, examples=["Lyon"])
    """Where they live; shown with the name."""
    locale: Locale | None = None
    """The language of the page; without it, the site's."""
    market: Market | None = None
    """The country whose advertising law words the label; without it, the site's."""
    niches: Annotated[tuple[Slug, ...], Field(max_length=20)] = Field((), examples=[["skincare", "slow-mornings"]])
    """What they write about, as short names; the directory filters by them."""
    since: Day | None = Field(None, examples=["2025-03-01"])
    """The first day of the partnership."""
    relationship: Relationship | None = None
    """What the brand gives them, which decides the label's words; without it, the site's."""
    followers: Count | None = Field(None, examples=[42000])
    """Their number of followers, in digits only; it decides the tier."""
    tier: Tier | None = None
    """Only if the number should not decide: below 10,000 nano, 50,000 micro, 100,000 mid, 1,000,000 macro."""
    partner_id: Token | None = Field(None, examples=["5f2a91"])
    """The person's id at the affiliate network."""
    links: dict[Slug, WebUrl] = Field(default_factory=dict, examples=[{"shop": "https://network.example/s/81f3"}])
    """Links that a platform issued (scheme `literal`): by product, and `shop` for everything else."""
    # "" is the wish to have none; a code is never in meta tags, JSON-LD, sitemap or share card.
    code: OptionalToken | None = Field(None, examples=["LEA15", False])
    """The discount code, shown in the offer; `false` for none, even where site.yaml has a template of codes."""
    campaigns: Annotated[tuple[CampaignId, ...], OneOrMany, Field(max_length=60)] = Field(
        (), examples=[["spring-glow"]]
    )
    """The campaigns that they take part in; the first that runs counts."""
    sections: Annotated[tuple[SectionName, ...], Field(max_length=60)] | None = Field(
        None, examples=[["story", "routine", "favorites"]]
    )
    """Which sections the page has, in which order; without it the theme's order."""
    titles: dict[SectionName, LocalizedText] = Field(
        default_factory=dict, examples=[{"story": "Less, *but better*", "favorites": "My five"}]
    )
    """The headings of sections in their own words, instead of the theme's; words between asterisks are emphasised."""
    channels: Annotated[tuple[Slug, ...], Field(max_length=20)] | None = Field(None, examples=[["ig"]])
    """Extra addresses of the page, instead of the site's channels."""
    status: Literal["draft", "live", "ended"] = "live"
    """A `draft` has no page; an `ended` one is a short thank-you without paid links."""
    from_: Day | None = Field(None, alias="from", examples=["2025-03-01"])
    """The first day of the page; without it, the page is published at once."""
    until: Day | None = Field(None, examples=["2026-12-31"])
    """The last day of the page; after it the page is a short thank-you."""
    updated: Day | None = Field(None, examples=["2026-06-14"])
    """The day on which the page was last changed in a way that visitors notice: search engines use it."""
    index: Flag | None = None
    """Whether search engines may list the page; without it, as in site.yaml."""
    aliases: Annotated[tuple[Slug, ...], OneOrMany, Field(max_length=60)] = Field((), examples=[["lea"]])
    """Old addresses that lead to the page."""

    _period = field_validator("until")(not_before_from)

    def called_in(self, locale: str) -> str:
        """What a page calls them; `locale` is the site's language, for those who name none of their own."""
        return self.called or called_by_name(self.name, self.locale or locale)

    def state_on(self, day: date) -> Literal["draft", "future", "live", "ended"]:
        """What the page is on a day: `ended` after `until`, `future` before `from`."""
        if self.status == "draft":
            return "draft"
        if self.status == "ended" or (self.until is not None and self.until < day):
            return "ended"
        return "future" if self.from_ is not None and day < self.from_ else "live"

    @property
    def reach(self) -> Tier | None:
        """The tier: as written, else by followers (under 10,000 nano, 50,000 micro, 100,000 mid, a million macro)."""
        if self.tier is not None or self.followers is None:
            return self.tier
        steps: tuple[tuple[int, Tier], ...] = (
            (10_000, "nano"),
            (50_000, "micro"),
            (100_000, "mid"),
            (1_000_000, "macro"),
        )
        return next((tier for limit, tier in steps if self.followers < limit), "mega")
