"""What holds for any orders: totals are the sum of their parts, and neither order nor cuts of files change anything."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.report.exports import SHOPIFY_HEAD, Outcome, report_on

D = Decimal


def make_orders(pick: random.Random, count: int) -> list[list[str]]:
    """The rows of each order."""
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
        cancelled = "2026-11-20 10:00:00 +0100" if pick.random() < 0.1 else ""
        state = pick.choice(("paid", "paid", "paid", "pending", "refunded"))
        rows = []
        for at, (name, pieces, price) in enumerate(lines):
            once = ["", "", "", "", "", "", "", "", "", "", "", ""]
            if at == 0:
                once = ["", state, "", currency, f"{D(subtotal) / 100}", "", "0", f"{D(total) / 100}", code, "0",
                        f"2026-11-{1 + number % 25:02} 10:00:00 +0100", ""]  # fmt: skip
            cells = [f"#{number}", *once[:11], str(pieces), name, f"{D(price) / 100}", ""]
            cells += [f"{D(back) / 100}" if at == 0 else "", cancelled if at == 0 else ""]
            rows.append(",".join(cells) + "\n")
        orders.append(rows)
    return orders


def tables_of(got: Outcome) -> dict[str, Any]:
    return {name: table.rows for name, table in got.tables.items()}


@pytest.mark.parametrize("seed", range(3))
def test_any_orders(tmp_path: Path, seed: int) -> None:
    pick = random.Random(seed)
    orders = make_orders(pick, 120)
    with report_on(tmp_path, {"orders.csv": SHOPIFY_HEAD + "".join(row for rows in orders for row in rows)}) as got:
        wanted = tables_of(got)
        assert got.names == []
        net = sum(row[1] for row in got.rows("people", "person", "net"))
        for table in ("products", "placements", "channels", "people-products"):
            assert sum(row[0] for row in got.rows(table, "net")) == net, table
        assert net > 0
        assert got.facts("SELECT count(*) FROM orders WHERE back > goods OR goods < 0") == [(0,)]
        assert got.facts(
            "SELECT count(*) FROM (SELECT order_id, any_value(goods) AS goods, any_value(o.back) AS back, "
            "sum(l.net) AS net,"
            " sum(l.back) AS line_back FROM lines l JOIN orders o USING (source, order_id) GROUP BY 1)"
            " WHERE goods <> net OR back <> line_back"
        ) == [(0,)]
        # The oracle: order by order, in Python.
        sums = {"lea-moreau": D(0), "jonas-weber": D(0)}
        for rows in orders:
            head = rows[0].rstrip("\n").split(",")
            person = {"LEA15": "lea-moreau", "JONAS15": "jonas-weber"}.get(head[9].upper())
            if person and head[4] == "EUR" and head[2] in ("paid", "refunded") and not head[-1]:
                goods, total, back = D(head[5]), D(head[8]), D(head[-2])
                returned = (
                    min(goods, back) if back >= total else (goods * back / total).quantize(D("0.01"), "ROUND_HALF_UP")
                )
                sums[person] += goods - min(returned, goods)
        assert {person: got.person(person, "net")[0] for person in sums} == sums
    shuffled = [row for rows in pick.sample(orders, len(orders)) for row in rows]
    half = pick.randint(1, len(orders) - 1)
    parts = {
        "z.csv": SHOPIFY_HEAD + "".join(row for rows in orders[:half] for row in rows),
        "a.csv": SHOPIFY_HEAD + "".join(row for rows in orders[half:] for row in rows),
    }
    for files in ({"orders.csv": SHOPIFY_HEAD + "".join(shuffled)}, parts):
        for name in ("orders.csv", "a.csv", "z.csv"):
            (tmp_path / name).unlink(missing_ok=True)
        with report_on(tmp_path, files) as got:
            assert tables_of(got) == wanted
