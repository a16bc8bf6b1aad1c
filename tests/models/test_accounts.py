"""Tests that an account is read from a handle or an address, and that other addresses are refused with a hint."""

from __future__ import annotations

import re

import pytest

from generator.models.accounts import AccountError, account_at, address, read_written
from generator.models.platforms import ADDRESS_ONLY, PLATFORMS, owner_of

CHANNEL = "UC" + "a" * 22


@pytest.mark.parametrize(
    ("platform", "url", "instead"),
    [
        # posts
        ("instagram", "https://instagram.com/p/Cx1", ""),
        ("instagram", "https://www.instagram.com/lea/p/Cx1/", "lea"),
        ("instagram", "https://www.instagram.com/lea/reel/Cx1", "lea"),
        ("x", "https://x.com/lea/status/1", "lea"),
        ("instagram", "https://www.instagram.com/stories/lea/12/", ""),
        ("tiktok", "https://www.tiktok.com/@lea/video/1", "lea"),
        ("threads", "https://www.threads.net/@lea/post/C1", "lea"),
        ("reddit", "https://reddit.com/r/skin/comments/1/x", "/r/skin"),
        ("reddit", "https://www.reddit.com/user/lea_m/comments/1/x", "lea_m"),
        ("facebook", "https://facebook.com/lea/posts/1", "lea"),
        ("facebook", "https://www.facebook.com/permalink.php?story_fbid=1&id=2", ""),
        ("facebook", "https://fb.watch/abc", ""),
        ("youtube", "https://www.youtube.com/watch?v=1", ""),
        ("youtube", "https://youtu.be/abc", ""),
        ("youtube", f"https://youtube.com/channel/{CHANNEL}/post/1", CHANNEL),
        ("linkedin", "https://linkedin.com/posts/lea_x-1", ""),
        ("bluesky", "https://bsky.app/profile/lea.example/post/3k", "lea.example"),
        ("medium", "https://medium.com/@lea/a-title-1", "lea"),
        ("substack", "https://lea.substack.com/p/a-title", "lea"),
        ("tumblr", "https://lea.tumblr.com/post/1/x", "https://lea.tumblr.com/"),
        ("tumblr", "https://www.tumblr.com/lea/123/x", "lea"),
        ("telegram", "https://t.me/leamoreau/12", "leamoreau"),
        ("vimeo", "https://vimeo.com/123456", ""),
        ("twitch", "https://clips.twitch.tv/Abc", ""),
        ("twitch", "https://www.twitch.tv/lea/clip/Abc", "lea"),
        ("kick", "https://kick.com/lea/videos/1", "lea"),
        ("soundcloud", "https://soundcloud.com/lea/a-track", "lea"),
        ("patreon", "https://www.patreon.com/posts/x-1", ""),
        ("mastodon", "https://social.example/@lea/112233", "https://social.example/@lea"),
        # boards, repositories, groups of things
        ("pinterest", "https://www.pinterest.com/lea/summer-looks/", "lea"),
        ("pinterest", "https://pinterest.de/pin/1/", ""),
        ("github", "https://github.com/lea/recipes", "lea"),
        ("github", "https://gist.github.com/lea/1", ""),
        ("bluesky", "https://bsky.app/profile/did:plc:abc/feed/x", "https://bsky.app/profile/did:plc:abc"),
        ("discord", "https://discord.com/channels/1/2", ""),
        ("reddit", "https://www.reddit.com/r/", ""),
        # short links
        ("pinterest", "https://pin.it/abc", "open it"),
        ("tiktok", "https://vm.tiktok.com/ZMabc/", "open it"),
        ("tiktok", "https://www.tiktok.com/t/ZTabc/", "open it"),
        ("facebook", "https://fb.me/3xYz", "open it"),
        ("facebook", "https://www.facebook.com/share/1AbC/", "open it"),
        ("linkedin", "https://lnkd.in/abc", "open it"),
        ("instagram", "https://bit.ly/lea", "open it"),
        ("website", "https://bit.ly/lea", "open it"),
        ("x", "https://t.co/abc", "open it"),
        ("podcast", "https://spoti.fi/abc", "open it"),
        # a platform itself, a server itself, another host
        ("instagram", "https://www.instagram.com/", ""),
        ("mastodon", "https://social.example", "social.example/@ana"),
        ("instagram", "https://evil.example/lea", ""),
        ("instagram", "https://instagram.com.evil.example/lea", ""),
        ("linkedin", "https://www.linkedin.com/lea", ""),
        ("instagram", "https://www.tiktok.com/@lea", "tiktok: lea"),
    ],
)
def test_an_address_that_is_no_account_is_refused(platform: str, url: str, instead: str) -> None:
    with pytest.raises(AccountError) as error:
        read_written(platform, url)
    assert instead in error.value.help


@pytest.mark.parametrize(
    ("platform", "url", "text", "has_remark"),
    [
        ("instagram", "https://www.instagram.com/lea/?hl=fr", "lea", False),
        ("instagram", "https://www.instagram.com/lea/tagged/", "lea", True),
        ("youtube", "https://www.youtube.com/@lea/videos", "lea", True),
        ("youtube", f"https://youtube.com/channel/{CHANNEL}/about", f"https://youtube.com/channel/{CHANNEL}", True),
        ("youtube", "https://youtube.com/c/lea", "https://youtube.com/c/lea", False),
        ("pinterest", "https://www.pinterest.com/lea/_saved/", "lea", True),
        ("linkedin", "https://www.linkedin.com/in/lea/details/skills/", "lea", True),
        ("linkedin", "https://www.linkedin.com/company/lune/about", "https://www.linkedin.com/company/lune", True),
        ("bluesky", "https://bsky.app/profile/did:plc:abc", "https://bsky.app/profile/did:plc:abc", True),
        ("facebook", "https://www.facebook.com/groups/glow", "https://www.facebook.com/groups/glow", False),
        ("facebook", "https://facebook.com/profile.php?id=1", "https://facebook.com/profile.php?id=1", False),
        ("substack", "https://lea.substack.com/archive", "lea", True),
        ("telegram", "https://t.me/+abcDEF", "https://t.me/+abcDEF", False),
        ("discord", "https://discord.com/invite/abc", "https://discord.com/invite/abc", False),
        ("mastodon", "https://social.example/@lea", "https://social.example/@lea", False),
        ("newsletter", "https://www.linkedin.com/newsletters/x-1", "https://www.linkedin.com/newsletters/x-1", False),
        ("medium", "https://blog.lea.example/", "https://blog.lea.example/", False),
    ],
)
def test_an_address_of_an_account_gives_its_handle(platform: str, url: str, text: str, has_remark: bool) -> None:
    account = account_at(platform, url)
    assert (account.platform, account.text, bool(account.remark)) == (platform, text, has_remark)
    assert read_written(platform, url) == url


@pytest.mark.parametrize("platform", sorted(ADDRESS_ONLY))
@pytest.mark.parametrize("text", ["lea", "@lea", "lea moreau"])
def test_a_handle_is_refused_where_only_an_address_becomes_a_link(platform: str, text: str) -> None:
    with pytest.raises(AccountError) as error:
        read_written(platform, text)
    assert "write the whole address" in error.value.help


@pytest.mark.parametrize("platform", ["website", "newsletter", "podcast", "mastodon"])
def test_an_address_without_its_scheme_is_refused_with_a_hint(platform: str) -> None:
    with pytest.raises(AccountError) as error:
        read_written(platform, "lea.example")
    assert error.value.help == "write `https://lea.example`"


def test_a_mastodon_handle_becomes_an_address() -> None:
    assert read_written("mastodon", "@ana@social.example") == "https://social.example/@ana"
    assert read_written("mastodon", "ana@social.example") == "https://social.example/@ana"


@pytest.mark.parametrize("platform", [platform for platform in PLATFORMS if platform not in ADDRESS_ONLY])
def test_the_address_of_a_handle_is_an_account(platform: str) -> None:
    """The address to which a page links is itself read as the same account."""
    handle = "lea.example" if platform == "bluesky" else "leamoreau"
    url = address(platform, read_written(platform, f"@{handle}"))
    assert url is not None
    assert owner_of(re.split("/", url)[2]) == platform
    account = account_at(platform, url)
    assert (account.platform, account.text, account.remark) == (platform, handle, "")
