"""Example exports of the example brand, so that `make report` shows a whole report on a fresh clone.

    python -m tools.example_exports

writes content-data/: orders as Matrixify exports them, a GA4 table, and a sheet of posts and costs. All of it is made up;
the same every time.
"""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from generator.content.load import load_site
from generator.problems import Report
from generator.report.link_values import LinkValue, plan_roster
from generator.sections import BUILT_IN
from generator.tables.write import csv_line

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "content-data"
FIRST, LAST = date(2026, 8, 1), date(2026, 11, 28)
_ORDERS = (
    "ID", "Name", "Created At", "Currency", "Price: Total", "Price: Subtotal", "Price: Total Discount", "Price: Total Tax",
    "Payment: Status", "Customer: ID", "Browser: UTM Source", "Browser: UTM Medium", "Browser: UTM Campaign",
    "Browser: UTM Content", "Row #", "Top Row", "Line: Type", "Line: Product Handle", "Line: SKU", "Line: Quantity",
    "Line: Price", "Discount Code", "Cancelled At",
)  # fmt: skip


def main() -> None:
    """Write the files."""
    site = load_site(ROOT, BUILT_IN, Report())
    roster = plan_roster(site, LAST, (), Report())
    pick = random.Random(20261128)
    prices = {id_: product.price or Decimal(20) for id_, product in site.products.items()}
    links: dict[str, list[LinkValue]] = {}
    for link in roster.links:
        if roster.people[link.person].state in ("live", "ended") and link.placement in (
            "story",
            "routine",
            "favorites",
            "offer",
            "cart",
            "look",
            "lists",
            "go",
        ):
            links.setdefault(link.person, []).append(link)
    weights = {slug: 0.4 + (number * 37 % 11) / 4 for number, slug in enumerate(sorted(links))}
    weights["theo-brandt"] = 0.05
    orders = [csv_line(_ORDERS)]
    visits: dict[tuple[str, str, str, str], int] = {}
    number = 1000
    day = FIRST
    while day <= LAST:
        season = 1.6 if day >= date(2026, 11, 1) else 1.0
        campaign = "first-frost-2026" if day >= date(2026, 11, 1) else "ambassadors"
        for slug in sorted(links):
            for _ in range(int(weights[slug] * season * pick.uniform(2, 9))):
                link = pick.choice(links[slug])
                key = (day.strftime("%Y%m%d"), slug, campaign, link.utm_content)
                visits[key] = visits.get(key, 0) + 1
                better = {"routine": 1.5, "favorites": 1.2, "offer": 1.8}.get(link.placement, 1.0)
                if slug != "tilda-lindgren" and pick.random() < 0.035 * better:
                    number += 1
                    orders += _order(pick, number, day, roster.people[slug].code, link, campaign, prices)
        for _ in range(pick.randint(0, 3)):  # of no ambassador, as most orders of a shop are
            number += 1
            orders += _order(pick, number, day, "", None, campaign, prices)
        if pick.random() < 0.25:
            number += 1
            code = pick.choice(("WELCOME10", "WELCOME10", "JONAS1", "MINA15"))
            link = pick.choice(links["lea-moreau"]) if code == "MINA15" else None
            orders += _order(pick, number, day, code, link, campaign, prices)
        day += timedelta(days=1)
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "orders-matrixify.csv").write_text("".join(orders), "utf-8")
    lines = ["# ----------------------------------------\n# Traffic acquisition, by day\n# Account: Aubine\n"]
    lines.append(
        f"# Start date: {FIRST:%Y%m%d}\n# End date: {LAST:%Y%m%d}\n# ----------------------------------------\n"
    )
    lines.append(
        csv_line(
            ("Date", "Session source", "Session medium", "Session campaign", "Session manual ad content", "Sessions")
        )
    )
    rows = [
        (day, slug, "affiliate", campaign, content, count) for (day, slug, campaign, content), count in visits.items()
    ]
    rows += [
        (f"{FIRST + timedelta(days=at):%Y%m%d}", "google", "organic", "(organic)", "(not set)", 300 + at)
        for at in range(120)
    ]
    lines.append(csv_line(("Grand total", "", "", "", "", str(sum(row[5] for row in rows) + 60))))
    lines += [csv_line((*row[:5], str(row[5]))) for row in sorted(rows)]
    (FOLDER / "ga4-sessions.csv").write_text("".join(lines), "utf-8")
    posts = [csv_line(("ambassador", "platform", "format", "posted", "reach", "likes", "comments", "cost", "currency"))]
    for slug in sorted(links):
        followers = roster.people[slug].followers or 5000
        for at, form in enumerate(("reel", "carousel", "image", "reel")):
            posted = (FIRST + timedelta(days=20 * at + 9)).isoformat()
            likes = int(followers * pick.uniform(0.006, 0.03))
            posts.append(
                csv_line((slug, "instagram", form, posted, str(likes * 12), str(likes), str(likes // 25), "", ""))
            )
        gift = f"{pick.randint(25, 90)}.00"
        posts.append(csv_line((slug, "", "gift", FIRST.isoformat(), "", "", "", gift, "EUR")))
    (FOLDER / "posts-and-costs.csv").write_text("".join(posts), "utf-8")


def _order(
    pick: random.Random,
    number: int,
    day: date,
    code: str,
    link: LinkValue | None,
    campaign: str,
    prices: dict[str, Decimal],
) -> list[str]:
    items = [link.product if link and link.product in prices else pick.choice(sorted(prices))]
    if pick.random() < 0.4:
        items.append(pick.choice(sorted(prices)))
    used = code if code and (link is None or code[:3] != link.person[:3].upper() or pick.random() < 0.45) else ""
    gross = sum((prices[item] for item in items), Decimal(0))
    discount = (gross * Decimal("0.15")).quantize(Decimal("0.01")) if used else Decimal("0.00")
    subtotal = gross - discount
    total = subtotal + Decimal("4.90")
    tax = (total / 6).quantize(Decimal("0.01"))
    at = datetime(day.year, day.month, day.day, pick.randint(7, 22), pick.randint(0, 59))  # noqa: DTZ001
    offset = "+0200" if day < date(2026, 10, 25) else "+0100"
    fate = pick.random()
    status = "refunded" if fate < 0.05 else "pending" if fate < 0.07 else "paid"
    cancelled = f"{at:%Y-%m-%d %H:%M:%S} {offset}" if 0.07 <= fate < 0.08 else ""
    utm = (link.utm_source, "affiliate", campaign, link.utm_content) if link else ("", "", "", "")
    head = (
        str(5_000_000 + number), f"#{number}", f"{at:%Y-%m-%d %H:%M:%S} {offset}", "EUR", f"{total}", f"{subtotal}",
        f"{discount}", f"{tax}", status, str(900_000 + pick.randint(0, 900)), *utm,
    )  # fmt: skip
    rows = []
    for row, item in enumerate(items, 1):
        first = head if row == 1 else (head[0], head[1], *[""] * 12)
        rows.append(
            csv_line(
                (*first, str(row), "TRUE" if row == 1 else "", "Line Item", item, item.upper(), "1", f"{prices[item]}",
                 used if row == 1 else "", cancelled if row == 1 else "")
            )
        )  # fmt: skip
    if status == "refunded":
        for row, item in enumerate(items, len(items) + 1):
            line = (
                *head[:2],
                *[""] * 12,
                str(row),
                "",
                "Refund Line",
                item,
                item.upper(),
                "-1",
                f"{prices[item]}",
                "",
                "",
            )
            rows.append(csv_line(line))
    return rows


if __name__ == "__main__":
    main()
