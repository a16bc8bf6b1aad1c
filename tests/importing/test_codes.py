"""Tests that an import gives people of one name discount codes that differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.discount_codes import other_codes
from generator.models.codes import Codes, coded_name
from tests.importing.sites import SITE, check, make_site, person, run_import, snapshot, write
from tests.scenario import run_cli


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = make_site(tmp_path)
    write(root, "content/site.yaml", SITE + 'codes: {template: "{first}{value}", value: 15}\n')
    return root


def codes_of(site: Path, *slugs: str) -> list[str]:
    return [person(site, slug).get("code", "made") for slug in slugs]


def test_a_second_person_of_a_name_gets_another_code(site: Path) -> None:
    sheet = "Name,Instagram\nAnna Kowalska,annak\nAnna Kowalska,kowalska.anna\nAnna Berg,bergann\nBo,bo\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0, output
    slugs = ("anna-kowalska", "anna-kowalska-2", "anna-berg", "bo")
    codes = codes_of(site, *slugs)
    assert codes.count("made") == 2, "one Anna, and Bo"
    assert len({code for code in codes if code != "made"}) == 2
    assert "the code of Anna" in output
    assert "would be ANNA15, which another person has, or which robots could read, so it is ANNAK15" in output
    check(site)
    before = snapshot(site)
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0, output
    assert snapshot(site) == before


def test_a_new_person_does_not_change_the_code_of_an_old_one(site: Path) -> None:
    before = (site / "content/ambassadors/lea-moreau/profile.yaml").read_bytes()
    code, output = run_import(site, "ambassadors", "Name,Instagram\nLea Abel,lea.abel\nLea Koch,leakoch\n")
    assert code == 0, output
    assert codes_of(site, "lea-abel", "lea-koch") == ["LEAA15", "LEAK15"]
    assert (site / "content/ambassadors/lea-moreau/profile.yaml").read_bytes() == before
    assert "warning[code-given]" in output
    check(site)


def test_a_code_in_the_sheet_that_another_person_has_is_left_out(site: Path) -> None:
    code, output = run_import(site, "ambassadors", "Name,Code\nLea Koch,LEA15\nBo Ray,\n")
    assert code == 1
    assert "error[skipped-cell]: row 2, column B (Code): " in output
    assert codes_of(site, "lea-koch") == ["LEAK15"]
    assert codes_of(site, "bo-ray") == ["made"]
    check(site)


def test_a_code_in_a_later_row_is_not_given_to_an_earlier_one(site: Path) -> None:
    code, output = run_import(site, "ambassadors", "Name,Code\nAnna Berg,\nZoe,anna15\nAnna Bell,ANNAB15\n")
    assert code == 0, output
    assert codes_of(site, "anna-berg", "zoe", "anna-bell") == ["ANNABERG15", "anna15", "ANNAB15"]
    check(site)


def test_five_people_of_one_name_get_five_codes(site: Path) -> None:
    rows = "".join(f"Anna Kowalska,anna{n}\n" for n in range(5))
    code, output = run_import(site, "ambassadors", f"Name,Instagram\n{rows}")
    slugs = ["anna-kowalska", *(f"anna-kowalska-{n}" for n in range(2, 6))]
    assert code == 0, output
    assert len(set(codes_of(site, *slugs))) == 5
    check(site)


def test_two_people_of_one_name_in_another_script_get_valid_codes(site: Path) -> None:
    code, output = run_import(site, "ambassadors", "Name,Instagram\n山田,yamada1\n山田,yamada2\n")
    assert code == 0, output
    check(site)


@pytest.mark.parametrize(
    ("template", "name", "slug", "codes"),
    [
        ("{first}{value}", "Anna Berg", "anna-berg-2", ["ANNAB15", "ANNABERG15", "ANNABERG215"]),
        ("{first}{last}", "Anna Berg", "anna-berg-2", ["ANNAB", "ANNABERG2"]),
        ("{last}{value}", "Anna Berg", "anna-berg-2", ["ANNAB15", "ANNABERG15", "ANNABERG215"]),
        ("{first}{value}", "Cher", "cher-2", ["CHER215"]),
        ("glow-{first}", "Zoë Ångström", "zoe-angstrom", ["GLOW-ZOEA", "GLOW-ZOEANGSTROM"]),
    ],
)
def test_further_codes_of_a_person_are_listed(template: str, name: str, slug: str, codes: list[str]) -> None:
    assert list(other_codes(Codes(template=template, value="15"), coded_name(name, "", "", "en"), slug)) == codes


def test_the_check_names_a_code_that_would_do(site: Path) -> None:
    write(site, "content/ambassadors/lea-abel.md", "---\nname: Lea Abel\n---\nHello.\n")
    code, output = run_cli(["check", "--as-of", "2026-11-22"], site)
    assert code == 1
    assert "such as `code: " in output


@pytest.mark.parametrize(
    ("row", "shown_as"),
    [
        ("Sofia Ray,sofia10,SOFIA10", "the account of Instagram"),
        ("Sofia,sofiaray,Sofia", "the name"),
        ("Sofia 10,sofiaray,sofia-10", "the address of the page"),
    ],
)
def test_a_code_that_the_page_shows_elsewhere_costs_its_cell(site: Path, row: str, shown_as: str) -> None:
    code, output = run_import(site, "ambassadors", f"Name,Instagram,Code\n{row}\n")
    assert code == 1
    assert "skipped-cell" in output
    assert f"is in {shown_as} too, which robots read" in output
    slug = "sofia-ray" if "Ray" in row else "sofia-10" if "10" in row else "sofia"
    assert "code" not in person(site, slug)
    assert run_cli(["check", "--drafts", "--as-of", "2026-11-22", "--only", "leaked-code"], site)[0] == 0


def test_a_made_code_that_is_also_an_account_is_replaced(site: Path) -> None:
    code, output = run_import(site, "ambassadors", "Name,Instagram\nAnna Berg,anna15\n")
    assert code == 0, output
    assert "would be ANNA15, which another person has, or which robots could read, so it is ANNAB15" in output
    assert person(site, "anna-berg")["code"] == "ANNAB15"
