"""Engagement and views of a person, each with the formula that it comes from and the age of its numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from statistics import median

from msgspec import Struct

from generator.models.person import Person, Tier
from generator.models.roster import Numbers, Roster

FEWEST_POSTS = 5
"""From fewer posts nothing is concluded."""
STALE = 90
"""Days after which numbers count as old."""


class Engagement(Struct, frozen=True):
    """A share, and how it was computed."""

    share: Decimal
    platform: str
    formula: str
    posts: int | None
    checked_day: date | None


def followers_of(person: Person, roster: Roster) -> int | None:
    """How many follow them where most do; without a platform's number, that of the profile."""
    counts = [numbers.followers for numbers in roster.platforms.values() if numbers.followers is not None]
    return max(counts, default=person.followers)


def tier_of(person: Person, roster: Roster) -> Tier | None:
    """The tier: as written in the profile, else by the profile's followers, else by the largest platform's."""
    if person.reach is not None:
        return person.reach
    followers = followers_of(person, roster)
    return None if followers is None else person.model_copy(update={"followers": followers}).reach


def engagement_on(platform: str, numbers: Numbers) -> Engagement | None:
    """Likes and comments of a usual post per follower; None where one of the numbers is not known."""
    if not numbers.followers or numbers.likes is None:
        return None
    comments = numbers.comments or 0
    formula = f"({numbers.likes:,} likes + {comments:,} comments) / {numbers.followers:,} followers"
    share = Decimal(numbers.likes + comments) / numbers.followers
    return Engagement(share, platform, formula, numbers.posts, numbers.checked)


def engagement_by_reach(platform: str, numbers: Numbers) -> Engagement | None:
    """Likes, comments, saves and shares of a usual post per person reached."""
    if not numbers.reach or numbers.likes is None:
        return None
    parts = {"likes": numbers.likes, "comments": numbers.comments, "saves": numbers.saves, "shares": numbers.shares}
    counts = {name: count for name, count in parts.items() if count is not None}
    formula = f"({' + '.join(f'{count:,} {name}' for name, count in counts.items())}) / {numbers.reach:,} reached"
    return Engagement(Decimal(sum(counts.values())) / numbers.reach, platform, formula, numbers.posts, numbers.checked)


def engagement_of(roster: Roster) -> Engagement | None:
    """That of the platform where most follow them, among those whose numbers are known."""
    rates = [
        (numbers.followers or 0, platform, engagement)
        for platform, numbers in roster.platforms.items()
        if (engagement := engagement_on(platform, numbers)) is not None
    ]
    return max(rates, key=lambda item: (item[0], item[1]))[2] if rates else None


def views_of(roster: Roster) -> tuple[int | None, str]:
    """Return the median of views and its source: the written one, or that of five or more pieces of the person."""
    counts = [
        (numbers.followers or 0, platform, numbers.median_views)
        for platform, numbers in roster.platforms.items()
        if numbers.median_views is not None
    ]
    if counts:
        _, platform, views = max(counts)
        return views, f"median on {platform}"
    view_counts = [piece.views for piece in roster.pieces if piece.views is not None]
    if len(view_counts) < FEWEST_POSTS:
        return None, ""
    return int(median(view_counts)), f"median of {len(view_counts)} pieces"


def checked_of(roster: Roster) -> date | None:
    """The day of their oldest numbers; None where no platform has a day."""
    return min(
        (platform.checked for platform in roster.platforms.values() if platform.checked is not None), default=None
    )


def percent(share: Decimal) -> str:
    """A share as people read it: 1.55 %."""
    return f"{(share * 100).quantize(Decimal('0.01'))} %"
