"""Tests the roster's page, opened as a file: it requests nothing, fits a phone, and can be sorted and searched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.visit import visiting
from tests.cli.streams import run_apart

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("roster")
    shutil.copytree(ROOT / "content", root / "content")
    code, _, err = run_apart(["roster", "--as-of", "2026-11-29", "--format", "html", "--output", "roster.html"], root)
    assert code == 0, err
    return root / "roster.html"


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_roster_fits_and_requests_nothing(width: int, scheme: str, page_file: Path, browser: Browser) -> None:
    with visiting(browser, viewport={"width": width, "height": 900}, color_scheme=scheme) as visit:
        page = visit.open(page_file.as_uri())
        assert visit.requests == [page_file.as_uri()]
        assert visit.complaints == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for part in ("today", "board", "calendar", "people", "tier_country", "niche_product", "costs", "signals"):
            assert page.locator(f"#{part} h2").is_visible()
        # No text is cut off or overlaps another: each cell of "needs you today" is inside its row.
        assert page.evaluate(
            """() => [...document.querySelectorAll(".needs li")].every(row => [...row.children].every(cell => {
              const [a, b] = [row.getBoundingClientRect(), cell.getBoundingClientRect()];
              return b.left >= a.left && b.right <= a.right + 0.5 && b.bottom <= a.bottom + 0.5; }))"""
        )


@pytest.mark.browser
def test_people_can_be_sorted_and_searched(page_file: Path, browser: Browser) -> None:
    with visiting(browser, viewport={"width": 1440, "height": 900}) as visit:
        page = visit.open(page_file.as_uri())
        names = page.locator("#table-people tbody tr:visible td:nth-child(2)")
        page.get_by_role("button", name="Followers").click()
        assert names.first.inner_text() == "Mina Okafor"
        page.locator("#people input").fill("valencia")
        assert names.count() == 0
        page.locator("#people input").fill("lucia")
        assert names.all_inner_texts() == ["Lucía Ferrer"]
