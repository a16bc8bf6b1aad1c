"""Tests that the days of a person and a campaign decide their state, and that followers decide the tier."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from generator.models.campaign import Campaign
from generator.models.person import Person

DAY = date(2026, 11, 22)
days = st.none() | st.dates(date(2026, 11, 18), date(2026, 11, 26))


def _person(**keys: str) -> Person:
    return Person.model_validate({"name": "Léa", **keys})


@pytest.mark.parametrize(
    ("keys", "state"),
    [
        ({}, "live"),
        ({"status": "draft"}, "draft"),
        ({"status": "ended"}, "ended"),
        ({"from": "2026-11-22"}, "live"),
        ({"from": "2026-11-23"}, "future"),
        ({"until": "2026-11-22"}, "live"),
        ({"until": "2026-11-21"}, "ended"),
        ({"status": "draft", "until": "2026-11-21"}, "draft"),
        ({"status": "ended", "from": "2026-11-23"}, "ended"),
    ],
)
def test_the_state_follows_the_day(keys: dict[str, str], state: str) -> None:
    assert _person(**keys).state_on(DAY) == state


@given(days, days)
def test_a_person_is_live_from_the_first_through_the_last_day(first: date | None, last: date | None) -> None:
    keys = {key: day.isoformat() for key, day in {"from": first, "until": last}.items() if day}
    if first and last and last < first:
        with pytest.raises(ValidationError, match=r"before it begins"):
            _person(**keys)
        return
    person = _person(**keys)
    live = person.state_on(DAY) == "live"
    assert live == ((first is None or first <= DAY) and (last is None or last >= DAY))


@pytest.mark.parametrize(
    ("keys", "runs"),
    [({}, True), ({"from": "2026-11-23"}, False), ({"until": "2026-11-22"}, True), ({"until": "2026-11-21"}, False)],
)
def test_a_campaign_runs_through_its_last_day(keys: dict[str, str], runs: bool) -> None:
    assert Campaign.model_validate({"name": "Spring", **keys}).runs_on(DAY) is runs


@pytest.mark.parametrize(
    ("followers", "tier"),
    [
        (0, "nano"),
        (9_999, "nano"),
        (10_000, "micro"),
        (49_999, "micro"),
        (50_000, "mid"),
        (99_999, "mid"),
        (100_000, "macro"),
        (1_000_000, "mega"),
    ],
)
def test_followers_decide_the_tier(followers: int, tier: str) -> None:
    assert _person(followers=str(followers)).reach == tier
    assert _person(followers=str(followers), tier="macro").reach == "macro"


def test_unknown_followers_have_no_reach() -> None:
    assert _person().reach is None
