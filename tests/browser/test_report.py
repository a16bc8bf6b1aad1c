"""Tests that the report counts each click of a visitor for its person, placement, product and channel."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser

from generator.tables.write import csv_line
from tests.browser.example import Example
from tests.browser.shop import Sheet
from tests.browser.test_shop import Street, people, sheet, street
from tests.browser.visit import visiting
from tests.report.exports import ROOT, report_on, with_utm_content
from tests.report.test_command import make_report, run

__all__ = ["people", "sheet", "street"]  # fixtures
OPEN = """addEventListener("DOMContentLoaded", () => {
  for (const fold of document.querySelectorAll("details")) { fold.removeAttribute("name"); fold.open = true; }
})"""
"""Opens all folded parts of a page, as a visitor does before clicking."""
HEAD = (
    "Name", "Created At", "Currency", "Price: Total", "Price: Subtotal", "Payment: Status", "Browser: UTM Source",
    "Browser: UTM Medium", "Browser: UTM Campaign", "Browser: UTM Content", "Top Row", "Line: Type",
    "Line: Product Handle",
    "Line: Quantity", "Line: Price",
)  # fmt: skip


def test_every_order_is_counted_for_the_clicked_link(
    street: Street, sheet: Sheet, people: list[str], example: Example, tmp_path: Path
) -> None:
    rows = {}
    for row in sheet.rows:
        rows.setdefault(row["page"].removesuffix("index.html"), []).append(row)
    orders, clicked_rows = [csv_line(HEAD)], []
    visits: Counter[tuple[str, str, str, str]] = Counter()
    with visiting(street.browser, ignore_https_errors=True) as visit:
        visit.page.add_init_script(OPEN)
        for path in (f"{people[0]}/", f"{people[0]}/ig/", f"{people[1]}/", f"{people[2]}/tt/"):
            for url, row in zip(street.click_all(visit.page, path), rows[path], strict=True):
                # The shop knows only the address of the request.
                utm = dict(parse_qsl(urlsplit(url).query))
                key = tuple(utm[f"utm_{name}"] for name in ("source", "medium", "campaign", "content"))
                number = len(orders)
                line = (f"#{number}", "2026-11-22 10:00:00 +0100", "EUR", "10.00", "10.00", "paid", *key)
                orders.append(csv_line((*line, "TRUE", "Line Item", "dew-milk", "1", "10.00")))
                visits[key] += 1  # type: ignore[index]
                clicked_rows.append((f"#{number}", row))
    ga4 = ["# Start date: 20261122\n# End date: 20261122\n"]
    ga4.append(
        csv_line(("Session source", "Session medium", "Session campaign", "Session manual ad content", "Sessions"))
    )
    ga4 += [csv_line((*key, str(count))) for key, count in visits.items()]
    assert len(clicked_rows) > 40
    site = with_utm_content("{ambassador}.{placement}.{product}<.{channel}>")
    with report_on(tmp_path, {"orders.csv": "".join(orders), "ga4.csv": "".join(ga4)}, site=site) as report_result:
        assert report_result.names == []
        facts = report_result.facts("SELECT order_id, person, placement, channel, link_product FROM orders")
        order_facts = {row[0]: row[1:] for row in facts}
        expected = {
            order: (row["ambassador"], row["placement"], row["channel"] or "page", row["product"])
            for order, row in clicked_rows
        }
        assert order_facts == expected
        assert {
            person: count for person, count in report_result.rows("people", "person", "sessions") if count
        } == Counter(row["ambassador"] for _, row in clicked_rows)
        assert dict(report_result.rows("placements", "placement", "orders")) == Counter(
            row["placement"] for _, row in clicked_rows
        )
        channels = Counter(row["channel"] or "page" for _, row in clicked_rows)
        assert dict(report_result.rows("channels", "channel", "sessions")) == channels


@pytest.mark.parametrize("width", [390, 1440])
def test_the_report_fits_and_asks_no_other_host(browser: Browser, tmp_path: Path, width: int) -> None:
    folder = make_report(tmp_path)
    with visiting(browser, viewport={"width": width, "height": 900}) as visit:
        requests: list[str] = []
        console_messages: list[str] = []
        visit.page.on("request", lambda request: requests.append(request.url))
        visit.page.on("console", lambda message: console_messages.append(message.text))
        visit.page.goto(f"file://{folder / 'index.html'}")
        assert visit.page.evaluate("document.documentElement.scrollWidth") == width
        head = visit.page.locator("#table-people th").nth(5).locator("button")
        head.click()
        numbers = visit.page.locator("#table-people tbody tr td:nth-child(6)").all_inner_texts()
        assert [int(number) for number in numbers] == sorted((int(number) for number in numbers), reverse=True)
        visit.page.locator('[data-filter="table-people"]').fill("moreau")
        assert visit.page.locator("#table-people tbody tr:visible").count() == 1
        assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
        assert console_messages == []


@pytest.mark.parametrize("width", [390, 1440])
def test_a_statement_shows_every_amount_without_scrolling(browser: Browser, tmp_path: Path, width: int) -> None:
    files = (ROOT / "content-data/orders-matrixify.csv", "--period", "2026-10", "--as-of", "2026-11-29", "--site", ROOT)
    result = run("commissions", *files, "--output", tmp_path / "statements")
    assert result.exit_code == 0, result.output
    with visiting(browser, viewport={"width": width, "height": 900}) as visit:
        visit.page.goto(f"file://{tmp_path}/statements/lea-moreau.html")
        table = visit.page.locator(".wide")
        assert table.evaluate("node => node.scrollWidth - node.clientWidth") == 0
        amounts = visit.page.locator("tbody td:nth-child(6)")
        assert amounts.count() > 10
        for box in (amounts.nth(at).bounding_box() for at in range(amounts.count())):
            assert box
            assert box["x"] > 0
            assert box["x"] + box["width"] <= width
