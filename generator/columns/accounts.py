"""Accounts on platforms, as people write them into sheets."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from generator.columns.cells import CellError, clean, read_web_address

_HOSTS = {"x": ("x.com", "twitter.com"), "bluesky": ("bsky.app",), "youtube": ("youtube.com",)}
_BEFORE = frozenset(("in", "add", "profile", "user", "c"))
_WHOLE = frozenset(("website", "newsletter", "podcast"))


def read_account(platform: str, cell: str) -> str:
    """`@lea`, `lea`, `instagram.com/lea?hl=fr` to `lea`; an address that says more than a handle stays whole."""
    text = clean(cell).split(" ")[0].rstrip(",;")
    if platform == "mastodon" and (found := re.fullmatch(r"@?([\w.-]+)@([\w-]+(?:\.[\w-]+)+)", text)):
        return f"https://{found[2]}/@{found[1]}"
    if "/" in text or platform in _WHOLE:
        url = read_web_address(text)
        if not re.match("https?://", url):
            raise CellError(f"`{text[:60]}` is neither a handle nor a web address")
        return _handle_in(platform, url) or url
    text = text.removeprefix("@")
    if not re.fullmatch(r"[\w.\-]{1,80}", text):
        raise CellError(f"`{text[:60]}` is neither a handle nor a web address")
    return text


def _handle_in(platform: str, url: str) -> str:
    """The handle in an address of the platform's own, else ""."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        raise CellError(f"`{url[:60]}` is not a web address") from None
    if platform == "substack" and host.endswith(".substack.com") and parts.path in ("", "/"):
        return host.removesuffix(".substack.com")
    known = _HOSTS.get(platform)
    if not (host in known if known else re.search(rf"(?:^|\.){platform}\.", host)):
        return ""
    steps = [step for step in unquote(parts.path).split("/") if step]
    if platform in ("linkedin", "bluesky", "snapchat") and steps[:1] and steps[0] in _BEFORE:
        steps = steps[1:]
    if platform in ("youtube", "tiktok") and steps and not steps[0].startswith("@"):
        return ""  # /channel/..., /video/...: no handle
    handle = steps[0].removeprefix("@") if len(steps) == 1 else ""
    return handle if re.fullmatch(r"[\w.\-]{1,80}", handle) and handle != "profile.php" else ""
