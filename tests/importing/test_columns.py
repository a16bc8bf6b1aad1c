"""Tests which column of a sheet is read as which field, above all where several columns have one meaning."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from generator.columns.field import plain
from generator.columns.fields import Kind, sheet_fields
from generator.columns.placeholders import Kind as ColumnKind
from generator.columns.roster_fields import PREFIX
from generator.importing.content_model import content_model
from generator.importing.personal_columns import is_personal
from generator.models.roster import Roster
from tests.importing.sites import person, products, run_import


@pytest.mark.parametrize(
    "sheet",
    [
        "Name,Permalink,Product URL,Price,Slug\nRose Mist,https://lune.example/product/rose-mist/,,24,rose-mist\n",
        "Name,Product URL,Permalink,Price,Slug\nRose Mist,,https://lune.example/product/rose-mist/,24,rose-mist\n",
        "Slug,Price,Canonical URL,Link,Permalink,Name\n"
        "rose-mist,24,https://lune.example/product/rose-mist/,,,Rose Mist\n",
    ],
)
def test_an_empty_column_loses_to_a_full_one(site: Path, sheet: str) -> None:
    code, output = run_import(site, "products", sheet)
    assert code == 0, output
    assert products(site)["rose-mist"]["url"] == "https://lune.example/product/rose-mist/"


def test_each_row_takes_the_first_column_that_it_fills(site: Path) -> None:
    sheet = "Full name,Display name,City,Town\nAna Sol,,,Porto\n,Bo Ray,Lyon,\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0, output
    assert person(site, "ana-sol")["location"] == "Porto"
    assert person(site, "bo-ray")["location"] == "Lyon"


def test_two_columns_of_one_name_are_joined_unless_they_differ(site: Path) -> None:
    code, output = run_import(site, "ambassadors", "City,Name,City\n,Ana Sol,Porto\nLyon,Bo Ray,\nPau,Cy Lee,Pau\n")
    assert code == 0, output
    assert [person(site, slug)["location"] for slug in ("ana-sol", "bo-ray", "cy-lee")] == ["Porto", "Lyon", "Pau"]
    code, output = run_import(site, "ambassadors", "City,Name,City\nLyon,Ana Sol,Porto\n")
    assert code == 1
    assert "error[duplicate-column]: columns A and C are all called `City`" in output


def test_filled_columns_that_differ_are_reported(site: Path) -> None:
    sheet = "Name,Permalink,Product URL,Price,Regular price\n" + "".join(
        f"P{n},https://lune.example/a{n},https://lune.example/{'b' if n > 1 else 'a'}{n},9,9.00\n" for n in range(4)
    )
    code, output = run_import(site, "products", sheet)
    assert code == 0, output
    assert (
        "warning[columns-differ]: column C (Product URL) and column B (Permalink) are both read as `url`, "
        "and differ in rows 4, 5; the first was used"
    ) in output
    assert products(site)["p2"]["url"] == "https://lune.example/b2"
    assert output.count("columns-differ") == 1  # 9 and 9.00 are one price


def test_a_sheet_without_names_is_reported_once(site: Path) -> None:
    rows = "".join(f"{n},X\n" for n in range(1, 30))
    for kind in ("products", "ambassadors"):
        code, output = run_import(site, kind, "ID,Zzz\n" + rows)
        assert code == 1
        assert output.count("error[") == 1
        assert "error[missing-column]: no column of this sheet has names" in output
        assert "--map name=COLUMN" in output
    code, output = run_import(site, "products", "ID,Price\ncloud-balm,26\n")
    assert code == 0, output


def test_a_row_that_repeats_the_names_of_the_columns_is_left_out(site: Path) -> None:
    code, output = run_import(site, "ambassadors", "Name,City\nAna Sol,Pau\nName,City\nBo Ray,Lyon\n")
    assert code == 0
    assert "row 3: the column names are repeated here, so it was left out" in output
    assert "2 ambassadors added" in output


@pytest.mark.parametrize("above", ["", "Our products\n\n"])
def test_the_limit_of_rows_counts_from_below_the_names(above: str, tmp_path: Path) -> None:
    from generator.columns.fields import sheet_fields
    from generator.importing.layout import find_layout
    from generator.problems import Report
    from generator.tables.read import read_table
    from generator.tables.table import MOST_ROWS, Hints

    for rows, is_too_long in ((MOST_ROWS, False), (MOST_ROWS + 1, True), (MOST_ROWS + 100, True)):
        path = tmp_path / "s.csv"
        path.write_text(above + "Name,URL\n" + "A,https://lune.example/a\n" * rows, "utf-8")
        report = Report()
        table = read_table(path, "s.csv", Hints(), report)
        assert table is not None
        layout = find_layout(table, sheet_fields("products", "EUR"), "id", {}, report)
        assert layout is not None
        assert len(layout.rows) == MOST_ROWS
        messages = [problem.message for problem in report if problem.name == "too-large-sheet"]
        assert len(messages) == is_too_long
        assert all("20,000 rows" in message for message in messages)


def test_a_column_named_for_a_network_is_read_as_its_account(site: Path) -> None:
    head = "Name,Instagram page,TikTok profile link,YouTube channel,Facebook-Seite,Canal de Twitch"
    code, output = run_import(site, "ambassadors", f"{head}\nAna Sol,@ana,@anatok,@anatube,anabook,anatwitch\n")
    assert code == 0, output
    accounts = {"instagram": "ana", "tiktok": "anatok", "youtube": "anatube", "facebook": "anabook"}
    assert person(site, "ana-sol")["socials"] == accounts | {"twitch": "anatwitch"}


@pytest.mark.parametrize(
    "name",
    [
        *("Email address", "e-mail (work)", "Mobile phone", "WhatsApp no.", "IBAN / BIC", "Place of birth"),
        *("PayPal account", "paypal", "Whatsapp", "Passport no.", "Shipping address: city", "Date of birth"),
        *("Telefoon", "Geboortedatum", "Codice fiscale", "Data di nascita", "Rekeningnummer", "Kontonummer"),
    ],
)
def test_a_column_of_personal_data_is_known_by_its_name(name: str) -> None:
    assert is_personal(plain(name))


@pytest.mark.parametrize("name", ["Name", "Bio", "Shop", "Address of the page", "Ship date", "Fee"])
def test_a_harmless_column_is_not_taken_for_personal_data(name: str) -> None:
    assert not is_personal(plain(name))


@pytest.mark.parametrize("kind", ["ambassadors", "products"])
def test_a_field_has_the_name_of_its_key(kind: Kind) -> None:
    paths = {
        "link": ("links", "shop"), "portrait": ("portrait", "src"), "portrait_alt": ("portrait", "alt"),
        "image": ("image", "src"), "image_alt": ("image", "alt"),
    }  # fmt: skip
    keys = {field.alias or name for name, field in content_model(kind).model_fields.items()}
    for field in sheet_fields(kind, "EUR"):
        assert field.kind in get_args(ColumnKind)
        if field.path:
            assert field.path[0] in keys
            assert field.path == paths.get(field.name, (*field.path[:-1], field.name))
        else:
            head, *below = field.name.split(".")
            assert (head, below) in (("slug", []), ("id", [])) or (
                f"{head}." == PREFIX and below[0] in Roster.model_fields
            )


@pytest.mark.parametrize(
    ("currency", "name"),
    [
        *(("EUR", "Price (€)"), ("EUR", "Price in EUR"), ("USD", "Price $"), ("CAD", "Price (CA$)")),
        *(("CAD", "Price ($)"), ("PLN", "Price PLN"), ("EUR", "Preis in €")),
    ],
)
def test_a_column_of_prices_may_name_the_currency(currency: str, name: str) -> None:
    price = next(field for field in sheet_fields("products", currency) if field.name == "price")
    assert plain(name) in map(plain, price.names)
