"""A campaign's brief: what the brand asks of those who take part. Only their kits show it, never a page."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema, field_validator

from generator.models import json_shapes as shapes
from generator.models.locale import LocalizedText
from generator.models.period import not_before_from
from generator.models.platforms import Platform
from generator.models.written import Count, Day, Flag, Line, OneOrMany, Written, read_day, reads, wrong

Texts = Annotated[tuple[LocalizedText, ...], Field(max_length=20)]
Format = Literal["article", "carousel", "email", "live", "pin", "post", "reel", "short", "story", "video"]


def _hashtag(value: str) -> str:
    word = value.removeprefix("#")
    if not re.fullmatch(r"\w{1,60}", word) or word.isdigit():
        hint = "write one word of letters and digits, such as maisonlune"
        raise wrong("not-a-hashtag", f"`{value[:60]}` is not a hashtag", hint)
    return word


def _day_or_none(value: str) -> date | None:
    return None if value == "none" else read_day(value)


Hashtag = Annotated[str, reads(_hashtag, "a hashtag"), WithJsonSchema({**shapes.TEXT, shapes.KIND: "hashtag"})]
DayOrNone = Annotated[
    date | None,
    reads(_day_or_none, "a day, or `none`"),
    WithJsonSchema(
        {
            shapes.KIND: "day, or `none`",
            "type": "string",
            "pattern": r"^\s*([0-9]{4}-[0-9]{2}-[0-9]{2}|none)\s*$",
        }
    ),
]


class Claims(Written):
    """What may be said of the products, and what may not."""

    allowed: Texts = Field((), examples=[["vegan", "made in Lyon"]])
    """Facts that may be claimed."""
    avoid: Texts = Field((), examples=[["heals", "anti-acne"]])
    """Claims that must not be made. A caption with one of them is left out of the kit."""


class Review(Written):
    """Whether the brand looks at a post before it is published."""

    needed: Flag = False
    """Whether the brand must approve a post first."""
    days: Count | None = Field(None, examples=[3])
    """How many days the brand needs to answer."""
    rounds: Count | None = Field(None, examples=[1])
    """How many times the brand may ask for a change."""


class PostPeriod(Written):
    """When to post."""

    from_: Day | None = Field(None, alias="from", examples=["2027-03-08"])
    """The first day on which to post."""
    until: Day | None = Field(None, examples=["2027-03-21"])
    """The last day on which to post."""

    _period = field_validator("until")(not_before_from)


class Piece(Written):
    """Something to post."""

    platform: Platform = Field(examples=["instagram"])
    """Where."""
    format: Format = Field("post", examples=["reel"])
    """What it is."""
    count: Count = Field(1, examples=[1])
    """How many."""
    seconds: Annotated[tuple[Count, ...], OneOrMany, Field(max_length=2)] = Field((), examples=[[20, 45]])
    """How long: the shortest and the longest length, or one number."""


class Usage(Written):
    """Until when the brand may use what they post."""

    organic: DayOrNone = Field(None, examples=["2027-12-31"])
    """On the brand's own pages and accounts; `none` where it may not."""
    paid: DayOrNone = Field(None, examples=["2027-06-30", "none"])
    """In advertisements; `none` where it may not."""


class Brief(Written):
    """What the brand asks of the people who take part."""

    goal: LocalizedText | None = Field(None, examples=["Show the morning routine.", {"fr": "Montrer le matin."}])
    """What the campaign is for, in one line."""
    messages: Texts = Field((), examples=[["Melts in the hand", "Refill from May"]])
    """The key messages, in their own words; three at most work best."""
    claims: Claims | None = Field(None, examples=[{"allowed": ["vegan"], "avoid": ["heals"]}])
    """What may be said of the products, and what may not."""
    do: Texts = Field((), examples=[["show the texture in daylight"]])
    """What works well."""
    dont: Texts = Field((), examples=[["other brands in the frame"]])
    """What to avoid."""
    tags: dict[Platform, Line] = Field(default_factory=dict, examples=[{"instagram": "@maisonlune"}])
    """The brand's account to mention, by platform."""
    hashtags: Annotated[tuple[Hashtag, ...], OneOrMany, Field(max_length=10)] = Field((), examples=[["maisonlune"]])
    """Hashtags for captions, without `#`; each platform gets as many as it allows."""
    review: Review | None = Field(None, examples=[{"needed": True, "days": 3, "rounds": 1}])
    """Whether the brand looks at a post before it is published."""
    post: PostPeriod | None = Field(None, examples=[{"from": "2027-03-08", "until": "2027-03-21"}])
    """When to post."""
    pieces: Annotated[tuple[Piece, ...], Field(max_length=20)] = Field(
        (), examples=[[{"platform": "instagram", "format": "reel", "count": 1, "seconds": [20, 45]}]]
    )
    """What to post."""
    usage: Usage | None = Field(None, examples=[{"organic": "2027-12-31", "paid": "none"}])
    """Until when the brand may use what they post."""
    licence: LocalizedText | None = Field(None, examples=["For posts about us, until the end of the campaign."])
    """What they may do with the pictures of their kit; without it, the kit has a standard sentence."""
