"""Tests that each order of a shop counts once, to the cent, for the person whose code or link it has."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.report.orders import OrderRules
from tests.report.exports import SHOPIFY_HEAD, report_on

SHOPIFY = SHOPIFY_HEAD + (
    "#1001,a@x.example,paid,2026-11-03,EUR,85.00,5.00,15.00,90.00,lea15,15.00,2026-11-03 10:14:00 -0400,"
    "2,Dew Milk,30.00,"
    "dew-milk,0.00,\n"
    "#1001,a@x.example,,,,,,,,,,,1,Hush Balm,40.00,hush-balm,,\n"
    "#1002,b@x.example,refunded,2026-11-04,EUR,33.33,0,5.55,33.33,JONAS15,0,2026-11-04 23:14:00 -0400,1,"
    "Unknown Thing,33.33,"
    ",33.33,\n"
    "#1003,c@x.example,pending,,EUR,10.00,0,0,10.00,LEA1,0,2026-11-05 01:00:00 +0100,3,First Light - 30 ml,3.34,,,\n"
    '#1004,a@x.example,paid,,EUR,20.00,4.00,0,24.00,"LEA15, SUMMER",0,2026-11-06 01:00:00 +0100,1,Dew '
    "Milk,10.00,,12.00,\n"
    "#1004,a@x.example,,,,,,,,,,,1,Hush Balm,10.00,hush-balm,,\n"
    "#1005,d@x.example,paid,,EUR,50.00,0,0,50.00,LEA15,0,2026-11-07 01:00:00 +0100,1,Dew Milk,50.00,,,"
    "2026-11-08 10:00:00 +0100\n"
)
MATRIXIFY = (
    "ID,Name,Created At,Currency,Price: Total,Price: Subtotal,Payment: Status,Customer: ID,Browser: UTM Source,"
    "Browser: UTM Medium,Browser: UTM Campaign,Browser: UTM Content,Top Row,Line: Type,Line: Product Handle,Line: SKU,"
    "Line: Quantity,Line: Price,Discount Code,Cancelled At\n"
    "1,#1,2026-11-03 10:00:00 +0100,EUR,90.00,80.00,paid,77,lea-moreau,affiliate,first-frost-2026,"
    "story.first-light,TRUE,"
    "Line Item,first-light,FL,1,50.00,,\n"
    "1,#1,,,,,,,,,,,,Line Item,hush-balm,HB,1,30.00,,\n"
    "1,#1,,,,,,,,,,,,Shipping Line,,,1,10.00,,\n"
    "1,#1,,,,,,,,,,,,Refund Line,hush-balm,HB,-1,30.00,,\n"
    "2,#2,2026-11-04 10:00:00 +0100,EUR,40.00,40.00,paid,78,lea-moreau,affiliate,first-frost-2026,"
    "story.first-light,TRUE,"
    "Line Item,first-light,FL,1,40.00,JONAS15,\n"
)


def test_the_sums_of_shopify_are_those_computed_by_hand(tmp_path: Path) -> None:
    with report_on(tmp_path, {"orders.csv": SHOPIFY}) as outcome:
        # 85.00 and 20.00, of which 12 of 24 came back: half of the goods. #1005 is cancelled.
        assert outcome.person("lea-moreau", "orders", "net", "refunded", "open", "lost") == (
            2, Decimal("95.00"), Decimal("10.00"), 0, Decimal("50.00"),
        )  # fmt: skip
        assert outcome.person("jonas-weber", "orders", "net", "refunded") == (1, Decimal("0.00"), Decimal("33.33"))
        # 15.00 of discount over 60.00 and 40.00: 51.00 and 34.00; then 5.00 each of #1004 after its refund.
        assert outcome.rows("people-products", "person", "product_name", "net") == [
            ("lea-moreau", "Dew Milk", Decimal("56.00")),
            ("lea-moreau", "Hush Balm", Decimal("39.00")),
            ("jonas-weber", "Unknown Thing", Decimal("0.00")),
        ]
        assert outcome.rows("near-misses", "kind", "value", "nearest", "person") == [
            ("code", "LEA1", "LEA15", "lea-moreau")
        ]
        assert outcome.facts("SELECT day::VARCHAR FROM orders ORDER BY order_id")[:2] == [
            ("2026-11-03",),
            ("2026-11-05",),
        ]
        assert outcome.names == []


def test_a_code_alone_gives_no_placement(tmp_path: Path) -> None:
    with report_on(tmp_path, {"orders.csv": SHOPIFY}) as outcome:
        assert outcome.rows("placements", "placement", "orders") == [("(not known)", 3)]


def test_matrixify_gives_person_placement_product_and_refunded_line(tmp_path: Path) -> None:
    with report_on(tmp_path, {"orders.csv": MATRIXIFY}) as outcome:
        assert outcome.facts("SELECT label, net, back FROM lines WHERE order_id = '#1' ORDER BY label") == [
            ("first-light", 5000, 0),
            ("hush-balm", 3000, 3000),
        ]
        assert outcome.rows("placements", "placement", "orders", "net")[0] == ("story", 1, Decimal("50.00"))
        assert outcome.rows("channels", "channel", "orders")[0] == ("page", 1)
        assert outcome.rows("campaigns", "campaign", "orders")[0] == ("first-frost", 2)
        assert outcome.rows("conflicts", "order", "by_code", "by_link", "counted_for") == [
            ("#2", "jonas-weber", "lea-moreau", "jonas-weber")
        ]
        assert outcome.person("jonas-weber", "orders", "net") == (1, Decimal("40.00"))


def test_a_rule_may_let_the_link_decide_before_the_code(tmp_path: Path) -> None:
    with report_on(tmp_path, {"orders.csv": MATRIXIFY}, rules=OrderRules(("link", "code"))) as outcome:
        assert outcome.person("lea-moreau", "orders", "net") == (2, Decimal("90.00"))
        assert outcome.rows("conflicts", "counted_for") == [("lea-moreau",)]


@pytest.mark.parametrize("direction", [1, -1])
def test_the_order_of_rows_and_files_changes_nothing(tmp_path: Path, direction: int) -> None:
    head, *rows = SHOPIFY.splitlines(keepends=True)
    with report_on(tmp_path, {"orders.csv": SHOPIFY, "links.csv": MATRIXIFY}) as outcome:
        expected = {name: table.rows for name, table in outcome.tables.items()}
    sorted_text = head + "".join(sorted(rows, reverse=direction < 0))
    with report_on(tmp_path, {"links.csv": MATRIXIFY, "orders.csv": sorted_text}) as outcome:
        assert {name: table.rows for name, table in outcome.tables.items()} == expected


@pytest.mark.parametrize("line_count", range(2, 8))
def test_a_file_split_in_two_gives_the_same_report(tmp_path: Path, line_count: int) -> None:
    lines = SHOPIFY.splitlines(keepends=True)
    with report_on(tmp_path, {"orders.csv": SHOPIFY}) as outcome:
        expected = {name: table.rows for name, table in outcome.tables.items()}
    parts = {"a.csv": "".join(lines[:line_count]), "b.csv": lines[0] + "".join(lines[line_count:])}
    (tmp_path / "two").mkdir()
    with report_on(tmp_path / "two", parts) as outcome:
        assert {name: table.rows for name, table in outcome.tables.items()} == expected
        assert outcome.names == []


def test_an_order_in_two_files_counts_once_with_its_newer_state(tmp_path: Path) -> None:
    rows = SHOPIFY.splitlines(keepends=True)
    later = rows[0] + rows[1].replace(",0.00,\n", ",90.00,\n") + rows[2] + rows[4].replace("2026-11-05", "2026-12-05")
    with report_on(tmp_path, {"november.csv": SHOPIFY, "december.csv": later}) as outcome:
        assert outcome.person("lea-moreau", "net", "refunded") == (Decimal("10.00"), Decimal("95.00"))
        assert outcome.names == ["order-in-two-files"]


def test_pasted_rows_count_once_and_are_reported(tmp_path: Path) -> None:
    rows = SHOPIFY.splitlines(keepends=True)
    with report_on(tmp_path, {"orders.csv": SHOPIFY + rows[1] + rows[2]}) as outcome:
        assert outcome.person("lea-moreau", "orders", "net") == (2, Decimal("95.00"))
        assert outcome.names == ["repeated-order"]
    with report_on(tmp_path, {"one.csv": SHOPIFY, "same.csv": SHOPIFY}) as outcome:
        assert outcome.person("lea-moreau", "orders", "net") == (2, Decimal("95.00"))
        assert outcome.names == ["same-export"]


def test_currencies_are_never_added(tmp_path: Path) -> None:
    order_in_yen = "#9,z@x.example,paid,,JPY,163056,0,0,163056,LEA15,0,2026-11-06 01:00:00 +0100,1,Dew Milk,163056,,,\n"
    with report_on(tmp_path, {"orders.csv": SHOPIFY + order_in_yen}) as outcome:
        assert outcome.person("lea-moreau", "orders", "net") == (2, Decimal("95.00"))
        assert outcome.rows("other-currencies", "currency", "person", "orders", "net") == [
            ("JPY", "lea-moreau", 1, 163056)
        ]


def test_lines_sum_to_their_order_to_the_cent(tmp_path: Path) -> None:
    rows = "".join(
        f"#{n},,paid,,{currency},{subtotal},0,0,{subtotal},LEA15,0,2026-11-03 10:00:00 +0100,1,A,{price},,{back},\n"
        f"#{n},,,,,,,,,,,,3,B,{price},,,\n#{n},,,,,,,,,,,,1,C,0,,,\n"
        for n, (currency, subtotal, price, back) in enumerate(
            [("EUR", "10.00", "3.33", ""), ("EUR", "0.01", "5.00", "0.01"), ("JPY", "1001", "333", "500"),
             ("KWD", "7.777", "2.593", "1.111"), ("EUR", "0.00", "9.00", "")]
        )
    )  # fmt: skip
    with report_on(tmp_path, {"orders.csv": SHOPIFY_HEAD + rows}) as outcome:
        orders = outcome.facts(
            "SELECT order_id, any_value(goods), sum(l.net), any_value(o.back), sum(l.back), bool_and(l.back <= l.net)"
            " FROM lines l JOIN orders o USING (order_id) GROUP BY 1 ORDER BY 1"
        )
        assert [row[1] for row in orders] == [1000, 1, 1001, 7777, 0]
        assert all(goods == net and back == lines and within for _, goods, net, back, lines, within in orders)
        assert [row[3] for row in orders] == [0, 1, 500, 1111, 0]


def test_a_line_without_its_order_is_reported(tmp_path: Path) -> None:
    rows = SHOPIFY.splitlines(keepends=True)
    with report_on(tmp_path, {"orders.csv": rows[0] + rows[2] + rows[3]}) as outcome:
        [problem] = outcome.report
        assert (problem.name, problem.place.line) == ("order-without-head", 2)


def test_the_facts_have_no_email_addresses_of_customers(tmp_path: Path) -> None:
    with report_on(tmp_path, {"orders.csv": SHOPIFY}) as outcome:
        columns = {row[0] for row in outcome.facts("SELECT DISTINCT column_name FROM information_schema.columns")}
        for table in ("order_rows", "orders", "unique_rows", "lines"):
            for row in outcome.facts(f"SELECT * FROM {table}"):
                assert not any("@" in str(cell) or "x.example" in str(cell) for cell in row)
        assert "customer" in columns
        assert outcome.rows("repeat", "person", "customers", "again") == [("jonas-weber", 1, 0), ("lea-moreau", 1, 1)]


ANALYTICS_HEADS = (
    "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),Net Sales,"
    "Attribution",
    "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),N. Revenue",
    "Datum,Bestellnummer #,N.-Umsatz (formatiert),Status,Kunde,Kundentyp,Produkt(e),Verkaufte Artikel,"
    "Gutschein(e),N.- Umsatz",
    "Date,Commande n°,Revenu net (formaté),État,Client,Type de client,Produit(s),Articles vendus,Code(s) promo,"
    "N. Revenu",
    "Fecha,Pedido #,Ingresos netos (con formato),Estado,Cliente,Tipo de cliente,Producto(s),Artículos vendidos,"
    "Cupón(es),Ingresos netos",
    "Data,Ordine n.,N. fatturato (formattato),Stato,Cliente,Tipo di cliente,Prodotto/prodotti,Elementi venduti,"
    "Codici promozionali,Vendite nette,Attribuzione",
    "Datum,Bestelnummer,N. inkomsten (geformatteerd),Status,Klant,Klanttype,Product(en),Verkochte artikelen,"
    "Waardebon(nen),N. Inkomsten",
    "Data,Zamówienie #,Przychód netto (sformatowany),Status,Klient,Typ klienta,Produkt(y),Sprzedane produkty,"
    "Kupon(y),Przychód netto",
    "Data,Encomenda #,N. Revenue (formatted),Estado,Cliente,Customer type,Produto(s),Itens vendidos,Cupão(ões),"
    "N. Revenue",
    "Data,Pedido #,Receita líquida (formatado),Status,Cliente,Tipo de cliente,Produto(s),Itens vendidos,"
    "Cupom(ns),Receita liquida",
)
"""In today's English and that until 2023; then de, fr, es, it, nl, pl, pt-PT (partly in English) and pt-BR."""


def test_woocommerce_analytics_is_read_in_each_language(tmp_path: Path) -> None:
    files = {
        f"orders-{at}.csv": (
            f"{head}\n"
            f'2026-11-03 10:00:00,{at}1,"€20,00",completed,A B,new,"2× Name, 1× Other",3,"lea15, x",20.00\n'
            f"2026-11-03 10:00:00,{at}2,,on-hold,A B,returning,1× Name,1,JONAS15,'-5.00\n"
            f'2026-11-04 10:00:00,{at}3,,completed,A B,returning,"2× Dew Milk",2,LEA15,30.00\n'
        )
        for at, head in enumerate(ANALYTICS_HEADS)
    }
    count = len(files)
    with report_on(tmp_path, files) as outcome:
        assert outcome.names == []
        assert [file.rows for file in outcome.joined_facts.files] == [3] * count
        assert outcome.person("lea-moreau", "orders", "net", "new") == (2 * count, Decimal(50 * count), count)
        assert outcome.person("jonas-weber", "orders", "open") == (0, Decimal(-5 * count))
        assert ("Dew Milk", 2 * count, Decimal(30 * count)) in outcome.rows("products", "name", "pieces", "net")


def test_a_rule_takes_the_tax_out_of_prices(tmp_path: Path) -> None:
    with report_on(tmp_path, {"orders.csv": SHOPIFY}, rules=OrderRules(prices_include_tax=True)) as outcome:
        # 85.00 × (90 − 15) / 90 = 70.83; #1004 has no tax.
        assert outcome.person("lea-moreau", "net") == (Decimal("80.83"),)
