"""Tests that importing the most costly sheets stays within the bounds of time and memory."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.columns.html_text import plain_text
from generator.importing import read_people
from generator.tables.table import LARGEST_FILE
from generator.tables.xlsx_package import MOST_TAGS
from tests.hostile.sandbox import MEMORY, WORK, Sandbox
from tests.scenario import run_cli

BASE = Path(__file__).parents[1] / "scenarios/base"
MAIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'

ONE_ROW = '<row><c t="str"><v>name</v></c></row></sheetData><mergeCells>'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that an import may write: the site, and the copy in which it rehearses."""
    path = tmp_path_factory.mktemp("sheets")
    (path / "rehearsals").mkdir()
    return path


@pytest.fixture(scope="module")
def sandbox(folder: Path) -> Iterator[Sandbox]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder / "rehearsals"))
        with Sandbox() as sandbox:
            yield sandbox


def full(pattern: str, head: str = "", tail: str = "", size: int = LARGEST_FILE) -> bytes:
    return (head + pattern * ((size - len(head) - len(tail)) // len(pattern)) + tail).encode()


def workbook(sheet: bytes) -> bytes:
    from openpyxl import Workbook

    plain, out = io.BytesIO(), io.BytesIO()
    Workbook().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, sheet if entry.filename == "xl/worksheets/sheet1.xml" else old.read(entry))
    return out.getvalue()


# The most costly of some eighty sheets that we measured at full size, for products and for people.
PRODUCTS: dict[str, Callable[[], bytes]] = {
    "commas": lambda: full(",", size=2_000_000),
    "lines in a quote": lambda: full('"a\nb","c\nd"\n', "name,url\n", size=4_500_000),
    "blank lines in a quote": lambda: full("\n", 'name,url\n"', '",x\n'),
    "blocks in a cell": lambda: full("<div>", 'name,url,description\nx,https://lune.example/,"', '"\n', 2_000_000),
    "half a tag": lambda: full("<a b", 'name,url,description\nx,https://lune.example/,"', '"\n', 5_000_000),
    "declarations": lambda: full("<!", 'name,url,description\nx,https://lune.example/,"', '"\n', 5_000_000),
    "tags": lambda: full("a,", 'name,url,tags\nx,https://lune.example/,"', '"\n', 5_000_000),
    "numbers": lambda: b"name,url,price\nx,https://lune.example/," + b"9" * 5000,
    "empty objects": lambda: full("{},", "[", "{}]", 5_000_000),
    "empty elements": lambda: full("<a/>", "<rss>", "</rss>", 5_000_000),
    "elements of own names": lambda: "".join(
        ["<rss>", *(f"<item><k{number}/></item>" for number in range(30_000)), "</rss>"]
    ).encode(),
    "signs that stand alone": lambda: full("&", "<rss><item><title>", "</title></item></rss>", 500_000),
    "open items": lambda: full("<item><title>x", "<rss>", size=5_000_000),
    "merged over and over": lambda: workbook(
        full('<mergeCell ref="A1:XFD1048576"/>', MAIN.decode() + ONE_ROW, size=2_000_000)
    ),
    "empty cells": lambda: workbook(
        full("<row>" + "<c/>" * 900 + "</row>", MAIN.decode(), "</sheetData></worksheet>", size=MOST_TAGS)
    ),
    "numbers in a long format": lambda: workbook(
        full('<row><c s="0"><v>1.5</v></c></row>', MAIN.decode(), "</sheetData></worksheet>", size=4_000_000)
    ),
    "formulas that link": lambda: workbook(
        full(
            '<row><c><f>HYPERLINK("https://x.example/"&amp;A1,A1)</f></c></row>',
            MAIN.decode(),
            "</sheetData></worksheet>",
            size=5_000_000,
        )
    ),
    "letters of an unknown encoding": lambda: b"name,url\n" + b"a\xe9" * 2_000_000 + b"," + b"a" * 2_000_000 + b"\n",
    "a text saved twice": lambda: full("LÃ©a ", "name,url\n", "\n", 2_000_000),
    "half a merged cell": lambda: workbook(full("<mergeCell ", MAIN.decode() + "</sheetData>", size=2_000_000)),
}
PEOPLE: dict[str, Callable[[], bytes]] = {
    "a name": lambda: full("a", "name,url\n", size=5_000_000),
    "an address without an end": lambda: full("a@", "name,url\n", size=5_000_000),
    "followers": lambda: b"name,followers\nx," + b"9" * 5000,
    "niches": lambda: full("a,", 'name,niches\nx,"', '"\n', 5_000_000),
    "blocks in a story": lambda: full("<div>", 'name,bio\nx,"', '"\n', 2_000_000),
}


@pytest.mark.drawn(3)
@pytest.mark.parametrize(
    ("kind", "name"), [*(("products", name) for name in PRODUCTS), *(("ambassadors", name) for name in PEOPLE)]
)
def test_a_costly_sheet_stays_within_bounds(sandbox: Sandbox, folder: Path, kind: str, name: str) -> None:
    shutil.copytree(BASE, folder / "site", dirs_exist_ok=True)
    (folder / "sheet").write_bytes((PRODUCTS if kind == "products" else PEOPLE)[name]())
    outcome = sandbox.run(folder / "site", "import", kind, "--dry-run", str(folder / "sheet"))
    assert outcome.code in (0, 1), outcome.output[-2000:]
    assert "Traceback" not in outcome.output
    assert outcome.work < WORK / 2  # most are a quarter of the largest sheet
    assert outcome.memory < MEMORY


def test_a_sheet_adds_at_most_so_many_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_people, "MOST_PEOPLE", 3)
    shutil.copytree(BASE, tmp_path / "site")
    (tmp_path / "sheet").write_text("name\n" + "".join(f"Ana {number}\n" for number in range(5)))
    code, output = run_cli(["import", "ambassadors", "--dry-run", str(tmp_path / "sheet")], tmp_path / "site")
    assert code == 1
    assert "error[too-large-sheet]: this sheet has more than 3 people; those after them were left out" in output
    assert "3 ambassadors added" in output


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>un<i>closed", "unclosed"), ("a <b>bold</b>ly <o:p>x</o:p>y", "a boldly xy"), ("<embed>q", "q"),
        ("<script>x", ""), ("<p>a<script>b</script>c</p>d", "ac d"), ("&lt;b&gt;x", "<b>x"), ("Size <L", "Size <L"),
        ('<?xml version="1.0" encoding="utf-16"?><p>a</p>', "a"), ("<p>\ud800a</p>", "a"), ("<form>a</form>b", "b"),
        ("<plaintext>x<b>y", "x<b>y"), ("1 &lt; 2 &amp;amp; 3", "1 < 2 &amp; 3"), ("<div>" * 300 + "deep", "deep"),
    ],
)  # fmt: skip
def test_any_html_becomes_plain_text(body: str, text: str) -> None:
    assert plain_text(body) == text
