"""Platforms, as sheets name them: their hosts, what their handles and addresses look like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from generator.sections.socials import PLATFORMS

_HOSTS: Mapping[str, tuple[str, ...]] = {
    "bluesky": ("bsky.app",),
    "discord": ("discord.gg", "discord.com", "discordapp.com"),
    "facebook": ("facebook.com", "fb.com", "fb.me", "m.me"),
    "github": ("github.com",),
    "instagram": ("instagram.com", "instagr.am", "ig.me"),
    "kick": ("kick.com",),
    "linkedin": ("linkedin.com",),
    "medium": ("medium.com",),
    "patreon": ("patreon.com",),
    "pinterest": ("pin.it",),
    "reddit": ("reddit.com",),
    "snapchat": ("snapchat.com",),
    "soundcloud": ("soundcloud.com",),
    "substack": ("substack.com",),
    "telegram": ("t.me", "telegram.me"),
    "threads": ("threads.net", "threads.com"),
    "tiktok": ("tiktok.com",),
    "tumblr": ("tumblr.com",),
    "twitch": ("twitch.tv",),
    "vimeo": ("vimeo.com",),
    "x": ("x.com", "twitter.com"),
    "youtube": ("youtube.com", "youtu.be"),
}
OPEN = frozenset(("website", "newsletter", "podcast", "mastodon", "substack"))
"""Platforms whose accounts may live under any host."""
BEFORE: Mapping[str, frozenset[str]] = {
    "bluesky": frozenset(("profile",)), "linkedin": frozenset(("in",)), "reddit": frozenset(("u", "user")),
    "snapchat": frozenset(("add",)), "telegram": frozenset(("s",)),
}  # fmt: skip
"""Steps of an address that stand before the handle."""
HANDLES: Mapping[str, str] = {
    "bluesky": r"(?=.*\.)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
    "discord": r"(?!)",  # its addresses are those of servers; a user's name has none
    "facebook": r"[A-Za-z0-9.-]{2,80}",
    "github": r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}",
    "instagram": r"[A-Za-z0-9_](?:[A-Za-z0-9._]{0,28}[A-Za-z0-9_])?",
    "linkedin": r"[\w-]{2,100}",
    "medium": r"[\w.-]{2,60}",
    "newsletter": r"(?!)",
    "podcast": r"(?!)",
    "mastodon": r"(?!)",
    "pinterest": r"\w{3,30}",
    "reddit": r"[\w-]{3,20}",
    "snapchat": r"[A-Za-z][\w.-]{2,31}",
    "substack": r"[A-Za-z0-9][\w-]{0,62}",
    "telegram": r"[A-Za-z]\w{3,31}",
    "threads": r"[A-Za-z0-9_](?:[A-Za-z0-9._]{0,28}[A-Za-z0-9_])?",
    "tiktok": r"[A-Za-z0-9_.]{2,24}",
    "twitch": r"\w{3,25}",
    "website": r"(?!)",
    "x": r"\w{1,20}",
    "youtube": r"[\w.\-·]{3,40}",
}
"""What a handle looks like, where a platform says so; [\\w.-] elsewhere."""
NO_ACCOUNT: Mapping[str, frozenset[str]] = {
    "instagram": frozenset(("p", "reel", "reels", "tv", "explore", "stories", "accounts", "direct")),
    "tiktok": frozenset(("tag", "music", "discover", "foryou", "t")),
    "youtube": frozenset(("watch", "shorts", "playlist", "embed", "live", "feed", "results")),
    "x": frozenset(("i", "home", "search", "explore", "hashtag", "intent", "share")),
    "pinterest": frozenset(("pin", "ideas", "search")),
    "facebook": frozenset(("watch", "events", "marketplace", "photo", "photo.php", "story.php", "sharer", "hashtag")),
    "twitch": frozenset(("videos", "directory")),
    "linkedin": frozenset(("posts", "feed", "jobs", "pulse")),
}
"""First steps of addresses that lead to a post or a list: nobody's account."""
ELSEWHERE = frozenset(("youtu.be", "l.instagram.com", "l.facebook.com", "lm.facebook.com"))
"""Hosts of platforms that lead to a video, or out of the platform."""
SHORT: Mapping[str, tuple[str, ...]] = {
    "instagram": ("ig", "insta", "i.g.", "instgram"),
    "tiktok": ("tt", "tik tok", "tik-tok"),
    "youtube": ("yt", "you tube"),
    "x": ("twitter", "x/twitter", "twitter/x", "x (twitter)"),
    "facebook": ("fb",),
    "pinterest": ("pin", "pins"),
    "snapchat": ("snap", "sc", "snap chat"),
    "bluesky": ("bsky", "blue sky"),
    "github": ("git hub",),
    "soundcloud": ("sound cloud",),
    "substack": ("sub stack",),
    "website": ("site", "web", "blog", "homepage"),
    "telegram": ("tg",),
    "linkedin": ("linked in",),
}
"""Other names of platforms, in cells and above columns."""


@lru_cache(maxsize=4096)
def owner_of(host: str) -> str:
    """The platform to which a host belongs; "" for none."""
    if re.fullmatch(r"(?:[a-z]{2,3}\.|www\.)?pinterest\.(?:[a-z]{2,3}|com?\.[a-z]{2})", host):
        return "pinterest"
    for platform, hosts in _HOSTS.items():
        if any(host == one or host.endswith(f".{one}") for one in hosts):
            return platform
    return ""


def platform_of(text: str) -> str:
    """`IG`, `TikTok` to the platform; "" for anything else."""
    return _by_word().get(text.casefold().strip(), "")


@cache
def _by_word() -> Mapping[str, str]:
    return {
        word: one for one in reversed(PLATFORMS) for word in (*SHORT.get(one, ()), PLATFORMS[one][0].casefold(), one)
    }
