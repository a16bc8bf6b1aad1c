"""Tests that the answers of the roster (filters, order, matches, costs, needs, signals) are those computed by hand."""

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
    people, problems = entries_of(root, **{"skin-care": "skincare"})
    assert problems == []
    return {entry.slug: entry for entry in people}


@pytest.mark.parametrize(
    ("options", "slugs"),
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
def test_a_filter_finds_the_right_people(
    options: dict[str, object], slugs: set[str], entries: dict[str, Entry]
) -> None:
    assert {entry.slug for entry in entries.values() if Filters(**options).fits(entry)} == slugs  # type: ignore[arg-type]


NICHES, TIERS, COUNTRIES = ["skincare", "travel", "makeup"], ["nano", "mid"], ["FR", "DE"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.sets(st.sampled_from(NICHES)), st.sets(st.sampled_from(TIERS)), st.sets(st.sampled_from(COUNTRIES)))
def test_people_fit_all_filters_and_one_value_of_each(
    entries: dict[str, Entry], niches: set[str], tiers: set[str], countries: set[str]
) -> None:
    filters = Filters(niche=tuple(niches), tier=tuple(tiers), country=tuple(countries))
    for entry in entries.values():
        fits = (
            (not niches or bool(niches & set(entry.niches)))
            and (not tiers or entry.tier in tiers)
            and (not countries or entry.country in countries)
        )
        assert filters.fits(entry) is fits


def test_people_without_a_value_come_last_in_both_orders(entries: dict[str, Entry]) -> None:
    everybody = list(entries.values())
    assert [entry.slug for entry in sort_entries(everybody, "followers")] == ["ana", "ben", "lea"]
    assert [entry.slug for entry in sort_entries(everybody, "-followers")] == ["ben", "ana", "lea"]
    assert [entry.slug for entry in sort_entries(everybody, "-tier")] == ["ben", "ana", "lea"]
    for name in COLUMNS:
        assert {entry.slug for entry in sort_entries(everybody, f"-{name}")} == set(entries)


def test_an_engagement_has_the_formula_by_which_it_was_computed(entries: dict[str, Entry]) -> None:
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
    engagement = engagement_by_reach("x", numbers)
    assert engagement is not None
    assert (engagement.share, engagement.formula) == (
        Decimal("0.05"),
        "(50 likes + 7 saves + 3 shares) / 1,200 reached",
    )


def test_the_engagement_is_that_of_the_largest_platform_with_likes() -> None:
    roster = roster_of(
        platforms={
            "instagram": {"followers": "1000", "likes": "100"},
            "tiktok": {"followers": "5000", "likes": "50"},
            "x": {"followers": "9000"},
        }
    )
    engagement = engagement_of(roster)
    assert engagement is not None
    assert (engagement.platform, engagement.share) == ("tiktok", Decimal("0.01"))


@pytest.mark.parametrize(
    ("views", "median"), [(["1", "9", "5", "100"], None), (["1", "9", "5", "100", "7"], 7), (["1"] * 5, 1)]
)
def test_the_median_of_views_needs_five_pieces(views: list[str], median: int | None) -> None:
    assert views_of(roster_of(pieces=[{"platform": "x", "views": count} for count in views]))[0] == median


def test_a_written_tier_wins_over_followers(entries: dict[str, Entry]) -> None:
    person = entries["ana"].profile.person
    roster = roster_of(platforms={"x": {"followers": "2000000"}})
    assert tier_of(person, roster) == "nano"
    assert tier_of(person.model_copy(update={"followers": None}), roster) == "mega"
    assert tier_of(person.model_copy(update={"tier": "macro"}), roster) == "macro"


def test_a_match_has_its_score_and_the_reasons(entries: dict[str, Entry]) -> None:
    ana = entries["ana"]
    products = ana.site.products
    result = match(ana, "cloud-balm", products["cloud-balm"], {})
    assert (result.score, result.why) == (
        Fraction(2, 3) + Fraction(1, 2), "2 of 3 niches: skincare, travel; on their page (+1/2)",
    )  # fmt: skip
    assert match(entries["ben"], "cloud-balm", products["cloud-balm"], {}).why == "0 of 3 niches"
    with_gift = roster_of(gifts=[{"day": "2027-01-01", "product": "cloud-balm"}])
    assert match(replace(ana, roster=with_gift), "cloud-balm", products["cloud-balm"], {}).score == Fraction(11, 12)
    abroad = match(ana, "cloud-balm", products["cloud-balm"], {"cloud-balm": ("FR",)})
    assert abroad.exclusion == "it is not sold in FR"
    exclusive = roster_of(
        contract={"exclusivity": {"category": "skin-care", "brand": "Other House", "until": "2027-03-20"}}
    )
    ruled_out = match(replace(ana, roster=exclusive), "cloud-balm", products["cloud-balm"], {})
    assert ruled_out.exclusion == "they promised Other House exclusivity for skincare until 2027-03-20"
    formerly_exclusive = roster_of(
        contract={"exclusivity": {"category": "skincare", "brand": "Other House", "until": "2027-03-19"}}
    )
    assert match(replace(ana, roster=formerly_exclusive), "cloud-balm", products["cloud-balm"], {}).exclusion == ""


def test_products_and_people_without_a_match_are_listed_as_gaps(entries: dict[str, Entry]) -> None:
    everybody = tuple(entries.values())
    all_gaps = list(gaps(everybody, everybody[0].site.products))
    assert ("Boy Brow", "no active person shows it") in all_gaps
    assert [name for name, gap in all_gaps if gap.startswith("only one person")] == ["makeup", "skincare", "travel"]
    abroad = replace(entries["ben"], products=frozenset(["cloud-balm"]))
    assert ("Ben", "no product on their page shares a niche with them") in gaps((abroad,), abroad.site.products)


def test_coverage_counts_active_people_and_notes_missing_countries(entries: dict[str, Entry]) -> None:
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


def test_costs_are_those_of_the_year_up_to_the_day(entries: dict[str, Entry]) -> None:
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
def test_the_length_of_a_partnership_is_named(since: str, length: str, entries: dict[str, Entry]) -> None:
    ana = entries["ana"]
    person = ana.profile.person.model_copy(update={"since": date.fromisoformat(since)})
    assert length_of(replace(ana, profile=replace(ana.profile, person=person))) == length


def _needs(entry: Entry) -> set[str]:
    return {need.kind for need in needs([entry])}


def test_each_need_begins_on_its_day(entries: dict[str, Entry]) -> None:
    ana = entries["ana"]
    assert _needs(ana) == {"right", "no-post"}  # 21 days before a right ends, 60 after the last piece
    piece = {"platform": "x", "posted": "2027-03-01", "label": "true"}
    assert _needs(_with(ana, pieces=[piece])) == set()
    assert _needs(_with(ana, pieces=[{**piece, "label": "false"}])) == {"label"}
    due = {"platform": "x", "due": "2027-03-19"}
    assert _needs(_with(ana, pieces=[piece, due])) == {"overdue"}
    assert _needs(_with(ana, pieces=[piece, {**due, "due": "2027-03-20"}])) == set()
    assert _needs(_with(ana, pieces=[piece], gifts=[{"day": "2027-03-06", "product": "cloud-balm"}])) == {"gift"}
    assert _needs(_with(ana, pieces=[piece], gifts=[{"day": "2027-03-07", "product": "cloud-balm"}])) == set()
    assert _needs(_with(ana, pieces=[piece], state={"invited": "2027-03-06"})) == {"no-answer"}
    assert _needs(_with(ana, pieces=[piece], state={"invited": "2027-03-06", "answered": "2027-03-07"})) == set()
    old_platforms = {"instagram": {"followers": "1", "checked": "2026-12-20"}}
    assert _needs(_with(ana, pieces=[piece], platforms=old_platforms)) == {"old-numbers"}
    assert _needs(_with(ana, pieces=[piece], contract={"until": "2027-04-19"})) == {"contract"}


@pytest.mark.parametrize(("value", "is_due"), [("799.99", False), ("800.00", True), ("1000.00", True)])
def test_the_french_threshold_is_named_at_80_percent(value: str, is_due: bool, entries: dict[str, Entry]) -> None:
    gift = {"day": "2027-02-01", "product": "boy-brow", "value": value, "received": "2027-02-03"}
    assert ("contract-threshold" in _needs(_with(entries["ana"], country="FR", gifts=[gift]))) is is_due
    assert "contract-threshold" not in _needs(_with(entries["ana"], country="DE", gifts=[gift]))
    contract = {"signed": "2027-01-01"}
    assert "contract-threshold" not in _needs(_with(entries["ana"], country="FR", gifts=[gift], contract=contract))


def _signals(entry: Entry, **roster: object) -> set[str]:
    benchmarks = Benchmarks()
    return {signal.name for signal in signals_of(_with(entry, **roster), benchmarks.tiers, benchmarks.source)}


def test_signals_have_a_threshold_and_need_five_posts(entries: dict[str, Entry]) -> None:
    ana = entries["ana"]  # nano: 2.71 %

    def signals(**numbers: str) -> set[str]:
        return _signals(ana, platforms={"instagram": {"followers": "100000", "posts": "5", **numbers}})

    assert signals(likes="813") == set()
    assert signals(likes="812") == {"engagement far below its tier"}
    assert signals(likes="812", posts="4") == set()
    assert signals(likes="13550") == set()
    assert signals(likes="13551") == {"engagement far above its tier"}
    assert signals(likes="2000", comments="4") == set()
    assert signals(likes="2000", comments="3") == {"comments per like"}
    assert signals(median_views="3000") == set()
    assert signals(median_views="2999") == {"views per follower"}
    assert signals(likes="2000", saves="19", shares="0") == {"saves and shares near zero"}


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
    def has_even_likes(likes: list[int]) -> bool:
        pieces = [{"platform": "x", "likes": str(count)} for count in likes]
        return "even likes" in _signals(entries["ana"], pieces=pieces)

    assert has_even_likes([100] * 10)
    assert not has_even_likes([100] * 9)
    assert not has_even_likes([80, 120] * 5)


def test_a_question_costs_each_person_the_same(entries: dict[str, Entry]) -> None:
    def question_of(number: int) -> Callable[[], object]:
        people = [
            replace(entries[slug], profile=replace(entries[slug].profile, slug=f"{slug}-{n}"))
            for n in range(number // 2)
            for slug in ("ana", "ben")
        ]
        filters = Filters(niche=("skincare",), min_engagement=Decimal(1), rights_end=30)

        def ask() -> object:
            people_table(sort_entries([entry for entry in people if filters.fits(entry)], "-engagement"))
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
