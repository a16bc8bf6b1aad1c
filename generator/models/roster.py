"""roster.yaml: what the brand knows of one person. roster-views.yaml: saved views. Pages hold nothing of either."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, WithJsonSchema, field_validator, model_validator

from generator.models import json_shapes as shapes
from generator.models.locale import Currency, Locale
from generator.models.names import CampaignId, ProductId
from generator.models.period import not_before_from
from generator.models.platforms import Platform
from generator.models.written import (
    Count,
    Day,
    FilePath,
    Flag,
    Line,
    OneOrMany,
    Price,
    Slug,
    WebUrl,
    Written,
    reads,
    wrong,
)

MOST = 1000
"""Entries of one list of a roster."""
_NO_COUNTRIES = frozenset(("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"))


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """The two letters of each country with its English name (ISO 3166-1, from the Unicode locale data)."""
    from babel import Locale as Language  # lazy: Babel is large, and few runs need its data

    names = Language.parse("en").territories
    return {code: name for code, name in names.items() if len(code) == 2 and code not in _NO_COUNTRIES}


def hint_for_country(value: str) -> str:
    """What to write instead of a value that is no country."""
    from generator.models.locale_hints import suggest_country  # lazy: only a mistyped value needs it

    near = suggest_country(value)
    return f"write `{near}`" if near in country_names() else "write its two letters, such as `FR`"


def _country(value: str) -> str:
    if value not in country_names():
        raise wrong("unknown-country", f"`{value[:40]}` is not a country", hint_for_country(value))
    return value


Country = Annotated[
    str,
    reads(_country, "a country"),
    WithJsonSchema({**shapes.TEXT, shapes.KIND: "country", "pattern": r"^\s*[A-Z]{2}\s*$"}),
]


class Steps(Written):
    """Days on which something was agreed or declined."""

    invited: Day | None = Field(None, examples=["2027-01-10"])
    """The day on which the brand asked."""
    answered: Day | None = Field(None, examples=["2027-01-14"])
    """The day of their first answer, yes or no."""
    agreed: Day | None = Field(None, examples=["2027-01-20"])
    """The day on which they said yes."""
    declined: Day | None = Field(None, examples=["2027-01-20"])
    """The day on which they said no."""
    ended: Day | None = Field(None, examples=["2027-12-31"])
    """The day on which the partnership ended, if the profile does not have it."""


class Pause(Written):
    """A break that both agreed on."""

    from_: Day = Field(alias="from", examples=["2027-07-01"])
    """Its first day."""
    until: Day | None = Field(None, examples=["2027-08-31"])
    """Its last day; without it, the break has no end."""

    _period = field_validator("until")(not_before_from)


class Numbers(Written):
    """Numbers from a platform, read on one day. Numbers for posts are those of a usual post: a mean or a median."""

    followers: Count | None = Field(None, examples=[42000])
    """How many follow them there."""
    checked: Day | None = Field(None, examples=["2027-03-01"])
    """The day on which the numbers were read."""
    posts: Count | None = Field(None, examples=[12])
    """How many recent posts the numbers are of."""
    median_views: Count | None = Field(None, examples=[9800])
    """The median of their views."""
    likes: Count | None = Field(None, examples=[610])
    """Likes of a usual post."""
    comments: Count | None = Field(None, examples=[41])
    """Comments of a usual post."""
    saves: Count | None = Field(None, examples=[90])
    """Saves of a usual post; only the person's own insights show them."""
    shares: Count | None = Field(None, examples=[20])
    """Shares of a usual post."""
    reach: Count | None = Field(None, examples=[8700])
    """How many people a usual post reached."""


class Earlier(Written):
    """How many followed on an earlier day."""

    day: Day = Field(examples=["2026-12-01"])
    """The day."""
    platform: Platform = Field(examples=["instagram"])
    """Where."""
    followers: Count = Field(examples=[40500])
    """How many."""


class Gift(Written):
    """A product that the brand sent."""

    day: Day = Field(examples=["2027-01-22"])
    """The day on which it was sent."""
    product: ProductId = Field(examples=["cloud-balm"])
    """Which."""
    quantity: Count = Field(1, examples=[1])
    """How many of it."""
    value: Price | None = Field(None, examples=["24.00"])
    """The price of one piece in the shop; without it, the product's price."""
    received: Day | None = Field(None, examples=["2027-01-26"])
    """The day on which it arrived."""
    obligation: Literal["none", "post"] = "none"
    """Whether a post was agreed for it: the law, and the label, differ."""

    @field_validator("received")
    @classmethod
    def _after_it_was_sent(cls, received_day: date | None, info: ValidationInfo) -> date | None:
        sent_day = info.data.get("day")
        if received_day is not None and sent_day is not None and received_day < sent_day:
            message = f"this arrived on {received_day}, before it was sent: `day` is {sent_day}"
            raise wrong("ends-before-it-begins", message, "`day` is the day on which it was sent")
        return received_day


class Piece(Written):
    """A post, a video, a story: agreed, and published."""

    campaign: CampaignId | None = Field(None, examples=["spring-glow"])
    """For which campaign."""
    platform: Platform = Field(examples=["instagram"])
    """Where."""
    format: Slug | None = Field(None, examples=["reel"])
    """What it is: `post`, `reel`, `story`, `carousel`, `video`, `short`, `pin`, `live` ..."""
    due: Day | None = Field(None, examples=["2027-03-15"])
    """The day by which it was agreed."""
    posted: Day | None = Field(None, examples=["2027-03-14"])
    """The day on which it was published."""
    link: WebUrl | None = Field(None, examples=["https://www.instagram.com/reel/C81f3/"])
    """Where it is."""
    label: Flag | None = Field(None, examples=[True])
    """Whether the label was checked, and is there."""
    views: Count | None = Field(None, examples=[10400])
    """Its views."""
    likes: Count | None = Field(None, examples=[655])
    """Its likes."""
    comments: Count | None = Field(None, examples=[38])
    """Its comments."""
    saves: Count | None = Field(None, examples=[95])
    """Its saves."""
    shares: Count | None = Field(None, examples=[18])
    """Its shares."""
    reach: Count | None = Field(None, examples=[8900])
    """How many people it reached."""


class Right(Written):
    """What the brand may use, for what, and until when: a piece (by its number in `pieces`), a picture, or a quote."""

    piece: Count | None = Field(None, examples=[1])
    """A piece of `pieces`, the first of which is 1."""
    picture: FilePath | None = Field(None, examples=["portrait.jpg"])
    """A picture or video in content, by its path from this file."""
    quote: Line | None = Field(None, examples=["Six weeks in, my mornings are quiet."])
    """Words of theirs, as they are written in their profile or story."""
    use: Literal["site", "organic", "licence", "paid"] = Field(examples=["site"])
    """`site`: on these pages. `organic`: in the brand's own posts. `licence`: anywhere, unpaid. `paid`: in ads."""
    until: Day = Field(examples=["2027-12-31"])
    """The last day."""

    @model_validator(mode="after")
    def _names_one_thing(self) -> Right:
        count = sum(thing is not None for thing in (self.piece, self.picture, self.quote))
        if count != 1:
            hint = "write one of `piece`, `picture` and `quote`; a second thing is an entry of its own"
            raise wrong("missing-key", "a right is for one thing only", hint, lacks="" if count else "quote")
        return self


class Exclusivity(Written):
    """A promise not to work with others."""

    until: Day | None = Field(None, examples=["2027-06-30"])
    """The last day."""
    category: Slug = Field(examples=["skincare"])
    """For what, as the tags of products are written."""
    brand: Line | None = Field(None, examples=["Another House"])
    """To whom they promised it; without it, to this brand."""


class Contract(Written):
    """Days and flags of the contract; its text is not kept here."""

    signed: Day | None = Field(None, examples=["2027-01-20"])
    """The day on which both had signed."""
    until: Day | None = Field(None, examples=["2027-12-31"])
    """The last day."""
    exclusivity: Exclusivity | None = Field(None, examples=[{"category": "skincare", "until": "2027-06-30"}])
    """What they promised to do for no other brand."""
    adult: Flag | None = Field(None, examples=[True])
    """Whether they are of age: some laws ask more of the brand if they are not."""


class Fee(Written):
    """What they are paid, beside commission."""

    amount: Price = Field(examples=["150.00"])
    """How much."""
    per: Literal["piece", "month", "year", "once"] = Field(examples=["piece"])
    """For what: each published piece, each month or year of the contract, or once."""
    currency: Currency | None = Field(None, examples=["EUR"])
    """The currency; without it the site's."""


class Roster(Written):
    """What the brand knows of one person. No page shows any of it; write only what they may read."""

    owner: Line | None = Field(None, examples=["marketing-fr"])
    """Who at the brand looks after them: a role, not a name."""
    country: Country | None = Field(None, examples=["FR"])
    """The country where they live. The `market` in the profile decides the label."""
    languages: Annotated[tuple[Locale, ...], OneOrMany, Field(max_length=20)] = Field((), examples=[["fr", "en"]])
    """In which languages they post."""
    state: Steps = Field(default_factory=Steps, examples=[{"invited": "2027-01-10", "agreed": "2027-01-20"}])
    """What happened when. The state itself follows from these days and the page's."""
    paused: Pause | None = Field(None, examples=[{"from": "2027-07-01", "until": "2027-08-31"}])
    """A break that both agreed on."""
    platforms: dict[Platform, Numbers] = Field(
        default_factory=dict, examples=[{"instagram": {"followers": 42000, "checked": "2027-03-01"}}]
    )
    """Their numbers, by platform."""
    history: Annotated[tuple[Earlier, ...], Field(max_length=MOST)] = Field(
        (), examples=[[{"day": "2026-12-01", "platform": "instagram", "followers": 40500}]]
    )
    """How many followed on earlier days."""
    gifts: Annotated[tuple[Gift, ...], Field(max_length=MOST)] = Field(
        (), examples=[[{"day": "2027-01-22", "product": "cloud-balm"}]]
    )
    """What the brand sent."""
    pieces: Annotated[tuple[Piece, ...], Field(max_length=MOST)] = Field(
        (), examples=[[{"platform": "instagram", "format": "reel", "due": "2027-03-15"}]]
    )
    """What they publish for the brand."""
    rights: Annotated[tuple[Right, ...], Field(max_length=MOST)] = Field(
        (), examples=[[{"picture": "portrait.jpg", "use": "site", "until": "2027-12-31"}]]
    )
    """What the brand may use, and until when. A page that shows a picture or quote after that day is not built."""
    contract: Contract | None = Field(None, examples=[{"signed": "2027-01-20", "until": "2027-12-31"}])
    """Days and flags of the contract."""
    fee: Fee | None = Field(None, examples=[{"amount": "150.00", "per": "piece"}])
    """What they are paid, beside commission."""

    @model_validator(mode="after")
    def _names_pieces(self) -> Roster:
        for index, right in enumerate(self.rights):
            if right.piece is not None and not 1 <= right.piece <= len(self.pieces):
                message = f"the right is for piece {right.piece}, but `pieces` has {len(self.pieces)}"
                raise wrong(
                    "no-such-piece",
                    message,
                    "the first of `pieces` is 1",
                    key=("rights", index, "piece"),
                    beside="pieces",
                )
        return self


_SHARE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?)\s?%?")


def read_share(value: str) -> Decimal:
    """Read a percentage; the sign may be left out."""
    match = _SHARE.fullmatch(value.strip())
    if not match or Decimal(match[1]) > 100:
        raise wrong("not-a-percentage", f"`{value[:40]}` is not a percentage", "write a number such as `1.5`")
    return Decimal(match[1])


Share = Annotated[Decimal, reads(read_share, "a percentage"), WithJsonSchema(shapes.TEXT)]


class View(Written):
    """A saved view: filters, an order, and the form of its output, by the names of the command's options."""

    niche: Annotated[tuple[Slug, ...], OneOrMany, Field(max_length=60)] = Field((), examples=[["skincare"]])
    """Niches; one of them is enough."""
    tier: Annotated[tuple[Slug, ...], OneOrMany, Field(max_length=10)] = Field((), examples=[["nano", "micro"]])
    """Tiers."""
    country: Annotated[tuple[Country, ...], OneOrMany, Field(max_length=60)] = Field((), examples=[["FR"]])
    """Countries."""
    language: Annotated[tuple[Locale, ...], OneOrMany, Field(max_length=60)] = Field((), examples=[["fr"]])
    """Languages."""
    platform: Annotated[tuple[Platform, ...], OneOrMany, Field(max_length=30)] = Field((), examples=[["instagram"]])
    """Platforms."""
    state: Annotated[tuple[Slug, ...], OneOrMany, Field(max_length=20)] = Field((), examples=[["active", "ending"]])
    """States."""
    product: Annotated[tuple[ProductId, ...], OneOrMany, Field(max_length=60)] = Field((), examples=[["cloud-balm"]])
    """Products on their page."""
    campaign: Annotated[tuple[CampaignId, ...], OneOrMany, Field(max_length=60)] = Field((), examples=[["spring-glow"]])
    """Campaigns in which they take part."""
    owner: Annotated[tuple[Line, ...], OneOrMany, Field(max_length=60)] = Field((), examples=[["marketing-fr"]])
    """Who looks after them."""
    min_engagement: Share | None = Field(None, alias="min-engagement", examples=["1.5"])
    """The lowest engagement, in percent."""
    without_post: Count | None = Field(None, alias="without-post", examples=[60])
    """Only people without a published piece for this many days."""
    rights_end: Count | None = Field(None, alias="rights-end", examples=[30])
    """Only people with a right that ends within this many days, or has ended."""
    sort: Line | None = Field(None, examples=["-engagement"])
    """The column by which rows are sorted; a `-` before it reverses the order."""


class RosterViews(Written):
    """Saved views, and facts about niches and products for matching."""

    views: dict[Slug, View] = Field(
        default_factory=dict, examples=[{"quiet-fr": {"country": "FR", "without-post": 60}}]
    )
    """Saved views, by their names."""
    niches: dict[Slug, Slug] = Field(default_factory=dict, examples=[{"skin-care": "skincare"}])
    """Niches and tags that mean another one."""
    not_sold: dict[ProductId, Annotated[tuple[Country, ...], OneOrMany, Field(max_length=300)]] = Field(
        default_factory=dict, alias="not-sold", examples=[{"cloud-balm": ["US"]}]
    )
    """Countries in which a product is not sold."""
