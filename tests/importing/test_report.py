"""Tests that the report of an import groups problems by kind, and that the details file lists each row."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.columns.field import Field
from generator.importing.details import write_details
from generator.importing.dialects import PLAIN
from generator.importing.entry import SheetEntry
from generator.importing.group_problems import group_problems
from generator.importing.layout import Layout
from generator.importing.merge_entry import FieldChange, KeptValue
from generator.importing.plan import ImportPlan, PlanItem
from generator.importing.report import report_plan, report_rosters
from generator.importing.roster_text import CellChange
from generator.importing.second_columns import report_differing_columns
from generator.importing.yaml_edit import Edit
from generator.problems import Place, Report
from generator.tables.table import Row
from tests.importing.sites import run_import, write
from tests.scenario import run_cli

HEAD = "Handle,Title,Variant Price,Status\n"


def _bad(count: int) -> str:
    return HEAD + "".join(f"p{n},,{n},active\n" for n in range(count))


def test_a_report_grows_with_kinds_and_not_with_rows(site: Path) -> None:
    lines = [len(run_import(site, "products", _bad(count))[1].splitlines()) for count in (5, 50, 2_000)]
    assert lines[0] == lines[1] == lines[2]
    _, output = run_import(site, "products", _bad(5))
    assert output.count("error[skipped-row]") == 1
    assert "the same in 4 more rows: 3 to 6: sheet.csv:3:4" in output
    assert "5 errors in 1 file." in output
    _, output = run_import(site, "products", _bad(50))
    assert "the same in 49 more rows: 3 to 51: sheet.csv:3:4" in output


def test_rows_of_one_kind_are_listed_with_their_texts(site: Path) -> None:
    rows = "".join(f"p{n},Product {n},1,{status}\n" for n, status in enumerate(["active", "draft", "draft", "draft"]))
    code, output = run_import(site, "products", HEAD + rows)
    assert code == 0
    assert output.count("warning[left-out-row]") == 1
    assert "the same in 2 more rows: 4 (`Product 2`), 5 (`Product 3`)" in output


def test_a_long_text_is_listed_with_its_end(site: Path) -> None:
    rows = [f"Ana {letter},https://cdn.lune.example/photos/2026/{letter}-portrait.jpg" for letter in "abc"]
    _, output = run_import(site, "ambassadors", "Name,Photo\n" + "\n".join(rows) + "\n")
    assert "3 (`https://cdn.…/photos/2026/b-portrait.jpg`), 4 (`https://cdn.…/photos/2026/c-portrait.jpg`)" in output


def test_rows_with_one_text_are_listed_as_numbers(site: Path) -> None:
    rows = "".join(f"Person {n},{'asap' if n < 9 else '2026-01-01'}\n" for n in range(30))
    _, output = run_import(site, "ambassadors", f"Name,Start\n{rows}")
    assert "the same in 8 more rows: 3 to 10: sheet.csv:3:1" in output


def test_many_new_products_are_counted(site: Path) -> None:
    rows = "".join(f"p{n:04},Product {n},1,active\n" for n in range(500))
    _, output = run_import(site, "products", HEAD + rows, "--dry-run")
    assert "+ p0000: Product 0" in output
    assert "+ and 480 more; --details FILE writes them all" in output
    assert len(output.splitlines()) < 40
    assert "500 products added" in output


def test_each_change_of_a_code_is_shown_but_others_are_counted(site: Path) -> None:
    rows = "Name,TikTok,Code,Followers,Status\n" + "".join(f"Person {n:03},tt{n},OLD{n},1,ended\n" for n in range(300))
    run_import(site, "ambassadors", rows)
    _, output = run_import(site, "ambassadors", rows.replace("OLD", "NEW").replace(",1,", ",2,"), "--dry-run")
    assert output.count("    code: OLD") == 300
    _, output = run_import(site, "ambassadors", rows.replace(",1,", ",2,"), "--dry-run")
    assert output.count("    followers: 1 -> 2") == 20
    assert "~ and 280 more: followers of 280; --details FILE writes them all" in output


def test_the_details_file_has_each_row(site: Path) -> None:
    good = "".join(f"q{n},Good {n},1,active\n" for n in range(100))
    code, output = run_import(site, "products", _bad(30) + good, "--details", "details.csv")
    assert code == 1
    text = (site / "details.csv").read_bytes().decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert sum(line["name"] == "skipped-row" for line in lines) == 30
    assert sum(line["what"] == "added" for line in lines) == 100
    assert [int(line["row"]) for line in lines if line["row"]] == sorted(int(line["row"]) for line in lines)
    write(site, "folder/x", "")
    code, output = run_import(site, "products", _bad(3), "--details", "folder/none/details.csv")
    assert code == 1
    assert "the details could not be written" in output


def test_json_keeps_every_detail(site: Path) -> None:
    write(site, "s.csv", _bad(40))
    code, output = run_cli(["import", "products", "s.csv", "--format", "json"], site)
    assert code == 1
    assert len(json.loads(output)) == 40


def test_every_column_is_in_the_report(site: Path) -> None:
    sheet = "Name,URL,Price,Product group,Status,Vendor,E-Mail\nMist,https://lune.example/m,1,,active,Lune,\n"
    _, output = run_import(site, "products", sheet)
    closing = output[output.index("Read as") :]
    for column in ("Name", "URL", "Price", "Product group", "Status", "Vendor", "E-Mail"):
        assert column in closing, closing
    sheet = "Full name,Display name,Bio,Vibe,E-Mail\nAna Sol,,I paint.,calm,\n"
    _, output = run_import(site, "ambassadors", sheet)
    closing = output[output.index("Read as") :]
    for part in ("name from Full name, else Display name", "story from Bio", "Not read: Vibe", ": E-Mail."):
        assert part in closing, closing
    assert "Stories written from the sheet (story.md): 1." in closing


def test_a_shop_export_reports_what_it_does_not_read(site: Path) -> None:
    _, output = run_import(site, "products", "Handle,Title,Variant Price,Vendor,Gift Card\nmist,Mist,1,Lune,false\n")
    assert "Not read: Vendor, Gift Card." in output


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_problem_points_at_its_cell(site: Path, delimiter: str) -> None:
    rows = [
        ["Handle", "Title", "Body (HTML)", "Variant Price", "Status"],
        ["mist", "Mist", f'"<p>A long{delimiter} ""soft""\n text of two lines {"and more " * 20}</p>"', "9", "draft"],
        ["oil", '"Oil"', "", "cheap", "active"],
    ]
    code, output = run_import(site, "products", "\n".join(delimiter.join(row) for row in rows) + "\n")
    assert code == 1
    lines = output.splitlines()
    at = next(number for number, line in enumerate(lines) if "column E (Status)" in line)
    column = int(lines[at + 1].rpartition(":")[2])
    assert f"sheet.csv:3:{column}" in lines[at + 1]
    caret = lines[at + 4].index("^")
    assert lines[at + 3][caret:] == "draft"
    assert "--> sheet.csv:4:12" in output


def _item(number: int, id_: str, *cells: str, is_new: bool = False, **values: str) -> PlanItem:
    entry = SheetEntry(Row(number, cells), id_.title(), values, {})
    return PlanItem(id_, id_.title(), entry, f"content/ambassadors/{id_}.md", is_new)


def _plan(*items: PlanItem) -> ImportPlan:
    return ImportPlan("ambassadors", items, {}, missing_ids=("ida",), deleted_ids=("olga",), left_out=1, elsewhere=2)


LAYOUT = Layout(PLAIN, ("Name", "", "Vibe"), {"name": 0, "tagline": 1}, (), ("Vibe",), ("Phone",))
CHANGES = (
    FieldChange("code", "", "ANA10", Edit(("code",), "ANA10")),
    FieldChange("tagline", "a" * 60, "a" * 61, Edit(("tagline",), "")),
    FieldChange("link", "b" * 61, None, Edit(("link",), None)),
)
PLAN = _plan(
    replace(_item(2, "ana"), changes=CHANGES, by=("url", "code")),
    replace(_item(3, "ben"), kept_values=(KeptValue("tags", ("a", "b"), "c", both=True),), by=("slug",)),
    replace(
        _item(4, "cleo", "Cleo", name="Cleo", tagline="", is_new=True), draft=True, picture="https://pics.example/c"
    ),
    replace(
        _item(5, "dora", "Dora", " ", name="Dora", tagline="", status="ended", is_new=True), picture_path="dora.jpg"
    ),
    _item(6, "eva", "Eva", name="Eva", is_new=True),
    _item(7, "finn"),
)
EXPECTED_REPORT = f"""\
+ cleo: Cleo; a draft; picture at https://pics.example/c
+ dora: Dora; ended
    picture: copied to dora.jpg
+ eva: Eva
~ ana: Ana
    known by: url, code
    code: (none) -> ANA10
    tagline: {"a" * 60} -> {"a" * 59}…
    link: {"b" * 61} -> (none)
= ben: Ben
    tags: kept a, b; the sheet says c
- olga: was deleted from content by hand, and is not added again
= ida: is no longer in this sheet, and stays in content

Would be: 3 ambassadors added, 1 changed, 2 unchanged; 1 left out; 2 rows skipped.
Read as a sheet: name from Name, tagline from column B.
Not read, because personal data stays out of the repository: Phone.
Not read: Vibe. To read a column, add --map FIELD=COLUMN.
From other sheets, and unchanged: 2 ambassadors.
Recognised by: url, code (1); slug (1).
Pictures that were not downloaded, and that no page shows: 1. To show them, add --fetch-images, or download them and \
name their folder with --images DIR.
Rows with only a name: Cleo, Dora. Are they all people?
1 draft: write a story or favorites, then `status: live`.
Nothing was written (--dry-run)."""


def test_a_report_has_all_its_parts_in_order() -> None:
    assert report_plan(PLAN, LAYOUT, 2, dry_run=True) == EXPECTED_REPORT


def test_the_details_file_has_each_change_of_a_plan(tmp_path: Path) -> None:
    file = tmp_path / "details.csv"
    assert write_details(file, PLAN, Report(), [CellChange("r.yaml", "owner", "south", "north")])
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
    assert rows[0] == ["row", "what", "name", "text", "help"]
    assert ["2", "changed", "ana", "Ana", "known by url, code"] in rows
    assert ["2", "changed", "ana: code", " -> ANA10", ""] in rows
    assert ["3", "unchanged", "ben", "Ben", "known by slug"] in rows
    assert ["3", "kept", "ben: tags", "a, b", "the sheet says c"] in rows
    assert ["5", "added", "dora", "Dora", ""] in rows
    assert ["", "stays out", "olga", "it was deleted from content by hand", ""] in rows
    assert ["", "stays", "ida", "it is no longer in this sheet", ""] in rows
    assert rows[-1] == ["", "changed", "r.yaml: owner", "south -> north", ""]


@pytest.mark.parametrize(("dry_run", "verb"), [(True, "would change"), (False, "changed")])
def test_changes_of_rosters_are_listed_and_counted(dry_run: bool, verb: str) -> None:
    changes = [CellChange("r.yaml", "owner", "", "n" * 61), CellChange("s.yaml", "notes", "a\nb", "n" * 60)]
    assert list(report_rosters(changes, dry_run)) == [
        f"r.yaml: owner: nothing → {'n' * 60}…",
        f"s.yaml: notes: a b → {'n' * 60}",
        f"2 values in 2 rosters {verb}. Rosters are private.",
    ]


@pytest.mark.parametrize(
    ("count", "row_list"),
    [(1, "row 2;"), (8, "rows 2, 3, 4, 5, 6, 7, 8, 9;"), (10, "rows 2, 3, 4, 5, 6, 7, 8, 9 and 2 more;")],
)
def test_the_first_rows_in_which_two_columns_differ_are_listed(count: int, row_list: str) -> None:
    rows = tuple(Row(number, ("a", f"b{number}")) for number in range(2, 2 + count))
    layout = Layout(PLAIN, ("Code", "Promo"), {"code": 0}, (*rows, Row(40, ("a", "")), Row(41, ("a", "a"))), (), ())
    layout = replace(layout, further_columns={"code": (1,)})
    report = Report()
    report_differing_columns(layout, {"code": Field("code", ("code",), str)}, "s.csv", report)
    assert [row_list in problem.message for problem in report] == [True], list(report)


def test_a_lack_of_a_shop_export_is_reported_once(site: Path) -> None:
    rows = "".join(f"{number},simple,Balm {number},1,24,20\n" for number in (7, 8))
    code, output = run_import(site, "products", f"ID,Type,Name,Published,Regular price,Sale price\n{rows}")
    assert code == 0, output
    assert "2 products had no address in the sheet, so it was made from the shop's and its number.\n" in output
    assert "Sale prices are not read (2 rows): a page shows the regular price only.\n" in output


def test_a_note_on_a_column_is_written_once(site: Path) -> None:
    _, output = run_import(
        site, "ambassadors", "Name,Since\nAna Sol,13/05/2025\nBo Ray,05/06/2025\nCy Lee,05/07/2025\n"
    )
    assert output.count("as `13/05/2025` shows") == 1


def test_several_cells_of_a_row_count_as_cells() -> None:
    report = Report()
    for number in (2, 3, 4):
        for text in ("a", "b"):
            place = Place("sheet.csv", line=number)
            report.warning("guessed-cell", f"row {number}, column A (Name): `{text}{number}` was read", place)
    ((words, _),) = next(iter(group_problems(report, ""))).related
    assert words == "the same in 5 more cells of 3 rows: 2 (`b2`), 3 (`a3`), 3 (`b3`), 4 (`a4`), 4 (`b4`)"
