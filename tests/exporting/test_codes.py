"""Tests that codes made by the template of a site are listed and exported, and that an import does not write them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.importing.sites import SITE, make_site, person, snapshot, write
from tests.scenario import run_cli


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = make_site(tmp_path)
    write(root, "content/site.yaml", SITE + 'codes: {template: "{first}{value}", value: 15}\n')
    for slug, facts in {
        "ana-sol": "name: Ana Sol\ncode: glow",
        "bo": "name: Bo\ncode: false",
        "cy": "name: Cy\nstatus: draft",
        "dia": "name: Dia\nuntil: 2026-01-31",
        "eda": 'name: "=cmd, Eda"\nfrom: 2027-01-01\nuntil: 2027-06-30',
    }.items():
        write(root, f"content/ambassadors/{slug}.md", f"---\n{facts}\n---\nHello.\n")
    return root


def codes(site: Path, *options: str) -> str:
    code, output = run_cli(["codes", "--as-of", "2026-11-22", *options], site)
    assert code == 0, output
    return output


def test_the_list_has_each_code_with_its_state(site: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(codes(site))))
    assert [(row["code"], row["ambassador"], row["made"], row["state"]) for row in rows] == [
        ("glow", "ana-sol", "no", "live"),
        ("DIA15", "dia", "yes", "ended"),
        ("EDA15", "eda", "yes", "future"),
        ("LEA15", "lea-moreau", "yes", "live"),
        ("WREN15", "wren-hollis", "yes", "live"),
    ]
    assert rows[2]["name"] == "'=cmd, Eda", "no formula"
    assert (rows[2]["first day"], rows[2]["last day"]) == ("2027-01-01", "2027-06-30")
    assert "CY15" in codes(site, "--drafts")
    assert "BO15" not in codes(site, "--drafts")


def test_shopify_gets_its_own_columns(site: Path) -> None:
    assert codes(site, "--format", "shopify") == (
        "Title,Command,Code\n"
        "Lune ambassadors,MERGE,glow\n"
        "Lune ambassadors,MERGE,EDA15\n"
        "Lune ambassadors,MERGE,LEA15\n"
        "Lune ambassadors,MERGE,WREN15\n"
    )
    assert "Friends 2027,MERGE,LEA15\n" in codes(site, "--format", "shopify", "--title", "Friends 2027")
    assert run_cli(["codes", "--title", "x"], site)[0] == 2


def test_codes_are_written_as_json_and_into_a_file(site: Path) -> None:
    rows = json.loads(codes(site, "--format", "json"))
    assert rows[3] == {
        "code": "LEA15",
        "ambassador": "lea-moreau",
        "name": "Léa Moreau",
        "made": True,
        "state": "live",
        "first_day": "",
        "last_day": "",
    }
    output = codes(site, "--output", "discounts.csv")
    assert output == "5 codes: discounts.csv\n"
    assert (site / "discounts.csv").read_text("utf-8") == codes(site)


def test_only_the_pages_of_live_people_show_their_codes(site: Path) -> None:
    assert run_cli(["build", "--as-of", "2026-11-22"], site)[0] == 0
    for row in csv.DictReader(io.StringIO(codes(site))):
        page = site / "output" / row["ambassador"] / "index.html"
        text = page.read_text("utf-8") if page.exists() else ""
        assert (row["code"] in text) == (row["state"] == "live")


def test_a_site_without_codes_is_reported(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    code, output = run_cli(["codes"], root)
    assert code == 0
    assert "No person has a code: write `code:` in profiles, or a template in site.yaml" in output


def test_a_code_of_two_people_is_an_error(site: Path) -> None:
    write(site, "content/ambassadors/lea-koch.md", "---\nname: Lea Koch\n---\nHello.\n")
    code, output = run_cli(["codes"], site)
    assert code == 1
    assert "code-taken" in output


def exported_rows(site: Path, file: str = "a.csv") -> list[list[str]]:
    code, output = run_cli(["export", "ambassadors", "--output", file], site)
    assert code == 0, output
    return list(csv.reader(io.StringIO((site / file).read_text("utf-8-sig"), newline="")))


def test_an_export_shows_made_codes_and_its_import_writes_none(site: Path) -> None:
    rows = exported_rows(site)
    at = rows[0].index("code")
    assert {row[0]: row[at] for row in rows[1:]} == {
        "ana-sol": "glow", "bo": "false", "cy": "CY15", "dia": "DIA15", "eda": "EDA15", "lea-moreau": "LEA15",
        "wren-hollis": "WREN15",
    }  # fmt: skip
    before = snapshot(site)
    for options in ((), ("--overwrite",)):
        code, output = run_cli(["import", "ambassadors", "a.csv", *options], site)
        assert (code, output.splitlines()[0]) == (0, "0 ambassadors added, 0 changed, 7 unchanged."), output
        assert snapshot(site) == before
    text = (site / "content/site.yaml").read_text("utf-8").replace("value: 15", "value: 20")
    write(site, "content/site.yaml", text)
    before = snapshot(site)
    code, output = run_cli(["import", "ambassadors", "a.csv"], site)
    assert (code, output.splitlines()[0]) == (0, "0 ambassadors added, 0 changed, 7 unchanged."), output
    assert snapshot(site) == before, "the template makes another code now, and the old one in the sheet is not written"


def test_a_code_that_is_edited_in_the_sheet_is_written(site: Path) -> None:
    rows = exported_rows(site)
    at = rows[0].index("code")
    for row in rows:
        if row[0] == "lea-moreau":
            row[at] = "LEA20"
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    write(site, "a.csv", out.getvalue())
    code, output = run_cli(["import", "ambassadors", "a.csv"], site)
    assert code == 0, output
    assert person(site, "lea-moreau")["code"] == "LEA20"
    assert "edited-by-hand" not in output
