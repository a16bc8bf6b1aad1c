"""Tests that an exported workbook offers unused columns and words to choose from, and comes back unchanged."""

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
    code, output = run_cli(["export", kind, "--output", "x.xlsx"], site)
    assert code == 0
    assert "Do not edit its column `as exported`" in output
    book = load_workbook(site / "x.xlsx")
    return book, book.active


def test_an_export_has_columns_that_no_entry_uses_yet(site: Path) -> None:
    _, sheet = workbook(site, "ambassadors")
    head = [cell.value for cell in sheet[1]]
    assert {"market", "locale", "campaigns", "until", "from", "tagline", "since", "relationship", "partner_id"} <= set(
        head
    )
    assert {"portrait", "portrait_alt", "youtube", "favorites"} <= set(head)
    _, sheet = workbook(site, "products")
    assert {"price_from", "variant", "image", "image_alt"} <= {cell.value for cell in sheet[1]}


@pytest.mark.parametrize(
    ("kind", "column", "words", "is_strict"),
    [
        ("ambassadors", "status", "draft,live,ended", True),
        ("ambassadors", "market", "US,UK,FR,DE,ES", True),
        ("ambassadors", "locale", "ar,de,en,es,fr,he,nl", False),
        ("ambassadors", "relationship", "affiliate,gifted,paid,employee", True),
        ("ambassadors", "campaigns", "gold,spring", False),
        ("products", "available", "true,false", True),
    ],
)
def test_a_column_offers_words_to_choose_from(site: Path, kind: str, column: str, words: str, is_strict: bool) -> None:
    _, sheet = workbook(site, kind)
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == column)
    [rule] = [
        rule for rule in sheet.data_validations.dataValidation if str(rule.sqref).startswith(f"{letter}2:{letter}")
    ]
    assert (rule.type, rule.formula1, bool(rule.showErrorMessage)) == ("list", f'"{words}"', is_strict)
    assert rule.allow_blank
    last = int(str(rule.sqref).rpartition(letter)[2])
    assert last > sheet.max_row, "new rows have them too"


def test_an_export_shows_the_default_of_an_absent_key(site: Path) -> None:
    write(site, "content/ambassadors/cy.md", "---\nname: Cy\nstatus: draft\n---\nHello.\n")
    _, sheet = workbook(site, "ambassadors")
    at = next(cell.column for cell in sheet[1] if cell.value == "status")
    states = {sheet.cell(row, 1).value: sheet.cell(row, at).value for row in range(2, sheet.max_row + 1)}
    assert states == {"cy": "draft", "jan": "live", "lea-moreau": "live", "wren-hollis": "live"}
    _, sheet = workbook(site, "products")
    at = next(cell.column for cell in sheet[1] if cell.value == "available")
    assert {sheet.cell(row, at).value for row in range(2, sheet.max_row + 1)} == {"true"}


def test_the_column_for_the_import_is_hidden(site: Path) -> None:
    _, sheet = workbook(site, "products")
    hidden_letters = [letter for letter, column in sheet.column_dimensions.items() if column.hidden]
    assert [sheet[f"{letter}1"].value for letter in hidden_letters] == ["as exported"]


@pytest.mark.parametrize("kind", ["products", "ambassadors"])
def test_an_export_that_comes_back_changes_nothing(site: Path, kind: str) -> None:
    before = snapshot(site)
    workbook(site, kind)
    code, output = run_cli(["import", kind, "x.xlsx"], site)
    assert code == 0, output
    assert output.startswith(f"0 {kind} added, 0 changed")
    assert "Hidden columns" not in output
    assert snapshot(site) == before


def test_a_value_in_an_offered_column_is_imported(site: Path) -> None:
    book, sheet = workbook(site, "ambassadors")
    head = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == "lea-moreau")
    for name, value in {"market": "FR", "until": "2027-01-31", "campaigns": "spring", "status": "live"}.items():
        sheet.cell(row, head[name]).value = value
    book.save(site / "x.xlsx")
    code, output = run_cli(["import", "ambassadors", "x.xlsx"], site)
    assert code == 0, output
    lea = person(site, "lea-moreau")
    assert (lea["market"], lea["until"], lea["campaigns"]) == ("FR", "2027-01-31", ["spring"])
    assert "status" not in lea, "live is the default"
    check(site)


def test_the_day_of_the_last_change_is_exported_and_imported(site: Path) -> None:
    profile = site / "content/ambassadors/lea-moreau/profile.yaml"
    profile.write_text(profile.read_text("utf-8") + "updated: 2026-05-03\n", "utf-8")
    book, sheet = workbook(site, "ambassadors")
    head = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == "lea-moreau")
    assert sheet.cell(row, head["updated"]).value == "2026-05-03"
    sheet.cell(row, head["updated"]).value = "2026-06-14"
    book.save(site / "x.xlsx")
    code, output = run_cli(["import", "ambassadors", "x.xlsx"], site)
    assert code == 0, output
    assert person(site, "lea-moreau")["updated"] == "2026-06-14"


def test_a_new_row_becomes_a_product(site: Path) -> None:
    book, sheet = workbook(site, "products")
    head = {cell.value: cell.column for cell in sheet[1]}
    for name, value in {
        "name": "Oil", "url": "https://lune.example/oil", "price": "9", "price_from": "true", "available": "false",
    }.items():  # fmt: skip
        sheet.cell(sheet.max_row + (name == "name"), head[name]).value = value
    book.save(site / "x.xlsx")
    code, output = run_cli(["import", "products", "x.xlsx"], site)
    assert code == 0, output
    assert products(site)["oil"] == {
        "name": "Oil", "url": "https://lune.example/oil", "price": "9.00", "price_from": "true", "available": "false",
    }  # fmt: skip
