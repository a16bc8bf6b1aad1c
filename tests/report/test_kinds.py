"""Tests that a report reads workbooks, posts of Meta, names of APIs and order meta of WooCommerce."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from generator.problems import Report
from generator.report.read import Reader
from generator.report.read_file import Wish
from generator.report.store import open_store
from generator.tables.table import MOST_ABOVE, MOST_ROWS
from generator.tables.write import write_xlsx
from tests.report.exports import report_on
from tests.report.test_shops import SHOPIFY

D = Decimal


def test_a_workbook_gives_the_same_report_as_its_csv(tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(SHOPIFY)))
    with report_on(tmp_path, {"orders.csv": SHOPIFY}) as outcome:
        expected = outcome.tables["people"].rows
    with report_on(tmp_path, {"orders.xlsx": write_xlsx(rows, "Orders", [10] * len(rows[0]))}) as outcome:
        assert outcome.tables["people"].rows == expected
        assert outcome.names == []


def test_the_report_names_the_last_row_of_a_workbook_that_is_too_long(tmp_path: Path) -> None:
    last = MOST_ROWS + MOST_ABOVE
    rows = [["Order ID", "Code", "Net"], *([str(number), "LEA15", "2.00"] for number in range(last + 5))]
    columns = {"order_id": "Order ID", "code": "Code", "subtotal": "Net"}
    with report_on(tmp_path, {"orders.xlsx": write_xlsx(rows, "Orders", [10] * 3)}, columns=columns) as outcome:
        [problem] = outcome.report
        assert (problem.name, problem.severity) == ("too-large-sheet", "error")
        assert f"those after row {last:,} were left out" in problem.message
        assert outcome.person("lea-moreau", "orders", "net") == (last - 1, D(2 * (last - 1)))


def test_awin_is_read_by_the_names_of_its_api(tmp_path: Path) -> None:
    text = (
        "id,commissionStatus,saleAmount.amount,saleAmount.currency,commissionAmount.amount,transactionDate,"
        "clickRefs.clickRef,voucherCode,publisherId\n"
        "1,approved,50.00,EUR,5.00,2026-11-03T10:00:00,,LEA15,77\n"
        "2,declined,20.00,EUR,2.00,2026-11-03T10:00:00,,LEA15,77\n"
        "3,pending,10.00,EUR,1.00,2026-11-03T10:00:00,,,aub-1003\n"
    )
    with report_on(tmp_path, {"awin.csv": text}) as outcome:
        assert outcome.person("lea-moreau", "orders", "net", "lost", "commission") == (
            1,
            D("50.00"),
            D("20.00"),
            D("5.00"),
        )
        assert outcome.person("jonas-weber", "orders", "open") == (0, D("10.00"))
        assert outcome.names == []


def test_posts_of_meta_are_read(tmp_path: Path) -> None:
    text = (
        "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,"
        "Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves\n"
        '1,9,lea.premiereheure,Léa,"Line\nbreak, and more",12,11/13/2026 10:00,https://i.example/1,IG reel,,Lifetime,'
        '"12,400",9000,'
        "400,1,2,20,3\n"
        "2,9,lea.premiereheure,Léa,x,0,11/14/2026 10:00,https://i.example/2,IG image,,Lifetime,,9000,,1,2,,3\n"
    )
    with report_on(tmp_path, {"meta.csv": text}) as outcome:
        assert outcome.names == []
        posts = outcome.facts("SELECT slug, day::VARCHAR, views, likes, comments FROM posts_of ORDER BY day")
        assert posts == [
            ("lea-moreau", "2026-11-13", 12400, 400, 20), ("lea-moreau", "2026-11-14", None, None, None),
        ]  # fmt: skip


WOO = (
    "order_id,order_number,order_date,status,shipping_total,shipping_tax_total,fee_total,tax_total,discount_total,"
    "order_total,order_subtotal,order_currency,billing_email,coupon_items,refund_items,line_item_1,line_item_2,"
    "meta:_wc_order_attribution_session_entry,meta:_wc_order_attribution_utm_source\n"
    "11,7,2026-11-03 10:00:00,completed,5.00,1.00,2.00,9.00,10.00,56.00,50.00,EUR,a@x.example,"
    "code:LEA15|amount:10.00,,name:Dew Milk|product_id:5|sku:dew-milk|quantity:2|total:40.00,,"
    "https://shop.example/?utm_source=lea-moreau&utm_content=story.first-light,lea-moreau\n"
    "12,8,2026-11-03 11:00:00,completed,5,0,0,0,0,25.00,20.00,EUR,b@x.example,code:x|amount:0.00;code:jonas15|amount:1,"
    "amount:10.00|reason:late|date:2026-11-04 10:00:00;amount:2.50|reason:|date:2026-11-05 10:00:00,"
    "name:Dew Milk|quantity:1,name:Hush Balm|quantity:1,,\n"
    "13,9,2026-11-03 12:00:00,cancelled,0,0,0,0,0,30.00,30.00,EUR,c@x.example,,,,,,lea-moreau\n"
)


def test_orders_of_woocommerce_are_read_with_their_attribution(tmp_path: Path) -> None:
    with report_on(tmp_path, {"woo.csv": WOO}) as outcome:
        assert outcome.names == []
        # 56 - 9 tax - 5 shipping - 2 fees; 20 of 25 are goods, so are 10 of the 12.50 that went back
        assert outcome.person("lea-moreau", "orders", "net", "lost") == (1, D("40.00"), D("30.00"))
        assert outcome.person("jonas-weber", "orders", "net", "refunded") == (1, D("10.00"), D("10.00"))
        assert ("story", 1) in outcome.rows("placements", "placement", "orders")
        assert outcome.facts("SELECT item, quantity::INTEGER FROM lines WHERE item IS NOT NULL") == [("dew-milk", 2)]


WOO_LINES = (
    "order_id,order_number,order_date,status,shipping_total,fee_total,tax_total,order_total,order_currency,coupon_items,"
    "meta:_wc_order_attribution_utm_source,item_product_id,item_name,item_sku,item_quantity,item_subtotal,item_total\n"
    "11,7,2026-11-03 10:00:00,completed,5.00,0,9.00,64.00,EUR,code:LEA15,lea-moreau,5,Dew Milk,dew-milk,2,40.00,30.00\n"
    "11,7,2026-11-03 10:00:00,completed,5.00,0,9.00,64.00,EUR,code:LEA15,lea-moreau,5,Dew Milk,dew-milk,1,10.00,10.00\n"
    "11,7,2026-11-03 10:00:00,completed,5.00,0,9.00,64.00,EUR,code:LEA15,lea-moreau,5,Dew Milk,dew-milk,1,10.00,10.00\n"
    "12,8,2026-11-03 11:00:00,completed,0,0,0,7.00,EUR,,lea-moreau,6,Hush Balm,,1,7.00,7.00\n"
)


def test_rows_of_one_woocommerce_order_are_its_lines(tmp_path: Path) -> None:
    with report_on(tmp_path, {"woo.csv": WOO_LINES}) as outcome:
        assert outcome.names == []
        assert outcome.person("lea-moreau", "orders", "net") == (2, D("57.00"))  # 64 - 9 tax - 5 shipping, and 7
        lines = outcome.facts("SELECT item, quantity::INTEGER, gross, net FROM lines ORDER BY row")
        assert lines == [
            ("dew-milk", 2, 4000, 3000), ("dew-milk", 1, 1000, 1000), ("dew-milk", 1, 1000, 1000), ("6", 1, 700, 700),
        ]  # fmt: skip


@pytest.mark.parametrize("copies", [1, 2])
def test_lines_of_an_order_may_be_apart(tmp_path: Path, copies: int) -> None:
    """As in a file that was sorted by product; `copies` is how often the file holds the order."""
    head, first, second, third, other = WOO_LINES.splitlines(keepends=True)
    rows = [second, other, third, other.replace("12,8", "13,9"), first]
    if copies == 2:
        rows += [other.replace("12,8", "14,10"), first, second, third]
    with report_on(tmp_path, {"woo.csv": head + "".join(rows)}) as outcome:
        assert outcome.names == ["repeated-order"] * (copies - 1)
        assert outcome.person("lea-moreau", "net") == (D("64.00") + 7 * (copies - 1),)
        lines = outcome.facts("SELECT quantity::INTEGER, gross, net FROM lines WHERE order_id = '7' ORDER BY gross")
        assert lines == [(1, 1000, 1000), (1, 1000, 1000), (2, 4000, 3000)]


def test_a_repeated_order_among_rows_of_lines_counts_once(tmp_path: Path) -> None:
    head, *rows = WOO_LINES.splitlines(keepends=True)
    with report_on(tmp_path, {"woo.csv": head + "".join(rows) + "".join(rows[:3])}) as outcome:
        assert outcome.names == ["repeated-order"]
        assert outcome.person("lea-moreau", "orders", "net") == (2, D("57.00"))


def test_rows_of_lines_give_the_same_result_in_small_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.report.fact_rows._BLOCK", 2)
    with report_on(tmp_path, {"woo.csv": WOO_LINES}) as outcome:
        assert outcome.names == []
        assert outcome.person("lea-moreau", "orders", "net") == (2, D("57.00"))


def test_a_woocommerce_total_that_is_no_number_is_reported(tmp_path: Path) -> None:
    with report_on(tmp_path, {"woo.csv": WOO.replace("25.00,20.00", "many,20.00")}) as outcome:
        assert outcome.names == ["unreadable-cell"]
        assert "`many`" in next(iter(outcome.report)).message


def test_order_meta_of_other_plugins_needs_a_map(tmp_path: Path) -> None:
    text = (
        "order_number,order_date,status,total_goods,_wc_order_attribution_utm_source,_wc_order_attribution_utm_content\n"
        "7,2026-11-03 10:00:00,wc-completed,20.00,lea-moreau,story.first-light\n"
        "8,2026-11-03 10:00:00,wc-cancelled,30.00,lea-moreau,story.first-light\n"
    )
    with report_on(tmp_path, {"woo.csv": text}) as outcome:
        assert outcome.names == ["unknown-export"]
    columns = {"order_id": "order_number", "day": "order_date", "state": "status", "subtotal": "total_goods"}
    with report_on(tmp_path, {"woo.csv": text}, columns=columns) as outcome:
        assert outcome.person("lea-moreau", "orders", "net", "lost") == (1, D("20.00"), D("30.00"))
        assert outcome.rows("placements", "placement", "orders") == [("story", 1)]


def test_two_shops_of_one_report_are_not_added(tmp_path: Path) -> None:
    network = "Affiliate ID,Order ID,Total Cost,Status\naub-1001,#1001,85.00,A\n"
    with report_on(tmp_path, {"orders.csv": SHOPIFY, "pap.csv": network}) as outcome:
        assert outcome.person("lea-moreau", "orders", "net") == (2, D("95.00"))
        beside = outcome.rows("sources-side-by-side", "person", "source", "orders", "net")
        assert ("lea-moreau", "post-affiliate-pro", 1, D("85.00")) in beside
        assert ("lea-moreau", "shopify", 2, D("95.00")) in beside


def test_a_long_file_shows_its_progress(tmp_path: Path) -> None:
    (tmp_path / "visits.csv").write_text("Session source,Sessions\n" + "lea-moreau,1\n" * 120_000, "utf-8")
    messages = []
    with open_store() as store:
        reader = Reader(store, Wish("UTC", "EUR"), Report(), lambda *what: messages.append(what))
        reader.read([(tmp_path / "visits.csv", "visits.csv")])
        assert store.first_value("SELECT sum(sessions) FROM visit_rows") == 120_000
    assert [what for _, _, _, what in messages] == ["visits.csv", "visits.csv: 50,000 rows", "visits.csv: 100,000 rows"]
