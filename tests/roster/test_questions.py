"""Filters, order, matches, costs, needs, signals: with values that were worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.report.settings import Benchmarks
from generator.report.table import as_text
from generator.roster.agenda import length_of, needs
from generator.roster.entry import Entry
from generator.roster.filters import Filters
from generator.roster.matching import gaps, match
from generator.roster.numbers import engagement_by_reach, engagement_of, percent, tier_of, views_of
from generator.roster.signals import signals_of
from generator.roster.tables import COLUMNS, costs_table, coverage_tables, people_table, show_cell, sort_entries
from tests.effort import assert_linear
from tests.roster.site import DAY, entries_of, roster_of, write_site

ANA = "name: Ana\nniches: [skin-care, travel]\nfollowers: 9000\nfavorites: [cloud-balm]\nsince: 2026-01-01\n"
ANA_ROSTER = """country: FR
languages: [fr, en]
owner: south
state: {invited: 2025-11-01, agreed: 2025-12-01}
platforms:
  instagram: {followers: 9000, checked: 2027-01-01, posts: 8, likes: 250, comments: 20, median_views: 4000}
pieces:
  - {platform: instagram, format: reel, posted: 2027-01-19, label: true}
rights: [{piece: 1, use: organic, until: 2027-04-10}]
"""
BEN = "name: Ben\nniches: [makeup]\nfollowers: 60000\nlocale: de\n"
BEN_ROSTER = "country: DE\nlanguages: [de-AT]\nplatforms: {tiktok: {followers: 60000, likes: 300, posts: 9}}\n"


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Entry]:
    root = tmp_path_factory.mktemp("roster")
    write_site(root, ana__profile=ANA, ana__roster=ANA_ROSTER, ben__profile=BEN, ben__roster=BEN_ROSTER)
    (root / "content/ambassadors/ben/story.md").write_text("Hello.\n", "utf-8")
    (root / "content/products.yaml").write_text(
        "cloud-balm: {name: Cloud Balm, url: https://lune.example/b, price: '24.00', tags: [skincare, travel, gift]}\n"
        "boy-brow: {name: Boy Brow, url: https://lune.example/y, tags: [makeup]}\n",
        "utf-8",
    )
    found, problems = entries_of(root, **{"skin-care": "skincare"})
    assert problems == []
    return {entry.slug: entry for entry in found}


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ({}, {"ana", "ben", "lea"}),
        ({"niche": ("skincare",)}, {"ana"}),
        ({"niche": ("skin-care",)}, {"ana"}),
        ({"niche": ("skincare", "makeup")}, {"ana", "ben"}),
        ({"niche": ("skincare", "makeup"), "country": ("DE",)}, {"ben"}),
        ({"tier": ("nano",)}, {"ana"}),
        ({"tier": ("mid",)}, {"ben"}),
        ({"language": ("de",)}, {"ben"}),
        ({"language": ("fr", "de-AT")}, {"ana", "ben"}),
        ({"platform": ("tiktok",)}, {"ben"}),
        ({"product": ("cloud-balm",)}, {"ana", "lea"}),
        ({"owner": ("south",)}, {"ana"}),
        ({"state": ("active",)}, {"ana", "ben", "lea"}),
        ({"state": ("ended", "draft")}, set()),
        ({"min_engagement": Decimal(3)}, {"ana"}),
        ({"min_engagement": Decimal("0.5")}, {"ana", "ben"}),
        ({"without_post": 60}, {"ana", "ben", "lea"}),
        ({"without_post": 61}, {"ben", "lea"}),
        ({"rights_end": 21}, {"ana"}),
        ({"rights_end": 20}, set()),
    ],
)
def test_a_filter_finds(asked: dict[str, object], slugs: set[str], entries: dict[str, Entry]) -> None:
    assert {entry.slug for entry in entries.values() if Filters(**asked).fits(entry)} == slugs  # type: ignore[arg-type]


NICHES, TIERS, COUNTRIES = ["skincare", "travel", "makeup"], ["nano", "mid"], ["FR", "DE"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.sets(st.sampled_from(NICHES)), st.sets(st.sampled_from(TIERS)), st.sets(st.sampled_from(COUNTRIES)))
def test_filters_are_and_their_values_are_or(
    entries: dict[str, Entry], niches: set[str], tiers: set[str], countries: set[str]
) -> None:
    asked = Filters(niche=tuple(niches), tier=tuple(tiers), country=tuple(countries))
    for entry in entries.values():
        fits = (
            (not niches or bool(niches & set(entry.niches)))
            and (not tiers or entry.tier in tiers)
            and (not countries or entry.country in countries)
        )
        assert asked.fits(entry) is fits


def test_an_order_and_its_reverse_end_with_those_who_have_no_value(entries: dict[str, Entry]) -> None:
    everybody = list(entries.values())
    assert [one.slug for one in sort_entries(everybody, "followers")] == ["ana", "ben", "lea"]
    assert [one.slug for one in sort_entries(everybody, "-followers")] == ["ben", "ana", "lea"]
    assert [one.slug for one in sort_entries(everybody, "-tier")] == ["ben", "ana", "lea"]
    for name in COLUMNS:
        assert {one.slug for one in sort_entries(everybody, f"-{name}")} == set(entries)


def test_engagement_says_how_it_was_computed(entries: dict[str, Entry]) -> None:
    table = people_table([entries["ana"]], ("engagement", "formula", "views"))
    assert table.rows == [
        (
            Decimal("0.03"),
            "(250 likes + 20 comments) / 9,000 followers on instagram, 8 posts, read 78 days ago",
            4000,
        )
    ]
    assert percent(Decimal("0.0155")) == "1.55 %"
    numbers = roster_of(platforms={"x": {"likes": "50", "saves": "7", "shares": "3", "reach": "1200"}}).platforms["x"]
    found = engagement_by_reach("x", numbers)
    assert found is not None
    assert (found.share, found.formula) == (Decimal("0.05"), "(50 likes + 7 saves + 3 shares) / 1,200 reached")


def test_the_platform_with_most_followers_counts() -> None:
    roster = roster_of(
        platforms={
            "instagram": {"followers": "1000", "likes": "100"},
            "tiktok": {"followers": "5000", "likes": "50"},
            "x": {"followers": "9000"},
        }
    )
    found = engagement_of(roster)
    assert found is not None
    assert (found.platform, found.share) == ("tiktok", Decimal("0.01"))


@pytest.mark.parametrize(
    ("views", "median"), [(["1", "9", "5", "100"], None), (["1", "9", "5", "100", "7"], 7), (["1"] * 5, 1)]
)
def test_the_median_of_views_needs_five_pieces(views: list[str], median: int | None) -> None:
    assert views_of(roster_of(pieces=[{"platform": "x", "views": one} for one in views]))[0] == median


def test_a_written_tier_wins_over_followers(entries: dict[str, Entry]) -> None:
    person = entries["ana"].profile.person
    roster = roster_of(platforms={"x": {"followers": "2000000"}})
    assert tier_of(person, roster) == "nano"
    assert tier_of(person.model_copy(update={"followers": None}), roster) == "mega"
    assert tier_of(person.model_copy(update={"tier": "macro"}), roster) == "macro"


def test_a_match_is_the_same_from_both_sides_and_says_why(entries: dict[str, Entry]) -> None:
    ana = entries["ana"]
    products = ana.site.products
    found = match(ana, "cloud-balm", products["cloud-balm"], {})
    assert (found.score, found.why) == (
        Fraction(2, 3) + Fraction(1, 2), "2 of 3 niches: skincare, travel; on their page (+1/2)",
    )  # fmt: skip
    assert match(entries["ben"], "cloud-balm", products["cloud-balm"], {}).why == "0 of 3 niches"
    given_it = roster_of(gifts=[{"day": "2027-01-01", "product": "cloud-balm"}])
    assert match(replace(ana, roster=given_it), "cloud-balm", products["cloud-balm"], {}).score == Fraction(11, 12)
    abroad = match(ana, "cloud-balm", products["cloud-balm"], {"cloud-balm": ("FR",)})
    assert abroad.exclusion == "it is not sold in FR"
    promised = roster_of(
        contract={"exclusivity": {"category": "skin-care", "brand": "Other House", "until": "2027-03-20"}}
    )
    ruled_out = match(replace(ana, roster=promised), "cloud-balm", products["cloud-balm"], {})
    assert ruled_out.exclusion == "they promised Other House exclusivity for skincare until 2027-03-20"
    over = roster_of(contract={"exclusivity": {"category": "skincare", "brand": "Other House", "until": "2027-03-19"}})
    assert match(replace(ana, roster=over), "cloud-balm", products["cloud-balm"], {}).exclusion == ""


def test_gaps_of_both_sides(entries: dict[str, Entry]) -> None:
    everybody = tuple(entries.values())
    found = list(gaps(everybody, everybody[0].site.products))
    assert ("Boy Brow", "no active person shows it") in found
    assert [name for name, gap in found if gap.startswith("only one person")] == ["makeup", "skincare", "travel"]
    abroad = replace(entries["ben"], products=frozenset(["cloud-balm"]))
    assert ("Ben", "no product on their page shares a niche with them") in gaps((abroad,), abroad.site.products)


def test_coverage_counts_running_people_and_names_what_is_missing(entries: dict[str, Entry]) -> None:
    site = entries["ana"].site
    by_country, by_product, _ = coverage_tables(list(entries.values()), site.products, ())
    assert [column.name for column in by_country.columns] == ["tier_country", "DE", "FR"]
    assert {row[0]: row[1:] for row in by_country.rows} == {
        "nano": (0, 1), "micro": (0, 0), "mid": (1, 0), "macro": (0, 0), "mega": (0, 0),
    }  # fmt: skip
    assert "1 running person has no country, and is in no column." in by_country.notes
    assert {row[0]: row[1:] for row in by_product.rows}["skincare"] == (1, 0)


def _with(entry: Entry, **roster: object) -> Entry:
    return replace(entry, roster=roster_of(**roster))


def test_costs_are_those_of_the_year_until_the_day(entries: dict[str, Entry]) -> None:
    ana = entries["ana"]
    gifts = [
        {"day": "2026-12-31", "product": "cloud-balm"}, {"day": "2027-01-01", "product": "cloud-balm", "quantity": "2"},
        {"day": "2027-03-20", "product": "boy-brow", "value": "10.50"}, {"day": "2027-03-21", "product": "cloud-balm"},
        {"day": "2027-02-02", "product": "boy-brow"},
    ]  # fmt: skip
    costs = _with(ana, gifts=gifts).costs
    assert dict(costs.gifts) == {"EUR": Decimal("58.50")}
    assert costs.unknown_amounts == ["the gift boy-brow of 2027-02-02 has no value"]
    pieces = [{"platform": "x", "posted": day} for day in ("2026-12-31", "2027-01-01", "2027-03-20", "2027-03-21")]
    fee = {"amount": "100.00", "per": "piece", "currency": "GBP"}
    assert dict(_with(ana, pieces=pieces, fee=fee).costs.fees) == {"GBP": Decimal("200.00")}
    table = costs_table([_with(ana, pieces=pieces, fee=fee | {"amount": "4950.00"})], "EUR")
    cell = table.rows[0][table.column("fees")]
    assert (as_text(cell), show_cell(cell, table.columns[table.column("fees")])) == ("9900.00 GBP", "9,900.00 GBP")
    monthly = {"amount": "50.00", "per": "month"}
    assert dict(_with(ana, fee=monthly, contract={"signed": "2027-02-27"}).costs.fees) == {"EUR": Decimal("100.00")}
    assert dict(_with(ana, fee=monthly, contract={"signed": "2026-02-27", "until": "2027-01-02"}).costs.fees) == {
        "EUR": Decimal("50.00")
    }
    once = {"amount": "50.00", "per": "once"}
    assert dict(_with(ana, fee=once, contract={"signed": "2026-12-31"}).costs.fees) == {}


@pytest.mark.parametrize(
    ("since", "length"),
    [("2026-12-21", "new"), ("2026-12-20", "settled"), ("2026-09-21", "settled"), ("2026-09-20", "long")],
)
def test_the_length_of_a_partnership_has_a_word(since: str, length: str, entries: dict[str, Entry]) -> None:
    ana = entries["ana"]
    person = ana.profile.person.model_copy(update={"since": date.fromisoformat(since)})
    assert length_of(replace(ana, profile=replace(ana.profile, person=person))) == length


def _needs(entry: Entry) -> set[str]:
    return {need.kind for need in needs([entry])}


def test_what_needs_somebody_today(entries: dict[str, Entry]) -> None:
    ana = entries["ana"]
    assert _needs(ana) == {"right", "no-post"}  # 21 days before a right ends, 60 after the last piece
    posted = {"platform": "x", "posted": "2027-03-01", "label": "true"}
    assert _needs(_with(ana, pieces=[posted])) == set()
    assert _needs(_with(ana, pieces=[{**posted, "label": "false"}])) == {"label"}
    due = {"platform": "x", "due": "2027-03-19"}
    assert _needs(_with(ana, pieces=[posted, due])) == {"overdue"}
    assert _needs(_with(ana, pieces=[posted, {**due, "due": "2027-03-20"}])) == set()
    assert _needs(_with(ana, pieces=[posted], gifts=[{"day": "2027-03-06", "product": "cloud-balm"}])) == {"gift"}
    assert _needs(_with(ana, pieces=[posted], gifts=[{"day": "2027-03-07", "product": "cloud-balm"}])) == set()
    assert _needs(_with(ana, pieces=[posted], state={"invited": "2027-03-06"})) == {"no-answer"}
    assert _needs(_with(ana, pieces=[posted], state={"invited": "2027-03-06", "answered": "2027-03-07"})) == set()
    old = {"instagram": {"followers": "1", "checked": "2026-12-20"}}
    assert _needs(_with(ana, pieces=[posted], platforms=old)) == {"old-numbers"}
    assert _needs(_with(ana, pieces=[posted], contract={"until": "2027-04-19"})) == {"contract"}


@pytest.mark.parametrize(("value", "told"), [("799.99", False), ("800.00", True), ("1000.00", True)])
def test_the_french_threshold_is_named_at_80_percent(value: str, told: bool, entries: dict[str, Entry]) -> None:
    gift = {"day": "2027-02-01", "product": "boy-brow", "value": value, "received": "2027-02-03"}
    assert ("contract-threshold" in _needs(_with(entries["ana"], country="FR", gifts=[gift]))) is told
    assert "contract-threshold" not in _needs(_with(entries["ana"], country="DE", gifts=[gift]))
    signed = {"signed": "2027-01-01"}
    assert "contract-threshold" not in _needs(_with(entries["ana"], country="FR", gifts=[gift], contract=signed))


def _signals(entry: Entry, **roster: object) -> set[str]:
    benchmarks = Benchmarks()
    return {one.name for one in signals_of(_with(entry, **roster), benchmarks.tiers, benchmarks.source)}


def test_signals_have_a_border_and_nothing_comes_of_four_posts(entries: dict[str, Entry]) -> None:
    ana = entries["ana"]  # nano: 2.71 %

    def one(**numbers: str) -> set[str]:
        return _signals(ana, platforms={"instagram": {"followers": "100000", "posts": "5", **numbers}})

    assert one(likes="813") == set()
    assert one(likes="812") == {"engagement far below its tier"}
    assert one(likes="812", posts="4") == set()
    assert one(likes="13550") == set()
    assert one(likes="13551") == {"engagement far above its tier"}
    assert one(likes="2000", comments="4") == set()
    assert one(likes="2000", comments="3") == {"comments per like"}
    assert one(median_views="3000") == set()
    assert one(median_views="2999") == {"views per follower"}
    assert one(likes="2000", saves="19", shares="0") == {"saves and shares near zero"}


def test_jumps_are_counted_by_the_month(entries: dict[str, Entry]) -> None:
    def jump(day: str, followers: str, **numbers: str) -> bool:
        history = [
            {"day": "2026-01-01", "platform": "x", "followers": "1000"},
            {"day": day, "platform": "x", "followers": followers},
        ]
        return "followers jump" in _signals(entries["ana"], history=history, platforms={"x": numbers})

    assert jump("2026-01-31", "1201")
    assert jump("2026-01-31", "1201", posts="5")
    assert not jump("2026-01-31", "1201", posts="4")
    assert not jump("2026-01-31", "1200")
    assert not jump("2026-03-02", "1400")
    assert jump("2026-03-02", "1401")


def test_even_likes_need_ten_pieces(entries: dict[str, Entry]) -> None:
    def even(likes: list[int]) -> bool:
        pieces = [{"platform": "x", "likes": str(one)} for one in likes]
        return "even likes" in _signals(entries["ana"], pieces=pieces)

    assert even([100] * 10)
    assert not even([100] * 9)
    assert not even([80, 120] * 5)


def test_a_question_costs_each_person_the_same(entries: dict[str, Entry]) -> None:
    def question_of(number: int) -> Callable[[], object]:
        people = [
            replace(entries[slug], profile=replace(entries[slug].profile, slug=f"{slug}-{n}"))
            for n in range(number // 2)
            for slug in ("ana", "ben")
        ]
        filters = Filters(niche=("skincare",), min_engagement=Decimal(1), rights_end=30)

        def ask() -> object:
            people_table(sort_entries([one for one in people if filters.fits(one)], "-engagement"))
            return needs(people)

        return ask

    assert_linear(question_of, 400)


def test_unknown_names_and_impossible_numbers_are_problems(tmp_path: Path) -> None:
    roster = """gifts: [{day: 2027-01-01, product: cloud-blam, received: 2027-03-21}]
pieces: [{platform: x, campaign: spring, posted: 2027-03-20}, {platform: x, posted: 2027-03-21}]
history: [{day: 2027-03-21, platform: x, followers: 7}]
rights: [{picture: nothing.jpg, use: site, until: 2099-01-01}]
platforms:
  instagram: {followers: 100, median_views: 90, reach: 91}
  tiktok: {followers: 100, reach: 101}
  youtube: {followers: 100, median_views: 90, reach: 90, checked: 2027-03-21}
"""
    write_site(tmp_path, lea__roster=roster)
    assert sorted(entries_of(tmp_path, DAY)[1]) == [
        *(["impossible-number"] * 6), "missing-picture", "unknown-campaign", "unknown-product",
    ]  # fmt: skip
