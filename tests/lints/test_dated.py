"""What runs out: prices, campaigns, codes."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.lints.advised import (
    BASE,
    DAY,
    LEA,
    advised,
    named,
)

PRICED = 'cloud-balm: {{name: Cloud Balm, url: https://lune.example/balm, price: "24.00"{more}}}\n'


@pytest.mark.parametrize(("ago", "told"), [(-1, False), (0, False), (89, False), (90, True), (91, True)])
def test_a_price_is_fresh_for_89_days(tmp_path: Path, ago: int, told: bool) -> None:
    checked = date.fromisoformat(DAY) - timedelta(days=ago)
    problems = advised(tmp_path, {"content/products.yaml": PRICED.format(more=f", price_checked: {checked}")})
    keys = [problem.place.keys for problem in named("stale-price", problems)]
    assert keys == ([("cloud-balm", "price_checked")] if told else [])


def test_prices_that_nobody_ever_checked_are_reported_once(tmp_path: Path) -> None:
    many = "".join(f'p{n}: {{name: P{n}, url: https://lune.example/{n}, price: "1"}}\n' for n in range(9))
    [told] = named("stale-price", advised(tmp_path, {"content/products.yaml": PRICED.format(more="") + many}))
    assert "none of the 10 prices" in told.message


def test_where_some_are_checked_each_other_is_reported(tmp_path: Path) -> None:
    catalogue = PRICED.format(more=f", price_checked: {DAY}")
    catalogue += 'b: {name: B, url: https://lune.example/b, price: "1"}\nc: {name: C, url: https://lune.example/c}\n'
    told = named("stale-price", advised(tmp_path, {"content/products.yaml": catalogue}))
    assert [problem.place.keys for problem in told] == [("b", "price")]


def _campaign(name: str, until: str, offer: bool = True) -> tuple[str, str]:
    text = f"name: {name}\nuntil: {until}\n" + ("offer: {title: 15% off}\n" if offer else "")
    return f"content/campaigns/{name.lower()}.yaml", text


@pytest.mark.parametrize(
    ("ends", "codes", "campaigns"),
    [
        (("2026-11-22", "2026-11-21"), 0, 1),  # the last day belongs to it
        (("2026-11-21", "2026-11-20"), 1, 2),
        (("2027-05-31", "2026-05-31"), 0, 1),
    ],
)
def test_a_code_expires_with_the_last_campaign(
    tmp_path: Path, ends: tuple[str, str], codes: int, campaigns: int
) -> None:
    profile = "name: Léa\ncode: LEA15\nfavorites: [cloud-balm]\ncampaigns: [one, two]\n"
    problems = advised(tmp_path, {LEA: profile, **dict([_campaign("One", ends[0]), _campaign("Two", ends[1])])})
    assert [problem.place.keys for problem in named("expired-code", problems)] == [("code",)] * codes
    told = named("expired-campaign", problems)
    assert len(told) == campaigns
    assert all(problem.related[0][1].file == LEA for problem in told)


@pytest.mark.parametrize("more", ["code: false\n", "code: LEA15\nsections: [story, favorites]\n"])
def test_a_code_that_is_not_shown_cannot_expire(tmp_path: Path, more: str) -> None:
    profile = f"name: Léa\nfavorites: [cloud-balm]\ncampaigns: [one]\n{more}"
    assert named("expired-code", advised(tmp_path, {LEA: profile, **dict([_campaign("One", "2026-01-01")])})) == []


def test_a_campaign_without_an_offer_takes_no_code_with_it(tmp_path: Path) -> None:
    profile = "name: Léa\nfavorites: [cloud-balm]\ncampaigns: [one]\ncode: LEA15\n"
    files = {LEA: profile, **dict([_campaign("One", "2026-01-01", offer=False)])}
    assert named("expired-code", advised(tmp_path, files)) == []


def test_a_code_made_by_the_template_is_reported_where_the_campaigns_stand(tmp_path: Path) -> None:
    profile = "name: Léa\nfavorites: [cloud-balm]\ncampaigns: [one]\n"
    site = f"{BASE}codes: {{value: 15}}\n"
    files = {LEA: profile, "content/site.yaml": site, **dict([_campaign("One", "2026-01-01")])}
    [told] = named("expired-code", advised(tmp_path, files))
    assert (told.place.keys, "LEA15" in told.message) == (("campaigns",), True)


def test_who_has_ended_lists_what_they_like(tmp_path: Path) -> None:
    profile = "name: Léa\nfavorites: [cloud-balm]\ncampaigns: [one]\nstatus: ended\n"
    assert named("expired-campaign", advised(tmp_path, {LEA: profile, **dict([_campaign("One", "2026-01-01")])})) == []
