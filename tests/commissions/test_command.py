"""Tests that `ambassador commissions` writes statements and payment files, here for the example brand."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from generator.commissions.page import LANGUAGES
from generator.commissions.statement import COLUMNS
from tests.report.exports import ROOT, SHOPIFY_HEAD
from tests.report.test_command import run
from tests.scenario import FOLDER

ORDERS = SHOPIFY_HEAD + (
    "#1,a@x.example,paid,,EUR,333.33,0,0,333.33,LEA15,0,2026-10-03 10:00:00 +0200,1,Dew Milk,100.00,dew-milk,,\n"
    "#1,a@x.example,,,,,,,,,,,2,Hush Balm,116.67,hush-balm,,\n"
    "#2,b@x.example,paid,,EUR,120.00,0,20.00,120.00,JONAS15,0,2026-10-04 10:00:00 +0200,1,Dew Milk,"
    "120.00,dew-milk,60.00,\n"
    "#3,c@x.example,pending,,EUR,50.00,0,0,50.00,LEA15,0,2026-10-05 10:00:00 +0200,1,Dew Milk,50.00,,,\n"
    "#4,d@x.example,paid,,USD,50.00,0,0,50.00,LEA15,0,2026-10-05 10:00:00 +0200,1,Dew Milk,50.00,,,\n"
)
RULES = """\
prices_include_tax: true
minimum: "20.00"
rules:
  - {name: Nano, for: {tier: nano}, rate: 14%}
  - {name: Everybody, rate: 10%}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "content", tmp_path / "site/content")
    (tmp_path / "site/content/commissions.yaml").write_text(RULES, "utf-8")
    (tmp_path / "orders.csv").write_text(ORDERS, "utf-8")
    return tmp_path / "site"


def arguments(site: Path, *options: str | Path, period: str = "2026-10", name: str = "st") -> list[str | Path]:
    home = site.parent
    required = ["commissions", home / "orders.csv", "--site", site, "--period", period, "--as-of", "2026-12-15"]
    return [*required, "--output", home / name, *options]


def read_rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))


def test_statements_have_the_amounts_computed_by_hand(site: Path) -> None:
    result = run(*arguments(site))
    assert result.exit_code == 0, result.output
    assert "orders-in-other-currency" in result.output
    rows = read_rows(site.parent / "st/statements.csv")
    assert [(row["order"], row["product"], row["base"], row["rate"], row["amount"], row["status"]) for row in rows] == [
        # 120.00 without its 20.00 of tax is 100.00; half of it came back. Nano: 14 %. Below 20.00: carried.
        ("#2", "dew-milk", "100.00", "14%", "14.00", "carried"),
        ("#2", "dew-milk", "-50.00", "14%", "-7.00", "carried"),
        # One cent of discount is spread over 233.34 and 100.00: the rest of the cent goes to the larger line.
        ("#1", "hush-balm", "233.34", "10%", "23.33", "payable"),
        ("#1", "dew-milk", "99.99", "10%", "10.00", "payable"),
        ("#3", "dew-milk", "50.00", "10%", "5.00", "open"),
    ]
    assert rows[2]["rule"] == "Everybody (line 5)"
    sums = {row["ambassador"]: row for row in read_rows(site.parent / "st/summary.csv")}
    assert [sums["lea-moreau"][name] for name in ("earned", "payable", "closing")] == ["38.33", "33.33", "5.00"]
    assert [sums["jonas-weber"][name] for name in ("earned", "reversed", "payable", "closing")] == [
        "14.00", "-7.00", "0.00", "7.00",
    ]  # fmt: skip
    for row in sums.values():
        parts = [Decimal(row[name]) for name in ("opening", "earned", "reversed", "bonus")]
        assert sum(parts) - Decimal(row["payable"]) == Decimal(row["closing"])
    page = (site.parent / "st/lea-moreau.html").read_text("utf-8")
    assert 'lang="fr"' in page
    assert "Ce relevé n’est pas une facture." in page
    assert "x.example" not in page


def test_the_tier_on_the_day_of_an_order_counts(site: Path) -> None:
    """A roster may have the followers of that day. Otherwise the tier of today counts, and the statement says so."""
    lea = site / "content/ambassadors/lea-moreau/roster.yaml"
    history = "history:\n  - {day: 2026-10-03, platform: instagram, followers: 9000}"
    lea.write_text(lea.read_text("utf-8").replace("history:", history), "utf-8")
    rules = RULES + "steps: [{name: More, for: {tier: nano}, count: orders, of: month, at: [{from: 0, add: 1%}]}]\n"
    (site / "content/commissions.yaml").write_text(rules, "utf-8")
    result = run(*arguments(site))
    assert result.exit_code == 0, result.output
    rows = [
        (row["order"], row["kind"], row["rate"], row["note"]) for row in read_rows(site.parent / "st/statements.csv")
    ]
    # Léa: 40,600 on 3 August, 9,000 on 3 October, 42,000 on 2 November. Jonas: a number of 12 October only.
    by_number, by_profile = "tier nano, by followers of 2026-10-03", "tier nano, as the profile has it today"
    assert ("#1", "sale", "14%", by_number) in rows
    assert ("#1", "step", "'+1%", by_number) in rows
    assert ("#3", "sale", "14%", f"the order is not paid; {by_number}") in rows
    assert ("#2", "sale", "14%", by_profile) in rows
    assert "14% (nano, 3 oct. 2026)" in (site.parent / "st/lea-moreau.html").read_text("utf-8")
    orders = site.parent / "orders.csv"
    orders.write_text(ORDERS.replace("2026-10-03", "2026-09-03").replace("2026-10-05", "2026-11-05"), "utf-8")
    run(*arguments(site, period="2026-11", name="nov"))
    [row] = [row for row in read_rows(site.parent / "nov/statements.csv") if row["order"] == "#3"]
    assert (row["rate"], row["rule"]) == ("10%", "Everybody (line 5)")


def test_a_month_without_an_order_is_reported(site: Path) -> None:
    result = run(*arguments(site, period="2026-07"))
    assert result.exit_code == 0, result.output
    assert "warning[other-period]: its days are 2026-10-03 to 2026-10-05, and the period" in result.output
    assert "other-period" not in run(*arguments(site)).output


def test_a_statement_after_a_paid_one_has_only_the_differences(site: Path) -> None:
    run(*arguments(site))
    statements = site.parent / "st/statements.csv"
    run(*arguments(site, "--paid", statements, name="again"))
    rows = read_rows(site.parent / "again/statements.csv")
    assert [(row["order"], row["status"]) for row in rows] == [("#2", "carried"), ("#2", "carried"), ("#3", "open")]
    # A later export has a return of the paid order #1, and the payment of #3.
    later = ORDERS.replace("dew-milk,,\n#1", "dew-milk,333.33,\n#1")
    (site.parent / "orders.csv").write_text(later.replace("#3,c@x.example,pending", "#3,c@x.example,paid"), "utf-8")
    result = run(*arguments(site, "--paid", statements, "--against", statements, period="2026-11", name="nov"))
    assert result.exit_code == 0, result.output
    rows = read_rows(site.parent / "nov/statements.csv")
    assert [(row["order"], row["kind"], row["amount"]) for row in rows if row["ambassador"] == "lea-moreau"] == [
        ("#1", "refund", "-23.33"), ("#1", "refund", "-10.00"), ("#3", "sale", "5.00"),
    ]  # fmt: skip
    assert {row["status"] for row in rows} == {"carried"}
    assert "lea-moreau: refund of #1 (1): not there → -23.33 EUR, carried" in result.output


def test_the_explain_option_shows_how_an_order_earns(site: Path) -> None:
    result = run(*arguments(site, "--explain", "#2"))
    assert result.exit_code == 0, result.output
    assert "code `JONAS15`: jonas-weber" in result.output
    assert "without tax (× 10000 / 12000): 100.00 EUR; returned: 50.00 EUR" in result.output
    assert "sale dew-milk: 100.00 × 14% = 14.00 EUR; Nano (line 4); payable from 2026-11-03" in result.output
    assert not (site.parent / "st").exists()
    result = run(*arguments(site, "--explain", "#77"))
    assert (result.exit_code, "unknown-order" in result.output) == (1, True)


def test_payment_files_are_written_only_outside_a_repository(site: Path) -> None:
    home = site.parent
    payees = home / "payees.csv"
    payees.write_text("ambassador,recipient,iban\nlea-moreau,lea@pay.example,FR76\n", "utf-8")
    result = run(*arguments(site, "--payees", payees, "--pay-to", home / "bank"))
    assert result.exit_code == 0, result.output
    assert (home / "bank/paypal-2026-10.csv").read_text("utf-8") == (
        'lea@pay.example,33.33,EUR,lea-moreau,"Aubine 2026-10",PAYPAL\n'
    )
    assert read_rows(home / "bank/payout-2026-10.csv") == [
        {"ambassador": "lea-moreau", "amount": "33.33", "currency": "EUR", "reference": "lea-moreau 2026-10",
         "recipient": "lea@pay.example", "iban": "FR76"}
    ]  # fmt: skip
    twice = home / "twice.csv"
    twice.write_text(f"{payees.read_text('utf-8')}lea-moreau,other@pay.example,FR77\n", "utf-8")
    result = run(*arguments(site, "--payees", twice))
    assert (result.exit_code, "error[not-a-payee-list]: there are two rows of `lea-moreau`" in result.output) == (
        1,
        True,
    )
    assert "twice.csv:3:1" in result.output
    subprocess.run(["git", "init", "-q", home / "repo"], check=True)
    result = run(*arguments(site, "--payees", payees, "--pay-to", home / "repo/bank"))
    assert (result.exit_code, "payees-in-repository" in result.output) == (1, True)
    assert not (home / "repo/bank").exists()


@pytest.mark.parametrize(
    ("rules", "name"),
    [
        ("", "no-commission-rules"),
        ("rules:\n  - {name: A, rate: 10}\n", "not-a-percentage"),
        ("rules:\n  - {name: A}\n", "missing-key"),
        ("rules:\n  - {name: A, rate: 10%, for: {ambassador: nobody}}\n", "unknown-ambassador"),
        ("rules:\n  - {name: A, rate: 10%, for: {product: nothing}}\n", "unknown-product"),
        ("rules:\n  - {name: A, rate: 10%, for: {campaign: none}}\n", "unknown-campaign"),
        ("rules:\n  - {name: A, rate: 10%, for: {customer: new}}\n", "customers-not-known"),
        (
            "rules:\n  - {name: A, rate: 10%}\nsteps:\n"
            '  - {name: S, at: [{from: "5.00", add: 1%}, {from: "5.00", add: 2%}]}\n',
            "steps-out-of-order",
        ),
    ],
)
def test_invalid_rules_are_reported_and_write_no_statements(site: Path, rules: str, name: str) -> None:
    file = site / "content/commissions.yaml"
    file.write_text(rules, "utf-8") if rules else file.unlink()
    result = run(*arguments(site))
    assert (result.exit_code, name in result.output, (site.parent / "st").exists()) == (1, True, False), result.output


@pytest.mark.parametrize("rules", ["", "own_orders: true\n"])
def test_people_earn_on_their_own_orders_only_if_a_rule_says_so(site: Path, rules: str) -> None:
    home = site.parent
    (site / "content/commissions.yaml").write_text(f"{rules}rules:\n  - {{name: A, rate: 10%}}\n", "utf-8")
    (home / "orders.csv").write_text(
        SHOPIFY_HEAD + "#1,lea@pay.example,paid,,EUR,100.00,0,0,100.00,LEA15,0,2026-10-03,1,Dew Milk,100.00,,50.00,\n"
        "#2,Lea@home.example,paid,,EUR,116.65,0,0,116.65,LEA15,0,2026-10-03,1,Dew Milk,116.65,,,\n"
        "#3,b@x.example,paid,,EUR,116.65,0,0,116.65,LEA15,0,2026-10-03,1,Dew Milk,116.65,,,\n",
        "utf-8",
    )
    (home / "payees.csv").write_text(
        "ambassador;recipient;email\nlea-moreau;lea@pay.example;x@y.example lea@home.example\n", "utf-8"
    )
    result = run(*arguments(site, "--payees", home / "payees.csv"))
    assert result.exit_code == 0, result.output
    rows = read_rows(home / "st/statements.csv")
    own_amounts = [row["amount"] for row in rows if row["order"] in ("#1", "#2")]
    assert own_amounts == (["0.00", "0.00"] if not rules else ["10.00", "-5.00", "11.67"])
    assert [row["amount"] for row in rows if row["order"] == "#3"] == ["11.67"]
    page = (home / "st/lea-moreau.html").read_text("utf-8")
    assert ("votre propre commande" in page) is (not rules)
    assert "pay.example" not in "".join(file.read_text("utf-8") for file in (home / "st").iterdir())


def test_the_check_of_content_finds_unknown_names_in_rules(tmp_path: Path) -> None:
    site = Path(shutil.copytree(FOLDER / "base", tmp_path / "site"))
    (site / "content/commissions.yaml").write_text(
        "rules:\n  - {name: A, rate: 10%, for: {ambassador: [lea, leo], tags: no-such-tag}}\nsteps:\n"
        "  - {name: S, for: {product: nothing}, at: [{from: '1.00', add: 1%}]}\nbonuses:\n"
        "  - {name: B, for: {campaign: none}, when: {orders: 1}, amount: '1.00'}\n",
        "utf-8",
    )
    result = run("check", "--site", site, "--format", "concise")
    assert result.exit_code == 1
    assert re.findall(r"commissions\.yaml:(\d+):\d+: \w+\[([a-z-]+)\]", result.output) == [
        ("2", "unknown-ambassador"), ("2", "unknown-tag"), ("4", "unknown-product"), ("6", "unknown-campaign"),
    ], result.output  # fmt: skip


def test_first_orders_are_known_if_the_files_have_all_orders(site: Path) -> None:
    (site / "content/commissions.yaml").write_text(
        "rules:\n  - {name: New, for: {customer: new}, rate: 20%}\n  - {name: A, rate: 10%}\n", "utf-8"
    )
    result = run(*arguments(site, "--customers-since", "2026-10-03"))
    assert result.exit_code == 0, result.output
    assert {row["rule"].split(" (")[0] for row in read_rows(site.parent / "st/statements.csv")} == {"New"}


def test_a_file_that_is_no_statement_is_refused(site: Path) -> None:
    result = run(*arguments(site, "--paid", site.parent / "orders.csv"))
    assert (result.exit_code, "not-a-statement" in result.output) == (1, True)
    text = ",".join(COLUMNS) + "\nlea-moreau,2026-10,2026-10-03,#1,1,sale,x,1,1.00,r,10%,0.10,USD,payable,2026-11-03,\n"
    (site.parent / "dollars.csv").write_text(text, "utf-8")
    result = run(*arguments(site, "--paid", site.parent / "dollars.csv"))
    assert (result.exit_code, "dollars.csv:2" in result.output) == (1, True)


def test_statements_exist_in_each_language_of_the_themes() -> None:
    assert {folder.name for folder in (ROOT / "generator/locales").iterdir()} | {"en"} == set(LANGUAGES)


@pytest.mark.parametrize(
    "data", [b"a" * 200_000, b"\0", b"\xff", b"x" * 20_000_001], ids=["cell", "nul", "byte", "file"]
)
@pytest.mark.parametrize(
    ("option", "name"),
    [("--paid", "not-a-statement"), ("--against", "not-a-statement"), ("--payees", "not-a-payee-list")],
)
def test_hostile_lists_are_reported_with_their_file(site: Path, data: bytes, option: str, name: str) -> None:
    (site.parent / "odd.csv").write_bytes(data)
    more = ["--pay-to", site.parent / "pay"] if option == "--payees" else []
    result = run(*arguments(site, option, site.parent / "odd.csv", *more))
    assert result.exit_code == 1
    assert f"error[{name}]" in result.output
    assert "odd.csv" in result.output
    assert "Traceback" not in result.output
