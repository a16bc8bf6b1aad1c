"""Socials: where else the ambassador is to be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from generator.models.json_shapes import KIND, TEXT
from generator.models.written import shape, wrong
from generator.sections.subject import Subject
from generator.sections.wants import Answers, Link, LinkWant, Want

# Label and profile address of each platform, as the platforms' own share links write them.
PLATFORMS: dict[str, tuple[str, str]] = {
    "bluesky": ("Bluesky", "https://bsky.app/profile/{}"),
    "facebook": ("Facebook", "https://www.facebook.com/{}"),
    "instagram": ("Instagram", "https://www.instagram.com/{}/"),
    "linkedin": ("LinkedIn", "https://www.linkedin.com/in/{}"),
    "mastodon": ("Mastodon", ""),
    "newsletter": ("Newsletter", ""),
    "pinterest": ("Pinterest", "https://www.pinterest.com/{}/"),
    "podcast": ("Podcast", ""),
    "snapchat": ("Snapchat", "https://www.snapchat.com/add/{}"),
    "substack": ("Substack", "https://{}.substack.com/"),
    "threads": ("Threads", "https://www.threads.net/@{}"),
    "tiktok": ("TikTok", "https://www.tiktok.com/@{}"),
    "twitch": ("Twitch", "https://www.twitch.tv/{}"),
    "website": ("Website", ""),
    "x": ("X", "https://x.com/{}"),
    "youtube": ("YouTube", "https://www.youtube.com/@{}"),
}
Platform = Literal[
    "bluesky", "facebook", "instagram", "linkedin", "mastodon", "newsletter", "pinterest", "podcast", "snapchat",
    "substack", "threads", "tiktok", "twitch", "website", "x", "youtube",
]  # fmt: skip


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
    return pattern.format(account) if pattern else None


Account = Annotated[str, PlainValidator(_account), WithJsonSchema({**TEXT, KIND: "handle or web address"})]
SAID = Field(
    description="Where else they are to be found: a platform, and a handle or the whole address.",
    examples=[{"instagram": "leamoreau", "website": "https://lea.example"}],
)


class Socials:
    """`socials:` platform and handle, or platform and URL."""

    name: ClassVar[str] = "socials"
    fields: ClassVar[dict[str, Any]] = {"socials": Annotated[dict[Platform, Account], SAID]}

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
