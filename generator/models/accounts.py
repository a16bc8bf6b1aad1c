"""What is an account on a platform: the one rule, for content, for sheets and for what an editor writes.

An address is one only if it leads to an account: not to a post, a board or a repository, not to the platform
itself, and not through a short link, which says nothing of where it leads.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from msgspec import Struct

from generator.models.platforms import (
    ADDRESS_ONLY,
    ANY_HANDLE,
    BEFORE,
    BY_QUERY,
    EXAMPLES,
    HANDLES,
    NEEDS_BEFORE,
    NO_ACCOUNT,
    NOT_ACCOUNTS,
    OPEN,
    PLATFORMS,
    SHORT_HOSTS,
    SHORT_STEPS,
    SIGNED_PLATFORMS,
    TABS,
    WHOLE,
    owner_of,
)

_CHANNEL = re.compile(r"UC[\w-]{22}")
"""The id of a channel of YouTube, which is no handle (support.google.com/youtube/answer/6180214)."""
_ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{|}]{1,500}", re.IGNORECASE)
_FEDERATED_HANDLE = re.compile(r"@?([\w.-]{1,80})@([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})")
_OWN_HOSTS = frozenset(("substack", "tumblr", "medium"))
"""Platforms on which an account is a host: `ana.substack.com`."""
_THEIR_HOSTS = frozenset(("www", "open", "link", "assets", "m", "api", "support", "help", "on", "at"))


class AccountError(ValueError):
    """A text that is no account; `help` says what to write instead."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.help = help


class Account(Struct, frozen=True):
    """An account on a platform. `text` is its handle, or its whole address where no handle says it.

    `remark` says what was made of an address that says more, or otherwise than it could.
    """

    platform: str
    text: str
    remark: str = ""


def address(platform: str, account: str) -> str | None:
    """The web address of an account; None for a bare handle on a platform that has no one address for handles."""
    pattern = PLATFORMS[platform][1]
    if account.lower().startswith(("http://", "https://")):
        return account
    if is_channel(platform, account):
        return f"https://www.youtube.com/channel/{account}"
    return pattern.format(account) if pattern else None


def is_channel(platform: str, account: str) -> bool:
    """Whether a text is the id of a channel of YouTube."""
    return platform == "youtube" and _CHANNEL.fullmatch(account) is not None


def read_written(platform: str, text: str) -> str:
    """An account in the form in which content holds it; raises AccountError for what leads to none.

    `@ana@social.example` is the address of an account of Mastodon.
    """
    text = read_federated(platform, text) or text
    if _ADDRESS.fullmatch(text):
        found_at = account_at(platform, text)
        if found_at.platform != platform and platform != "website":
            label = PLATFORMS[found_at.platform][0]
            raise AccountError(
                f"`{text[:60]}` is an address of {label}, not of {PLATFORMS[platform][0]}",
                f"write `{found_at.platform}: {found_at.text}`",
            )
        return text
    handle = text.removeprefix("@")
    is_address = "/" in text or (handle == text and _is_host(platform, text))
    if is_address and re.fullmatch(r"[\w.-]+\.[^\W\d_]{2,}(?:/\S*)?", text):
        raise AccountError(f"`{text[:60]}` is not a whole web address", f"write `https://{text[:200]}`")
    check_handle(platform, handle, text)
    return handle


def read_federated(platform: str, text: str) -> str:
    """`@ana@social.example` to the address of an account of Mastodon; "" for anything else."""
    match = _FEDERATED_HANDLE.fullmatch(text) if platform == "mastodon" else None
    return f"https://{match[2]}/@{match[1]}" if match else ""


def _is_host(platform: str, text: str) -> bool:
    """Whether a text without a scheme is rather a host than a handle."""
    return bool(owner_of(text.lower())) or (platform in ADDRESS_ONLY and "." in text)


def check_handle(platform: str, handle: str, text: str) -> None:
    """Raise AccountError for a handle that leads nowhere; `text` is what was written for it."""
    label = PLATFORMS[platform][0]
    if platform in ADDRESS_ONLY:
        example = EXAMPLES.get(platform, "https://…")
        raise AccountError(
            f"`{text[:60]}` is not a web address, and without one it cannot be a link to {label}",
            f"write the whole address: {example}",
        )
    if platform == "bluesky" and re.fullmatch(r"[\w-]{1,63}", handle):
        raise AccountError(
            f"`{text[:60]}` is not a complete handle of Bluesky: a handle there contains a point",
            f"write `{handle}.bsky.social`, or the person's own host",
        )
    if is_channel(platform, handle):
        return
    if not re.fullmatch(ANY_HANDLE, handle):
        raise AccountError(
            f"`{text[:60]}` is neither a handle nor a web address", "write `leamoreau` or the whole https://…"
        )
    if not re.fullmatch(HANDLES.get(platform, ANY_HANDLE), handle):
        raise AccountError(
            f"`{text[:60]}` is not a handle of {label}", "write the whole https://… address of the profile"
        )


def account_at(platform: str, url: str) -> Account:
    """The account to which a whole address leads, in the column or under the key of a platform; "" for any platform.

    Raises AccountError for an address that leads to none.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removesuffix(".")
    except ValueError:
        raise AccountError(f"`{url[:60]}` is not a web address") from None
    if "." not in host:
        raise AccountError(f"`{url[:60]}` is neither a handle nor a web address")
    owner = owner_of(host)
    if host.removeprefix("www.") in SHORT_HOSTS:
        raise _short(url, owner)
    if platform in ("newsletter", "podcast"):
        return Account(platform, url)
    if owner:
        return _on_platform(owner, host, url)
    if platform == "mastodon":
        return _on_mastodon(url)
    if platform in OPEN or not platform:
        return Account(platform or "website", url)
    raise AccountError(f"`{url[:60]}` is an address of {host[:60]}, not of {PLATFORMS[platform][0]}")


def _short(url: str, owner: str) -> AccountError:
    where = f"a short link of {PLATFORMS[owner][0]}" if owner else "a short link"
    return AccountError(
        f"`{url[:60]}` is {where}, which does not show where it leads",
        "open it, and write the address of the profile to which it leads",
    )


def _part(url: str, platform: str, account: str = "") -> AccountError:
    hint = f"if the account is theirs, write `{account}`" if account else "write the handle, or the profile's address"
    what = "a repository" if platform == "github" else "a post, a list or the like"
    return AccountError(f"`{url[:60]}` leads to {what} on {PLATFORMS[platform][0]}, not to an account", hint)


def _on_mastodon(url: str) -> Account:
    """An account on a server of one's own: a number behind it is a post."""
    steps = _steps(url)
    if not steps:
        raise AccountError(
            f"`{url[:60]}` is the address of a server, not of an account",
            f"write the whole address: {EXAMPLES['mastodon']}",
        )
    parts = urlsplit(url)
    if steps[0] in ("tags", "explore", "public", "about"):
        raise _part(url, "mastodon")
    at = next((at for at, step in enumerate(steps) if step.startswith("@")), None)
    if at is not None and any(step.isdigit() for step in steps[at + 1 :]):
        raise _part(url, "mastodon", f"{parts.scheme}://{parts.netloc}/{steps[at]}")
    return Account("mastodon", url)


def _on_platform(platform: str, host: str, url: str) -> Account:
    """The account on a platform's own host."""
    steps = _steps(url)
    sub = host.split(".")[0]
    if platform in _OWN_HOSTS and host.count(".") == 2 and sub not in _THEIR_HOSTS:
        return _on_own_host(platform, sub, url, steps)
    if host == "open.substack.com" and steps[:1] == ["pub"] and len(steps) > 1:
        return _on_own_host(platform, steps[1], url, steps[2:])
    if host in NOT_ACCOUNTS:
        raise _part(url, platform)
    if not steps:
        raise AccountError(
            f"`{url[:60]}` is the address of {PLATFORMS[platform][0]} itself, not of an account",
            "write the handle, or the profile's address",
        )
    first = steps[0].lower()
    if first in SHORT_STEPS.get(platform, ()):
        raise _short(url, platform)
    if first in NO_ACCOUNT.get(platform, ()):
        raise _part(url, platform)
    count = WHOLE.get(platform, {}).get(first, 0)
    if host == "discord.gg" or (platform == "telegram" and first.startswith("+")):
        count = 1
    if count:
        return _whole(platform, url, steps, count)
    if first in BEFORE.get(platform, ()) and len(steps) > 1:
        steps = steps[1:]
        if platform == "tumblr" and steps[0] == "view" and len(steps) > 1:
            steps = steps[1:]
    elif platform in NEEDS_BEFORE:
        raise _part(url, platform)
    return _with_handle(platform, url, steps)


def _on_own_host(platform: str, name: str, url: str, steps: list[str]) -> Account:
    """`ana.substack.com`, with nothing or a part of its page behind it."""
    account = name if platform == "substack" else f"https://{name}.{platform}.com/"
    if not steps:
        return Account(platform, account)
    if len(steps) == 1 and steps[0].lower() in TABS[platform]:
        return Account(platform, account, f"`{account}` was used, and `/{steps[0]}` was left out")
    raise _part(url, platform, account)


def _whole(platform: str, url: str, steps: list[str], count: int) -> Account:
    """The address of an account or a group that no handle names."""
    parts = urlsplit(url)
    key = BY_QUERY.get(steps[0].lower(), "")
    if len(steps) < count or (key and not parse_qs(parts.query).get(key)):
        raise _part(url, platform)
    further_steps = steps[count:]
    if not further_steps:
        return Account(platform, url)
    raw = [step for step in parts.path.split("/") if step][:count]
    account = f"{parts.scheme}://{parts.netloc}/{'/'.join(raw)}"
    if len(further_steps) > 1 or further_steps[0].lower() not in TABS.get(platform, ()):
        raise _part(url, platform, account)
    return Account(platform, account, f"`{account}` was used, and `/{further_steps[0]}` was left out")


def _with_handle(platform: str, url: str, steps: list[str]) -> Account:
    """The handle at the beginning of an address; the whole address where that is no handle as we know them."""
    label = PLATFORMS[platform][0]
    has_sign = steps[0].startswith("@")
    handle, further_steps = steps[0].removeprefix("@"), steps[1:]
    if platform == "vimeo" and handle.isdigit():
        raise _part(url, platform)
    if platform == "tiktok" and not has_sign:
        raise AccountError(
            f"`{url[:60]}` does not lead to an account of {label}", f"if it is theirs, write `{handle[:60]}`"
        )
    by_handle = bool(re.fullmatch(HANDLES.get(platform, ANY_HANDLE), handle)) and not handle.endswith(".php")
    by_handle = by_handle and platform != "substack" and (has_sign or platform not in SIGNED_PLATFORMS)
    account = handle if by_handle else _begin_of(url, steps[0])
    if (
        further_steps
        and platform != "linkedin"
        and (len(further_steps) > 1 or further_steps[0].lower() not in TABS.get(platform, ()))
    ):
        raise _part(url, platform, account)
    if further_steps:
        return Account(
            platform, account, f"`{account[:60]}` was used, and `/{'/'.join(further_steps)[:40]}` was left out"
        )
    if by_handle:
        return Account(platform, account)
    is_handle = has_sign or platform in SIGNED_PLATFORMS or handle.startswith("did:")
    remark = (
        ""
        if is_handle and platform != "bluesky"
        else (f"the whole address was used, because it has no handle of {label}")
    )
    return Account(platform, url, remark)


def _begin_of(url: str, step: str) -> str:
    """An address up to one of its steps."""
    parts = urlsplit(url)
    raw = [part for part in parts.path.split("/") if part]
    at = next((at for at, part in enumerate(raw) if unquote(part) == step), len(raw) - 1)
    return f"{parts.scheme}://{parts.netloc}/{'/'.join(raw[: at + 1])}"


def _steps(url: str) -> list[str]:
    return [step for step in unquote(urlsplit(url).path).split("/") if step]
