"""Tests that an import writes columns of rosters only if asked, with the day, and keeps what people wrote."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
import yaml

from generator.columns.roster_fields import roster_fields
from tests.importing.sites import check, person, run_import, snapshot, write
from tests.scenario import run_cli

LEA = "content/ambassadors/lea-moreau/roster.yaml"
ROSTER = """\
# Notes on Léa.
owner: south     # a role
platforms:
  instagram: {followers: 40000, checked: 2026-06-01, likes: 500}
gifts:
  - {day: 2026-01-22, product: cloud-balm}   # the first
"""
GRIN = """\
First Name,Last Name,Email,Instagram,Instagram Followers,Avg Instagram Likes,Country,Owner,Contract End,Languages Spoken
Léa,Moreau,lea@mail.example,leamoreau,"45,200",700,France,north,31/12/2028,"French, English"
Ana,Sol,ana@mail.example,anasol,12.5K,90,Deutschland,north,2028-05-01,de
"""
UPFLUENCE = """\
influencer_id,media_url,profile_name,first_name,last_name,phone_number,email,shipping_address.line1,shipping_address.country_code
8812,https://www.instagram.com/anasol/,anasol,Ana,Sol,+34 600 000 000,ana@mail.example,Calle Mayor 1,ES
"""


def _roster(site: Path, file: str = LEA) -> dict[str, object]:
    values: dict[str, object] = yaml.safe_load((site / file).read_text("utf-8"))
    return values


def test_a_list_of_another_tool_goes_to_rosters_if_asked(site: Path) -> None:
    code, output = run_import(site, "ambassadors", GRIN, "--dry-run")
    assert (code, "roster.country" in output) == (0, False)
    assert "For rosters, which are private: Avg Instagram Likes, Country, Owner, Contract End, " in output
    code, output = run_import(site, "ambassadors", GRIN, "--roster")
    assert code == 0, output
    assert "roster.country from Country" in output
    assert "14 values in 2 rosters changed. Rosters are private." in output
    assert _roster(site)["country"] == "FR"
    assert _roster(site)["languages"] == ["fr", "en"]
    assert _roster(site)["contract"] == {"until": yaml.safe_load("2028-12-31")}
    numbers = _roster(site, "content/ambassadors/ana-sol/roster.yaml")["platforms"]["instagram"]  # type: ignore[index]
    assert (numbers["followers"], numbers["likes"]) == (12500, 90)
    assert numbers["checked"]
    assert person(site, "ana-sol")["followers"] == "12500"
    check(site)
    assert not [text for text in snapshot(site).values() if b"mail.example" in text]
    private = (site / "content/.imported/ambassadors.json").read_text("utf-8")
    assert "roster" not in private


def test_a_column_for_rosters_is_not_named_twice(site: Path) -> None:
    sheet = "Name,Instagram,Land,Kommentar\nAna Sol,anasol,Frankreich,a friend\n"
    code, output = run_import(site, "ambassadors", sheet, "--dry-run")
    assert code == 0, output
    assert "For rosters, which are private: Land. " in output
    assert "Not read: Kommentar. " in output


def test_an_upfluence_export_is_read_without_personal_data(site: Path) -> None:
    code, output = run_import(site, "ambassadors", UPFLUENCE, "--roster")
    assert code == 0, output
    assert person(site, "ana-sol")["socials"] == {"instagram": "anasol"}
    assert _roster(site, "content/ambassadors/ana-sol/roster.yaml") == {"country": "ES"}
    for private in ("Calle Mayor", "600 000", "mail.example"):
        assert not [
            text for text in snapshot(site).values() if private.encode() in text and b"influencer_id" not in text
        ]
    assert "personal data stays out of the repository: phone_number, email, shipping_address.line1" in output


def test_edits_by_hand_stay_and_old_numbers_go_to_the_history(site: Path) -> None:
    write(site, LEA, ROSTER)
    code, output = run_import(site, "ambassadors", GRIN, "--roster")
    assert code == 0, output
    assert "edited-by-hand" in output
    assert "`owner` of Léa Moreau's roster is `south`, and the sheet says `north` in row 2, column H (Owner)" in output
    text = (site / LEA).read_text("utf-8")
    assert "owner: south     # a role" in text
    assert "# the first" in text
    assert _roster(site)["history"] == [
        {"day": yaml.safe_load("2026-06-01"), "platform": "instagram", "followers": 40000}
    ]
    assert _roster(site)["platforms"]["instagram"]["followers"] == 45200  # type: ignore[index]
    before = snapshot(site)
    assert "values in" not in run_import(site, "ambassadors", GRIN, "--roster")[1]
    assert snapshot(site) == before
    run_import(site, "ambassadors", GRIN, "--roster", "--overwrite")
    assert _roster(site)["owner"] == "north"


def test_a_map_of_a_roster_column_is_saved_and_used_again(site: Path) -> None:
    sheet = "Name,Heimat\nLéa Moreau,France\n"
    code, output = run_import(site, "ambassadors", sheet, "--map", "roster.country=Heimat")
    assert code == 0, output
    assert _roster(site) == {"country": "FR"}
    (site / LEA).unlink()
    code, output = run_import(site, "ambassadors", sheet)
    assert "By content/imports.yaml: roster.country from Heimat." in output
    assert _roster(site) == {"country": "FR"}


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("roster.country", "Atlantis", "`Atlantis` is not a country"),
        ("roster.fee.per", "hour", "`amount` is missing"),
        ("roster.rights", "a balm", "must have one group of keys per line"),
        ("roster.rights", "{quote: So quiet, use: site, until: soon}", "`soon` is not a day"),
    ],
)
def test_a_bad_cell_is_left_out_and_the_others_are_read(column: str, cell: str, message: str, site: Path) -> None:
    write(site, LEA, ROSTER)
    rows = io.StringIO()
    csv.writer(rows).writerows(
        [
            ["Name", column, "roster.contract.until"],
            ["Léa Moreau", cell, "2028-01-31"],
            ["Wren Hollis", "", "2028-01-30"],
        ]
    )
    code, output = run_import(site, "ambassadors", rows.getvalue())
    assert code == 1
    assert message in output
    assert _roster(site)["contract"] == {"until": yaml.safe_load("2028-01-31")}
    assert _roster(site, "content/ambassadors/wren-hollis.roster.yaml")["contract"]


def test_a_broken_roster_is_not_changed(site: Path) -> None:
    write(site, LEA, "owner: [")
    code, output = run_import(site, "ambassadors", "Name,roster.country\nLéa Moreau,FR\n")
    assert (code, "broken-yaml" in output) == (1, True)
    assert (site / LEA).read_text("utf-8") == "owner: ["


def test_a_dry_run_writes_nothing(site: Path) -> None:
    before = snapshot(site)
    _, output = run_import(site, "ambassadors", "Name,roster.country\nLéa Moreau,FR\n", "--dry-run")
    assert "1 value in 1 roster would change." in output
    assert {path: data for path, data in snapshot(site).items() if path != "sheet.csv"} == before


@pytest.mark.parametrize("file", ["people.csv", "people.xlsx"])
def test_an_export_with_rosters_comes_back_unchanged(file: str, site: Path) -> None:
    write(site, LEA, ROSTER)
    assert run_cli(["export", "ambassadors", "--output", "plain.csv"], site)[0] == 0
    assert "south" not in (site / "plain.csv").read_text("utf-8")
    assert run_cli(["export", "ambassadors", "--roster", "--output", file], site)[0] == 0
    before = snapshot(site)
    code, output = run_cli(["import", "ambassadors", file], site)
    assert (code, "values in" in output) == (0, False), output
    assert snapshot(site) == before


def test_an_edit_in_the_export_changes_the_roster(site: Path) -> None:
    write(site, LEA, ROSTER)
    run_cli(["export", "ambassadors", "--roster", "--output", "people.csv"], site)
    text = (site / "people.csv").read_text("utf-8")
    (site / "people.csv").write_text(text.replace("south", "east").replace("cloud-balm}", "boy-brow}"), "utf-8")
    code, output = run_cli(["import", "ambassadors", "people.csv"], site)
    assert code == 0, output
    assert f"{LEA}: owner: south → east" in output
    assert re.search("owner: east +# a role\n", (site / LEA).read_text("utf-8"))
    assert re.search("{day: 2026-01-22, product: boy-brow} +# the first\n", (site / LEA).read_text("utf-8"))


def test_a_hyphen_removes_a_value_only_in_a_column_of_our_export(site: Path) -> None:
    write(site, LEA, ROSTER)
    sheet = "Name,roster.owner,roster.gifts,roster.platforms.instagram.likes\nLéa Moreau,-,-,-\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert "`owner` of Léa Moreau's roster is `south`, and the sheet says `-` in row 2, column B" in output
    assert _roster(site)["owner"] == "south"
    assert "likes" not in _roster(site)["platforms"]["instagram"]  # type: ignore[index]
    code, output = run_import(site, "ambassadors", sheet, "--overwrite")
    assert (code, "placeholder" in output) == (0, False), output
    assert f"{LEA}: owner: south → removed" in output
    assert "platforms: {" not in (site / LEA).read_text("utf-8")
    assert _roster(site) == {"platforms": {"instagram": {"followers": 40000, "checked": yaml.safe_load("2026-06-01")}}}
    _, output = run_import(site, "ambassadors", "Name,Followers,Owner\nLéa Moreau,-,-\n", "--roster", "--overwrite")
    assert "placeholder-cells" in output
    assert _roster(site)["platforms"]


def test_a_hyphen_in_the_export_removes_a_value(site: Path) -> None:
    write(site, LEA, ROSTER + 'fee: {amount: "10.00", per: piece}\ncountry: FR\n')
    run_cli(["export", "ambassadors", "--roster", "--output", "people.csv"], site)
    rows = list(csv.DictReader(io.StringIO((site / "people.csv").read_text("utf-8-sig"))))
    for row in rows:
        if row["slug"] == "lea-moreau":
            row |= {"roster.owner": "-", "roster.history": "-", "roster.fee.amount": "-", "roster.country": "-"}
    with (site / "people.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    code, output = run_cli(["import", "ambassadors", "people.csv"], site)
    assert (code, "`amount` is missing" in output) == (1, True), output  # the fee has a `per`
    assert {"owner", "country"}.isdisjoint(_roster(site))
    assert _roster(site)["fee"]


def test_no_two_roster_fields_share_a_name() -> None:
    names = [name for field in roster_fields(by_any_name=True) for name in field.names]
    assert len(names) == len(set(names))
