"""The joined facts as order lines of people, for the rules of commissions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from babel.numbers import get_currency_precision
from msgspec import Struct

from generator.commissions.earn import OrderLine, earn
from generator.content.site import Site
from generator.problems import Place, Report
from generator.problems.formats import count_phrase
from generator.report.orders import OrderRules
from generator.report.run import JoinedFacts
from generator.report.sources import choose_sales
from generator.report.tiers import tiers_by_day


class LineQuery(Struct, frozen=True):
    """What lines are wanted. `since` says that the files know every customer from that day on.

    `own` are the stand-ins of people as customers, by person.
    """

    currency: str
    base: str
    needs_customers: bool = False
    since: date | None = None
    own: Mapping[str, frozenset[str]] = {}
    needs_tiers: bool = False
    """Whether a rule is for a tier: then the tier of the order's day is looked for."""


def unit_of(currency: str) -> int:
    """How many of the smallest unit make one of the currency."""
    return int(10 ** get_currency_precision(currency))


def lines_by_person(
    joined_facts: JoinedFacts, site: Site, query: LineQuery, report: Report
) -> Iterator[tuple[str, list[OrderLine]]]:
    """The lines of each person, one person after the other, in the order of their ids."""
    store = joined_facts.store
    source = choose_sales(store)
    files = {file.number: file.file for file in joined_facts.files}
    _report_left_out(joined_facts, source, query, files, report)
    tags = {id_: frozenset(product.tags) for id_, product in site.products.items()}
    campaigns = _campaigns_of_days(joined_facts, site)
    today = {slug: person.tier for slug, person in joined_facts.roster.people.items()}
    tiers = tiers_by_day(site, today)
    lines: list[OrderLine] = []
    owner = ""
    for (
        person,
        order,
        rank,
        day,
        state,
        product,
        label,
        quantity,
        gross,
        net,
        back,
        refund_day,
        campaign,
        is_new,
        customer,
    ) in store.stream(
        """SELECT o.person, o.order_id, l.rank, o.day, o.state, l.product, l.label, l.quantity, l.gross, l.net, l.back,
        o.refund_day, o.campaign, o.is_new, o.customer FROM lines l JOIN orders o USING (source, order_id)
        WHERE o.source = ? AND o.currency = ? AND o.person IS NOT NULL AND o.day IS NOT NULL
        ORDER BY o.person, o.day, o.order_id, l.rank""",
        [source, query.currency],
    ):
        if person != owner and lines:
            yield owner, lines
            lines = []
        owner = person
        base = gross if query.base == "gross" else net
        returned_amount = back if base == net else _share(back, net, base)
        line_campaigns = frozenset({campaign}) if campaign in site.campaigns else campaigns(person, day)
        tier, tier_day = tiers(person, day) if query.needs_tiers else (today[person], None)
        lines.append(
            OrderLine(
                person, order, rank, day, state, product or "", label or "", Decimal(quantity), base,
                min(returned_amount, base), refund_day, tier, line_campaigns, tags.get(product, frozenset()), is_new,
                customer in query.own.get(person, ()), tier_day,
            )
        )  # fmt: skip
    if lines:
        yield owner, lines


def earned_by_person(joined_facts: JoinedFacts, site: Site, days: OrderRules, day: date) -> dict[str, Decimal]:
    """What each person earned by the site's rules on orders of the days that count; {} where there are no rules.

    Lines inside the hold are counted, and cancelled orders are not.
    """
    rules = site.commissions
    if rules is None:
        return {}
    currency = rules.currency or site.settings.currency
    unit = unit_of(currency)
    sums: dict[str, Decimal] = {}
    query = LineQuery(currency, rules.base, needs_tiers=any(target.tier for target in rules.targets))
    for person, lines in lines_by_person(joined_facts, site, query, Report()):
        amounts = [
            earning.amount
            for earning in earn(rules, lines, unit, max(day, lines[-1].day + timedelta(days=rules.hold)))
            if days.first_day <= earning.day.isoformat()
            and (not days.last_day or earning.day.isoformat() <= days.last_day)
        ]
        sums[person] = Decimal(sum(amounts)) / unit
    return sums


def _share(part: int, whole: int, amount: int) -> int:
    return (part * amount + whole // 2) // whole if whole else 0


def _campaigns_of_days(joined_facts: JoinedFacts, site: Site) -> Callable[[str, date], frozenset[str]]:
    campaigns_by_day: dict[tuple[str, date], frozenset[str]] = {}

    def find(person: str, day: date) -> frozenset[str]:
        key = person, day
        if key not in campaigns_by_day:
            names = joined_facts.roster.people[person].campaigns
            running = (name for name in names if name in site.campaigns and site.campaigns[name].runs_on(day))
            campaigns_by_day[key] = frozenset(list(running)[:1])
        return campaigns_by_day[key]

    return find


def _report_left_out(
    joined_facts: JoinedFacts, source: str, query: LineQuery, files: Mapping[int, str], report: Report
) -> None:
    """Report the orders that no rule can be applied to."""
    store = joined_facts.store
    codes_by_line: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for file, currency, count in store.rows(
        """SELECT file, currency, count(*) FROM orders WHERE source = ? AND currency <> ? AND person IS NOT NULL
        GROUP BY 1, 2 ORDER BY 1, 2""",
        [source, query.currency],
    ):
        codes_by_line[file].append((currency, count))
    for file, counts in codes_by_line.items():
        counts_text = ", ".join(f"{count_phrase(count, 'order')} in {currency}" for currency, count in counts)
        message = f"{counts_text} were left out: statements are in {query.currency}"
        report.warning("orders-in-other-currency", message, Place(files[file]), "pay them by hand")
    for file, count, order in store.rows(
        """SELECT file, count(*), min(order_id) FROM orders WHERE source = ? AND day IS NULL AND person IS NOT NULL
        GROUP BY file ORDER BY file""",
        [source],
    ):
        message = f"{count_phrase(count, 'order')}, such as `{order[:40]}`, were left out: they have no day"
        report.error("orders-without-day", message, Place(files[file]), "export them with the day of the order")
    if query.needs_customers:
        unknown_count = store.first_value(
            "SELECT count(*) FROM orders WHERE source = ? AND person IS NOT NULL AND is_new IS NULL", [source]
        )
        in_file = store.first_value(
            "SELECT bool_and(new_by_file IS NOT NULL) FROM orders WHERE source = ? AND person IS NOT NULL", [source]
        )
        first = store.first_value("SELECT min(day) FROM orders WHERE source = ?", [source])
        if unknown_count or (not in_file and (query.since is None or first is None or first > query.since)):
            message = "a rule is for new or returning customers, and the files do not show which is which"
            hint = "export every order since the shop began, and name the first day: --customers-since 2024-05-01"
            report.error("customers-not-known", message, Place("content/commissions.yaml"), hint)
