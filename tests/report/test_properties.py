"""Tests with random orders and visits that totals are the sum of their parts, in any order and split of files."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.report import fact_rows, store
from generator.report import rows as report_rows
from tests.report.exports import SHOPIFY_HEAD, Outcome, report_on

D = Decimal


def make_orders(pick: random.Random, count: int) -> list[list[str]]:
    """Return the rows of each order."""
    orders = []
    for number in range(count):
        lines = [
            (pick.choice(("Dew Milk", "Hush Balm", "Other")), pick.randint(1, 4), pick.randint(0, 5000)) for _ in "abc"
        ]
        lines = lines[: pick.randint(1, 3)]
        gross = sum(pieces * price for _, pieces, price in lines)
        subtotal = gross - pick.randint(0, gross) if pick.random() < 0.5 else gross
        total = subtotal + pick.choice((0, 490))
        back = pick.choice((0, 0, 0, total, pick.randint(0, total)))
        code = pick.choice(("LEA15", "lea15", "JONAS15", "", "NOBODY"))
        currency = pick.choice(("EUR", "EUR", "EUR", "USD"))
        cancelled_at = "2026-11-20 10:00:00 +0100" if pick.random() < 0.1 else ""
        state = pick.choice(("paid", "paid", "paid", "pending", "refunded"))
        rows = []
        for at, (name, pieces, price) in enumerate(lines):
            order_cells = ["", "", "", "", "", "", "", "", "", "", "", ""]
            if at == 0:
                order_cells = ["", state, "", currency, f"{D(subtotal) / 100}", "", "0", f"{D(total) / 100}", code, "0",
                        f"2026-11-{1 + number % 25:02} 10:00:00 +0100", ""]  # fmt: skip
            cells = [f"#{number}", *order_cells[:11], str(pieces), name, f"{D(price) / 100}", ""]
            cells += [f"{D(back) / 100}" if at == 0 else "", cancelled_at if at == 0 else ""]
            rows.append(",".join(cells) + "\n")
        orders.append(rows)
    return orders


def tables_of(outcome: Outcome) -> dict[str, Any]:
    return {name: table.rows for name, table in outcome.tables.items()}


@pytest.mark.parametrize("seed", range(3))
def test_random_orders_add_up_in_any_order(tmp_path: Path, seed: int) -> None:
    pick = random.Random(seed)
    orders = make_orders(pick, 120)
    with report_on(tmp_path, {"orders.csv": SHOPIFY_HEAD + "".join(row for rows in orders for row in rows)}) as outcome:
        expected = tables_of(outcome)
        assert outcome.names == []
        net = sum(row[1] for row in outcome.rows("people", "person", "net"))
        for table in ("products", "placements", "channels", "people-products"):
            assert sum(row[0] for row in outcome.rows(table, "net")) == net, table
        assert net > 0
        assert outcome.facts("SELECT count(*) FROM orders WHERE back > goods OR goods < 0") == [(0,)]
        assert outcome.facts(
            "SELECT count(*) FROM (SELECT order_id, any_value(goods) AS goods, any_value(o.back) AS back, "
            "sum(l.net) AS net,"
            " sum(l.back) AS line_back FROM lines l JOIN orders o USING (source, order_id) GROUP BY 1)"
            " WHERE goods <> net OR back <> line_back"
        ) == [(0,)]
        # Compute the expected sums in Python, order by order.
        sums = {"lea-moreau": D(0), "jonas-weber": D(0)}
        for rows in orders:
            head = rows[0].rstrip("\n").split(",")
            person = {"LEA15": "lea-moreau", "JONAS15": "jonas-weber"}.get(head[9].upper())
            if person and head[4] == "EUR" and head[2] in ("paid", "refunded") and not head[-1]:
                goods, total, back = D(head[5]), D(head[8]), D(head[-2])
                refund = (
                    min(goods, back) if back >= total else (goods * back / total).quantize(D("0.01"), "ROUND_HALF_UP")
                )
                sums[person] += goods - min(refund, goods)
        assert {person: outcome.person(person, "net")[0] for person in sums} == sums
    shuffled_rows = [row for rows in pick.sample(orders, len(orders)) for row in rows]
    half = pick.randint(1, len(orders) - 1)
    parts = {
        "z.csv": SHOPIFY_HEAD + "".join(row for rows in orders[:half] for row in rows),
        "a.csv": SHOPIFY_HEAD + "".join(row for rows in orders[half:] for row in rows),
    }
    for files in ({"orders.csv": SHOPIFY_HEAD + "".join(shuffled_rows)}, parts):
        for name in ("orders.csv", "a.csv", "z.csv"):
            (tmp_path / name).unlink(missing_ok=True)
        with report_on(tmp_path, files) as outcome:
            assert tables_of(outcome) == expected


@pytest.mark.parametrize("seed", range(2))
def test_random_visits_add_up_in_any_order(tmp_path: Path, seed: int) -> None:
    """Daily rows give the same sums in any order, in one file or in two, also where the two share days."""
    pick = random.Random(seed)
    head = "Date,Session source,Session manual ad content,Sessions,Total revenue\n"
    rows = [
        f"202611{pick.randint(1, 28):02},{pick.choice(('lea-moreau', 'jonas-weber', 'google'))},"
        f"story.{pick.choice(('first-light', 'dew-milk'))},{pick.randint(1, 9)},{pick.randint(0, 99)}.5\n"
        for _ in range(300)
    ]
    rows.sort()
    sums = {slug: sum(int(row.split(",")[3]) for row in rows if f",{slug}," in row) for slug in
            ("lea-moreau", "jonas-weber")}  # fmt: skip
    shared_rows = [row for row in rows if "20261110" <= row[:8] <= "20261115"]
    first, second = ([row for row in rows if row[:8] <= "20261115"], [row for row in rows if row[:8] >= "20261110"])
    assert shared_rows
    expected = None
    for files in ([rows], [pick.sample(rows, 300)], [first, second], [second, first]):
        with report_on(tmp_path, {f"{at}.csv": head + "".join(lines) for at, lines in enumerate(files)}) as outcome:
            tables = {name: table.rows for name, table in outcome.tables.items() if name != "sources"}
            assert outcome.names == []
            assert {slug: outcome.person(slug, "sessions")[0] for slug in sums} == sums
            expected = expected or tables
            assert tables == expected
        for file in tmp_path.glob("*.csv"):
            file.unlink()


@pytest.mark.parametrize("size", [1, 7])
def test_the_size_of_blocks_does_not_change_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    pick = random.Random(4)
    rows = [row for order in make_orders(pick, 40) for row in order]
    rows.insert(9, "#x,a@x.example,paid,,EUR,many,0,0,1,LEA15,0,2026-11-03,1,A,1.00,,,\n")
    rows.insert(20, '#y,a@x.example,paid,,EUR,5.00,0,0,5.00,LEA15,0,2026-11-03,1,"two\nlines, and ""more""",5.00,,,\n')
    rows.insert(30, "#z,a@x.example,paid,,EUR,5.00,0,0,5.00,LEA15,0,2026-11-99,1,'=1+1,5.00,,,\n")
    rows.insert(31, '#q,a@x.example,paid,,EUR,5.00,0,0,5.00,LEA15,0,2026-11-09,1,"A"B,5.00,,,\n')
    text = SHOPIFY_HEAD + "".join(rows)
    with report_on(tmp_path, {"orders.csv": text}) as outcome:
        expected_tables, expected_problems = (
            tables_of(outcome),
            [(problem.name, problem.place.line, problem.message) for problem in outcome.report],
        )
    lines = {line for name, line, _ in expected_problems if name in ("unreadable-cell", "broken-sheet")}
    assert {text[: text.index(sign)].count("\n") + 1 for sign in ("#x", "#z", "#q")} <= lines
    for module, name in ((fact_rows, "_BLOCK"), (report_rows, "_BLOCK"), (store, "_ROWS"), (fact_rows, "_MOST_KNOWN")):
        monkeypatch.setattr(module, name, size)
    with report_on(tmp_path, {"orders.csv": text}) as outcome:
        assert tables_of(outcome) == expected_tables
        assert [(problem.name, problem.place.line, problem.message) for problem in outcome.report] == expected_problems
