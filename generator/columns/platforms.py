"""Names of platforms in sheets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator.models.platforms import PLATFORMS

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
    "website": (
        *("site", "web", "blog", "homepage", "sito", "sito web", "site web", "webseite", "webpagina", "página web"),
        *("sitio web", "strona", "strona www", "strona internetowa"),
    ),
    "telegram": ("tg",),
    "linkedin": ("linked in",),
}
"""Other names of platforms, in cells and headers."""


def platform_of(text: str) -> str:
    """Return the platform for `IG`, `TikTok`; "" for any other text."""
    return _by_word().get(text.casefold().strip(), "")


@cache
def _by_word() -> Mapping[str, str]:
    return {
        word: platform
        for platform in reversed(PLATFORMS)
        for word in (*SHORT.get(platform, ()), PLATFORMS[platform][0].casefold(), platform)
    }
