"""Tests that old prices, expired campaigns and their codes are reported from the right day on."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.lints.small_site import (
    BASE,
    DAY,
    LEA,
    find_problems,
    problems_called,
)

PRICED_PRODUCT = 'cloud-balm: {{name: Cloud Balm, url: https://lune.example/balm, price: "24.00"{more}}}\n'


@pytest.mark.parametrize(("days_ago", "is_reported"), [(-1, False), (0, False), (89, False), (90, True), (91, True)])
def test_a_price_is_fresh_for_89_days(tmp_path: Path, days_ago: int, is_reported: bool) -> None:
    check_day = date.fromisoformat(DAY) - timedelta(days=days_ago)
    problems = find_problems(
        tmp_path, {"content/products.yaml": PRICED_PRODUCT.format(more=f", price_checked: {check_day}")}
    )
    keys = [problem.place.keys for problem in problems_called("stale-price", problems)]
    assert keys == ([("cloud-balm", "price_checked")] if is_reported else [])


def test_prices_that_nobody_checked_are_reported_once(tmp_path: Path) -> None:
    many = "".join(f'p{n}: {{name: P{n}, url: https://lune.example/{n}, price: "1"}}\n' for n in range(9))
    [problem] = problems_called(
        "stale-price", find_problems(tmp_path, {"content/products.yaml": PRICED_PRODUCT.format(more="") + many})
    )
    assert "none of the 10 prices" in problem.message


def test_each_unchecked_price_among_checked_ones_is_reported(tmp_path: Path) -> None:
    catalogue = PRICED_PRODUCT.format(more=f", price_checked: {DAY}")
    catalogue += 'b: {name: B, url: https://lune.example/b, price: "1"}\nc: {name: C, url: https://lune.example/c}\n'
    problems = problems_called("stale-price", find_problems(tmp_path, {"content/products.yaml": catalogue}))
    assert [problem.place.keys for problem in problems] == [("b", "price")]


def _campaign(name: str, until: str, offer: bool = True) -> tuple[str, str]:
    text = f"name: {name}\nuntil: {until}\n" + ("offer: {title: 15% off}\n" if offer else "")
    return f"content/campaigns/{name.lower()}.yaml", text


@pytest.mark.parametrize(
    ("ends", "codes", "campaigns"),
    [
        (("2026-11-22", "2026-11-21"), 0, 1),  # the campaign still runs on its last day
        (("2026-11-21", "2026-11-20"), 1, 2),
        (("2027-05-31", "2026-05-31"), 0, 1),
    ],
)
def test_a_code_expires_with_the_last_campaign(
    tmp_path: Path, ends: tuple[str, str], codes: int, campaigns: int
) -> None:
    profile = "name: Léa\ncode: LEA15\nfavorites: [cloud-balm]\ncampaigns: [one, two]\n"
    all_problems = find_problems(
        tmp_path, {LEA: profile, **dict([_campaign("One", ends[0]), _campaign("Two", ends[1])])}
    )
    assert [problem.place.keys for problem in problems_called("expired-code", all_problems)] == [("code",)] * codes
    problems = problems_called("expired-campaign", all_problems)
    assert len(problems) == campaigns
    assert all(problem.related[0][1].file == LEA for problem in problems)


@pytest.mark.parametrize("more", ["code: false\n", "code: LEA15\nsections: [story, favorites]\n"])
def test_a_code_that_is_not_shown_cannot_expire(tmp_path: Path, more: str) -> None:
    profile = f"name: Léa\nfavorites: [cloud-balm]\ncampaigns: [one]\n{more}"
    assert (
        problems_called(
            "expired-code", find_problems(tmp_path, {LEA: profile, **dict([_campaign("One", "2026-01-01")])})
        )
        == []
    )


def test_a_campaign_without_an_offer_lets_no_code_expire(tmp_path: Path) -> None:
    profile = "name: Léa\nfavorites: [cloud-balm]\ncampaigns: [one]\ncode: LEA15\n"
    files = {LEA: profile, **dict([_campaign("One", "2026-01-01", offer=False)])}
    assert problems_called("expired-code", find_problems(tmp_path, files)) == []


def test_a_code_from_the_template_is_reported_at_the_campaigns(tmp_path: Path) -> None:
    profile = "name: Léa\nfavorites: [cloud-balm]\ncampaigns: [one]\n"
    site = f"{BASE}codes: {{value: 15}}\n"
    files = {LEA: profile, "content/site.yaml": site, **dict([_campaign("One", "2026-01-01")])}
    [problem] = problems_called("expired-code", find_problems(tmp_path, files))
    assert (problem.place.keys, "LEA15" in problem.message) == (("campaigns",), True)


def test_an_ended_person_may_list_an_expired_campaign(tmp_path: Path) -> None:
    profile = "name: Léa\nfavorites: [cloud-balm]\ncampaigns: [one]\nstatus: ended\n"
    assert (
        problems_called(
            "expired-campaign", find_problems(tmp_path, {LEA: profile, **dict([_campaign("One", "2026-01-01")])})
        )
        == []
    )
