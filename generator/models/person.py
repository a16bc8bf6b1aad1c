"""An ambassador: who they are. What their page shows is added by the sections."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from generator.models.locale import Locale
from generator.models.picture import Picture
from generator.models.settings import Market, Relationship
from generator.models.written import Count, Day, Flag, Line, OneOrMany, OptionalToken, Slug, Token, WebUrl, Written

Tier = Literal["nano", "micro", "macro", "mega"]


class Person(Written):
    """One ambassador's own facts (profile.yaml, or the front matter of the one-file form)."""

    name: Line
    handle: Line | None = None
    tagline: Line | None = None
    portrait: Picture | None = None
    location: Line | None = None
    locale: Locale | None = None
    market: Market | None = None
    niches: tuple[Slug, ...] = ()
    since: Day | None = None
    relationship: Relationship | None = None
    followers: Count | None = None
    tier: Tier | None = None
    partner_id: Token | None = None
    """The id the affiliate network knows the person by."""
    links: dict[Slug, WebUrl] = Field(default_factory=dict)
    """Links that the platform issued (scheme `literal`): by product, and `shop` for everything else."""
    code: OptionalToken | None = None
    """The discount code; never in meta tags, JSON-LD, sitemap or share card.

    Not written, the template of site.yaml makes one, if there is such a template; "" is the wish to have none.
    """
    campaigns: Annotated[tuple[Slug, ...], OneOrMany] = ()
    sections: tuple[Slug, ...] | None = None
    """Which sections, in which order; the theme has a default."""
    channels: tuple[Slug, ...] | None = None
    status: Literal["draft", "live", "ended"] = "live"
    from_: Day | None = Field(None, alias="from")
    until: Day | None = None
    """The last day."""
    index: Flag | None = None
    aliases: Annotated[tuple[Slug, ...], OneOrMany] = ()

    def state_on(self, day: date) -> Literal["draft", "future", "live", "ended"]:
        """What the page is on a day: `ended` after `until`, `future` before `from`."""
        if self.status == "draft":
            return "draft"
        if self.status == "ended" or (self.until is not None and self.until < day):
            return "ended"
        return "future" if self.from_ is not None and day < self.from_ else "live"

    @property
    def reach(self) -> Tier | None:
        """The tier: as written, else by followers (under 10,000 nano, 100,000 micro, a million macro)."""
        if self.tier is not None or self.followers is None:
            return self.tier
        steps: tuple[tuple[int, Tier], ...] = ((10_000, "nano"), (100_000, "micro"), (1_000_000, "macro"))
        return next((tier for limit, tier in steps if self.followers < limit), "mega")
