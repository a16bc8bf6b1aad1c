"""The days that are told are the days on which the pages differ, and no others."""

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


def _dated(from_: str | None, until: str | None) -> dict[str, str]:
    if from_ and until and until < from_:  # refused when it is read
        from_, until = until, from_
    return {key: value for key, value in (("from", from_), ("until", until)) if value}


@given(PEOPLE, CAMPAIGNS)
def test_they_are_the_days_on_which_pages_differ(
    people: list[tuple[str | None, str | None, str, list[str], int]],
    campaigns: tuple[tuple[str | None, str | None], tuple[str | None, str | None]],
) -> None:
    site = _site(
        [
            Person.model_validate({"name": "N", "status": status, "campaigns": order[:listed], **_dated(*dates)})
            for *dates, status, order, listed in people
        ],
        {
            name: Campaign.model_validate({"name": name, **_dated(*dates)})
            for name, dates in zip("ab", campaigns, strict=True)
        },
    )

    def shown(day: date) -> list[tuple[str, str, str]]:
        members = filter(None, (member_of(one, site, (), (), day, drafts=False) for one in site.people))
        return [(m.profile.slug, m.state, m.subject.campaign_id if m.state == "live" else "") for m in members]

    days = [START + timedelta(days=n) for n in range(-2, 16)]
    different = [day for day in days[1:] if shown(day) != shown(day - timedelta(days=1))]
    told = upcoming_changes(site, days[0])
    assert sorted({change.day for change in told}) == different
    for change in told:
        before, now = (set(shown(day)) for day in (change.day - timedelta(days=1), change.day))
        assert set(change.people) <= {slug for slug, *_ in before ^ now}


@pytest.mark.parametrize(("within", "found"), [(0, 0), (9, 0), (10, 1), (None, 1), (999_999, 1)])
def test_changes_within_the_days_are_listed(within: int | None, found: int) -> None:
    person = Person.model_validate({"name": "Léa", "until": "2026-11-10"})
    assert len(upcoming_changes(_site([person], {}), START, within)) == found


def test_the_ends_of_the_calendar() -> None:
    person = Person.model_validate({"name": "Léa", "from": "0001-01-01", "until": "9999-12-31"})
    assert upcoming_changes(_site([person], {}), date.min) == ()
    assert upcoming_changes(_site([person], {}), date.max, 999_999) == ()


def test_the_example_brand_has_some() -> None:
    site = load_site(Path(__file__).parents[2], BUILT_IN, Report())
    told = {(change.day.isoformat(), change.what, change.id) for change in upcoming_changes(site, START)}
    assert ("2027-03-01", "campaign-begins", "spring-glow") in told
    assert ("2027-06-01", "campaign-ends", "spring-glow") in told
