"""Tests that a report reads exports of networks and affiliate software: states, refunds, sub-ids and partner ids."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.report.orders import OrderRules
from tests.report.exports import report_on

D = Decimal


@pytest.mark.parametrize(
    ("text", "orders", "net", "open_sum", "lost_sum", "commission"),
    [
        (
            "Affiliate ID,Campaign ID,Order ID,Commission Value,Total Cost,Status,Type\n"
            "aub-1001,c,o1,5.00,50.00,A,S\naub-1001,c,o2,1.00,10.00,P,S\naub-1001,c,o3,2.00,20.00,D,S\n"
            "aub-1001,c,o1,2.00,20.00,A,R\naub-1001,c,,0,0,A,C\n",
            1, "30.00", "10.00", "20.00", "3.00",
        ),
        (
            "[[COMMISSIONS]]\n!TRANSID;!USERID;!RSTATUS;!RTYPE;!COMMISSION;!ORDERID;!TOTALCOST;!DATEINSERTED\n"
            "t1;aub-1001;A;S;5.00;o1;50.00;2026-11-03 10:00:00\n[[AFFILIATES]]\n!USERID;!NAME\naub-1001;Léa\n",
            1, "50.00", "0.00", "0.00", "5.00",
        ),
        (
            "ID,Type,Amount,Earnings,Currency,Status,Invoice ID,Quantity,Created at,Partner tenant ID,Partner ID\n"
            "a,sale,50.00,5.00,EUR,paid,i1,1,2026-11-03T10:00:00.000Z,,aub-1001\n"
            "b,sale,20.00,2.00,EUR,fraud,i2,1,2026-11-03T10:00:00.000Z,,aub-1001\n"
            "c,lead,0,1.00,EUR,paid,,1,2026-11-03T10:00:00.000Z,,aub-1001\n"
            "d,custom,0,-1.00,EUR,paid,,1,2026-11-03T10:00:00.000Z,,aub-1001\n",
            1, "50.00", "0.00", "20.00", "4.00",
        ),
        (
            "Action Id,Action Date,State,Sale Amount,Payout,Partner Id,SubId1\n"
            '1,2026-11-03,Approved,"€1,050.00",€105.00,aub-1001,\n2,2026-11-03,Pending,€5.00,€0.50,aub-1001,\n',
            1, "1050.00", "5.00", "0.00", "105.00",
        ),
        (
            "Affiliate ID,Email,Amount,Currency,Description,Campaign,Reference,Status,Date\n"
            "aub-1001,a@x.example,5.00,EUR,A \\'b\\',spring,77,paid,2026-11-03\n"
            "aub-1001,a@x.example,1.00,EUR,,spring,78,rejected,2026-11-03\n",
            1, "0.00", "0.00", "0.00", "5.00",
        ),
    ],
    ids=["pap", "pap-full", "dub", "impact", "affiliatewp"],
)  # fmt: skip
def test_the_three_sums_of_a_network_are_read(
    tmp_path: Path, text: str, orders: int, net: str, open_sum: str, lost_sum: str, commission: str
) -> None:
    with report_on(tmp_path, {"network.csv": text}) as outcome:
        assert outcome.person("lea-moreau", "orders", "net", "open", "lost", "commission") == (
            orders, D(net), D(open_sum), D(lost_sum), D(commission),
        )  # fmt: skip
        assert outcome.names == []


def test_two_equal_rows_of_amazon_are_two_sales(tmp_path: Path) -> None:
    head = (
        "Fee-Earnings reports\n"
        "Category,Name,ASIN,Seller,Tracking ID,Date Shipped,Price($),Items Shipped,Returns,Revenue($),Ad Fees($),"
        "Device Type Group,Direct/Indirect\n"
    )
    row = "Beauty,Thing,B00,Amazon,aub-1001,September 15 2026,10.00,1,0,10.00,1.00,DESKTOP,Direct\n"
    back = "Beauty,Thing,B00,Amazon,aub-1001,09/16/2026,10.00,0,1,-10.00,-1.00,DESKTOP,Direct\n"
    with report_on(tmp_path, {"amazon.csv": head + row + row + back}) as outcome:
        assert outcome.joined_facts.files[0].rows == 3
        # A return whose sale is in no file is taken off, and is no order.
        assert outcome.person("lea-moreau", "orders", "net", "refunded", "commission") == (
            2, D("10.00"), D("10.00"), D("1.00"),
        )  # fmt: skip
        assert outcome.facts("SELECT DISTINCT currency FROM orders") == [("USD",)]
        assert outcome.facts("SELECT sum(goods - back) FROM orders") == outcome.facts(
            "SELECT sum(net - back) FROM lines"
        )


def test_a_sale_with_an_unknown_status_stays_open(tmp_path: Path) -> None:
    text = "Affiliate ID,Order ID,Total Cost,Status\naub-1001,o1,50.00,weird\n"
    with report_on(tmp_path, {"pap.csv": text}) as outcome:
        assert outcome.person("lea-moreau", "orders", "open") == (0, D("50.00"))
        assert outcome.names == ["unknown-status"]


def test_totals_clicks_and_rows_without_a_person_are_left_out(tmp_path: Path) -> None:
    text = (
        "Affiliate ID,Order ID,Commission Value,Total Cost,Status,Type\naub-1001,o1,5.00,50.00,A,S\n"
        "Total,,10.00,100.00,,\n,,5.00,50.00,,\naub-1001,o2,5.00,50.00,A,Z\naub-1001,o3,,,A,C\n"
    )
    with report_on(tmp_path, {"pap.csv": text}) as outcome:
        assert outcome.person("lea-moreau", "orders", "net", "open") == (1, D("50.00"), D("50.00"))
        assert outcome.names == ["unknown-status"]
        assert "`of the type z`" in next(iter(outcome.report)).message
        [file] = outcome.joined_facts.files
        assert file.rows == 2
        assert "Totals of the file itself were not counted: lines 3." in file.notes
        assert any(note.startswith("2 rows were left out") for note in file.notes)


def test_the_sign_of_an_amount_gives_its_currency_if_no_column_does(tmp_path: Path) -> None:
    head = "Action Id,Action Date,State,Sale Amount,Payout,Partner Id\n"
    dollars = head + "1,2026-11-03,Approved,$50.00,$5.00,aub-1001\n"
    pounds = head + "2,2026-11-03,Approved,£9.00,£1.00,aub-1001\n3,2026-11-03,Approved,7.00,1.00,aub-1001\n"
    with report_on(tmp_path, {"dollars.csv": dollars, "pounds.csv": pounds}) as outcome:
        assert outcome.person("lea-moreau", "orders", "net") == (1, D("7.00"))
        assert outcome.rows("other-currencies", "currency", "net") == [("GBP", D("9.00")), ("USD", D("50.00"))]
        assert outcome.names == ["doubtful-amount"] * 2
        assert ["they were read as USD" in problem.message for problem in outcome.report] == [True, False]


def test_a_plain_table_is_read_with_a_map(tmp_path: Path) -> None:
    text = "Bestellung;Tag;Gutschein;Netto\n1;03.11.2026;lea15;1.234,50\n2;13.11.2026;X;1,00\n"
    columns = {"order_id": "Bestellung", "day": "Tag", "code": "gutschein", "subtotal": "Netto"}
    with report_on(tmp_path, {"plain.csv": text}, columns=columns) as outcome:
        assert outcome.person("lea-moreau", "orders", "net") == (1, D("1234.50"))
        assert outcome.facts("SELECT day::VARCHAR FROM orders ORDER BY order_id")[0] == ("2026-11-03",)
    with report_on(tmp_path, {"plain.csv": text}) as outcome:
        assert outcome.names == ["unknown-export"]
    with report_on(tmp_path, {"plain.csv": text}, columns={"order_id": "Nummer"}) as outcome:
        assert outcome.names == ["unknown-export"]


def test_costs_and_posts_of_a_plain_sheet_are_read(tmp_path: Path) -> None:
    text = (
        "ambassador,platform,format,posted,likes,comments,cost,currency\n"
        "lea-moreau,instagram,reel,2026-11-03,400,20,,\nlea-moreau,instagram,reel,2026-11-04,380,20,,\n"
        "lea-moreau,instagram,image,2026-11-05,100,,,\nLéa Moreau,,gift,2026-11-05,,,40.00,EUR\nnobody-known,"
        ",,,,,1.00,EUR\n"
    )
    with report_on(tmp_path, {"posts.csv": text}) as outcome:
        followers = outcome.joined_facts.roster.people["lea-moreau"].followers
        assert followers
        rate, verdict, cost = outcome.person("lea-moreau", "engagement", "engagement_verdict", "cost")
        assert rate == round(D(920) / 3 / followers, 4)
        assert verdict == "below"
        assert cost == D("40.00")


def test_costs_outside_the_period_do_not_count(tmp_path: Path) -> None:
    text = (
        "ambassador,day,cost,currency\nlea-moreau,2026-10-31,7.00,EUR\nlea-moreau,2026-11-01,40.00,EUR\n"
        "lea-moreau,,2.00,EUR\n"
    )
    with report_on(
        tmp_path, {"costs.csv": text}, rules=OrderRules(first_day="2026-11-01", last_day="2026-11-30")
    ) as outcome:
        assert outcome.person("lea-moreau", "cost") == (D("42.00"),)
