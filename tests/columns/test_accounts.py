"""Tests that a cell is read as an account only if it looks like one, and that an address decides its own platform."""

from __future__ import annotations

import pytest

from generator.columns.accounts import read_account, read_accounts
from generator.columns.cells import CellError
from generator.models.accounts import address
from generator.models.platforms import PLATFORMS


@pytest.mark.parametrize("platform", [platform for platform in PLATFORMS if platform != "website"])
@pytest.mark.parametrize(
    "cell",
    [
        "Lea Moreau", "@bob kay", "TRUE", "No", "yes", "-", "—", "none", "null", "N/A", "#N/A", "TBD", "?", "45.2K",
        "12,300", "10-15k", "_No response_", "✓", "❌", "private", "see bio", "Instagram", "560034", "Rose and Thorn",
        "Moreau, Lea", "javascript:alert(1)",
        "data:text/html,x", "@", "", "https://", "keine", "aucun", "Active", "inaktiv", "soon", "same", "idem", "here",
        "profile", "yes, 12k", "deleted!", "Reels", "Stories",
    ],
)  # fmt: skip
def test_a_cell_that_is_no_account_is_refused(platform: str, cell: str) -> None:
    with pytest.raises(CellError):
        read_account(platform, cell)


@pytest.mark.parametrize("cell", ["@active", "@soon", "https://www.instagram.com/same"])
def test_a_common_word_is_a_handle_if_it_is_marked_as_one(cell: str) -> None:
    assert read_account("instagram", cell) in ("active", "soon", "same")


@pytest.mark.parametrize(
    ("platform", "cell", "by_platform"),
    [
        ("instagram", "https://www.tiktok.com/@lea?lang=en", {"tiktok": "lea"}),
        ("instagram", "IG: @lea / TT: @lea.tt", {"instagram": "lea", "tiktok": "lea.tt"}),
        ("instagram", "instagram.com/lea https://youtube.com/@leatube", {"instagram": "lea", "youtube": "leatube"}),
        ("tiktok", "TikTok: lea", {"tiktok": "lea"}),
        ("website", "https://www.instagram.com/lea", {"instagram": "lea"}),
        ("x", "https://twitter.com/lea/likes", {"x": "lea"}),
        ("", "https://instagram.com/ana, https://t.me/anasol", {"instagram": "ana", "telegram": "anasol"}),
        ("", "https://ana.example", {"website": "https://ana.example"}),
    ],
)  # fmt: skip
def test_an_address_belongs_to_its_own_platform(platform: str, cell: str, by_platform: dict[str, str]) -> None:
    accounts = read_accounts(platform, cell)
    assert accounts.by_platform == by_platform
    is_elsewhere = platform and set(by_platform) != {platform}
    assert bool(accounts.guesses) is (bool(is_elsewhere) or cell.endswith("/likes"))


@pytest.mark.parametrize(
    "cell", ["@ana, @ana2", "@ana @ana2", "@ana / @ana2", "https://instagram.com/ana\nhttps://instagram.com/ana2"]
)
def test_two_accounts_of_one_platform_are_reported(cell: str) -> None:
    accounts = read_accounts("instagram", cell)
    assert accounts.by_platform == {"instagram": "ana"}
    assert "`ana2` was left out" in accounts.guesses[0]


@pytest.mark.parametrize(
    "cell", ["@ana (42k)", "@ana - 45k followers", "Ana Pires (@ana)", "[ana](https://instagram.com/ana)"]
)
def test_a_remark_beside_a_handle_is_ignored(cell: str) -> None:
    assert read_accounts("instagram", cell).by_platform == {"instagram": "ana"}


@pytest.mark.parametrize(
    "url",
    [
        "https://instagram.com/p/Cxyz/", "https://www.instagram.com/", "https://youtu.be/abc", "https://evil.example/lea",
        "https://www.youtube.com/watch?v=1", "https://bit.ly/lea", "https://pin.it/abc", "https://x.com/lea/status/1",
        "https://www.pinterest.com/ana/summer/", "https://github.com/ana/recipes", "https://instagram.com.evil.example/lea",
    ],
)  # fmt: skip
def test_an_address_that_is_no_account_is_refused(url: str) -> None:
    for platform in ("instagram", "youtube"):
        with pytest.raises(CellError):
            read_account(platform, url)


def test_an_id_of_a_youtube_channel_is_no_handle() -> None:
    channel = "UC" + "a1-_" * 5 + "ab"
    assert read_account("youtube", channel) == f"https://www.youtube.com/channel/{channel}"
    assert address("youtube", channel) == f"https://www.youtube.com/channel/{channel}"
    assert address("youtube", "ucla") == "https://www.youtube.com/@ucla"


@pytest.mark.parametrize(
    ("platform", "cell", "account"),
    [
        ("bluesky", "ana.bsky.social", "ana.bsky.social"), ("bluesky", "@ana.example", "ana.example"),
        ("bluesky", "https://bsky.app/profile/ana.example", "ana.example"),
        ("substack", "https://substack.com/@ana", "https://substack.com/@ana"), ("substack", "ana", "ana"),
        ("substack", "https://news.ana.example", "https://news.ana.example"),
        ("github", "github.com/ana-sol", "ana-sol"),
        ("telegram", "t.me/anasol", "anasol"), ("twitch", "https://www.twitch.tv/ana", "ana"),
        ("threads", "https://www.threads.com/@ana", "ana"),
        ("discord", "https://discord.gg/abc", "https://discord.gg/abc"),
        ("pinterest", "https://www.pinterest.co.uk/ana/", "ana"), ("facebook", "100012345678901", "100012345678901"),
        ("linkedin", "https://www.linkedin.com/company/lune/", "https://www.linkedin.com/company/lune/"),
        ("reddit", "https://www.reddit.com/user/ana/", "ana"), ("medium", "https://medium.com/@ana", "ana"),
        ("podcast", "https://youtube.com/@ana", "https://youtube.com/@ana"), ("instagram", "@12345", "12345"),
    ],
)  # fmt: skip
def test_further_platforms_are_recognised(platform: str, cell: str, account: str) -> None:
    assert read_account(platform, cell) == account


def test_bluesky_needs_a_whole_handle() -> None:
    with pytest.raises(CellError) as error:
        read_account("bluesky", "ana")
    assert "`ana.bsky.social`" in error.value.help
