"""Tests that rows of totals, notes and titles do not become people."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.sites import run_import
from tests.importing.test_identity import people
from tests.scenario import run_cli

HEAD = "Name,Instagram,Followers,Code\nAna Sol,anasol,42k,ANA\n"


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("Total,,42k,", "a total"),
        ("TOTAL:,,,", "a total"),
        ("Gesamt,,42000,", "a total"),
        ("Average,,2k,", "a total"),
        ("Итого,,42000,", "a total"),
        ("Updated 3 May,,,", "a note"),
        ("Stand: 3.5.2026,,,", "a note"),
        ("Mis à jour le 3 mai 2026,,,", "a note"),
        ("Note: ask Eva,,,", "a note"),
        ("* paused until January,,,", "a note"),
        ("1) has no contract yet,,,", "a note"),
        ("Micro influencers,,,", "the title of a group"),
        ("Nano creators (12):,,,", "the title of a group"),
        ("Botschafterinnen,,,", "the title of a group"),
        ("Tier 2,,,", "the title of a group"),
        ("Totaal / Totale,,,", "a total"),
        ("12,,,", "a number"),
        ("2026-05-03,,,", "a number"),
    ],
)
def test_a_row_of_totals_notes_or_titles_is_left_out(site: Path, row: str, kind: str) -> None:
    code, output = run_import(site, "ambassadors", HEAD + row + "\n")
    assert code == 0, output
    assert people(site) == {"ana-sol"}
    assert f"is {kind}, not a person, so the row was left out" in output


@pytest.mark.parametrize(
    "row",
    [
        "Total,total.beauty,42k,",
        "Max,,,",
        "* Max Kim,,,",
        "Mina Mean,,,",
        "Micro Kim,,,",
        "Ana Partners,ana.p,,",
        "Tier 2,tier.two,,",
        "Creator Cleo,,,",
        "Noted Nan,,,",
        "😀,,,",
        "3lau,,,",
    ],
)
def test_a_person_whose_name_resembles_a_total_or_title_is_read(site: Path, row: str) -> None:
    run_import(site, "ambassadors", HEAD + row + "\n")
    assert len(people(site)) == 2


def test_a_title_in_a_column_that_is_not_read_is_reported(site: Path) -> None:
    sheet = "Nr.,Name,Instagram,Paid\n1,Ana Sol,@ana,TRUE\nAbroad / Estero,,,\n2,,,\n,,,FALSE\n-,,,\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0, output
    assert "row 3: `Abroad / Estero` is alone in a column that is not read, so the row was left out" in output
    assert output.count("not-a-person") == 1


def test_names_alone_are_people(site: Path) -> None:
    run_import(site, "ambassadors", "Name\nAna Sol\nBo Ray\n")
    assert len(people(site)) == 2


def test_a_row_with_only_a_name_is_listed_as_a_question(site: Path) -> None:
    _, output = run_import(site, "ambassadors", HEAD + "Summer crew,,,\n")
    assert "Rows with only a name: Summer crew. Are they all people?" in output


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("123,,,A5", "a number"),
        ("Total,,,T5", "a total"),
        ("Test,,,T6", "a test"),
        ("test user 2,test.user,,", "a test"),
        ("John Doe,,,", "a test"),
        ("Max Mustermann,maxm,,", "a test"),
        ("@ana,,,T7", "a handle"),
        ("ana_sol,,,T8", "a handle"),
        ("mia.sol,mias,,", "a handle"),
    ],
)
def test_a_name_that_looks_like_something_else_is_reported(site: Path, row: str, kind: str) -> None:
    code, output = run_import(site, "ambassadors", HEAD + row + "\n")
    assert code == 0, output
    assert len(people(site)) == 2
    name = row.partition(",")[0]
    assert f"row 3, column A (Name): `{name}` looks like {kind}, and was read as the name of a person" in output
    assert "doubtful-name" not in run_import(site, "ambassadors", HEAD + row + "\n")[1], "once is enough"


@pytest.mark.parametrize(
    "name", ["Testa Rossi", "Demi Sample", "Dr. No", "J.Lo", "St. Vincent", "bell hooks", "3lau", "Ana"]
)
def test_an_unusual_name_is_not_reported(site: Path, name: str) -> None:
    assert "doubtful-name" not in run_import(site, "ambassadors", HEAD + f"{name},own.account,,\n")[1]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Name,Instagram,Followers,Code", "Total,,1.234.567,45 codes"),
        ("Name,Affiliate ID,Followers", 'Summe,5005,"€ 1,200"'),
        ("Name,Joined,Followers", "Total (45),45,42k"),
        ("#,Name,Followers", "Total,,42000"),
        ("Name,Instagram,Followers", "Total followers,,42000"),
        ("Name,Instagram,Followers", "Σύνολο: 12,-,42000"),
        ("Name,Instagram,Followers", "合計,3,42000"),
        ("Name,Instagram,Followers", 'סה"כ,,42000'),
        ("Name,Market,Followers", "Durchschnitt,n/a,Ø 2.100"),
        ("First name,Last name,Followers", "Grand,Total,42000"),
        ("Followers,Name,Instagram", "42000,Total,"),
    ],
)
def test_the_cells_of_a_total_are_not_reported(site: Path, head: str, row: str) -> None:
    columns = head.split(",")
    person = {"Name": "Ana Sol", "First name": "Ana", "Last name": "Sol", "Followers": "42000", "#": "1"}
    sheet = f"{head}\n{','.join(person.get(name, '') for name in columns)}\n{row}\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0, output
    assert people(site) == {"ana-sol"}
    assert output.count("not-a-person") == 1
    assert "skipped" not in output


@pytest.mark.parametrize("row", ["Total,total5,42k,", "Sum,@sum,,", "Media,,42k,MEDIA15", "Som,,,S5"])
def test_a_person_called_like_a_total_is_read(site: Path, row: str) -> None:
    run_import(site, "ambassadors", HEAD + row + "\n")
    assert len(people(site)) == 2


def test_a_row_of_our_export_with_the_name_of_a_total_is_a_person(site: Path) -> None:
    _, sheet = run_cli(["export", "ambassadors"], site)
    cells = {"slug": "media", "name": "Media", "followers": "42000"}
    row = ",".join(cells.get(name, "") for name in sheet.partition("\n")[0].split(","))
    code, output = run_import(site, "ambassadors", f"{sheet}{row}\n")
    assert code == 0, output
    assert "+ media: Media" in output


def test_a_record_with_the_name_of_a_total_and_a_slug_is_a_person(site: Path) -> None:
    sheet = '[{"slug": "media", "name": "Media", "followers": 42000}]'
    code, output = run_import(site, "ambassadors", sheet, file="people.json")
    assert code == 0, output
    assert "+ media: Media" in output


def test_a_total_of_products_is_left_out(site: Path) -> None:
    sheet = 'Name,URL,Price,Stock\nMist,https://lune.example/products/mist,30,12\nTotal,,"€ 30,00",12\n'
    code, output = run_import(site, "products", sheet)
    assert code == 0, output
    assert "row 3, column A (Name): `Total` is a total, not a product, so the row was left out" in output
    assert "1 product added" in output
