"""Tests that the link sheet lists the links of the pages and compares two builds."""

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
# Finds sponsored links independently, by the start tag.
SPONSORED = re.compile(r"""<a\b[^>]*?\bhref="([^"]*)"[^>]*?\brel="[^"]*\bsponsored\b[^"]*\"""")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER / "base", tmp_path / "site")
    return tmp_path / "site"


def _render(root: Path) -> RenderedSite:
    site = render_site(BuildOptions(root, read_day(DAY)), Report())
    assert site
    return site


def _pages(site: RenderedSite) -> dict[str, bytes]:
    return {file.path: file.data for file in site.files if file.data is not None and file.path.endswith(".html")}


# The example builds in place, so that its picture cache is used.
@pytest.mark.parametrize("root", [ROOT / "tests/golden/site", ROOT], ids=["golden", "example"])
def test_the_rows_are_the_planned_links_and_those_of_the_pages(root: Path, tmp_path: Path) -> None:
    if root != ROOT:
        root = Path(shutil.copytree(root, tmp_path / "site"))
    site = _render(root)
    pages, rows = _pages(site), read_pages(_pages(site), site.planned_links)
    links_of_pages = Counter(
        (path, unescape(url)) for path, html in pages.items() for url in SPONSORED.findall(html.decode())
    )
    assert Counter((row.page, row.url) for row in rows) == links_of_pages
    assert {(row.page, row.placement, row.product, row.url) for row in rows} == {
        ("/".join(filter(None, (*key, "index.html"))), plan.want.placement, plan.want.product or "shop", plan.href)
        for key, plans in site.planned_links.items()
        for plan in plans
    }
    assert len(rows) >= 20
    for row in rows:
        line = pages[row.page].decode().split("\n")[row.line - 1]
        assert str(escape(row.url)) in line, row
        assert f"/{row.ambassador}/" in f"/{row.page}", row
        assert row.label, row
        assert row.rel == "sponsored nofollow noopener"


def test_an_unplanned_link_is_listed_as_the_page_has_it(base: Path) -> None:
    site = _render(base)
    pages = _pages(site)
    changed_page = pages["lea/index.html"].replace(b"utm_source=lea", b"utm_source=mia", 1)
    rows = read_pages({"lea/index.html": changed_page}, site.planned_links)
    url = "https://lune.example/balm?utm_source=mia&utm_medium=affiliate&utm_campaign=ambassadors&utm_content="
    assert rows[0] == LinkRow(
        "lea/index.html", *[""] * 7, url + "story.cloud-balm", "sponsored nofollow noopener", "the balm", 9
    )
    assert [row.placement for row in rows] == ["", "favorites", "foot"]


def test_a_comparison_with_itself_finds_no_change(base: Path) -> None:
    assert run_apart(["links", "--as-of", DAY, "--output", "old.csv"], base) == (0, "", "3 tracked links: old.csv\n")
    code, out, _ = run_apart(["links", "--as-of", DAY, "--against", "old.csv"], base)
    assert (code, out) == (0, "0 added, 0 removed, 0 changed, 3 the same.\n")
    _, output, _ = run_apart(["links", "--as-of", DAY], base)
    assert (base / "old.csv").read_bytes() == output.encode()
    assert len(read_csv(output)) == 3


def test_the_documented_comparison_is_real(base: Path) -> None:
    run_apart(["links", "--as-of", DAY, "--output", "before.csv"], base)
    products = base / "content/products.yaml"
    products.write_text(products.read_text("utf-8").replace("example/balm", "example/cloud-balm"), "utf-8")
    code, out, _ = run_apart(["links", "--as-of", DAY, "--against", "before.csv"], base)
    assert code == 0
    example = re.search(r"```text\n(~ .*?)```", (ROOT / "docs/links.md").read_text("utf-8"), re.DOTALL)
    assert example
    assert out == example[1]


def test_links_writes_only_the_sheet(base: Path) -> None:
    run_apart(["links", "--as-of", DAY], base)
    assert sorted(path.name for path in base.iterdir() if path.name != ".ambassador") == ["content", "themes"]


def test_a_sheet_that_cannot_be_written_is_reported(base: Path) -> None:
    code, out, err = run_apart(["links", "--as-of", DAY, "--output", "no/such/folder.csv"], base)
    assert (code, out) == (1, "")
    assert "no/such/folder.csv" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"\x00" * 9, b"page\n", b'"', b"page,url\n" * 3, b"[]"])
def test_a_file_that_is_no_link_sheet_is_reported(data: bytes, base: Path) -> None:
    (base / "old.csv").write_bytes(data)
    code, out, err = run_apart(["links", "--against", "old.csv", "--problems", "concise"], base)
    assert (code, out) == (1, "")
    assert re.match(r"old\.csv(:\d+:\d+)?: error\[not-a-link-sheet\] this is not a link sheet", err)
