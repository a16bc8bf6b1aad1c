"""Which source counts money, and which one visits: no sale and no visit is counted in two."""

from __future__ import annotations

from generator.report.store import Store

SHOPS = ("shopify", "matrixify", "woocommerce", "woocommerce-analytics", "mapped-orders")
VISITS = ("ga4", "mapped-visits", "plausible", "matomo")


def choose_sales(store: Store) -> str:
    """The source of sales: a shop before a network, then the one with most orders; "" where there is none."""
    counts = {row[0]: row[1] for row in store.rows("SELECT source, count(*) FROM orders WHERE within GROUP BY 1")}
    ranking = sorted(counts, key=lambda name: (name not in SHOPS, -counts[name], name))
    if {"shopify", "matrixify"} <= counts.keys():  # the same orders: Matrixify's know the link too
        ranking.remove("shopify")
    return ranking[0] if ranking else ""


def choose_visits(store: Store) -> str:
    """The source of visits; "" where there is none."""
    sources = {row[0] for row in store.rows("SELECT DISTINCT source FROM visits")}
    return next((name for name in VISITS if name in sources), next(iter(sorted(sources)), ""))
