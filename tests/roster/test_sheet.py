"""Tests that rosters go to a sheet and come back without a loss, and that a bad cell is reported."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
import yaml

from tests.cli.streams import run_apart
from tests.roster.site import write_site

ROSTER = """# Notes on Léa.
owner: south                # a role
languages: fr
state: {invited: 2026-01-10, agreed: 2026-01-20}   # both by mail

platforms:
  instagram: {followers: 42000, checked: 2026-03-01}
gifts:
  # The first of many.
  - {day: 2026-01-22, product: cloud-balm, value: "24.00"}
  - {day: 2026-02-22, product: boy-brow, value: "012.50"}
fee: {amount: "10.00", per: piece}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path, lea__roster=ROSTER)


def _file(site: Path) -> str:
    return (site / "content/ambassadors/lea/roster.yaml").read_text("utf-8")


def _rows(site: Path) -> list[dict[str, str]]:
    code, out, _ = run_apart(["export", "roster"], site)
    assert code == 0
    return list(csv.DictReader(io.StringIO(out)))


def _import(site: Path, row: dict[str, str], *options: str) -> tuple[int, str]:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(row))
    writer.writeheader()
    writer.writerow(row)
    (site / "back.csv").write_text(stream.getvalue(), "utf-8")
    code, out, err = run_apart(["import", "roster", "back.csv", *options], site)
    return code, out + err


@pytest.mark.parametrize("name", ["sheet.csv", "sheet.xlsx"])
def test_an_export_that_comes_back_changes_no_byte(name: str, site: Path) -> None:
    assert run_apart(["export", "roster", "--output", name], site)[0] == 0
    code, out, _ = run_apart(["import", "roster", name], site)
    assert (code, out) == (0, "0 values in 0 files changed.\n")
    assert _file(site) == ROSTER


def test_an_edit_changes_its_line_and_no_comment(site: Path) -> None:
    (row,) = _rows(site)
    assert row["gifts"].splitlines()[1] == "{day: 2026-02-22, product: boy-brow, value: 012.50}"
    row |= {
        "owner": "north", "state.agreed": "2026-01-21", "contract.signed": "2026-02-01", "languages": "fr, de",
        "gifts": row["gifts"] + "\n{day: 2026-03-22, product: cloud-balm}", "fee.per": "month",
    }  # fmt: skip
    code, out = _import(site, row)
    assert code == 0, out
    assert "6 values in 1 file changed." in out
    assert "owner: south → north" in out
    after = _file(site)
    for comment in ("# Notes on Léa.", "# a role", "# both by mail", "# The first of many."):
        assert comment in after
    assert "agreed: 2026-01-21" in after
    data = yaml.load(after, yaml.BaseLoader)
    assert data["gifts"][-1] == {"day": "2026-03-22", "product": "cloud-balm"}
    assert (data["contract"], data["languages"], data["fee"]["per"]) == (
        {"signed": "2026-02-01"}, ["fr", "de"], "month",
    )  # fmt: skip
    (new_row,) = _rows(site)
    assert {name: new_row[name] for name in row if row[name]} == {name: text for name, text in row.items() if text}


def test_an_empty_cell_changes_nothing_and_a_hyphen_removes_a_value(site: Path) -> None:
    assert _import(site, {"slug": "lea", "owner": "", "fee.amount": ""})[0] == 0
    assert _file(site) == ROSTER
    code, out = _import(site, {"slug": "lea", "owner": "-", "gifts": "-"})
    assert (code, "owner: south → removed" in out) == (0, True)
    assert set(yaml.load(_file(site), yaml.BaseLoader)) == {"languages", "state", "platforms", "fee"}


def test_a_dry_run_writes_nothing(site: Path) -> None:
    code, out = _import(site, {"slug": "lea", "owner": "north"}, "--dry-run")
    assert (code, "1 value in 1 file would change." in out) == (0, True)
    assert _file(site) == ROSTER


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"slug": "lea", "state.agreed": "soon"}, "error[not-a-day] cell B2: `soon` is not a day"),
        ({"slug": "lea", "country": "Spain"}, "error[unknown-country] cell B2: `Spain` is not a country"),
        ({"slug": "lea", "gifts": "a balm"}, "error[unreadable-cell] cell B2"),
        ({"slug": "lea", "gifts": "{day: 2026-02-02, produkt: x}"}, "error[unknown-key] cell B2: `produkt`"),
        ({"slug": "lea", "gifts": "{day: 2026-02-02, product: x"}, "error[unreadable-cell] cell B2"),
        ({"slug": "lae", "owner": "x"}, "error[unknown-ambassador] row 2"),
        ({"name": "Léa", "owner": "x"}, "error[missing-column]"),
    ],
)
def test_a_bad_cell_is_reported_and_nothing_is_written(row: dict[str, str], message: str, site: Path) -> None:
    code, out = _import(site, {**row}, "--format", "concise")
    assert code == 1
    assert message in out
    assert "Nothing was written." in out
    assert _file(site) == ROSTER


def test_a_column_that_nothing_reads_is_reported(site: Path) -> None:
    code, out = _import(site, {"slug": "lea", "onwer": "x"}, "--format", "concise")
    assert code == 0
    assert "warning[skipped-column] nothing reads the column `onwer` (did you mean `owner`?)" in out


def test_a_person_without_a_roster_gets_a_file(tmp_path: Path) -> None:
    site = write_site(tmp_path)
    row = {
        "slug": "lea",
        "owner": "south",
        "platforms.tiktok.followers": "1200",
        "contract.exclusivity.category": "skin",
    }
    assert _import(site, row)[0] == 0
    assert yaml.load(_file(site), yaml.BaseLoader) == {
        "owner": "south", "platforms": {"tiktok": {"followers": "1200"}},
        "contract": {"exclusivity": {"category": "skin"}},
    }  # fmt: skip
    assert _import(site, {"slug": "lea", "contract.exclusivity.category": "-"})[0] == 0
    assert "contract" not in yaml.load(_file(site), yaml.BaseLoader)


def test_a_hostile_text_stays_a_text(site: Path) -> None:
    write_site(site, lea__roster='owner: "=HYPERLINK(1)"\n')
    assert run_apart(["export", "roster", "--output", "x.xlsx"], site)[0] == 0
    sheet = openpyxl.load_workbook(site / "x.xlsx").worksheets[0]
    assert all(cell.data_type == "s" or cell.value is None for cell in sheet[2])
    assert _import(site, {"slug": "lea", "owner": "a: b # c\n- d"})[0] == 0
    assert yaml.load(_file(site), yaml.BaseLoader) == {"owner": "a: b # c\n- d"}
