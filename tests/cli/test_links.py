"""The link sheet tells what was built, and what changed."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from html import escape, unescape
from pathlib import Path

import pytest

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.build.rendered_site import RenderedSite
from generator.link_sheet.csv_text import read_csv
from generator.link_sheet.read_pages import read_pages
from generator.link_sheet.row import LinkRow
from generator.models.written import read_day
from generator.problems import Report
from tests.cli.streams import run_apart
from tests.scenario import FOLDER

ROOT = Path(__file__).parents[2]
DAY = "2026-11-22"
# Another reading of the same bytes: whatever stands in a start tag of a paid link.
PAID = re.compile(r"""<a\b[^>]*?\bhref="([^"]*)"[^>]*?\brel="[^"]*\bsponsored\b[^"]*\"""")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER / "base", tmp_path / "site")
    return tmp_path / "site"


def _made(root: Path) -> RenderedSite:
    made = render_site(BuildOptions(root, read_day(DAY)), Report())
    assert made
    return made


def _pages(made: RenderedSite) -> dict[str, bytes]:
    return {file.path: file.data for file in made.files if file.data is not None and file.path.endswith(".html")}


# The example's pictures are drawn once, into the cache of the folder itself.
@pytest.mark.parametrize("root", [ROOT / "tests/golden/site", ROOT], ids=["golden", "example"])
def test_the_rows_are_what_was_planned_and_what_was_built(root: Path, tmp_path: Path) -> None:
    if root != ROOT:
        root = Path(shutil.copytree(root, tmp_path / "site"))
    made = _made(root)
    pages, rows = _pages(made), read_pages(_pages(made), made.planned_links)
    built = Counter((path, unescape(url)) for path, html in pages.items() for url in PAID.findall(html.decode()))
    assert Counter((row.page, row.url) for row in rows) == built
    assert {(row.page, row.placement, row.product, row.url) for row in rows} == {
        ("/".join(filter(None, (*key, "index.html"))), plan.want.placement, plan.want.product or "shop", plan.href)
        for key, plans in made.planned_links.items()
        for plan in plans
    }
    assert len(rows) >= 20
    for row in rows:
        line = pages[row.page].decode().split("\n")[row.line - 1]
        assert str(escape(row.url)) in line, row
        assert f"/{row.ambassador}/" in f"/{row.page}", row
        assert row.label, row
        assert row.rel == "sponsored nofollow noopener"


def test_a_link_that_nobody_planned_is_reported_as_it_stands(base: Path) -> None:
    made = _made(base)
    pages = _pages(made)
    damaged = pages["lea/index.html"].replace(b"utm_source=lea", b"utm_source=mia", 1)
    rows = read_pages({"lea/index.html": damaged}, made.planned_links)
    url = "https://lune.example/balm?utm_source=mia&utm_medium=affiliate&utm_campaign=ambassadors&utm_content="
    assert rows[0] == LinkRow(
        "lea/index.html", *[""] * 7, url + "story.cloud-balm", "sponsored nofollow noopener", "the balm", 9
    )
    assert [row.placement for row in rows] == ["", "favorites", "foot"]


def test_a_comparison_with_itself_finds_no_change(base: Path) -> None:
    assert run_apart(["links", "--as-of", DAY, "--output", "old.csv"], base) == (0, "", "3 tracked links: old.csv\n")
    code, out, _ = run_apart(["links", "--as-of", DAY, "--against", "old.csv"], base)
    assert (code, out) == (0, "0 added, 0 removed, 0 changed, 3 the same.\n")
    _, printed, _ = run_apart(["links", "--as-of", DAY], base)
    assert (base / "old.csv").read_bytes() == printed.encode()
    assert len(read_csv(printed)) == 3


def test_the_comparison_of_the_documentation(base: Path) -> None:
    run_apart(["links", "--as-of", DAY, "--output", "before.csv"], base)
    products = base / "content/products.yaml"
    products.write_text(products.read_text("utf-8").replace("example/balm", "example/cloud-balm"), "utf-8")
    code, out, _ = run_apart(["links", "--as-of", DAY, "--against", "before.csv"], base)
    assert code == 0
    shown = re.search(r"```text\n(~ .*?)```", (ROOT / "docs/links.md").read_text("utf-8"), re.DOTALL)
    assert shown
    assert out == shown[1]


def test_nothing_is_written_but_the_sheet(base: Path) -> None:
    run_apart(["links", "--as-of", DAY], base)
    assert sorted(path.name for path in base.iterdir() if path.name != ".ambassador") == ["content", "themes"]


def test_a_sheet_that_cannot_be_written(base: Path) -> None:
    code, out, err = run_apart(["links", "--as-of", DAY, "--output", "no/such/folder.csv"], base)
    assert (code, out) == (1, "")
    assert "no/such/folder.csv" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"\x00" * 9, b"page\n", b'"', b"page,url\n" * 3, b"[]"])
def test_a_file_that_is_no_sheet(data: bytes, base: Path) -> None:
    (base / "old.csv").write_bytes(data)
    code, out, err = run_apart(["links", "--against", "old.csv", "--problems", "concise"], base)
    assert (code, out) == (1, "")
    assert re.match(r"old\.csv(:\d+:\d+)?: error\[not-a-link-sheet\] this is not a link sheet", err)
