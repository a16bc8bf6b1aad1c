"""Tests that a report reads visits from exports of GA4, Plausible and Matomo, and knows to whom they belong."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.content.site import Profile
from generator.link_sheet.row import LinkRow
from tests.report.exports import example, report_on, with_utm_content

GA4 = """# ----------------------------------------
# Traffic acquisition
# Account: Aubine
# Start date: 20261101
# End date: 20261130
Session source / medium,Session manual ad content,Sessions,Engaged sessions,Total revenue
Grand total,,260,200,1000.50
lea-moreau / affiliate,story.first-light.ig,100,80,"1,000.50"
jonas-weber / affiliate,(not set),50,40,0
google / organic,(not set),100,80,0
lea-morea / affiliate,story.first-light,5,1,0
"""
FRENCH = (
    "\ufeff# Date de début: 20261101\n# Date de fin: 20261130\n"
    "Source/Support de la session;Sessions;Sessions avec engagement;Taux d’engagement;Revenu total\n"
    "lea-moreau / affiliate;1\u202f234;800;62,5\u00a0%;1\u202f234,56\u00a0€\n"
    "jonas-weber / affiliate;12;8;66,7 %;0,00 €\n"
)


def test_a_ga4_table_of_two_dimensions_is_read(tmp_path: Path) -> None:
    with report_on(tmp_path, {"ga4.csv": GA4}) as outcome:
        assert outcome.person("lea-moreau", "sessions") == (100,)
        assert outcome.person("jonas-weber", "sessions") == (50,)
        assert outcome.rows("placements", "placement", "sessions") == [("story", 100), ("(not known)", 50)]
        assert outcome.rows("channels", "channel", "sessions")[0] == ("ig", 100)
        assert outcome.rows("products", "product") == []
        assert outcome.rows("near-misses", "value", "nearest", "weight") == [("lea-morea", "lea-moreau", 5)]
        # 150 of 155 visits with the programme's medium belong to people; google's visits do not.
        assert outcome.rows("sources", "rows", "matched", "explained") == [(255, 150, Decimal("0.9677"))]
        assert any("rows explain 255 (98.1%)" in note for note in outcome.tables["sources"].notes)
        assert outcome.names == []


def test_french_exports_are_read(tmp_path: Path) -> None:
    with report_on(tmp_path, {"ga4.csv": FRENCH}) as outcome:
        assert outcome.person("lea-moreau", "sessions") == (1234,)
        assert outcome.facts("SELECT sum(revenue) FROM visits") == [(Decimal("1234.56"),)]


@pytest.mark.parametrize(
    "text",
    [
        "Sitzung – Quelle/Medium,Sitzungen\nlea-moreau / affiliate,7\n",
        "sitzung - quelle / medium,SITZUNGEN\nlea-moreau / affiliate,7\n",
        "Origen/Medio de la sesión,Sesiones\nlea-moreau / affiliate,7\nTotal,7\n",
        "Session source,Session campaign,Sessions\nlea-moreau,first-frost-2026,3\nlea-moreau,(not set),4\n,,"
        "7,Grand total\n",
        "\nSession source,Sessions\nSession source,Sessions\nlea-moreau,7\n",
        "Session source,Date range,Sessions\nlea-moreau,Nov 1 - Nov 30,7\nlea-moreau,Oct 1 - Oct 31,5\n",
        "Session source,Sessions,Sessions (previous period)\nlea-moreau,7,5\n",
        "# Start date: 20261101\nCountry,Sessions\nFrance,99\n# Start date: 20261101\nSession source,"
        "Sessions\nlea-moreau,7\n",
        "Session source,Device category,Sessions\nlea-moreau,mobile,4\nlea-moreau,desktop,3\n",
    ],
    ids=["de", "de-signs", "es", "explore", "second-header", "range", "previous", "snapshot", "device"],
)
def test_dialects_of_ga4(tmp_path: Path, text: str) -> None:
    with report_on(tmp_path, {"ga4.csv": text}) as outcome:
        assert outcome.person("lea-moreau", "sessions") == (7,)
        assert outcome.names == []


def test_overlapping_days_count_once_and_a_split_day_counts_whole(tmp_path: Path) -> None:
    head = "Session source,Date,Device category,Sessions\n"
    first = head + "lea-moreau,20261101,mobile,4\nlea-moreau,20261102,mobile,5\n"
    second = head + "lea-moreau,20261102,mobile,5\nlea-moreau,20261102,desktop,2\nlea-moreau,20261103,mobile,1\n"
    with report_on(tmp_path, {"a.csv": first, "b.csv": second}) as outcome:
        assert outcome.person("lea-moreau", "sessions") == (12,)


def test_overlapping_periods_are_not_added(tmp_path: Path) -> None:
    other_month = GA4.replace("20261101", "20261001")
    with report_on(tmp_path, {"a.csv": GA4, "b.csv": other_month}) as outcome:
        assert outcome.person("lea-moreau", "sessions") == (100,)
        assert outcome.names == ["overlapping-exports"]


def test_the_same_visits_by_other_dimensions_are_not_added(tmp_path: Path) -> None:
    by_source = (
        "# Start date: 20261101\n# End date: 20261130\nSession source,Sessions\nlea-moreau,100\njonas-weber,50\n"
    )
    with report_on(tmp_path, {"a.csv": GA4, "b.csv": by_source}) as outcome:
        assert outcome.person("lea-moreau", "sessions") == (100,)
        assert outcome.rows("placements", "placement", "sessions")[0] == ("story", 100)


def test_rows_beyond_the_own_total_are_reported(tmp_path: Path) -> None:
    with report_on(tmp_path, {"ga4.csv": GA4.replace("Grand total,,260", "Grand total,,200")}) as outcome:
        assert outcome.names == ["totals-differ"]


def test_case_and_accents_of_a_source_do_not_count(tmp_path: Path) -> None:
    with report_on(tmp_path, {"ga4.csv": "Session source,Sessions\nLéa-Moreau,7\nLEA-MOREAU,1\n"}) as outcome:
        assert outcome.person("lea-moreau", "sessions") == (8,)


def test_each_file_of_plausible_is_one_dimension(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("utm_sources.csv", "name,visitors,bounce_rate,visit_duration\nlea-moreau,30,50,12\nx,9,1,1\n")
        archive.writestr("utm_contents.csv", "name,visitors,bounce_rate,visit_duration\nstory.first-light,20,50,12\n")
        archive.writestr("pages.csv", "name,visitors\n/,99\n")
    with report_on(tmp_path, {"plausible.zip": data.getvalue()}) as outcome:
        assert outcome.person("lea-moreau", "sessions") == (30,)
        assert outcome.names == []
        # The content names a placement that many people share, so no person gets the visits.
        assert outcome.facts("SELECT placement, person, sessions FROM visits WHERE cut = 'utm_content'") == [
            ("story", None, 20)
        ]


def test_a_content_that_names_the_person_gives_person_and_placement(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("utm_contents.csv", "name,visitors\nlea-moreau.story.first-light.ig,20\n")
    site = with_utm_content("{ambassador}.{placement}.{product}<.{channel}>")
    with report_on(tmp_path, {"plausible.zip": data.getvalue()}, site=site) as outcome:
        assert outcome.person("lea-moreau", "sessions") == (20,)
        assert outcome.rows("placements", "placement", "sessions") == [("story", 20)]
        assert outcome.rows("channels", "channel", "sessions") == [("ig", 20)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_the_dimension_of_matomo_is_found_by_its_labels(tmp_path: Path, encoding: str) -> None:
    head = "date,label,nb_visits,nb_conversions,revenue,bounce_rate\n"
    sources = f"{head}2026-11-03,lea-moreau,8,1,20,50%\n2026-11-04,Jonas-Weber,4,0,0,50%\n2026-11-04,news,3,0,0,50%\n"
    contents = f"{head}2026-11-03,story.first-light,9,1,20,50%\n2026-11-03,other,1,0,0,50%\n"
    files = {"sources.csv": sources.encode(encoding), "contents.csv": contents.encode(encoding)}
    with report_on(tmp_path, files) as outcome:
        assert outcome.names == []
        assert outcome.person("lea-moreau", "sessions") == (8,)
        assert outcome.person("jonas-weber", "sessions") == (4,)
        # A file has one dimension, so the sessions of a placement belong to no person.
        assert outcome.facts("SELECT placement, sum(sessions)::INTEGER FROM visits WHERE cut = 'utm_content' "
                         "AND placement IS NOT NULL GROUP BY 1") == [("story", 9)]  # fmt: skip
        [note] = [note for file in outcome.joined_facts.files for note in file.notes if "utm_source" in note]
        assert note == "Its labels were taken for utm_source: 2 of the first 3 are values of links."


def test_matomo_with_unknown_labels_needs_a_map(tmp_path: Path) -> None:
    text = "label,nb_visits,bounce_rate\nlea-m,8,50%\n".encode("utf-16")
    with report_on(tmp_path, {"matomo.csv": text}) as outcome:
        assert outcome.names == ["unknown-export"]
    text = "label,nb_visits,bounce_rate\nlea-moreau,8,50%\n".encode("utf-16")
    with report_on(tmp_path, {"matomo.csv": text}, columns={"utm_source": "label"}) as outcome:
        assert outcome.person("lea-moreau", "sessions") == (8,)
    for message in ("No data available", "Error: no such site"):
        with report_on(tmp_path, {"matomo.csv": message.encode("utf-16")}) as outcome:
            assert outcome.names == ["empty-export"], message


def old_row(slug: str) -> LinkRow:
    url = f"https://aubine.example/?utm_source={slug}&utm_medium=affiliate&utm_content=story.first-light"
    return LinkRow(f"{slug}/index.html", slug, "", "", "story", "first-light", "utm", "", url, "", "", 1)


def test_former_people_count_but_forgotten_ones_are_not_named(tmp_path: Path) -> None:
    lea = next(profile for profile in example().people if profile.slug == "lea-moreau")
    lea_with_alias = Profile(
        "lea-moreau", lea.person.model_copy(update={"aliases": ("lea-before",)}), lea.story, lea.place
    )
    people = tuple(lea_with_alias if profile is lea else profile for profile in example().people)
    site = replace(example(), people=people, forgotten=("forgotten-person/ig",))
    older = [old_row(slug) for slug in ("gone-person", "forgotten-person", "lea-before")]
    text = "Session source,Sessions\nottilie-blanc,5\ngone-person,6\nforgotten-person,7\nlea-before,8\n"
    with report_on(tmp_path, {"ga4.csv": text}, older=older, site=site) as outcome:
        assert outcome.person("ottilie-blanc", "sessions", "state") == (5, "ended")
        assert outcome.person("gone-person", "name", "sessions", "state") == ("gone-person", 6, "not in content")
        assert outcome.person("lea-moreau", "sessions") == (8,)
        for table in outcome.tables.values():
            assert not any("forgotten-person" in str(cell) for row in table.rows for cell in row), table.name
        assert outcome.names == ["people-not-in-content"] * 2
        first, second = outcome.report
        assert (first.place.file, first.place.line, "`gone-person`" in first.message) == ("older.csv", 2, True)
        assert (second.place.line, "forgotten-person" in second.message) == (3, False)


def test_an_older_link_sheet_explains_the_links_of_last_year(tmp_path: Path) -> None:
    url = "https://aubine.example/?utm_source=lea-old&utm_medium=affiliate&utm_campaign=y&utm_content=shelf.old-thing"
    older = [LinkRow("lea-moreau/index.html", "lea-moreau", "y", "", "shelf", "old-thing", "utm", "", url, "", "", 1)]
    text = "Session source,Session manual ad content,Sessions\nlea-old,shelf.old-thing,5\n"
    with report_on(tmp_path, {"ga4.csv": text}, older=older) as outcome:
        assert outcome.person("lea-moreau", "sessions") == (5,)
        assert outcome.rows("placements", "placement", "sessions") == [("shelf", 5)]


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ("", "not-an-export", 0),
        ("Session source,Sessions\n", "empty-export", 0),
        ("No data available", "empty-export", 0),
        ("a,b\n1,2\n", "unknown-export", 0),
        ("Session source,Sessions\nlea-moreau,seven\njonas-weber,1\n", "unreadable-cell", 2),
        ("Session source,Sessions\nlea-moreau,1.5\njonas-weber,1\n", "unreadable-cell", 2),
        ('Session source,Sessions\n"lea-moreau,7\njonas-weber,1\n', "broken-sheet", 2),
        ("Session source,Sessions,Device\njonas-weber,1,phone\nlea-moreau,7", "unreadable-cell", 3),
        ("Session source,Date,Sessions\nlea-moreau,20261399,7\njonas-weber,20261101,1\n", "unreadable-cell", 2),
    ],
)
def test_bad_files_are_reported_with_their_place(tmp_path: Path, text: str, name: str, line: int) -> None:
    with report_on(tmp_path, {"ga4.csv": text}) as outcome:
        assert [(problem.name, problem.place.line) for problem in outcome.report] == [(name, line)]
        if line:
            assert outcome.person("jonas-weber", "sessions") == (1,)
