"""Socials: where else the ambassador is to be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, PlainValidator, WithJsonSchema

from generator.models.json_shapes import KIND, TEXT
from generator.models.written import shape, wrong
from generator.sections.subject import Subject
from generator.sections.wants import Answers, Link, LinkWant, Want

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
_CHANNEL = re.compile(r"UC[\w-]{22}")
"""The id of a channel of YouTube, which is no handle (support.google.com/youtube/answer/6180214)."""


def _account(value: object) -> str:
    if not isinstance(value, str):
        raise wrong("wrong-shape", f"this should be a handle or a web address, not {shape(value)}")
    text = value.strip().removeprefix("@")
    if re.fullmatch(r"https?://[^\s<>\"\\^`{|}]{1,500}", text) or re.fullmatch(r"[\w.\-]{1,80}", text):
        return text
    raise wrong(
        "not-an-account",
        f"`{text[:60]}` is neither a handle nor a web address",
        "write `leamoreau` or the whole https://…",
    )


def _accounts(value: dict[str, str]) -> dict[str, str]:
    """Refuse a handle that leads nowhere on its platform: Bluesky's are the names of hosts."""
    account = value.get("bluesky", "")
    if account and not account.lower().startswith(("http://", "https://")) and "." not in account:
        message = f"`{account[:60]}` is no whole handle of Bluesky: it holds a point"
        raise wrong(
            "not-an-account", message, f"write `{account[:60]}.bsky.social`, or the person's own host", "bluesky"
        )
    return value


@dataclass(frozen=True, slots=True)
class SocialView:
    """One account: the platform's key, its name, the link."""

    platform: str
    label: str
    link: Link


@dataclass(frozen=True, slots=True)
class SocialsView:
    """The accounts in the order in which they were written."""

    accounts: tuple[SocialView, ...]


def address(platform: str, account: str) -> str | None:
    """The web address of an account; None for a bare handle on a platform that has no one address for handles."""
    pattern = PLATFORMS[platform][1]
    if account.lower().startswith(("http://", "https://")):
        return account
    if platform == "youtube" and _CHANNEL.fullmatch(account):
        return f"https://www.youtube.com/channel/{account}"
    return pattern.format(account) if pattern else None


Account = Annotated[str, PlainValidator(_account), WithJsonSchema({**TEXT, KIND: "handle or web address"})]
SAID = Field(
    description="Where else they are to be found: a platform, and a handle or the whole address.",
    examples=[{"instagram": "leamoreau", "website": "https://lea.example"}],
)


class Socials:
    """`socials:` platform and handle, or platform and URL."""

    name: ClassVar[str] = "socials"
    fields: ClassVar[dict[str, Any]] = {"socials": Annotated[dict[Platform, Account], AfterValidator(_accounts), SAID]}

    def _addresses(self, subject: Subject) -> Iterator[tuple[str, str]]:
        for platform, account in (subject.written("socials", dict[str, str]) or {}).items():
            url = address(platform, account)
            if url:
                yield platform, url

    def wants(self, subject: Subject) -> Iterator[Want]:
        """A link per account."""
        for platform, url in self._addresses(subject):
            yield LinkWant(self.name, url, "", subject.place.at("socials", platform))

    def view(self, subject: Subject, answers: Answers) -> SocialsView | None:
        """The accounts, or None without one."""
        found = [(platform, answers.link(LinkWant(self.name, url))) for platform, url in self._addresses(subject)]
        accounts = tuple(SocialView(p, PLATFORMS[p][0], link) for p, link in found if link)
        return SocialsView(accounts) if accounts else None
