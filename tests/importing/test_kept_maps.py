"""Tests that content/imports.yaml keeps a column map and uses it only for sheets with the same columns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.columns.fields import sheet_fields
from tests.importing.sites import check, person, products, run_import, snapshot, write
from tests.scenario import run_cli

SHEET = "Name,IG,What she loves,Notes,Goodbye\nAna Sol,ana,cloud-balm,I paint.,2026-12-31\n"
MAP = ["--map", "favorites=What she loves", "--map", "story=Notes", "--map", "until=E"]
MAPS_FILE = "content/imports.yaml"


def test_a_map_of_columns_is_saved_and_used_again(site: Path) -> None:
    code, output = run_import(site, "ambassadors", SHEET, *MAP)
    assert code == 0, output
    assert (
        "Saved in content/imports.yaml for sheets with the same columns: "
        "favorites from What she loves, story from Notes, until from Goodbye."
    ) in output
    check(site)
    code, output = run_import(
        site, "ambassadors", SHEET.replace("Ana Sol,ana", "Bo Ray,bo").replace("2026-12", "2026-10")
    )
    assert code == 0, output
    assert "By content/imports.yaml: favorites from What she loves, story from Notes, until from Goodbye." in output
    assert person(site, "bo-ray")["until"] == "2026-10-31"
    assert person(site, "bo-ray")["favorites"] == ["cloud-balm"]
    assert "I paint" in (site / "content/ambassadors/bo-ray/story.md").read_text("utf-8")
    before = snapshot(site)
    run_import(site, "ambassadors", SHEET, *MAP)
    assert snapshot(site) == before


def test_a_saved_map_is_not_used_for_other_columns(site: Path) -> None:
    run_import(site, "ambassadors", SHEET, *MAP)
    other_sheet = "Name,TikTok,What she loves,Notes,Goodbye\nCy Lee,cy,cloud-balm,Difficult on the phone,2026-01-01\n"
    code, output = run_import(site, "ambassadors", other_sheet)
    assert code == 0, output
    assert set(person(site, "cy-lee")) == {"name", "socials", "status"}
    assert not (site / "content/ambassadors/cy-lee/story.md").exists()
    assert "A map in content/imports.yaml was not used, because this sheet has no column `IG`" in output
    assert "Not read: What she loves, Notes, Goodbye." in output
    _, output = run_import(site, "ambassadors", "Name,City\nDee Moss,Pau\n")
    assert "imports.yaml" not in output
    _, output = run_import(site, "products", "Name,URL,Notes\nMist,https://lune.example/m,x\n")
    assert "imports.yaml" not in output


def test_a_saved_map_allows_more_columns_and_another_order(site: Path) -> None:
    run_import(site, "ambassadors", SHEET, *MAP)
    more = "Goodbye,Team,notes,WHAT SHE LOVES,ig,name\n2026-11-30,A,Hello.,cloud-balm,dee,Dee Moss\n"
    code, output = run_import(site, "ambassadors", more)
    assert code == 0, output
    assert person(site, "dee-moss")["until"] == "2026-11-30"


def test_a_map_of_the_command_line_wins_and_is_saved(site: Path) -> None:
    run_import(site, "ambassadors", SHEET, *MAP)
    sheet = (
        SHEET.replace("Goodbye", "Goodbye,Last")
        .replace("2026-12-31", "2026-12-31,2027-01-31")
        .replace("Ana Sol,ana", "Eve,eve")
    )
    run_import(site, "ambassadors", sheet, "--map", "until=Last")
    assert person(site, "eve")["until"] == "2027-01-31"
    text = (site / MAPS_FILE).read_text("utf-8")
    assert text.count("columns:") == 1
    assert "until: Last" in text


def test_a_dry_run_saves_no_map(site: Path) -> None:
    _, output = run_import(site, "ambassadors", SHEET, *MAP, "--dry-run")
    assert "Saved in content/imports.yaml" in output
    assert "Nothing was written" in output
    assert not (site / MAPS_FILE).exists()


def test_saving_a_map_keeps_the_comments_of_the_file(site: Path) -> None:
    write(
        site, MAPS_FILE,
        "# ours\nproducts:\n  # the shop's\n"
        "  - columns: {price: Retail}   # net\n    sheet: [Ware, Retail]\n\n# the end\n",
    )  # fmt: skip
    run_import(site, "ambassadors", SHEET, *MAP)
    text = (site / MAPS_FILE).read_text("utf-8")
    for part in (
        "# ours\n",
        "  # the shop's\n",
        "{price: Retail}   # net\n",
        "# the end\n",
        "favorites: What she loves",
    ):
        assert part in text
    code, output = run_import(site, "products", "Ware,Retail,Title,Link\nx,19,Mist,https://lune.example/m\n")
    assert code == 0, output
    assert products(site)["mist"]["price"] == "19.00"


@pytest.mark.parametrize(
    "name", ["yes", "#1", "a: b", "- x", "null", "'q\"", "12", "é, ü", "{x}", "Ünï 玲", "a #b", "[z]"]
)
def test_any_name_of_a_column_is_kept(site: Path, name: str) -> None:
    quoted_name = '"' + name.replace('"', '""') + '"'
    sheet = f"Name,{quoted_name}\nAna Sol,Pau\n"
    run_import(site, "ambassadors", sheet, "--map", "location=B")
    code, output = run_import(site, "ambassadors", sheet.replace("Ana Sol", "Bo Ray"))
    assert code == 0, output
    assert person(site, "bo-ray")["location"] == "Pau"


@pytest.mark.parametrize(
    ("text", "problem_name", "line"),
    [
        ("ambassadors:\n  - columns: {favorits: X}\n", "not-a-field", 2),
        ("ambassadors:\n  - columns:\n      Fav orites: X\n", "not-a-field", 3),
        ("ambassadors:\n  - colums: {favorites: X}\n", "unknown-key", 2),
        ("people:\n  - columns: {favorites: X}\n", "unknown-key", 1),
        ("ambassadors: [\n", "broken-yaml", 2),
        ("products:\n  - columns: {'price:en': X}\n", "not-a-field", 2),
        ("products:\n  - sheet: [X]\n", "missing-key", 2),
    ],
)
def test_mistakes_in_saved_maps_are_reported_with_their_line(
    site: Path, text: str, problem_name: str, line: int
) -> None:
    write(site, MAPS_FILE, text)
    before = snapshot(site)
    for command in (["check", "--drafts"], ["import", "ambassadors", "s.csv"]):
        write(site, "s.csv", "Name,X\nAna Sol,cloud-balm\n")
        code, output = run_cli([*command, "--format", "json"], site)
        assert code == 1, output
        problems = [problem for problem in json.loads(output) if problem["file"] == MAPS_FILE]
        assert [(problem["name"], problem["line"]) for problem in problems] == [(problem_name, line)], problems
    assert snapshot(site) == before


def test_a_map_without_sheet_is_for_every_sheet_with_its_columns(site: Path) -> None:
    write(site, MAPS_FILE, "ambassadors:\n  - columns: {location: Where}\n")
    run_import(site, "ambassadors", "Name,Where,What\nAna Sol,Pau,x\n")
    assert person(site, "ana-sol")["location"] == "Pau"
    run_import(site, "ambassadors", "Name,What\nBo Ray,x\n")
    assert "location" not in person(site, "bo-ray")


@pytest.mark.parametrize("kind", ["ambassadors", "products"])
def test_each_field_can_be_mapped(site: Path, kind: str) -> None:
    fields = [field.name for field in sheet_fields(kind, "EUR")]
    fields = [name for name in fields if not name.startswith("roster.platforms.") or name.endswith("tiktok.likes")]
    more = ["story", "first_name", "last_name"] if kind == "ambassadors" else ["description:fr", "group"]
    for name in (*fields, *more):
        sheet = f"Name,URL,zzz\nAna Sol {name},https://lune.example/{name},\n"
        options = ["--map", f"{name}=zzz", *(["--map", "url=URL"] if name != "url" else []), "--dry-run"]
        code, output = run_import(site, kind, sheet, *(options if kind == "products" else [*options[:2], "--dry-run"]))
        assert f"{name} from zzz" in output, output
        assert code in (0, 1)


def test_a_field_that_is_mapped_twice_is_refused(site: Path) -> None:
    code, output = run_import(site, "products", "Name,A,B\nMist,1,2\n", "--map", "price=A", "--map", "price=B")
    assert code == 2
    assert "`price` is given twice; a field has one column" in output


def test_a_column_of_row_numbers_is_not_read_as_the_index_field(site: Path) -> None:
    sheet = "Index,Name,Search\n1,Ana Sol,no\n2,Bo Ray,yes\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0, output
    assert "index" not in person(site, "ana-sol")
    code, output = run_import(site, "ambassadors", sheet, "--map", "index=Search")
    assert code == 0, output
    assert [person(site, slug)["index"] for slug in ("ana-sol", "bo-ray")] == ["false", "true"]
