"""Tests the formats, saved views, exit codes and files of `ambassador roster`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.streams import run_apart
from tests.roster.site import write_site

DAY = ["--as-of", "2027-03-20"]
ANA = "name: Ana\nniches: [skincare]\nfollowers: 9000\nfavorites: [cloud-balm]\nsince: 2026-01-01\n"
ANA_ROSTER = """owner: south
country: FR
state: {agreed: 2025-12-01}
platforms: {instagram: {followers: 9000, checked: 2027-01-01, posts: 8, likes: 250, comments: 20}}
pieces:
  - {platform: instagram, format: reel, due: 2027-04-02}
  - {platform: instagram, format: reel, due: 2027-04-02}
contract: {until: 2027-12-31}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = write_site(tmp_path, ana__profile=ANA, ana__roster=ANA_ROSTER)
    views = "views:\n  south: {owner: south, sort: -followers}\n  none: {tier: mega}\n"
    (root / "content/roster-views.yaml").write_text(views, "utf-8")
    return root


def _run(site: Path, *options: str) -> str:
    code, out, err = run_apart(["roster", *DAY, *options], site)
    assert (code, err) == (0, ""), err
    return out


def test_csv_xlsx_and_json_have_the_same_rows(site: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(_run(site, "--format", "csv").removeprefix("\ufeff"))))
    assert [row["slug"] for row in rows] == ["ana", "lea"]
    assert (rows[0]["engagement"], rows[0]["owner"], rows[0]["next_due"]) == ("0.03", "south", "2027-04-02")
    table = json.loads(_run(site, "--format", "json"))["people"]
    assert [column["name"] for column in table["columns"]] == list(rows[0])
    assert [str(cell) for cell in table["rows"][0]] == list(rows[0].values())
    _run(site, "--format", "xlsx", "--output", "people.xlsx")
    sheet = openpyxl.load_workbook(site / "people.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["A"]] == ["Address", "ana", "lea"]


def test_a_board_has_a_row_for_each_used_state(site: Path) -> None:
    assert json.loads(_run(site, "--show", "board", "--format", "json"))["board"]["rows"] == [["active", 2, "Ana, Léa"]]


def test_no_cell_is_a_formula(site: Path) -> None:
    write_site(site, ana__roster='owner: "=1+1"\n')
    assert ",'=1+1," in _run(site, "--format", "csv")


def test_options_override_a_named_view(site: Path) -> None:
    assert "Ana" in _run(site, "--view", "south")
    assert "Léa" not in _run(site, "--view", "south")
    assert "Nothing matches" in _run(site, "--view", "none")
    assert "Ana" in _run(site, "--view", "none", "--tier", "nano")


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (["--view", "soth"], "did you mean `south`?"),
        (["--sort", "folowers"], "did you mean `followers`?"),
        (["--niche", "skincar"], "did you mean `skincare`?"),
        (["--product", "cloud-blam"], "did you mean `cloud-balm`?"),
        (["--for-product", "cloud-blam"], "did you mean `cloud-balm`?"),
        (["--for-person", "anna"], "did you mean `ana`?"),
        (["--country", "France"], "write `FR`"),
        (["--language", "french"], "not the tag of a language"),
        (["--min-engagement", "much"], "not a percentage"),
        (["--show", "coverage", "--format", "csv"], "use json or html"),
    ],
)
def test_an_invalid_option_is_a_usage_error_and_no_empty_list(options: list[str], hint: str, site: Path) -> None:
    code, out, err = run_apart(["roster", *DAY, *options], site)
    assert (code, out) == (2, "")
    assert hint in " ".join(err.split())


def test_a_calendar_keeps_two_pieces_of_one_day_apart(site: Path) -> None:
    calendar = _run(site, "--format", "ics")
    assert calendar == _run(site, "--format", "ics")
    ids = [line for line in calendar.split("\r\n") if line.startswith("UID")]
    assert ids == [
        "UID:20270402-piece-due-ana@friends.example",
        "UID:20270402-piece-due-ana-2@friends.example",
        "UID:20271231-contract-ends-ana@friends.example",
    ]


def test_matches_name_their_reasons(site: Path) -> None:
    rows = json.loads(_run(site, "--for-product", "cloud-balm", "--format", "json"))["matches"]["rows"]
    assert rows[0] == ["ana", "Ana", "cloud-balm", "1/2", "the product has no tags; on their page (+1/2)"]
    (pair,) = [row for row in json.loads(_run(site, "--for-person", "ana", "--format", "json"))["matches"]["rows"]
               if row[2] == "cloud-balm"]  # fmt: skip
    assert pair == rows[0]


def test_a_problem_exits_with_1_and_the_list_is_still_printed(site: Path) -> None:
    write_site(site, ana__roster="state: {invited: 2026-01-02, agreed: 2026-01-01}\n")
    code, out, err = run_apart(["roster", *DAY, "--problems", "concise"], site)
    assert code == 1
    assert "Ana" in out
    assert err.startswith("content/ambassadors/ana/roster.yaml:1:38: error[impossible-state]")


def test_prospects_come_from_a_sheet_outside_the_site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    sheet = tmp_path_factory.mktemp("brand") / "p.csv"
    sheet.write_text(
        "name,niches,followers,country,platforms.tiktok.likes,mood\nIda Ro,skincare,5000,DE,90,fine\n"
        "Ida Ro,,,,,\nUma,,many,,,\n",
        "utf-8",
    )
    options = ["--prospects", str(sheet), "--state", "prospect", "--problems", "concise"]
    code, out, err = run_apart(["roster", *DAY, *options, "--format", "json"], site)
    assert [row[:4] for row in json.loads(out)["people"]["rows"]] == [
        ["ida-ro", "Ida Ro", "prospect", "nano"], ["ida-ro-1", "Ida Ro", "prospect", ""],
    ]  # fmt: skip
    assert code == 1
    assert "error[not-a-number] cell C4: `many`" in err
    assert "warning[skipped-column] nothing reads the column `mood`" in err
    sheet = site / "p.csv"
    sheet.write_text("name\nIda\n", "utf-8")
    code, _, err = run_apart(["roster", *DAY, "--prospects", "p.csv", "--problems", "concise"], site)
    assert (code, "prospects-in-site" in err) == (1, True)


def test_check_reports_rosters_and_views_that_a_build_ignores(site: Path) -> None:
    write_site(site, ana__roster="state: {invited: 2026-01-02, agreed: 2026-01-01}\n")
    (site / "content/roster-views.yaml").write_text("views: {a: {state: [actve]}}\n", "utf-8")
    code, out, _ = run_apart(["check", *DAY, "--format", "concise"], site)
    assert code == 1
    assert "roster.yaml:1:38: error[impossible-state]" in out
    assert "content/roster-views.yaml:1:21: error[unknown-choice] no state is called `actve` (did you mean" in out
    assert run_apart(["build", "--output", "out", *DAY], site)[0] == 0


def test_a_roster_is_not_written_into_a_published_folder(site: Path) -> None:
    assert run_apart(["build", "--output", "out", *DAY], site)[0] == 0
    code, _, err = run_apart(["roster", *DAY, "--format", "html", "--output", "out/roster.html"], site)
    assert code == 2
    assert "private" in err
    assert not (site / "out/roster.html").exists()


def test_sales_are_read_from_a_report(site: Path) -> None:
    (site / "r").mkdir()
    names = ("person", "net", "commission", "sessions", "orders")
    table = {
        "currency": "EUR",
        "days": ["2026-10-01", "2026-11-29"],
        "columns": [{"name": name} for name in names],
        "rows": [["ana", "120.50", "12.05", 400, 0]],
    }
    (site / "r/report.json").write_text(json.dumps({"people": table}), "utf-8")
    (row, _) = json.loads(_run(site, "--show", "costs", "--report", "r", "--format", "json"))["costs"]["rows"]
    assert row == ["ana", "Ana", "", "", "12.05 EUR", "12.05 EUR", "120.50", "10.00"]
    signals = json.loads(_run(site, "--show", "signals", "--report", "r", "--format", "json"))["signals"]["rows"]
    assert [row[2] for row in signals] == ["visits and no order"]
    (site / "r/report.json").write_text("[]", "utf-8")
    code, _, err = run_apart(["roster", *DAY, "--report", "r", "--problems", "concise"], site)
    assert code == 1
    assert "not-a-report" in err


def test_the_page_escapes_names_and_loads_nothing(site: Path) -> None:
    write_site(site, ana__profile=ANA.replace("Ana", '"<img src=x onerror=alert(1)>"'))
    page = _run(site, "--format", "html")
    assert "<img" not in page
    assert "default-src &#39;none&#39;" in page
    assert "http" not in page.replace("http-equiv", "")


def test_forget_deletes_the_roster_entry(site: Path) -> None:
    people = site / "content/ambassadors"
    (people / "bo.md").write_text("---\nname: Bo\n---\nHello.\n", "utf-8")
    (people / "bo.roster.yaml").write_text("owner: south\n", "utf-8")
    assert run_apart(["forget", "bo", "--yes"], site)[0] == 0
    assert [path.name for path in people.glob("bo*")] == []
    assert run_apart(["forget", "ana", "--yes"], site)[0] == 0
    assert not (people / "ana").exists()
