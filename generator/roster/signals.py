"""Numbers to check: each with its formula, what is usual, and an innocent explanation.

None is a verdict. These numbers cannot show who is behind a follower, so there is no score, and nothing is said of
fewer than five posts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import fmean, pstdev

from msgspec import Struct

from generator.models.roster import Numbers
from generator.roster.entry import Entry
from generator.roster.numbers import FEWEST_POSTS, engagement_on, percent

Range = tuple[Decimal, Decimal]
_FAR_BELOW, _FAR_ABOVE = Decimal("0.3"), Decimal(5)
_FEWEST_SINGLE = 10
_FEWEST_SESSIONS = 300


class Signal(Struct, frozen=True):
    """What was computed, how, what is usual, and what it may well be."""

    name: str
    value: str
    formula: str
    usual: str
    innocent: str


def signals_of(entry: Entry, benchmarks: Mapping[str, Range], source: str) -> Iterator[Signal]:
    """All signals of one person."""
    for platform, numbers in entry.roster.platforms.items():
        if numbers.posts is not None and numbers.posts >= FEWEST_POSTS:
            yield from _of_engagement(entry, str(platform), numbers, benchmarks, source)
            yield from _of_ratios(str(platform), numbers)
    yield from _of_even_likes(entry)
    yield from _of_jumps(entry)
    yield from _of_sales(entry)


def _of_engagement(
    entry: Entry, platform: str, numbers: Numbers, benchmarks: Mapping[str, Range], source: str
) -> Iterator[Signal]:
    engagement, usual = engagement_on(platform, numbers), benchmarks.get(entry.tier)
    if engagement is None or usual is None:
        return
    low, high = usual
    tier = f"{percent(low)}" if low == high else f"{percent(low)} to {percent(high)}"
    norm = f"{tier} for {entry.tier} ({source})"
    if engagement.share < _FAR_BELOW * low:
        yield Signal("engagement far below its tier", f"{percent(engagement.share)} on {platform}",
                     engagement.formula, norm,
                     "likes may be hidden, or most posts are videos that people watch but do not like")  # fmt: skip
    elif engagement.share > _FAR_ABOVE * high:
        yield Signal("engagement far above its tier", f"{percent(engagement.share)} on {platform}",
                     engagement.formula, norm,
                     "small communities reach this; so does one post that many people shared")  # fmt: skip


def _of_ratios(platform: str, numbers: Numbers) -> Iterator[Signal]:
    if numbers.likes and numbers.comments is not None:
        share = Decimal(numbers.comments) / numbers.likes
        if not Decimal("0.002") <= share <= Decimal("0.15"):
            yield Signal("comments per like", f"{percent(share)} on {platform}",
                         f"{numbers.comments:,} comments / {numbers.likes:,} likes", "0.2 % to 15 % (rule of thumb)",
                         "a giveaway raises it; albums and closed comments lower it")  # fmt: skip
    if numbers.followers and numbers.median_views is not None:
        share = Decimal(numbers.median_views) / numbers.followers
        if share < Decimal("0.03"):
            yield Signal("views per follower", f"{percent(share)} on {platform}",
                         f"{numbers.median_views:,} median views / {numbers.followers:,} followers",
                         "3 % or more (rule of thumb, short videos)",
                         "some formats get fewer views, and old accounts have inactive followers")  # fmt: skip
    if numbers.likes and numbers.likes >= 100 and numbers.saves is not None and numbers.shares is not None:
        share = Decimal(numbers.saves + numbers.shares) / numbers.likes
        if share < Decimal("0.01"):
            yield Signal("saves and shares near zero", f"{percent(share)} on {platform}",
                         f"({numbers.saves:,} saves + {numbers.shares:,} shares) / {numbers.likes:,} likes",
                         "1 % or more (rule of thumb)", "portraits get likes, but few saves and shares")  # fmt: skip


def _of_even_likes(entry: Entry) -> Iterator[Signal]:
    likes = [piece.likes for piece in entry.roster.pieces if piece.likes is not None]
    if len(likes) < _FEWEST_SINGLE or not sum(likes):
        return
    variation = pstdev(likes) / fmean(likes)
    if variation < 0.1:
        yield Signal("even likes", f"{variation:.3f}", f"standard deviation / mean of likes of {len(likes)} pieces",
                     "0.1 or more (rule of thumb)", "pieces of one series can be similar")  # fmt: skip


def _of_jumps(entry: Entry) -> Iterator[Signal]:
    series: dict[str, dict[date, int]] = {}
    young = {platform for platform, numbers in entry.roster.platforms.items() if _has_few_posts(numbers)}
    for earlier in entry.roster.history:
        if earlier.platform in young:
            continue
        series.setdefault(str(earlier.platform), {})[earlier.day] = earlier.followers
    for platform, numbers in entry.roster.platforms.items():
        if numbers.followers is not None and numbers.checked is not None and str(platform) in series:
            series[str(platform)][numbers.checked] = numbers.followers
    for name, days in series.items():
        for (first, before), (second, after) in pairwise(sorted(days.items())):
            span = (second - first).days
            # A rise over a longer time is spread over its months.
            monthly = Decimal(after - before) / before / max(Decimal(span) / 30, Decimal(1)) if before else None
            if monthly is not None and monthly > Decimal("0.2"):
                yield Signal("followers jump", f"+{percent(monthly)} a month on {name}",
                             f"{before:,} on {first} to {after:,} on {second}, per 30 days",
                             "20 % a month or less (rule of thumb)",
                             "a widely shared post, the press or television can cause this")  # fmt: skip


def _has_few_posts(numbers: Numbers) -> bool:
    return numbers.posts is not None and numbers.posts < FEWEST_POSTS


def _of_sales(entry: Entry) -> Iterator[Signal]:
    row = entry.sales
    if row is None:
        return
    sessions, orders = (_count(row.get(name, "")) for name in ("sessions", "orders"))
    if sessions is not None and orders == 0 and sessions >= _FEWEST_SESSIONS:
        yield Signal("visits and no order", f"{sessions:,} sessions, 0 orders", "sessions and orders of the report",
                     f"an order in {_FEWEST_SESSIONS} sessions or fewer (rule of thumb)",
                     "few sessions prove little; the tag or the code may have been lost")  # fmt: skip
    elif sessions == 0 and orders:
        yield Signal("orders and no visit", f"{orders:,} orders, 0 sessions", "sessions and orders of the report",
                     "some sessions for each order", "the code was said aloud, or a website lists it")  # fmt: skip


def _count(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
