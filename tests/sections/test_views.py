"""Tests that an account gives the address to which its page links."""

from __future__ import annotations

import pytest

from generator.models.accounts import address
from generator.models.platforms import PLATFORMS, Platform


def test_each_platform_may_be_written() -> None:
    assert set(PLATFORMS) == set(Platform.__args__)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("platform", "account", "url"),
    [
        ("instagram", "lea", "https://www.instagram.com/lea/"),
        ("tiktok", "lea.m", "https://www.tiktok.com/@lea.m"),
        ("youtube", "https://www.youtube.com/c/lea", "https://www.youtube.com/c/lea"),
        ("mastodon", "lea", None),
        ("youtube", "UC" + "a" * 22, "https://www.youtube.com/channel/UC" + "a" * 22),
        ("substack", "https://substack.com/@lea", "https://substack.com/@lea"),
        ("github", "lea", "https://github.com/lea"),
        ("discord", "lea", None),
        ("website", "https://lea.example", "https://lea.example"),
    ],
)
def test_an_account_has_the_address_of_its_platform(platform: str, account: str, url: str | None) -> None:
    assert address(platform, account) == url
