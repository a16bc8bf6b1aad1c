"""content/imports.yaml: a column map is typed once, and used for sheets with the same columns and for no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.columns.fields import sheet_fields
from tests.importing.sites import bring, check, person, products, snapshot, write
from tests.scenario import run_cli

SHEET = "Name,IG,What she loves,Notes,Goodbye\nAna Sol,ana,cloud-balm,I paint.,2026-12-31\n"
MAP = ["--map", "favorites=What she loves", "--map", "story=Notes", "--map", "until=E"]
KEPT = "content/imports.yaml"


def test_a_map_is_typed_once(site: Path) -> None:
    code, said = bring(site, "ambassadors", SHEET, *MAP)
    assert code == 0, said
    assert (
        "Saved in content/imports.yaml for sheets with the same columns: "
        "favorites from What she loves, story from Notes, until from Goodbye."
    ) in said
    check(site)
    code, said = bring(site, "ambassadors", SHEET.replace("Ana Sol,ana", "Bo Ray,bo").replace("2026-12", "2026-10"))
    assert code == 0, said
    assert "By content/imports.yaml: favorites from What she loves, story from Notes, until from Goodbye." in said
    assert person(site, "bo-ray")["until"] == "2026-10-31"
    assert person(site, "bo-ray")["favorites"] == ["cloud-balm"]
    assert "I paint" in (site / "content/ambassadors/bo-ray/story.md").read_text("utf-8")
    before = snapshot(site)
    bring(site, "ambassadors", SHEET, *MAP)
    assert snapshot(site) == before


def test_another_sheet_is_not_surprised(site: Path) -> None:
    bring(site, "ambassadors", SHEET, *MAP)
    other = "Name,TikTok,What she loves,Notes,Goodbye\nCy Lee,cy,cloud-balm,Difficult on the phone,2026-01-01\n"
    code, said = bring(site, "ambassadors", other)
    assert code == 0, said
    assert set(person(site, "cy-lee")) == {"name", "socials", "status"}
    assert not (site / "content/ambassadors/cy-lee/story.md").exists()
    assert "A map in content/imports.yaml was not used, because this sheet has no column `IG`" in said
    assert "Not read: What she loves, Notes, Goodbye." in said
    _, said = bring(site, "ambassadors", "Name,City\nDee Moss,Pau\n")
    assert "imports.yaml" not in said
    _, said = bring(site, "products", "Name,URL,Notes\nMist,https://lune.example/m,x\n")
    assert "imports.yaml" not in said


def test_more_columns_and_another_order_are_fine(site: Path) -> None:
    bring(site, "ambassadors", SHEET, *MAP)
    more = "Goodbye,Team,notes,WHAT SHE LOVES,ig,name\n2026-11-30,A,Hello.,cloud-balm,dee,Dee Moss\n"
    code, said = bring(site, "ambassadors", more)
    assert code == 0, said
    assert person(site, "dee-moss")["until"] == "2026-11-30"


def test_what_is_given_now_goes_before_and_is_kept(site: Path) -> None:
    bring(site, "ambassadors", SHEET, *MAP)
    sheet = (
        SHEET.replace("Goodbye", "Goodbye,Last")
        .replace("2026-12-31", "2026-12-31,2027-01-31")
        .replace("Ana Sol,ana", "Eve,eve")
    )
    bring(site, "ambassadors", sheet, "--map", "until=Last")
    assert person(site, "eve")["until"] == "2027-01-31"
    text = (site / KEPT).read_text("utf-8")
    assert text.count("columns:") == 1
    assert "until: Last" in text


def test_a_rehearsal_keeps_nothing(site: Path) -> None:
    _, said = bring(site, "ambassadors", SHEET, *MAP, "--dry-run")
    assert "Saved in content/imports.yaml" in said
    assert "Nothing was written" in said
    assert not (site / KEPT).exists()


def test_comments_of_a_hand_stay(site: Path) -> None:
    write(
        site, KEPT,
        "# ours\nproducts:\n  # the shop's\n"
        "  - columns: {price: Retail}   # net\n    sheet: [Ware, Retail]\n\n# the end\n",
    )  # fmt: skip
    bring(site, "ambassadors", SHEET, *MAP)
    text = (site / KEPT).read_text("utf-8")
    for part in (
        "# ours\n",
        "  # the shop's\n",
        "{price: Retail}   # net\n",
        "# the end\n",
        "favorites: What she loves",
    ):
        assert part in text
    code, said = bring(site, "products", "Ware,Retail,Title,Link\nx,19,Mist,https://lune.example/m\n")
    assert code == 0, said
    assert products(site)["mist"]["price"] == "19.00"


@pytest.mark.parametrize(
    "name", ["yes", "#1", "a: b", "- x", "null", "'q\"", "12", "é, ü", "{x}", "Ünï 玲", "a #b", "[z]"]
)
def test_any_name_of_a_column_is_kept(site: Path, name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    sheet = f"Name,{quoted}\nAna Sol,Pau\n"
    bring(site, "ambassadors", sheet, "--map", "location=B")
    code, said = bring(site, "ambassadors", sheet.replace("Ana Sol", "Bo Ray"))
    assert code == 0, said
    assert person(site, "bo-ray")["location"] == "Pau"


@pytest.mark.parametrize(
    ("text", "problem", "line"),
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
def test_mistakes_are_reported_with_their_line(site: Path, text: str, problem: str, line: int) -> None:
    write(site, KEPT, text)
    before = snapshot(site)
    for command in (["check", "--drafts"], ["import", "ambassadors", "s.csv"]):
        write(site, "s.csv", "Name,X\nAna Sol,cloud-balm\n")
        code, said = run_cli([*command, "--format", "json"], site)
        assert code == 1, said
        told = [one for one in json.loads(said) if one["file"] == KEPT]
        assert [(one["name"], one["line"]) for one in told] == [(problem, line)], told
    assert snapshot(site) == before


def test_a_map_without_sheet_is_for_every_sheet_with_its_columns(site: Path) -> None:
    write(site, KEPT, "ambassadors:\n  - columns: {location: Where}\n")
    bring(site, "ambassadors", "Name,Where,What\nAna Sol,Pau,x\n")
    assert person(site, "ana-sol")["location"] == "Pau"
    bring(site, "ambassadors", "Name,What\nBo Ray,x\n")
    assert "location" not in person(site, "bo-ray")


@pytest.mark.parametrize("kind", ["ambassadors", "products"])
def test_every_field_can_be_named(site: Path, kind: str) -> None:
    fields = [one.name for one in sheet_fields(kind, "EUR")]
    fields = [name for name in fields if not name.startswith("roster.platforms.") or name.endswith("tiktok.likes")]
    more = ["story", "first_name", "last_name"] if kind == "ambassadors" else ["description:fr", "group"]
    for name in (*fields, *more):
        sheet = f"Name,URL,zzz\nAna Sol {name},https://lune.example/{name},\n"
        options = ["--map", f"{name}=zzz", *(["--map", "url=URL"] if name != "url" else []), "--dry-run"]
        code, said = bring(site, kind, sheet, *(options if kind == "products" else [*options[:2], "--dry-run"]))
        assert f"{name} from zzz" in said, said
        assert code in (0, 1)


def test_a_field_is_named_once(site: Path) -> None:
    code, said = bring(site, "products", "Name,A,B\nMist,1,2\n", "--map", "price=A", "--map", "price=B")
    assert code == 2
    assert "`price` is given twice; a field has one column" in said


def test_a_number_of_the_row_is_no_word_to_search_engines(site: Path) -> None:
    sheet = "Index,Name,Search\n1,Ana Sol,no\n2,Bo Ray,yes\n"
    code, said = bring(site, "ambassadors", sheet)
    assert code == 0, said
    assert "index" not in person(site, "ana-sol")
    code, said = bring(site, "ambassadors", sheet, "--map", "index=Search")
    assert code == 0, said
    assert [person(site, slug)["index"] for slug in ("ana-sol", "bo-ray")] == ["false", "true"]
