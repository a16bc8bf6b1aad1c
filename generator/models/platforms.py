"""Platforms on which people have accounts: their names, hosts, handles, and the forms of their addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal


def _steps(**texts: str) -> Mapping[str, frozenset[str]]:
    return {platform: frozenset(text.split()) for platform, text in texts.items()}


# Label and profile address of each platform, as the platforms' own share links write them.
PLATFORMS: dict[str, tuple[str, str]] = {
    "bluesky": ("Bluesky", "https://bsky.app/profile/{}"),
    "discord": ("Discord", ""),
    "facebook": ("Facebook", "https://www.facebook.com/{}"),
    "github": ("GitHub", "https://github.com/{}"),
    "instagram": ("Instagram", "https://www.instagram.com/{}/"),
    "kick": ("Kick", "https://kick.com/{}"),
    "linkedin": ("LinkedIn", "https://www.linkedin.com/in/{}"),
    "mastodon": ("Mastodon", ""),
    "medium": ("Medium", "https://medium.com/@{}"),
    "newsletter": ("Newsletter", ""),
    "patreon": ("Patreon", "https://www.patreon.com/{}"),
    "pinterest": ("Pinterest", "https://www.pinterest.com/{}/"),
    "podcast": ("Podcast", ""),
    "reddit": ("Reddit", "https://www.reddit.com/user/{}/"),
    "snapchat": ("Snapchat", "https://www.snapchat.com/add/{}"),
    "soundcloud": ("SoundCloud", "https://soundcloud.com/{}"),
    "substack": ("Substack", "https://{}.substack.com/"),
    "telegram": ("Telegram", "https://t.me/{}"),
    "threads": ("Threads", "https://www.threads.net/@{}"),
    "tiktok": ("TikTok", "https://www.tiktok.com/@{}"),
    "tumblr": ("Tumblr", "https://www.tumblr.com/{}"),
    "twitch": ("Twitch", "https://www.twitch.tv/{}"),
    "vimeo": ("Vimeo", "https://vimeo.com/{}"),
    "website": ("Website", ""),
    "x": ("X", "https://x.com/{}"),
    "youtube": ("YouTube", "https://www.youtube.com/@{}"),
}
Platform = Literal[
    "bluesky", "discord", "facebook", "github", "instagram", "kick", "linkedin", "mastodon", "medium", "newsletter",
    "patreon", "pinterest", "podcast", "reddit", "snapchat", "soundcloud", "substack", "telegram", "threads", "tiktok",
    "tumblr", "twitch", "vimeo", "website", "x", "youtube",
]  # fmt: skip
OPEN = frozenset(("website", "newsletter", "podcast", "mastodon", "substack", "medium", "tumblr"))
"""Platforms whose accounts may live under any host."""
ADDRESS_ONLY = frozenset(("discord", "mastodon", "newsletter", "podcast", "website"))
"""Platforms that have no one address for handles: only a whole address makes a link."""
EXAMPLES: Mapping[str, str] = {
    "discord": "https://discord.gg/…",
    "mastodon": "https://social.example/@ana",
}
"""What a whole address looks like there, where it is not any address."""
_HOSTS: Mapping[str, tuple[str, ...]] = {
    "bluesky": ("bsky.app",),
    "discord": ("discord.gg", "discord.com", "discordapp.com"),
    "facebook": ("facebook.com", "fb.com", "fb.me", "m.me", "fb.watch"),
    "github": ("github.com",),
    "instagram": ("instagram.com", "instagr.am", "ig.me"),
    "kick": ("kick.com",),
    "linkedin": ("linkedin.com", "lnkd.in"),
    "medium": ("medium.com",),
    "patreon": ("patreon.com",),
    "pinterest": ("pin.it",),
    "reddit": ("reddit.com", "redd.it"),
    "snapchat": ("snapchat.com",),
    "soundcloud": ("soundcloud.com",),
    "substack": ("substack.com",),
    "telegram": ("t.me", "telegram.me"),
    "threads": ("threads.net", "threads.com"),
    "tiktok": ("tiktok.com",),
    "tumblr": ("tumblr.com", "tmblr.co"),
    "twitch": ("twitch.tv",),
    "vimeo": ("vimeo.com",),
    "x": ("x.com", "twitter.com", "t.co"),
    "youtube": ("youtube.com", "youtu.be"),
}
SHORT_HOSTS = frozenset(
    (
        # of the platforms
        *("pin.it", "vm.tiktok.com", "vt.tiktok.com", "fb.me", "lnkd.in", "redd.it", "t.co", "on.soundcloud.com"),
        *("link.medium.com", "tmblr.co", "at.tumblr.com", "spoti.fi", "apple.co"),
        # of services for links
        *("bit.ly", "bitly.com", "j.mp", "tinyurl.com", "goo.gl", "ow.ly", "buff.ly", "rebrand.ly", "is.gd", "v.gd"),
        *("cutt.ly", "shorturl.at", "rb.gy", "t.ly", "tiny.cc", "s.id", "dub.sh", "amzn.to", "urlz.fr", "bl.ink"),
    )
)
"""Hosts of short links, which do not say where they lead."""
NOT_ACCOUNTS = frozenset(
    (
        *("youtu.be", "fb.watch", "l.instagram.com", "l.facebook.com", "lm.facebook.com", "clips.twitch.tv"),
        *("player.vimeo.com", "i.pinimg.com", "gist.github.com"),
    )
)
"""Hosts of platforms that lead to a video or the like, or out of the platform."""
SHORT_STEPS = _steps(
    facebook="share",
    instagram="share s",
    reddit="s",
    snapchat="t",
    threads="t",
    tiktok="t",
)
"""First steps of short links on a platform's own host."""
BEFORE = _steps(
    bluesky="profile",
    instagram="_u",
    linkedin="in",
    patreon="c cw",
    reddit="u user",
    snapchat="add",
    telegram="s",
    tumblr="blog",
)
"""Steps of an address that stand before the handle."""
NEEDS_BEFORE = frozenset(("bluesky", "linkedin", "reddit"))
"""Platforms that have a handle only behind such a step."""
SIGNED_PLATFORMS = frozenset(("medium", "substack", "tiktok", "youtube"))
"""Platforms in whose addresses a handle begins with `@`."""
WHOLE: Mapping[str, Mapping[str, int]] = {
    "discord": {"invite": 2, "users": 2},
    "facebook": {"groups": 2, "pages": 3, "people": 3, "p": 2, "profile.php": 1},
    "linkedin": {"company": 2, "school": 2, "showcase": 2, "groups": 2, "newsletters": 2},
    "patreon": {"user": 1},
    "reddit": {"r": 2},
    "snapchat": {"p": 2},
    "substack": {"profile": 2},
    "telegram": {"joinchat": 2},
    "twitch": {"team": 2},
    "vimeo": {"channels": 2, "groups": 2},
    "youtube": {"channel": 2, "c": 2, "user": 2},
}
"""First steps of addresses of accounts and groups that have no handle, and how many steps they have."""
BY_QUERY: Mapping[str, str] = {"profile.php": "id", "user": "u"}
"""First steps behind which a value of the query names the account."""
NO_ACCOUNT = _steps(
    discord="channels",
    facebook="watch events marketplace photo photo.php story.php permalink.php sharer hashtag reel reels stories"
    " video.php login login.php sharer.php media",
    github="orgs sponsors topics features explore marketplace settings login about trending",
    instagram="p reel reels tv explore stories accounts direct about guide ar",
    kick="category categories video browse",
    linkedin="posts feed jobs pulse events search learning",
    medium="p tag m me",
    patreon="posts login home search join bepatron",
    pinterest="pin ideas search today settings",
    snapchat="spotlight discover lens",
    soundcloud="discover search you stream charts",
    substack="p inbox home search note",
    telegram="c share addstickers proxy iv",
    threads="search",
    tiktok="tag music discover foryou video search explore live",
    tumblr="tagged search dashboard explore likes",
    twitch="videos directory search downloads p",
    vimeo="album showcase ondemand watch search event manage video",
    x="i home search explore hashtag intent share messages settings",
    youtube="watch shorts playlist embed live feed results post clip hashtag",
)
"""First steps of addresses that lead to a post or a list, and to no account."""
TABS = _steps(
    facebook="about photos videos reels followers friends likes community mentions reviews timeline members media"
    " discussion photos_by reels_tab music live_videos",
    instagram="tagged reels channel followers following reposts guides feed",
    kick="videos about clips schedule",
    linkedin="about posts people jobs life events insights products",
    medium="about followers following lists latest archive",
    patreon="posts about membership shop collections home chats",
    pinterest="_saved _created _profile _boards boards pins followers following _shop _pins",
    reddit="submitted comments overview about new hot top m",
    soundcloud="tracks albums sets reposts likes followers following popular-tracks comments",
    substack="about archive subscribe posts notes podcast recommendations likes",
    threads="replies reposts media",
    tiktok="live liked shop",
    tumblr="archive ask about likes following",
    twitch="videos about schedule clips followers home",
    vimeo="videos about likes following followers collections",
    x="with_replies media likes highlights followers following articles verified_followers",
    youtube="videos shorts featured about streams playlists community channels podcasts releases live store posts"
    " courses search",
)
"""Steps behind an account that only choose a part of its page."""
HANDLES: Mapping[str, str] = {
    "bluesky": r"(?=.*\.)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
    "facebook": r"[A-Za-z0-9.-]{2,80}",
    "github": r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}",
    "instagram": r"[A-Za-z0-9_](?:[A-Za-z0-9._]{0,28}[A-Za-z0-9_])?",
    "linkedin": r"[\w-]{2,100}",
    "medium": r"[\w.-]{2,60}",
    "pinterest": r"\w{3,30}",
    "reddit": r"[\w-]{3,20}",
    "snapchat": r"[A-Za-z][\w.-]{2,31}",
    "substack": r"[A-Za-z0-9][\w-]{0,62}",
    "telegram": r"[A-Za-z]\w{3,31}",
    "threads": r"[A-Za-z0-9_](?:[A-Za-z0-9._]{0,28}[A-Za-z0-9_])?",
    "tiktok": r"[A-Za-z0-9_.]{2,24}",
    "twitch": r"\w{3,25}",
    "x": r"\w{1,20}",
    "youtube": r"[\w.\-·]{3,40}",
    **dict.fromkeys(ADDRESS_ONLY, r"(?!)"),
}
"""What a handle looks like, where a platform says so; [\\w.-] elsewhere."""
ANY_HANDLE = r"[\w.\-]{1,80}"


@lru_cache(maxsize=4096)
def owner_of(host: str) -> str:
    """The platform to which a host belongs; "" for none."""
    if re.fullmatch(r"(?:[a-z]{2,3}\.|www\.)?pinterest\.(?:[a-z]{2,3}|com?\.[a-z]{2})", host):
        return "pinterest"
    for platform, hosts in _HOSTS.items():
        if any(host == known_host or host.endswith(f".{known_host}") for known_host in hosts):
            return platform
    return ""
