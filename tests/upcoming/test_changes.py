"""Tests that the listed days are exactly the days on which the pages change."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.load import load_site
from generator.content.site import Profile, Site
from generator.models.campaign import Campaign
from generator.models.person import Person
from generator.models.settings import Settings
from generator.pages.members import member_of
from generator.problems import Place, Report
from generator.prose.parts import Prose
from generator.sections import BUILT_IN
from generator.upcoming.changes import upcoming_changes

START = date(2026, 11, 1)
DAYS = st.one_of(st.none(), st.integers(0, 12).map(lambda n: (START + timedelta(days=n)).isoformat()))
STATUS = st.sampled_from(["live", "live", "live", "draft", "ended"])
PEOPLE = st.lists(st.tuples(DAYS, DAYS, STATUS, st.permutations(["a", "b"]), st.integers(0, 2)), max_size=4)
CAMPAIGNS = st.tuples(st.tuples(DAYS, DAYS), st.tuples(DAYS, DAYS))


def _site(people: list[Person], campaigns: dict[str, Campaign]) -> Site:
    return Site(
        root=Path(),
        settings=Settings(brand="Lune", url="https://friends.example", shop="https://lune.example"),
        stands_in=False,
        place=Place("content/site.yaml"),
        products={},
        product_places={},
        campaigns=campaigns,
        campaign_places={},
        networks={},
        network_places={},
        people=tuple(Profile(f"p{n}", person, Prose(), Place(f"{n}")) for n, person in enumerate(people)),
        pages=(),
    )


def _with_days(from_: str | None, until: str | None) -> dict[str, str]:
    if from_ and until and until < from_:  # the model refuses such days
        from_, until = until, from_
    return {key: value for key, value in (("from", from_), ("until", until)) if value}


@given(PEOPLE, CAMPAIGNS)
def test_the_listed_days_are_those_on_which_pages_differ(
    people: list[tuple[str | None, str | None, str, list[str], int]],
    campaigns: tuple[tuple[str | None, str | None], tuple[str | None, str | None]],
) -> None:
    site = _site(
        [
            Person.model_validate(
                {"name": "N", "status": status, "campaigns": order[:campaign_count], **_with_days(*dates)}
            )
            for *dates, status, order, campaign_count in people
        ],
        {
            name: Campaign.model_validate({"name": name, **_with_days(*dates)})
            for name, dates in zip("ab", campaigns, strict=True)
        },
    )

    def members_on(day: date) -> list[tuple[str, str, str]]:
        members = filter(None, (member_of(profile, site, (), (), day, drafts=False) for profile in site.people))
        return [(m.profile.slug, m.state, m.subject.campaign_id if m.state == "live" else "") for m in members]

    days = [START + timedelta(days=n) for n in range(-2, 16)]
    days_with_changes = [day for day in days[1:] if members_on(day) != members_on(day - timedelta(days=1))]
    changes = upcoming_changes(site, days[0])
    assert sorted({change.day for change in changes}) == days_with_changes
    for change in changes:
        before, now = (set(members_on(day)) for day in (change.day - timedelta(days=1), change.day))
        assert set(change.people) <= {slug for slug, *_ in before ^ now}


@pytest.mark.parametrize(("within", "count"), [(0, 0), (9, 0), (10, 1), (None, 1), (999_999, 1)])
def test_changes_within_the_days_are_listed(within: int | None, count: int) -> None:
    person = Person.model_validate({"name": "Léa", "until": "2026-11-10"})
    assert len(upcoming_changes(_site([person], {}), START, within)) == count


def test_days_at_the_ends_of_the_calendar_are_no_changes() -> None:
    person = Person.model_validate({"name": "Léa", "from": "0001-01-01", "until": "9999-12-31"})
    assert upcoming_changes(_site([person], {}), date.min) == ()
    assert upcoming_changes(_site([person], {}), date.max, 999_999) == ()


def test_the_example_brand_has_changes_of_a_campaign() -> None:
    site = load_site(Path(__file__).parents[2], BUILT_IN, Report())
    changes = {(change.day.isoformat(), change.what, change.id) for change in upcoming_changes(site, START)}
    assert ("2027-03-01", "campaign-begins", "spring-glow") in changes
    assert ("2027-06-01", "campaign-ends", "spring-glow") in changes
