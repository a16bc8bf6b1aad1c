"""What a report of a large programme costs: exports of its size are written, `ambassador report` reads them.

    python -m bench.reports [--shares 0.05 0.2] [--folder FOLDER] [--keep]

The whole is 10,000 people, 5 million order lines of Shopify and 20 million daily rows of GA4. A share takes that part
of the people and of the rows. One line a share: seconds, CPU, memory of all processes, microseconds of CPU a row. The
same share gives the same files; they are deleted at the end.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from bench.corpus.write import write_site
from bench.measure import measure
from bench.report import table
from generator.content.load import load_site
from generator.problems import Report
from generator.report.link_values import LinkValue, plan_roster
from generator.sections import BUILT_IN

PEOPLE, LINES, VISITS = 10_000, 5_000_000, 20_000_000
_ROOT = Path(__file__).parents[1]
_FIRST, _DAYS = date(2026, 1, 1), 330
_SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,"
    "Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,"
    "Lineitem fulfillment status,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,"
    "Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Phone\n"
)
_GA4 = "Date,Session source,Session medium,Session campaign,Session manual ad content,Sessions,Total revenue\n"


def main() -> None:
    """Measure each share."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shares", type=float, nargs="+", default=[0.05, 0.2])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--keep", action="store_true", help="leave the files there")
    given = parser.parse_args()
    rows = []
    for share in given.shares:
        folder = Path(tempfile.mkdtemp(prefix=f"reports-{share}-", dir=given.folder))
        try:
            rows.append(_measure(folder, share))
        finally:
            if not given.keep:
                shutil.rmtree(folder)
    print(table(("share", "people", "order lines", "rows of visits", "wall s", "CPU s", "MB", "µs a row"), rows))


def _measure(folder: Path, share: float) -> Sequence[str]:
    people, lines, visits = (int(count * share) for count in (PEOPLE, LINES, VISITS))
    write_site(folder, people)
    links = _links_of(folder)
    _write_orders(folder / "orders.csv", links, lines)
    _write_visits(folder / "ga4.csv", links, visits)
    command = (sys.executable, "-m", "generator", "report", folder / "orders.csv", folder / "ga4.csv", "--site", folder,
               "--output", folder / "report", "--as-of", _day(_DAYS))  # fmt: skip
    cost = measure(command, folder, {"PYTHONPATH": str(_ROOT)})
    print(cost.said, file=sys.stderr)
    each = cost.cpu / (lines + visits) * 1e6
    return (f"{share}", f"{people:,}", f"{lines:,}", f"{visits:,}", f"{cost.wall:.0f}", f"{cost.cpu:.0f}",
            f"{cost.together:.0f}", f"{each:.1f}")  # fmt: skip


def _links_of(folder: Path) -> list[tuple[LinkValue, str]]:
    """The links of the site's people, each with the person's code."""
    site = load_site(folder, BUILT_IN, Report())
    roster = plan_roster(site, _FIRST, (), Report())
    return [(link, roster.people[link.person].code) for link in roster.links]


def _day(number: int) -> str:
    return (_FIRST + timedelta(days=number)).isoformat()


def _write_orders(path: Path, links: Sequence[tuple[LinkValue, str]], count: int) -> None:
    """Write orders of one to three lines. One in ten has a code of no person, and one in twenty a return."""
    pick = random.Random(17)
    with path.open("w", encoding="utf-8") as file:
        file.write(_SHOPIFY)
        written = number = 0
        while written < count:
            number += 1
            link, code = links[int(pick.random() * len(links))]
            code = code if pick.random() < 0.9 else "WELCOME10"
            pieces = [(link.product, 500 + 37 * (number % 90)), ("other", 1900), ("more", 990)]
            pieces = pieces[: 1 + number % 3]
            goods = sum(price for _, price in pieces)
            back = goods if number % 20 == 0 else 0
            at = f"{_day(int(pick.random() * _DAYS))} {7 + number % 15:02}:{number % 60:02}:11 +0200"
            for place, (product, price) in enumerate(pieces):
                once = (
                    f"#{number},c{number % 700_000}@x.example,paid,{at},fulfilled,{at},no,EUR,{goods / 100:.2f},4.90,"
                    f"{goods / 600:.2f},{goods / 100 + 4.9:.2f},{code},0.00,Standard,{at}"
                    if place == 0
                    else f"#{number},c{number % 700_000}@x.example,,,,,,,,,,,,,,"
                )
                rest = f"Card,r{number},{back / 100:.2f}" if place == 0 else ",,"
                file.write(
                    f"{once},1,{product},{price / 100:.2f},,{product},true,true,fulfilled,,,,{rest},Maison Lune,,,,,"
                    f"{number},,Low,web,0.00,\n"
                )
                written += 1


def _write_visits(path: Path, links: Sequence[tuple[LinkValue, str]], count: int) -> None:
    """Write visits by day and link. One row in ten is of no person."""
    pick = random.Random(23)
    with path.open("w", encoding="utf-8") as file:
        file.write(f"# Start date: {_FIRST:%Y%m%d}\n# End date: {_FIRST + timedelta(days=_DAYS):%Y%m%d}\n{_GA4}")
        days = [f"{_FIRST + timedelta(days=number):%Y%m%d}" for number in range(_DAYS)]
        for number in range(count):
            day = days[number * _DAYS // count]
            if number % 10 == 0:
                file.write(f"{day},google,organic,(organic),(not set),{1 + number % 7},0.00\n")
                continue
            link, _ = links[int(pick.random() * len(links))]
            file.write(
                f"{day},{link.utm_source},{link.utm_medium},{link.utm_campaign},{link.utm_content},{1 + number % 5},"
                f"{number % 60}.5\n"
            )


if __name__ == "__main__":
    main()
