"""Tests that the state of a person changes on the right day, and that contradicting days are found."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from generator.models.campaign import Campaign
from generator.models.person import Person
from generator.roster.states import find_contradictions, state_on
from tests.roster.site import roster_of

DAY = date(2027, 3, 10)


def _states_around_the_day(person: dict[str, Any], **roster: Any) -> list[str]:
    profile, roster_model = Person.model_validate({"name": "Léa", **person}), roster_of(**roster)
    return [state_on(profile, roster_model, DAY + timedelta(days=days)) for days in (-1, 0, 1)]


DRAFT = {"status": "draft"}
DAY_TEXT = "2027-03-10"


@pytest.mark.parametrize(
    ("person", "roster", "states"),
    [
        (DRAFT, {}, ["draft", "draft", "draft"]),
        (DRAFT, {"state": {"invited": DAY_TEXT}}, ["draft", "invited", "invited"]),
        (DRAFT, {"state": {"invited": "2027-01-01", "agreed": DAY_TEXT}}, ["invited", "agreed", "agreed"]),
        ({**DRAFT, "since": DAY_TEXT}, {}, ["draft", "agreed", "agreed"]),
        (DRAFT, {"gifts": [{"day": DAY_TEXT, "product": "balm"}]}, ["draft", "agreed", "agreed"]),
        (DRAFT, {"state": {"invited": "2027-01-01", "declined": DAY_TEXT}}, ["invited", "declined", "declined"]),
        (DRAFT, {"state": {"declined": "2027-01-01", "agreed": DAY_TEXT}}, ["declined", "agreed", "agreed"]),
        ({"from": DAY_TEXT}, {}, ["agreed", "active", "active"]),
        ({}, {"paused": {"from": DAY_TEXT, "until": DAY_TEXT}}, ["active", "paused", "active"]),
        ({}, {"paused": {"from": DAY_TEXT}}, ["active", "paused", "paused"]),
        ({"until": "2027-04-09"}, {}, ["active", "ending", "ending"]),
        ({"until": DAY_TEXT}, {}, ["ending", "ending", "ended"]),
        (DRAFT, {"state": {"agreed": "2026-01-01", "ended": DAY_TEXT}}, ["agreed", "ended", "ended"]),
    ],
)
def test_a_state_begins_on_its_day(person: dict[str, Any], roster: dict[str, Any], states: list[str]) -> None:
    assert _states_around_the_day(person, **roster) == states


def _contradictions(person: dict[str, Any], **roster: Any) -> list[tuple[str | int, ...]]:
    campaigns = {"glow": Campaign.model_validate({"name": "Glow", "from": "2027-03-01", "until": "2027-03-31"})}
    profile = Person.model_validate({"name": "Léa", **person})
    return [contradiction.keys for contradiction in find_contradictions(profile, roster_of(**roster), campaigns, DAY)]


AWAY = {"paused": {"from": "2027-03-05", "until": "2027-03-20"}}


@pytest.mark.parametrize(
    ("person", "roster", "keys"),
    [
        ({}, {"state": {"invited": "2027-01-02", "agreed": "2027-01-01"}}, [("state", "agreed")]),
        ({}, {"state": {"invited": "2027-01-02", "agreed": "2027-01-02"}}, []),
        ({}, {"state": {"invited": "2027-01-02"}}, [("state", "invited")]),
        (DRAFT, {"state": {"invited": "2027-01-02"}}, []),
        ({}, {"state": {"declined": "2027-01-02"}}, [("state", "declined")]),
        ({}, {"state": {"declined": "2027-01-02", "agreed": "2027-02-01"}}, []),
        ({}, {"state": {"ended": "2027-01-02"}}, [("state", "ended")]),
        ({"since": "2027-01-02"}, {"state": {"ended": "2027-01-02"}}, [("state", "ended")]),
        ({"since": "2027-01-03"}, {"state": {"ended": "2027-01-02"}}, []),
        ({"status": "ended"}, {"state": {"ended": "2027-01-02"}}, []),
        ({}, {**AWAY, "pieces": [{"campaign": "glow", "platform": "x", "due": "2027-03-20"}]}, [("pieces", 0, "due")]),
        ({}, {**AWAY, "pieces": [{"campaign": "glow", "platform": "x", "due": "2027-03-21"}]}, []),
        ({}, {**AWAY, "pieces": [{"platform": "x", "due": "2027-03-10"}]}, []),
        (
            {},
            {**AWAY, "pieces": [{"campaign": "glow", "platform": "x", "due": "2027-03-10", "posted": "2027-03-04"}]},
            [],
        ),
    ],
)
def test_days_that_contradict_each_other_are_found(
    person: dict[str, Any], roster: dict[str, Any], keys: list[tuple[str | int, ...]]
) -> None:
    assert _contradictions(person, **roster) == keys
