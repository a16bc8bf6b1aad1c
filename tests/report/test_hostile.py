"""Tests that markup, formulas, endless cells and odd encodings in an export are safe and reported."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.content.site import Profile, Site
from generator.report.orders import OrderRules
from tests.report.exports import SHOPIFY_HEAD, example, report_on
from tests.report.test_command import make_report, run

ORDER = "#{n},a@x.example,paid,,EUR,10.00,0,0,10.00,{code},0,2026-11-03 10:00:00 +0100,1,{name},10.00,,,\n"


def test_markup_and_formulas_in_an_export_stay_text(tmp_path: Path) -> None:
    names = ('"</svg><script>alert(1)</script>"', '"=HYPERLINK(""http://evil.example"")"', "'+1+1", "]]>&<b>")
    rows = "".join(ORDER.format(n=n, code="LEA15", name=name) for n, name in enumerate(names))
    rows += ORDER.format(n=9, code='"<img src=x onerror=alert(1)>"', name="Dew Milk")
    (tmp_path / "orders.csv").write_text(SHOPIFY_HEAD + rows, "utf-8")
    (tmp_path / "ga4.csv").write_text("Session source,Sessions\n<i>lea-moreau,3\n", "utf-8")
    folder = make_report(tmp_path)
    page = (folder / "index.html").read_text("utf-8")
    assert "alert(1)</script>" not in page
    assert "<img" not in page
    assert "<b>" not in page
    products = (folder / "products.csv").read_text("utf-8-sig")
    assert "\"'=HYPERLINK" in products
    assert ",'+1+1," in products
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


@pytest.mark.parametrize("cell", ["=1+1", "1e9", "12,34,5", "ten", "99999999999999", "1.23456", "１２.x", "nan"])
def test_a_cell_that_is_no_amount_is_reported_with_its_line(tmp_path: Path, cell: str) -> None:
    good = ORDER.format(n=1, code="LEA15", name="A")
    bad = good.replace("#1", "#2").replace(",10.00,0,0,10.00,", f',"{cell}",0,0,10.00,')
    with report_on(tmp_path, {"orders.csv": SHOPIFY_HEAD + good + bad}) as outcome:
        assert [(problem.name, problem.place.line) for problem in outcome.report] == [("unreadable-cell", 3)]
        assert "column `Subtotal`" in next(iter(outcome.report)).message
        assert outcome.person("lea-moreau", "orders", "net") == (1, Decimal("10.00"))


def test_each_bad_row_is_reported_and_the_others_count(tmp_path: Path) -> None:
    good, day = ORDER.format(n=1, code="LEA15", name="A"), "2026-11-03 10:00:00 +0100"
    bad = {
        "`$10.00` is not in EUR": good.replace("EUR,10.00", "EUR,$10.00"),
        "`Euro` is not a currency": good.replace("EUR", "Euro"),
        "the year of `0026-11-03": good.replace(day, "0026-11-03 10:00:00 +0100"),
        "there is no moment `2026-02-30": good.replace(day, "2026-02-30 10:00:00 +0100"),
        "`46329` is a number by which": good.replace(day, "46329"),
        "`=TODAY()` is not a day": good.replace(day, "=TODAY()"),
        "19 cells, and the others have 18": good.replace(",A,", ",Cream, 50,"),
        "shortened the number `1.00E+15`": good.replace("#1", "1.00E+15"),
        "`#REF!` is not a number": good.replace(",A,10.00", ",A,#REF!"),
        "column `Refunded Amount`: `yes`": good.replace(",A,10.00,,,", ",A,10.00,,yes,"),
        "column `Lineitem quantity`: `one`": good.replace(",1,A,", ",one,A,"),
    }
    totals = "".join(
        f"{word},,,,,10.00,0,0,10.00,,,,,,,,,\n" for word in ("Total", "Summe:", "Gesamtsumme", "Total (1 order)", "Σ")
    )
    with report_on(tmp_path, {"orders.csv": SHOPIFY_HEAD + good + "".join(bad.values()) + totals}) as outcome:
        assert outcome.person("lea-moreau", "orders", "net") == (1, Decimal("10.00"))
        problems = [(problem.name, problem.place.line, problem.message) for problem in outcome.report]
        assert [(name, line) for name, line, _ in problems] == [("unreadable-cell", line) for line in range(3, 14)]
        assert [part for part, (_, _, message) in zip(bad, problems, strict=True) if part not in message] == []
        [file] = outcome.joined_facts.files
        assert (file.rows, file.left_out) == (1, 11)
        assert "Totals of the file itself were not counted: lines 14, 15, 16, 17, 18." in file.notes


@pytest.mark.parametrize("turn", [1, -1])
def test_copies_of_an_order_that_differ_are_reported_and_never_mixed(tmp_path: Path, turn: int) -> None:
    copy = ORDER.format(n=1, code="LEA15", name="A")
    rows = [copy, copy.replace("10.00,0,0,10.00", "25.00,0,0,25.00").replace("LEA15", "JONAS15").replace("EUR", "USD")]
    without_day = ORDER.format(n=2, code="LEA15", name="A").replace("2026-11-03 10:00:00 +0100", "")
    with_refund = ORDER.format(n=3, code="LEA15", name="A").replace(",A,10.00,,,", ",A,10.00,,-4.00,")
    text = SHOPIFY_HEAD + "".join(rows[::turn]) + without_day + with_refund
    with report_on(tmp_path, {"orders.csv": text}, rules=OrderRules(first_day="2026-11-01")) as outcome:
        assert outcome.facts("SELECT person, currency, goods FROM orders WHERE order_id = '#1'") == [
            ("jonas-weber", "USD", 2500)
        ]
        assert outcome.facts("SELECT sum(net) FROM lines WHERE order_id = '#1'") == [(2500,)]
        assert outcome.person("lea-moreau", "orders", "net", "refunded") == (1, Decimal("6.00"), Decimal("4.00"))
        first, second = outcome.report
        assert (first.name, first.place.line) == ("repeated-order", 2)
        assert "`#1` in lines 2 and 3" in first.message
        assert (second.name, second.place.line) == ("orders-without-day", 4)


def test_a_file_without_a_readable_row_is_reported(tmp_path: Path) -> None:
    files = {
        "ga4.csv": "Date,Session source,Sessions\n2.026e+07,lea-moreau,3\n",
        "posts.csv": "ambassador,cost,currency\nnobody,7.00,EUR\nSomme,7.00,EUR\n",
        "pap.csv": "aub-1001,c,o1,5.00,50.00,A,S\naub-1001,c,o2,5.00,50.00,A,S\n",
    }
    with report_on(tmp_path, files) as outcome:
        assert sorted(outcome.names) == ["empty-export", "unknown-export", "unreadable-cell"]
        [problem] = [problem for problem in outcome.report if problem.name == "unknown-export"]
        assert "its first row holds values, and no names" in problem.message
        assert outcome.rows("unmatched", "source", "kind", "value") == [("sheet", "person", "nobody")]


def test_many_broken_rows_are_counted_and_not_all_listed(tmp_path: Path) -> None:
    rows = "".join(ORDER.format(n=n, code="LEA15", name="A").replace("10.00,0,0", "x,0,0") for n in range(500))
    with report_on(
        tmp_path, {"orders.csv": SHOPIFY_HEAD + rows + ORDER.format(n=999, code="LEA15", name="A")}
    ) as outcome:
        assert outcome.names == ["unreadable-cell"] * 21
        assert any("480 more rows" in problem.message for problem in outcome.report)


def test_a_large_file_is_read_line_by_line(tmp_path: Path) -> None:
    """A text above 20 MB is read in parts. A letter in another encoding is reported with its line."""
    note = "x" * 70_000
    head = SHOPIFY_HEAD.replace("Cancelled at", "Cancelled at,Notes")
    rows = [ORDER.format(n=n, code="LEA15", name="A").rstrip("\n") + f",{note}\n" for n in range(320)]
    data = (head + "".join(rows)).encode()
    assert len(data) > 20_000_000
    with report_on(tmp_path, {"orders.csv": data.replace(b"1,A,10.00", b"1,\xe9,10.00", 1)}) as outcome:
        assert outcome.person("lea-moreau", "orders", "net") == (320, Decimal("3200.00"))
        assert [(problem.name, problem.place.line) for problem in outcome.report] == [("garbled-text", 2)]


def test_an_open_quote_costs_its_row_only(tmp_path: Path) -> None:
    rows = [ORDER.format(n=n, code="LEA15", name="A") for n in range(3000)]
    rows[5] = rows[5].replace(",A,", ',"A,')
    with report_on(tmp_path, {"orders.csv": SHOPIFY_HEAD + "".join(rows)}) as outcome:
        assert outcome.person("lea-moreau", "orders") == (2999,)
        assert [(problem.name, problem.place.line) for problem in outcome.report] == [("broken-sheet", 7)]


def test_a_windows_encoding_is_read_and_the_total_ignored(tmp_path: Path) -> None:
    text = SHOPIFY_HEAD + ORDER.format(n=1, code="LEA15", name="Crème légère – fraîcheur d’été")
    text += "Total,,,,,10.00,0,0,10.00,,,,,,,,,\n"
    with report_on(tmp_path, {"orders.csv": text.encode("cp1252")}) as outcome:
        assert outcome.rows("products", "name") == [("Crème légère – fraîcheur d’été",)]
        assert outcome.person("lea-moreau", "orders") == (1,)
        assert outcome.names == []


def _site_with(*people: tuple[str, str, str]) -> Site:
    """The example brand with more people: slug, name and code."""
    lea = next(person for person in example().people if person.slug == "lea-moreau")
    own = {"partner_id": None, "handle": None, "aliases": ()}
    more = [
        Profile(slug, lea.person.model_copy(update={"name": name, "code": code, **own}), lea.story, lea.place)
        for slug, name, code in people
    ]
    return replace(example(), people=(*example().people, *more))


def test_a_person_who_is_called_like_a_total_counts_by_slug_and_code(tmp_path: Path) -> None:
    site = _site_with(("gesamt", "Gesamt", "GES10"), ("media", "Media", "SUMME"))
    posts = "ambassador,platform,cost,currency\nmedia,ig,10,EUR\ngesamt,ig,20,EUR\ngesamt,ig,30,EUR\nTotal,,60,EUR\n"
    with report_on(tmp_path, {"posts.csv": posts}, site=site) as got:
        assert got.facts("SELECT slug, cost FROM posts_of ORDER BY cost") == [
            ("media", 10),
            ("gesamt", 20),
            ("gesamt", 30),
        ]
        [problem] = got.report
        assert (problem.name, problem.place.line) == ("doubtful-name", 3)
        assert problem.message.endswith("and `gesamt` is a person: 2 rows were counted as theirs")
    with report_on(tmp_path, {"posts.csv": posts.replace("Total", "Gesamt")}, site=site) as got:
        assert got.facts("SELECT count(*) FROM posts_of") == [(3,)]
        assert [problem.place.line for problem in got.report] == [3, 5]
        assert "is a person: row 5 was left out" in [*got.report][1].message
    names = ("order_id", "day", "subtotal", "code")
    sales = "code,order_id,day,subtotal\nSUMME,,2026-11-03,5.00\nTotal,,,5.00\n"
    with report_on(tmp_path, {"s.csv": sales}, site=site, columns={name: name for name in names}) as got:
        assert got.person("media", "orders", "net") == (1, Decimal("5.00"))
        assert got.names == ["doubtful-name"]


@pytest.mark.parametrize("code", ["ＬＥＡ１５", "lea１5", "LEA15\u200b", "\ufeffLEA15", "LEA15\xa0"])
def test_a_code_counts_in_any_width_of_letters(tmp_path: Path, code: str) -> None:
    with report_on(tmp_path, {"orders.csv": SHOPIFY_HEAD + ORDER.format(n=1, code=code, name="A")}) as got:
        assert got.person("lea-moreau", "orders") == (1,)
        assert got.names == []


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04broken", b"\x89PNG\r\n\x1a\n" + b"x" * 99, b"<!doctype html><title>x</title>", b"\0" * 9]
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "file.csv").write_bytes(data)
    result = run("report", tmp_path / "file.csv", "--site", Path(__file__).parents[2], "--output", tmp_path / "out")
    assert (result.exit_code, (tmp_path / "out").exists()) == (1, False), result.output
    assert "not-an-export" in result.output or "not-a-sheet" in result.output
