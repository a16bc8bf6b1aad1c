"""What an import reports: by kind and not by row, and all of it in a file beside."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.importing.sites import bring, write
from tests.scenario import run_cli

HEAD = "Handle,Title,Variant Price,Status\n"


def _bad(count: int) -> str:
    return HEAD + "".join(f"p{n},,{n},active\n" for n in range(count))


def test_a_report_grows_with_kinds_and_not_with_rows(site: Path) -> None:
    lines = [len(bring(site, "products", _bad(count))[1].splitlines()) for count in (5, 50, 2_000)]
    assert lines[0] == lines[1] == lines[2]
    _, said = bring(site, "products", _bad(5))
    assert said.count("error[skipped-row]") == 1
    assert "the same in 4 more rows: 3 to 6: sheet.csv:3:4" in said
    assert "5 errors in 1 file." in said
    _, said = bring(site, "products", _bad(50))
    assert "the same in 49 more rows: 3 to 51: sheet.csv:3:4" in said


def test_rows_of_one_kind_are_listed_with_what_they_say(site: Path) -> None:
    rows = "".join(f"p{n},Product {n},1,{status}\n" for n, status in enumerate(["active", "draft", "draft", "draft"]))
    code, said = bring(site, "products", HEAD + rows)
    assert code == 0
    assert said.count("warning[left-out-row]") == 1
    assert "the same in 2 more rows: 4 (`Product 2`), 5 (`Product 3`)" in said


def test_rows_that_say_the_same_are_numbers(site: Path) -> None:
    rows = "".join(f"Person {n},{'asap' if n < 9 else '2026-01-01'}\n" for n in range(30))
    _, said = bring(site, "ambassadors", f"Name,Start\n{rows}")
    assert "the same in 8 more rows: 3 to 10: sheet.csv:3:1" in said


def test_many_new_ones_are_counted(site: Path) -> None:
    rows = "".join(f"p{n:04},Product {n},1,active\n" for n in range(500))
    _, said = bring(site, "products", HEAD + rows, "--dry-run")
    assert "+ p0000: Product 0" in said
    assert "+ and 480 more; --details FILE writes them all" in said
    assert len(said.splitlines()) < 40
    assert "500 products added" in said


def test_every_change_of_what_pays_is_shown_however_many(site: Path) -> None:
    rows = "Name,TikTok,Code,Followers,Status\n" + "".join(f"Person {n:03},tt{n},OLD{n},1,ended\n" for n in range(300))
    bring(site, "ambassadors", rows)
    _, said = bring(site, "ambassadors", rows.replace("OLD", "NEW").replace(",1,", ",2,"), "--dry-run")
    assert said.count("    code: OLD") == 300
    _, said = bring(site, "ambassadors", rows.replace(",1,", ",2,"), "--dry-run")
    assert said.count("    followers: 1 -> 2") == 20
    assert "~ and 280 more: followers of 280; --details FILE writes them all" in said


def test_the_details_hold_every_row(site: Path) -> None:
    good = "".join(f"q{n},Good {n},1,active\n" for n in range(100))
    code, said = bring(site, "products", _bad(30) + good, "--details", "details.csv")
    assert code == 1
    text = (site / "details.csv").read_bytes().decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert sum(line["name"] == "skipped-row" for line in lines) == 30
    assert sum(line["what"] == "added" for line in lines) == 100
    assert [int(line["row"]) for line in lines if line["row"]] == sorted(int(line["row"]) for line in lines)
    write(site, "folder/x", "")
    code, said = bring(site, "products", _bad(3), "--details", "folder/none/details.csv")
    assert code == 1
    assert "the details could not be written" in said


def test_json_keeps_every_detail(site: Path) -> None:
    write(site, "s.csv", _bad(40))
    code, said = run_cli(["import", "products", "s.csv", "--format", "json"], site)
    assert code == 1
    assert len(json.loads(said)) == 40


def test_every_column_is_in_the_report(site: Path) -> None:
    sheet = "Name,URL,Price,Product group,Status,Vendor,E-Mail\nMist,https://lune.example/m,1,,active,Lune,\n"
    _, said = bring(site, "products", sheet)
    closing = said[said.index("Read as") :]
    for column in ("Name", "URL", "Price", "Product group", "Status", "Vendor", "E-Mail"):
        assert column in closing, closing
    sheet = "Full name,Display name,Bio,Vibe,E-Mail\nAna Sol,,I paint.,calm,\n"
    _, said = bring(site, "ambassadors", sheet)
    closing = said[said.index("Read as") :]
    for part in ("name from Full name, else Display name", "story from Bio", "Not read: Vibe", ": E-Mail."):
        assert part in closing, closing
    assert "Stories written from the sheet (story.md): 1." in closing


def test_a_shop_export_tells_what_it_does_not_read(site: Path) -> None:
    _, said = bring(site, "products", "Handle,Title,Variant Price,Vendor,Gift Card\nmist,Mist,1,Lune,false\n")
    assert "Not read: Vendor, Gift Card." in said


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_cell_is_shown_that_a_problem_is_about(site: Path, delimiter: str) -> None:
    rows = [
        ["Handle", "Title", "Body (HTML)", "Variant Price", "Status"],
        ["mist", "Mist", f'"<p>A long{delimiter} ""soft""\n text of two lines {"and more " * 20}</p>"', "9", "draft"],
        ["oil", '"Oil"', "", "cheap", "active"],
    ]
    code, said = bring(site, "products", "\n".join(delimiter.join(row) for row in rows) + "\n")
    assert code == 1
    shown = said.splitlines()
    at = next(number for number, line in enumerate(shown) if "column E (Status)" in line)
    column = int(shown[at + 1].rpartition(":")[2])
    assert f"sheet.csv:3:{column}" in shown[at + 1]
    caret = shown[at + 4].index("^")
    assert shown[at + 3][caret:] == "draft"
    assert "--> sheet.csv:4:12" in said
