"""The facts that every export becomes: rows of orders, of visits, and of posts. Column names and types of the store."""

from __future__ import annotations

from collections.abc import Mapping

KEY: Mapping[str, str] = {
    "utm_source": "VARCHAR", "utm_medium": "VARCHAR", "utm_campaign": "VARCHAR", "utm_content": "VARCHAR",
    "partner": "VARCHAR", "sub": "VARCHAR",
}  # fmt: skip
"""What a link leaves in an export: its UTM values, a network's id of the person, a network's sub-id."""

SUBS = ("sub1", "sub2", "sub3", "sub4", "sub5", "sub6", "sub")
"""The columns of a network's sub-ids; the one that a link carries counts."""

MONEY = "DECIMAL(18,4)"

ORDERS: Mapping[str, str] = {
    "file": "INTEGER", "source": "VARCHAR", "row": "INTEGER", "order_id": "VARCHAR", "tx": "VARCHAR", "head": "BOOLEAN",
    "type": "VARCHAR", "day": "DATE", "state": "VARCHAR", "item": "VARCHAR", "item_name": "VARCHAR",
    "quantity": MONEY, "line_gross": MONEY, "line_discount": MONEY, "subtotal": MONEY, "total": MONEY, "tax": MONEY,
    "refunded": MONEY, "commission": MONEY, "currency": "VARCHAR", "code": "VARCHAR", **KEY, "customer": "VARCHAR",
    "is_new": "BOOLEAN",
}  # fmt: skip
"""One row of an export of orders or transactions.

`order_id` names the order, `tx` the transaction where a network counts several for one order. `head` rows hold what is
said once an order (`subtotal`, `code` ...). `type` is sale, refund or bonus; `state` confirmed, open or lost.
"""

VISITS: Mapping[str, str] = {
    "file": "INTEGER", "source": "VARCHAR", "cut": "VARCHAR", "row": "INTEGER", "first_day": "DATE", "last_day": "DATE",
    **KEY, "rest": "VARCHAR", "sessions": "BIGINT", "engaged": "BIGINT", "orders": MONEY, "revenue": MONEY,
    "currency": "VARCHAR",
}  # fmt: skip
"""One row of an export of visits. `cut` names the dimensions of its table, `rest` stands for dimensions not used."""

POSTS: Mapping[str, str] = {
    "file": "INTEGER", "source": "VARCHAR", "row": "INTEGER", "person": "VARCHAR", "platform": "VARCHAR",
    "format": "VARCHAR", "day": "DATE", "link": "VARCHAR", "reach": "BIGINT", "views": "BIGINT", "likes": "BIGINT",
    "comments": "BIGINT", "shares": "BIGINT", "saves": "BIGINT", "clicks": "BIGINT", "cost": MONEY,
    "currency": "VARCHAR",
}  # fmt: skip
"""One post of a person, or one cost that they caused."""

TABLES: Mapping[str, Mapping[str, str]] = {"order_rows": ORDERS, "visit_rows": VISITS, "post_rows": POSTS}
