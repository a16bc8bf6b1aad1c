"""Tests that `ambassador report` writes its folder, and refuses what it must not overwrite or cannot read."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import shutil
import zipfile
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import ambassador
from generator.models.imports import REPORT_FACTS
from generator.report.facts import ORDERS, POSTS, SUBS, VISITS
from generator.report.table import ReportTable, columns
from generator.report.write import xlsx_of
from tests.report.exports import ROOT
from tests.report.test_analytics import GA4
from tests.report.test_shops import SHOPIFY


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(ambassador, [str(word) for word in words])


def write_exports(folder: Path) -> list[Path]:
    (folder / "orders.csv").write_text(SHOPIFY, "utf-8")
    (folder / "ga4.csv").write_text(GA4, "utf-8")
    return [folder / "orders.csv", folder / "ga4.csv"]


def make_report(folder: Path, *options: str | Path, name: str = "report") -> Path:
    files = [folder / "orders.csv", folder / "ga4.csv"]
    if not files[0].exists():
        write_exports(folder)
    result = run("report", *files, "--site", ROOT, "--output", folder / name, "--as-of", "2026-11-29", *options)
    assert result.exit_code == 0, result.output
    return folder / name


def test_a_report_is_a_folder_of_a_safe_page_and_tables(tmp_path: Path) -> None:
    folder = make_report(tmp_path)
    page = (folder / "index.html").read_text("utf-8")
    [policy] = map(unescape, re.findall('http-equiv="Content-Security-Policy" content="([^"]+)"', page))
    assert policy.startswith("default-src 'none'; ")
    for kind in ("style", "script"):
        [text] = re.findall(f"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert " style=" not in page
    assert not re.search(r'(?:src|href)="(?!#|data:)', page)
    assert "x.example" not in "".join(file.read_text("utf-8") for file in folder.glob("*.csv")) + page
    people = list(csv.DictReader(io.StringIO((folder / "people.csv").read_text("utf-8-sig"))))
    assert {row["person"]: row["net"] for row in people if row["net"] != "0.00"} == {"lea-moreau": "80.83"}
    tables = json.loads((folder / "report.json").read_text("utf-8"))
    assert set(tables) == {file.stem for file in folder.glob("*.csv")} == {file.stem for file in folder.glob("*.xlsx")}


def test_numbers_of_the_workbook_can_be_added(tmp_path: Path) -> None:
    folder = make_report(tmp_path)
    with zipfile.ZipFile(folder / "people.xlsx") as book:
        assert "<v>80.83</v>" in book.read("xl/worksheets/sheet1.xml").decode()


def test_a_workbook_has_as_many_rows_as_its_table() -> None:
    table = ReportTable("people", "People", columns(("name", "Name")), [("A",)] * 20_100)
    with zipfile.ZipFile(io.BytesIO(xlsx_of(table))) as book:
        assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == 20_101


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    first_folder, second_folder = make_report(tmp_path), make_report(tmp_path, name="again")
    for file in first_folder.iterdir():
        assert file.read_bytes() == (second_folder / file.name).read_bytes(), file.name


def test_a_roster_counts_costs_against_the_sales_of_a_report(tmp_path: Path) -> None:
    folder = make_report(tmp_path)
    [lea] = [row for row in csv.DictReader(io.StringIO((folder / "people.csv").read_text("utf-8-sig")))
             if row["person"] == "lea-moreau"]  # fmt: skip
    result = run("roster", "--report", folder, "--show", "costs", "--format", "json", "--site", ROOT,
               "--as-of", "2026-11-29")  # fmt: skip
    assert result.exit_code == 0, result.output
    [table] = json.loads(result.stdout).values()
    names = [column["name"] for column in table["columns"]]
    [row] = [row for cells in table["rows"] if (row := dict(zip(names, cells, strict=True)))["slug"] == "lea-moreau"]
    assert (row["net"], row["commission"]) == (lea["net"], f"{lea['commission']} EUR") == (
        "80.83", "28.08 EUR",  # 10 %, and 20.00 for the first sale
    )  # fmt: skip
    cost = Decimal(row["gifts"].split()[0]) + Decimal(lea["commission"])
    assert row["cost"] == f"{cost} EUR"
    assert Decimal(row["per_cost"]) == (Decimal("80.83") / cost).quantize(Decimal("0.01"))
    assert "sales and commission are the report's: 2026-11-01 to 2026-11-30." in table["notes"][-1]
    result = run("roster", "--report", tmp_path, "--show", "costs", "--site", ROOT)
    assert (result.exit_code, "not-a-report" in result.output) == (1, True)


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_the_format_option_limits_the_kinds_of_files(tmp_path: Path, form: str) -> None:
    folder = make_report(tmp_path, "--format", form)
    assert {file.suffix for file in folder.iterdir()} == {f".{form}", ".json"}


def test_a_report_replaces_an_older_one_but_no_other_folder(tmp_path: Path) -> None:
    folder = make_report(tmp_path)
    (folder / "people.csv").write_text("old", "utf-8")
    assert (make_report(tmp_path) / "people.csv").read_text("utf-8") != "old"
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("mine", "utf-8")
    result = run("report", tmp_path / "orders.csv", "--site", ROOT, "--output", tmp_path / "mine")
    assert result.exit_code == 1
    assert "foreign-report-folder" in result.output
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_an_unreadable_row_gives_exit_code_1_and_a_report_of_the_others(tmp_path: Path) -> None:
    write_exports(tmp_path)
    with (tmp_path / "ga4.csv").open("a", encoding="utf-8") as file:
        file.write("lea-moreau / affiliate,story.first-light,many,1,0\n")
    result = run("report", tmp_path / "ga4.csv", "--site", ROOT, "--output", tmp_path / "report")
    assert result.exit_code == 1
    assert "ga4.csv:12" in result.output
    assert (tmp_path / "report/index.html").exists()
    result = run("report", tmp_path / "none.csv", "--site", ROOT, "--output", tmp_path / "nothing")
    assert (result.exit_code, (tmp_path / "nothing").exists()) == (1, False)


def test_facts_as_parquet_hold_no_customer(tmp_path: Path) -> None:
    import duckdb

    make_report(tmp_path, "--tables-to", tmp_path / "facts")
    columns = {}
    for name in ("orders", "lines", "visits", "posts"):
        relation = duckdb.sql(f"SELECT * FROM '{tmp_path / 'facts' / name}.parquet'")
        columns[name] = set(relation.columns)
    assert not {"customer", "email"} & set().union(*columns.values())
    path = tmp_path / "facts/lines.parquet"
    query = f"SELECT sum(net) FROM '{path}' WHERE person = 'lea-moreau' AND state = 'confirmed'"
    assert duckdb.sql(query).fetchall() == [(Decimal("80.8300"),)]


def test_a_map_of_a_report_is_saved_and_used_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(ROOT / "content", site / "content")
    (tmp_path / "plain.csv").write_text("Bestellung;Tag;Gutschein;Netto\n1;03.11.2026;lea15;12,50\n", "utf-8")
    arguments = ("report", tmp_path / "plain.csv", "--site", site, "--output", tmp_path / "out")
    assert run(*arguments).exit_code == 1
    maps = ("order_id=Bestellung", "day=Tag", "code=Gutschein", "subtotal=Netto")
    result = run(*arguments, *(word for column_map in maps for word in ("--map", column_map)))
    assert result.exit_code == 0, result.output
    assert "reports:" in (site / "content/imports.yaml").read_text("utf-8")
    result = run(*arguments)
    assert result.exit_code == 0, result.output


def test_a_period_without_a_day_of_the_files_is_reported(tmp_path: Path) -> None:
    orders = next(path for path in write_exports(tmp_path) if "orders" in path.name)
    arguments = ("report", orders, "--site", ROOT, "--output", tmp_path / "out", "--problems", "concise")
    for period, count in ((("--from", "2030-01-01"), 1), (("--until", "2001-01-01"), 1), (("--from", "2001-01-01"), 0)):
        result = run(*arguments, *period)
        assert (result.exit_code, result.output.count("warning[other-period]")) == (0, count), result.output


def test_a_saved_map_may_name_each_fact_and_no_other(tmp_path: Path) -> None:
    facts = {*ORDERS, *VISITS, *POSTS, *SUBS, "line_price"}
    computed_facts = {"file", "source", "row", "head", "rest", "cut", "tx", "first_day", "last_day"}
    assert facts - computed_facts == REPORT_FACTS
    site = tmp_path / "site"
    shutil.copytree(ROOT / "content", site / "content")
    (site / "content/imports.yaml").write_text("reports:\n  - columns: {sub1: A, colour: B}\n", "utf-8")
    result = run("report", *write_exports(tmp_path), "--site", site, "--output", tmp_path / "out")
    assert result.exit_code == 1
    assert "imports.yaml:2" in result.output
    assert "`colour` is no fact of a report" in result.output
    assert "`sub1`" not in result.output


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("--from", "2026-12-01", "--until", "2026-11-01"), "--until is before --from"),
        (("--map", "colour=X"), "no fact is called `colour`"),
        (("--map", "code"), "is not a `FACT=COLUMN`"),
    ],
)
def test_wrong_options_are_usage_errors(tmp_path: Path, words: tuple[str, ...], text: str) -> None:
    result = run("report", tmp_path / "x.csv", "--site", ROOT, *words)
    assert (result.exit_code, text in result.output) == (2, True)
