"""What an export offers: columns that nobody uses yet, words to choose from, and nothing to stumble over."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.importing.sites import check, make_site, person, products, snapshot, write
from tests.scenario import run_cli


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = make_site(tmp_path)
    write(root, "content/campaigns/spring.yaml", "name: Spring\n")
    write(root, "content/campaigns/gold.yaml", "name: Gold\n")
    write(root, "content/ambassadors/jan.md", "---\nname: Jan\nlocale: nl\n---\nHallo.\n")
    return root


def workbook(site: Path, kind: str):  # type: ignore[no-untyped-def]
    code, said = run_cli(["export", kind, "--output", "x.xlsx"], site)
    assert code == 0
    assert "Do not edit its column `as exported`" in said
    book = load_workbook(site / "x.xlsx")
    return book, book.active


def test_columns_that_nobody_uses_yet(site: Path) -> None:
    _, sheet = workbook(site, "ambassadors")
    head = [cell.value for cell in sheet[1]]
    assert {"market", "locale", "campaigns", "until", "from", "tagline", "since", "relationship", "partner_id"} <= set(
        head
    )
    assert {"portrait", "portrait_alt", "youtube", "favorites"} <= set(head)
    _, sheet = workbook(site, "products")
    assert {"price_from", "variant", "image", "image_alt"} <= {cell.value for cell in sheet[1]}


@pytest.mark.parametrize(
    ("kind", "column", "words", "only"),
    [
        ("ambassadors", "status", "draft,live,ended", True),
        ("ambassadors", "market", "US,UK,FR,DE,ES", True),
        ("ambassadors", "locale", "ar,de,en,es,fr,he,nl", False),
        ("ambassadors", "relationship", "affiliate,gifted,paid,employee", True),
        ("ambassadors", "campaigns", "gold,spring", False),
        ("products", "available", "true,false", True),
    ],
)
def test_words_to_choose_from(site: Path, kind: str, column: str, words: str, only: bool) -> None:
    _, sheet = workbook(site, kind)
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == column)
    [rule] = [
        rule for rule in sheet.data_validations.dataValidation if str(rule.sqref).startswith(f"{letter}2:{letter}")
    ]
    assert (rule.type, rule.formula1, bool(rule.showErrorMessage)) == ("list", f'"{words}"', only)
    assert rule.allow_blank
    last = int(str(rule.sqref).rpartition(letter)[2])
    assert last > sheet.max_row, "new rows have them too"


def test_who_says_nothing_is_shown_as_what_that_means(site: Path) -> None:
    write(site, "content/ambassadors/cy.md", "---\nname: Cy\nstatus: draft\n---\nHello.\n")
    _, sheet = workbook(site, "ambassadors")
    at = next(cell.column for cell in sheet[1] if cell.value == "status")
    shown = {sheet.cell(row, 1).value: sheet.cell(row, at).value for row in range(2, sheet.max_row + 1)}
    assert shown == {"cy": "draft", "jan": "live", "lea-moreau": "live", "wren-hollis": "live"}
    _, sheet = workbook(site, "products")
    at = next(cell.column for cell in sheet[1] if cell.value == "available")
    assert {sheet.cell(row, at).value for row in range(2, sheet.max_row + 1)} == {"true"}


def test_what_the_import_needs_is_not_in_sight(site: Path) -> None:
    _, sheet = workbook(site, "products")
    hidden = [letter for letter, column in sheet.column_dimensions.items() if column.hidden]
    assert [sheet[f"{letter}1"].value for letter in hidden] == ["as exported"]


@pytest.mark.parametrize("kind", ["products", "ambassadors"])
def test_nothing_changes_by_going_out_and_in(site: Path, kind: str) -> None:
    before = snapshot(site)
    workbook(site, kind)
    code, said = run_cli(["import", kind, "x.xlsx"], site)
    assert code == 0, said
    assert said.startswith(f"0 {kind} added, 0 changed")
    assert "Hidden columns" not in said
    assert snapshot(site) == before


def test_an_empty_column_that_is_offered_can_be_filled(site: Path) -> None:
    book, sheet = workbook(site, "ambassadors")
    head = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == "lea-moreau")
    for name, value in {"market": "FR", "until": "2027-01-31", "campaigns": "spring", "status": "live"}.items():
        sheet.cell(row, head[name]).value = value
    book.save(site / "x.xlsx")
    code, said = run_cli(["import", "ambassadors", "x.xlsx"], site)
    assert code == 0, said
    lea = person(site, "lea-moreau")
    assert (lea["market"], lea["until"], lea["campaigns"]) == ("FR", "2027-01-31", ["spring"])
    assert "status" not in lea, "live is what everybody is"
    check(site)


def test_the_day_of_the_last_change_goes_out_and_in(site: Path) -> None:
    profile = site / "content/ambassadors/lea-moreau/profile.yaml"
    profile.write_text(profile.read_text("utf-8") + "updated: 2026-05-03\n", "utf-8")
    book, sheet = workbook(site, "ambassadors")
    head = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == "lea-moreau")
    assert sheet.cell(row, head["updated"]).value == "2026-05-03"
    sheet.cell(row, head["updated"]).value = "2026-06-14"
    book.save(site / "x.xlsx")
    code, said = run_cli(["import", "ambassadors", "x.xlsx"], site)
    assert code == 0, said
    assert person(site, "lea-moreau")["updated"] == "2026-06-14"


def test_a_product_of_a_new_row(site: Path) -> None:
    book, sheet = workbook(site, "products")
    head = {cell.value: cell.column for cell in sheet[1]}
    for name, value in {
        "name": "Oil", "url": "https://lune.example/oil", "price": "9", "price_from": "true", "available": "false",
    }.items():  # fmt: skip
        sheet.cell(sheet.max_row + (name == "name"), head[name]).value = value
    book.save(site / "x.xlsx")
    code, said = run_cli(["import", "products", "x.xlsx"], site)
    assert code == 0, said
    assert products(site)["oil"] == {
        "name": "Oil", "url": "https://lune.example/oil", "price": "9.00", "price_from": "true", "available": "false",
    }  # fmt: skip
