"""What each platform takes: how long a caption may be, where it is folded, how many hashtags, whether links work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct


class Rules(Struct, frozen=True):
    """A platform's limits. `fold` is how many letters everybody sees; `has_links`: an address there can be tapped.

    `link_letters` is what any address counts for, where it does not count its letters. `switch` says whether there is a
    switch for paid partnerships.
    """

    name: str
    longest: int
    fold: int
    hashtags: int
    has_links: bool
    switch: bool = False
    link_letters: int = 0


PLATFORMS: Mapping[str, Rules] = {
    "instagram": Rules("Instagram", 2200, 125, 5, has_links=False, switch=True),
    "tiktok": Rules("TikTok", 2200, 80, 5, has_links=False, switch=True),
    "youtube": Rules("YouTube", 5000, 157, 3, has_links=True, switch=True),
    "pinterest": Rules("Pinterest", 500, 50, 5, has_links=True, switch=True),
    "facebook": Rules("Facebook", 5000, 125, 5, has_links=True),
    "threads": Rules("Threads", 500, 500, 1, has_links=True),
    "x": Rules("X", 280, 280, 2, has_links=True, link_letters=23),
    "linkedin": Rules("LinkedIn", 3000, 140, 5, has_links=True),
    "newsletter": Rules("Newsletter", 5000, 125, 0, has_links=True),
}
_CHANNELS: Mapping[str, tuple[str, ...]] = {
    "instagram": ("ig", "insta", "instagram", "reels"),
    "tiktok": ("tt", "tiktok", "tik-tok"),
    "youtube": ("yt", "youtube", "shorts"),
    "pinterest": ("pin", "pi", "pinterest"),
    "facebook": ("fb", "facebook"),
    "threads": ("th", "threads"),
    "x": ("x", "tw", "twitter"),
    "linkedin": ("li", "linkedin"),
    "newsletter": ("nl", "mail", "email", "news", "newsletter"),
}
_PLATFORM_OF = {channel: platform for platform, channels in _CHANNELS.items() for channel in channels}
USUAL = ("instagram", "tiktok")
"""Where a person posts of whom nothing else is known."""


def platform_of(channel: str) -> str:
    """Return the platform that a channel of the site stands for; "" where its name names none."""
    return _PLATFORM_OF.get(channel, "")


def platforms_of(accounts: Iterable[str], channels: Iterable[str], pieces: Iterable[str]) -> tuple[str, ...]:
    """Return where a person posts, in the order of `PLATFORMS`: by accounts, channels, and what a brief asks for."""
    used_platforms = {*accounts, *pieces, *map(platform_of, channels)}
    return tuple(name for name in PLATFORMS if name in used_platforms) or USUAL
