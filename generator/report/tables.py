"""The joined facts as tables: people, products, placements, channels, campaigns, and what needs attention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from babel.numbers import get_currency_precision
from msgspec import Struct, field

from generator.content.site import Site
from generator.report.chance import FEWEST_ORDERS, FEWEST_POSTS, FEWEST_VISITS, is_silence_odd, verdict, wilson
from generator.report.link_values import NOT_IN_CONTENT, Roster
from generator.report.match import find_near_misses
from generator.report.orders import OrderRules
from generator.report.read_file import ReadFile
from generator.report.settings import Benchmarks
from generator.report.sources import choose_sales, choose_visits
from generator.report.store import Store
from generator.report.table import Cell, ReportTable, columns

_LARGEST = 5_000
"""Rows of a table of pairs or values; what is left out is said beneath it."""
NO_PERSON = "(not matched)"


class Answers(Struct):
    """All tables, and the sums at the top of the report."""

    tables: dict[str, ReportTable] = field(default_factory=dict)
    currency: str = ""
    sales: str = ""
    """The source that money is counted by, and the one for visits."""
    visits: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What people call each source."""
    first_day: str = ""
    last_day: str = ""
    headline: dict[str, Cell] = field(default_factory=dict)
    by_week: list[tuple[str, int, Decimal]] = field(default_factory=list)
    """The Monday of a week, orders and net sales of people."""


class TableFrame(Struct, frozen=True):
    """What the tables are made of."""

    store: Store
    site: Site
    roster: Roster
    files: Sequence[ReadFile]
    rules: OrderRules
    benchmarks: Benchmarks
    margin: Decimal | None = None
    commissions: Mapping[str, Decimal] = field(default_factory=dict)
    """By person, computed by the site's rules; empty where it has none."""


def make_answers(frame: TableFrame) -> Answers:
    """Make every table."""
    store = frame.store
    answers = Answers()
    _choose_sources(frame, answers)
    _make_base(frame, answers)
    answers.tables = {
        table.name: table
        for table in (
            _people(frame, answers), _products(frame, answers), _by_link(frame, answers, "placement", "Placements"),
            _by_link(frame, answers, "channel", "Channels"), _campaigns(frame, answers),
            _people_products(frame, answers), _repeat(frame, answers), _attention(frame, answers),
            _conflicts(store), _near(store), _unmatched_table(frame), _other_money(frame, answers),
            _side_by_side(frame), _sources(frame, answers),
        )
    }  # fmt: skip
    return answers


def _choose_sources(frame: TableFrame, answers: Answers) -> None:
    """One source for money and one for visits: no sale and no visit is counted in two."""
    store = frame.store
    answers.sales, answers.visits = choose_sales(store), choose_visits(store)
    answers.titles = {export.dialect: export.title for export in reversed(frame.files)}
    money = store.rows(
        "SELECT currency, count(*) FROM orders WHERE source = ? AND within GROUP BY 1 ORDER BY 2 DESC, 1",
        [answers.sales],
    )
    own = frame.site.settings.currency
    answers.currency = own if not money or own in {row[0] for row in money} else money[0][0] or own
    spans = [(file.first_day, file.last_day) for file in frame.files if file.first_day]
    answers.first_day = frame.rules.first_day or min((span[0] for span in spans), default="")
    answers.last_day = frame.rules.last_day or max((span[1] for span in spans), default="")


def _make_base(frame: TableFrame, answers: Answers) -> None:
    """Make `sold`, `sold_lines` and `visits_by_...`: the facts of the two sources that are counted."""
    store = frame.store
    store.run(
        """CREATE OR REPLACE TABLE sold AS SELECT *, goods - back AS net FROM orders
        WHERE source = ? AND currency = ? AND state = 'confirmed'""",
        [answers.sales, answers.currency],
    )
    store.run(
        """CREATE OR REPLACE TABLE sold_lines AS SELECT l.*, l.net - l.back AS net_sales, s.person, s.placement,
        s.channel, s.campaign, s.day FROM lines l JOIN sold s USING (source, order_id) WHERE s.within"""
    )
    for fact in ("person", "placement", "channel", "campaign", "product"):
        # Of several tables of one tool, each with other dimensions, the one that knows most of this fact.
        dimensions = store.rows(
            f"""SELECT cut FROM visits WHERE source = ? GROUP BY cut
            ORDER BY coalesce(sum(sessions) FILTER ({fact} IS NOT NULL), 0) DESC, length(cut) DESC, cut LIMIT 1""",
            [answers.visits],
        )
        store.run(
            f"""CREATE OR REPLACE TABLE visits_by_{fact} AS SELECT person, {fact} AS fact, sum(sessions)::BIGINT AS
            sessions FROM visits WHERE source = ? AND cut = ? GROUP BY ALL""",
            [answers.visits, dimensions[0][0] if dimensions else ""],
        )


def _money(answers: Answers, units: object) -> Decimal:
    places = get_currency_precision(answers.currency) if answers.currency else 2
    return Decimal(int(str(units or 0))).scaleb(-places)


def _of_units(amount: int, units: int) -> Decimal:
    """An amount of the smallest unit, of which `units` make one, with all places of its currency."""
    return Decimal(int(amount)).scaleb(1 - len(str(units)))


def _per(part: Decimal | int | None, whole: Decimal | int | None, places: int = 2) -> Decimal | None:
    if part is None or not whole:
        return None
    return round(Decimal(part) / Decimal(whole), places)


def _people(frame: TableFrame, answers: Answers) -> ReportTable:
    store, rules = frame.store, frame.rules
    sessions = dict(
        store.rows("SELECT person, sum(sessions)::BIGINT FROM visits_by_person WHERE person IS NOT NULL GROUP BY 1")
    )
    sales = {
        row[0]: row[1:]
        for row in store.rows(
            """SELECT person, count(*) FILTER (is_sale), sum(net)::BIGINT, sum(back)::BIGINT, count(*) FILTER (is_new),
            sum(commission)::BIGINT, bool_or(has_commission) FROM sold WHERE within AND person IS NOT NULL GROUP BY 1"""
        )
    }
    other_amounts = {
        (row[0], row[1]): row[2]
        for row in store.rows(
            """SELECT person, state, sum(goods)::BIGINT FROM orders WHERE source = ? AND currency = ? AND within
            AND state <> 'confirmed' AND person IS NOT NULL GROUP BY ALL""",
            [answers.sales, answers.currency],
        )
    }
    before = _before(frame, answers)
    store.run("CREATE OR REPLACE VIEW posts_within AS SELECT * FROM posts_of WHERE " + _within(rules))
    costs = dict(
        store.rows(
            "SELECT slug, sum(cost) FROM posts_within WHERE cost > 0 AND currency = ? AND slug IS NOT NULL GROUP BY 1",
            [answers.currency],
        )
    )
    engagement = _engagement(frame)
    orders_sum, sessions_sum = sum(row[0] for row in sales.values()), sum(sessions.values())
    usual = orders_sum / sessions_sum if sessions_sum and sessions else 0.0
    wares = _niches(frame)
    rows: list[tuple[Cell, ...]] = []
    slugs = [
        slug
        for slug, person_entry in frame.roster.people.items()
        if person_entry.state == "live" or slug in sales or slug in sessions or slug in costs
    ]
    network = any(row[5] for row in sales.values())
    for slug in slugs:
        person = frame.roster.people[slug]
        count, net, back, new, commission, has = sales.get(slug, (0, 0, 0, 0, 0, False))
        visits = sessions.get(slug, 0) if answers.visits else None
        amount = _money(answers, net)
        payment = (
            frame.commissions.get(slug, Decimal(0))
            if frame.commissions
            else _money(answers, commission)
            if has
            else None
        )
        cost = (
            (payment or Decimal(0)) + round(costs.get(slug, Decimal(0)), 2)
            if payment is not None or slug in costs
            else None
        )
        interval = wilson(count, visits) if visits else None
        trend = before.get(slug)
        margin = frame.margin
        rows.append(
            (
                slug, person.name, person.tier, person.state, visits, count, amount, _money(answers, back),
                _money(answers, other_amounts.get((slug, "open"))), _money(answers, other_amounts.get((slug, "lost"))),
                _per(count, visits, 4), interval[0] if interval else None, interval[1] if interval else None,
                verdict(count, visits, usual) if visits is not None and usual else "",
                _per(amount, count), new if count else None, payment, _per(payment, visits), cost, _per(amount, cost),
                _per(amount * margin - cost, cost) if margin is not None and cost else None,
                _money(answers, trend) if trend is not None else None,
                _per(amount - _money(answers, trend), _money(answers, trend), 4) if trend and trend > 0 else None,
                *engagement.get(slug, (None, None, "")), wares.get(slug),
            )
        )  # fmt: skip
    at_net, at_orders = 6, 5
    # Only numbers that are large enough make a rank; the others follow, in the order of names.
    rows.sort(key=lambda row: _rank(row, at_orders, at_net))
    table = ReportTable(
        "people", "People",
        columns(
            ("person", "Person"), ("name", "Name"), ("tier", "Tier"), ("state", "State"), ("sessions", "Sessions",
            "count"),
            ("orders", "Orders", "count"), ("net", "Net sales", "money"), ("refunded", "Refunded", "money"),
            ("open", "Open sales", "money"), ("lost", "Lost sales", "money"),
            ("conversion", "Orders per session", "share"), ("conversion_low", "from (95 %)", "share"),
            ("conversion_high", "to (95 %)", "share"), ("verdict", "Against the programme"),
            ("aov", "Net sales per order", "money"), ("new", "First orders", "count"),
            ("commission", "Commission", "money"), ("epc", "Commission per session", "money"), ("cost", "Cost",
            "money"),
            ("roas", "Net sales per cost", "number"), ("roi", "Return on cost", "share"),
            ("before", "Net sales before", "money"), ("trend", "Change", "share"),
            ("engagement", "(Likes + comments) per follower and post", "share"), ("benchmark",
            "Benchmark of the tier", "share"),
            ("engagement_verdict", "Engagement"), ("fit", "Net sales in own niches", "share"),
        ), rows, answers.currency,
    )  # fmt: skip
    table.notes.append(
        f"People with {FEWEST_ORDERS} orders or more are ranked by net sales; the others follow by name. "
        f"Conversion is compared from {FEWEST_VISITS} sessions on, and only if the programme's rate is outside its "
        f"95 % interval."
    )
    if not rules.first_day:
        table.notes.append("The change needs a period: give --from, and exports that begin before it.")
    table.notes.append(f"Benchmarks of engagement: {frame.benchmarks.source}.")
    if frame.margin is None:
        table.notes.append("Without a `margin` in content/report.yaml there is no return on cost, only sales per cost.")
    if not network and not frame.commissions:
        table.notes.append("No commission: there is no content/commissions.yaml, and the sales file names none.")
    conversion = _per(orders_sum, sessions_sum, 4)
    net_sum = sum((net for row in rows if isinstance(net := row[at_net], Decimal)), Decimal(0))
    paid_sum = sum((paid_amount for row in rows if isinstance(paid_amount := row[16], Decimal)), Decimal(0))
    answers.headline = {
        "people": sum(bool(row[at_orders]) for row in rows), "sessions": sessions_sum if answers.visits else None,
        "orders": orders_sum, "net": net_sum, "conversion": conversion, "aov": _per(net_sum, orders_sum),
        "commission": paid_sum if frame.commissions or network else None,
    }  # fmt: skip
    answers.by_week = [
        (str(row[0]), int(row[1]), _money(answers, row[2]))
        for row in store.rows(
            """SELECT date_trunc('week', day)::DATE, count(*) FILTER (is_sale), sum(net)::BIGINT FROM sold WHERE
                within AND person IS
                NOT NULL
            AND day IS NOT NULL GROUP BY 1 ORDER BY 1"""
        )
    ]
    return table


def _within(rules: OrderRules) -> str:
    """The condition of posts and costs of the period; those without a day always count."""
    days = [
        f"day >= '{rules.first_day}'" if rules.first_day else "",
        f"day <= '{rules.last_day}'" if rules.last_day else "",
    ]
    return f"day IS NULL OR ({' AND '.join(filter(None, days)) or 'true'})"


def _rank(row: tuple[Cell, ...], orders: int, net: int) -> tuple[bool, Decimal, str]:
    enough = int(str(row[orders] or 0)) >= FEWEST_ORDERS
    return not enough, -Decimal(str(row[net])) if enough else Decimal(0), str(row[1]).casefold()


def _before(frame: TableFrame, answers: Answers) -> dict[str, int]:
    """Net sales of each person in the period of the same length before; {} where the exports do not reach back."""
    if not frame.rules.first_day or not answers.last_day:
        return {}
    first, last = date.fromisoformat(answers.first_day), date.fromisoformat(answers.last_day)
    start, end = first - (last - first) - timedelta(days=1), first - timedelta(days=1)
    begin = min(
        (file.first_day for file in frame.files if file.dialect == answers.sales and file.first_day), default=""
    )
    if not begin or begin > start.isoformat():
        return {}
    rows = frame.store.rows(
        "SELECT person, sum(net)::BIGINT FROM sold WHERE person IS NOT NULL AND day BETWEEN ? AND ? GROUP BY 1",
        [start, end],
    )
    return dict.fromkeys(frame.roster.people, 0) | dict(rows)


def _engagement(frame: TableFrame) -> dict[str, tuple[Cell, ...]]:
    cells: dict[str, tuple[Cell, ...]] = {}
    for slug, posts, sums in frame.store.rows(
        """SELECT slug, count(*), sum(likes + coalesce(comments, 0))::BIGINT FROM posts_within
        WHERE slug IS NOT NULL AND likes IS NOT NULL GROUP BY 1"""
    ):
        person = frame.roster.people[slug]
        if not person.followers:
            continue
        rate = round(Decimal(sums) / posts / person.followers, 4)
        usual = frame.benchmarks.of(person.tier)
        if posts < FEWEST_POSTS or usual is None:
            cells[slug] = (
                rate,
                usual[0] if usual else None,
                "too few for a conclusion" if posts < FEWEST_POSTS else "",
            )
        else:
            cells[slug] = (rate, usual[0], "above" if rate > usual[1] else "below" if rate < usual[0] else "as usual")
    return cells


def _niches(frame: TableFrame) -> dict[str, Decimal]:
    """The share of a person's net sales in products that have a tag among the person's niches."""
    tags = {id_: frozenset(product.tags) for id_, product in frame.site.products.items()}
    own: dict[str, int] = {}
    all_: dict[str, int] = {}
    for person, product, row in frame.store.rows(
        """SELECT person, product, sum(net_sales)::BIGINT FROM sold_lines WHERE person IS NOT NULL
        AND product IS NOT NULL GROUP BY ALL"""
    ):
        niches = frame.roster.people[person].niches
        if niches:
            all_[person] = all_.get(person, 0) + row
            own[person] = own.get(person, 0) + (row if tags.get(product, frozenset()) & set(niches) else 0)
    return {person: round(Decimal(own[person]) / whole, 4) for person, whole in all_.items() if whole > 0}


def _products(frame: TableFrame, answers: Answers) -> ReportTable:
    sessions = dict(
        frame.store.rows("SELECT fact, sum(sessions)::BIGINT FROM visits_by_product WHERE fact IS NOT NULL GROUP BY 1")
    )
    rows: list[tuple[Cell, ...]] = []
    for label, product, orders, people, pieces, net, back in frame.store.rows(
        """SELECT label, any_value(product), count(DISTINCT order_id), count(DISTINCT person), sum(quantity),
        sum(net_sales)::BIGINT, sum(back)::BIGINT FROM sold_lines WHERE person IS NOT NULL
        GROUP BY label ORDER BY 6 DESC, 1"""
    ):
        name = frame.site.products[product].name if product in frame.site.products else label or "(no line in the file)"
        rows.append(
            (
                product or "",
                name,
                sessions.get(product),
                orders,
                people,
                pieces,
                _money(answers, net),
                _money(answers, back),
            )
        )
    table = ReportTable(
        "products", "Products",
        columns(
            ("product", "Product"), ("name", "Name"), ("sessions", "Sessions by its links", "count"),
            ("orders", "Orders with it", "count"), ("people", "People", "count"), ("pieces", "Pieces", "number"),
            ("net", "Net sales", "money"), ("refunded", "Refunded", "money"),
        ), rows[:_LARGEST], answers.currency,
    )  # fmt: skip
    table.notes.append("Only sales of people. A product is known by its id, handle, variant number or name.")
    return table


def _by_link(frame: TableFrame, answers: Answers, fact: str, title: str) -> ReportTable:
    store = frame.store
    sessions = dict(
        store.rows(
            f"""SELECT coalesce(fact, ''), sum(sessions)::BIGINT FROM visits_by_{fact} WHERE person IS NOT NULL
            GROUP BY 1"""
        )
    )
    sales = {
        row[0]: row[1:]
        for row in store.rows(
            f"""SELECT coalesce({fact}, ''), count(*) FILTER (is_sale), sum(net)::BIGINT FROM sold WHERE within AND
                person IS NOT NULL
            GROUP BY 1"""
        )
    }
    clicked_sum = sum(sessions.get(key, 0) for key in sessions if key)
    orders_sum = sum(sales[key][0] for key in sales if key)
    usual = orders_sum / clicked_sum if clicked_sum else 0.0
    rows: list[tuple[Cell, ...]] = []
    for key in sorted(sales.keys() | sessions.keys(), key=lambda pair: (not pair, -sales.get(pair, (0, 0))[1], pair)):
        count, net = sales.get(key, (0, 0))
        visits = sessions.get(key) if sessions else None
        interval = wilson(count, visits) if visits and key else None
        amount = _money(answers, net)
        rows.append(
            (
                key or "(not known)", visits, count, amount, _per(count, visits, 4) if key else None,
                interval[0] if interval else None, interval[1] if interval else None,
                verdict(count, visits, usual) if visits and key and usual else "", _per(amount, count),
            )
        )  # fmt: skip
    table = ReportTable(
        f"{fact}s", title,
        columns(
            (fact, title[:-1]), ("sessions", "Sessions", "count"), ("orders", "Orders", "count"),
            ("net", "Net sales", "money"), ("conversion", "Orders per session", "share"),
            ("conversion_low", "from (95 %)", "share"), ("conversion_high", "to (95 %)", "share"),
            ("verdict", "Against the others"), ("aov", "Net sales per order", "money"),
        ), rows, answers.currency,
    )  # fmt: skip
    table.notes.append(f"A {fact} is known only for orders and visits by a link. Orders by code alone are “not known”.")
    return table


def _campaigns(frame: TableFrame, answers: Answers) -> ReportTable:
    """Each campaign's days, beside as many days before and after them."""
    store = frame.store
    sessions = dict(
        store.rows("SELECT fact, sum(sessions)::BIGINT FROM visits_by_campaign WHERE person IS NOT NULL GROUP BY 1")
    )
    sales = {
        row[0]: row[1:]
        for row in store.rows(
            """SELECT campaign, count(*) FILTER (is_sale), sum(net)::BIGINT FROM sold
            WHERE within AND person IS NOT NULL GROUP BY 1"""
        )
    }
    span = store.rows("SELECT min(day), max(day) FROM sold")[0]
    rows: list[tuple[Cell, ...]] = []
    for key in sorted({campaign_id for campaign_id in (*sales, *sessions, *frame.site.campaigns) if campaign_id}):
        campaign = frame.site.campaigns.get(key)
        count, net = sales.get(key, (0, 0))
        windows: list[Cell] = [None, None, None]
        days = None
        if campaign and campaign.from_ and campaign.until and span[0]:
            days = (campaign.until - campaign.from_).days + 1
            people = [slug for slug, person in frame.roster.people.items() if key in person.campaigns]
            windows = [
                _window(frame, answers, campaign.from_ + timedelta(days=days * shift), days, people, span)
                for shift in (-1, 0, 1)
            ]
        rows.append(
            (
                key, campaign.name if campaign else key, str(campaign.from_ or "") if campaign else "",
                str(campaign.until or "") if campaign else "", sessions.get(key), count, _money(answers, net), days,
                *windows,
            )
        )  # fmt: skip
    table = ReportTable(
        "campaigns", "Campaigns",
        columns(
            ("campaign", "Campaign"), ("name", "Name"), ("from", "From", "day"), ("until", "Until", "day"),
            ("sessions", "Sessions by its links", "count"), ("orders", "Orders by its links", "count"),
            ("net", "Net sales by its links", "money"), ("days", "Days", "count"),
            ("before", "Its people, as many days before", "money"), ("during", "Its people, during", "money"),
            ("after", "Its people, as many days after", "money"),
        ), rows, answers.currency,
    )  # fmt: skip
    table.notes.append(
        "Before, during and after are all net sales of the campaign's people, and empty after the end of the file."
    )
    return table


def _window(
    frame: TableFrame, answers: Answers, start: date, days: int, people: Sequence[str], span: tuple[date, date]
) -> Decimal | None:
    end = start + timedelta(days=days - 1)
    if start < span[0] or end > span[1] or not people:
        return None
    net = frame.store.first_value(
        "SELECT sum(net)::BIGINT FROM sold WHERE day BETWEEN ? AND ? AND list_contains(?, person)",
        [start, end, list(people)],
    )
    return _money(answers, net)


def _people_products(frame: TableFrame, answers: Answers) -> ReportTable:
    pairs = frame.store.rows(
        """SELECT person, label, any_value(product), count(DISTINCT order_id), sum(quantity), sum(net_sales)::BIGINT
        FROM sold_lines WHERE person IS NOT NULL GROUP BY person, label ORDER BY 6 DESC, 1, 2"""
    )
    rows: list[tuple[Cell, ...]] = [
        (
            person, frame.roster.people[person].name, product or "",
            frame.site.products[product].name if product in frame.site.products else label or "(no line in the file)",
            orders, pieces, _money(answers, net),
        )
        for person, label, product, orders, pieces, net in pairs[:_LARGEST]
    ]  # fmt: skip
    table = ReportTable(
        "people-products", "People × products",
        columns(
            ("person", "Person"), ("name", "Name"), ("product", "Product"), ("product_name", "Product's name"),
            ("orders", "Orders", "count"), ("pieces", "Pieces", "number"), ("net", "Net sales", "money"),
        ), rows, answers.currency,
    )  # fmt: skip
    if len(pairs) > _LARGEST:
        table.notes.append(f"{len(pairs) - _LARGEST:,} smaller pairs are left out.")
    return table


def _repeat(frame: TableFrame, answers: Answers) -> ReportTable:
    """What customers whose first order is a person's have spent after 30, 90 and 365 days; complete windows only."""
    person_rows = frame.store.rows(
        """WITH firsts AS (SELECT customer, arg_min(person, (day, order_id)) AS person, min(day) AS since FROM sold
            WHERE customer IS NOT NULL AND day IS NOT NULL GROUP BY customer),
        ends AS (SELECT max(day) AS last FROM sold),
        spent AS (SELECT f.person, f.customer, since, last,
            count(*) AS orders, sum(net) FILTER (day <= since + 30) AS d30, sum(net) FILTER (day <= since + 90) AS d90,
            sum(net) FILTER (day <= since + 365) AS d365 FROM firsts f JOIN sold s USING (customer), ends
            WHERE f.person IS NOT NULL GROUP BY ALL)
        SELECT person, count(*), count(*) FILTER (orders > 1),
            count(*) FILTER (since + 30 <= last), sum(d30) FILTER (since + 30 <= last)::BIGINT,
            count(*) FILTER (since + 90 <= last), sum(d90) FILTER (since + 90 <= last)::BIGINT,
            count(*) FILTER (since + 365 <= last), sum(d365) FILTER (since + 365 <= last)::BIGINT
        FROM spent GROUP BY person ORDER BY 2 DESC, 1"""
    )
    rows: list[tuple[Cell, ...]] = [
        (
            person, frame.roster.people[person].name, customers, again, _per(again, customers, 4),
            n30, _per(_money(answers, d30), n30), n90, _per(_money(answers, d90), n90), n365, _per(_money(answers,
            d365), n365),
        )
        for person, customers, again, n30, d30, n90, d90, n365, d365 in person_rows
    ]  # fmt: skip
    table = ReportTable(
        "repeat", "Customers over time",
        columns(
            ("person", "Person"), ("name", "Name"), ("customers", "New customers", "count"),
            ("again", "of them with a second order", "count"), ("repeat", "Repeat share", "share"),
            ("n30", "Known for 30 days", "count"), ("d30", "Net sales per customer, 30 days", "money"),
            ("n90", "Known for 90 days", "count"), ("d90", "90 days", "money"),
            ("n365", "Known for 365 days", "count"), ("d365", "365 days", "money"),
        ), rows, answers.currency,
    )  # fmt: skip
    begin = frame.store.first_value("SELECT min(day) FROM sold")
    if begin:
        table.notes.append(
            f"A first order is the first in the file, which begins on {begin}: older customers look new."
        )
    if not rows:
        table.notes.append("The sales file has no customers, so their later orders are not known.")
    return table


def _attention(frame: TableFrame, answers: Answers) -> ReportTable:
    store = frame.store
    rows: list[tuple[Cell, ...]] = []
    sessions = dict(
        store.rows("SELECT person, sum(sessions)::BIGINT FROM visits_by_person WHERE person IS NOT NULL GROUP BY 1")
    )
    orders_by_person = {
        row[0]: row[1:]
        for row in store.rows(
            """SELECT person, count(*) FILTER (is_sale), count(*) FILTER (by_code IS NOT NULL AND by_link IS NULL)
                FROM sold
            WHERE within AND person IS NOT NULL GROUP BY 1"""
        )
    }
    total, visits = sum(row[0] for row in orders_by_person.values()), sum(sessions.values())
    usual = total / visits if visits else 0.0
    for slug, person in sorted(frame.roster.people.items()):
        visit_count, (orders, by_code) = sessions.get(slug, 0), orders_by_person.get(slug, (0, 0))
        if answers.visits and answers.sales:
            if not orders and is_silence_odd(visit_count, usual):
                due = visit_count * usual
                text = f"{visit_count:,} sessions and no order; at the programme's rate there would be about {due:.0f}"
                rows.append(("sessions without orders", slug, person.name, text))
            if by_code >= FEWEST_ORDERS and by_code > visit_count:
                text = f"{by_code:,} orders by the code, and {visit_count:,} sessions: "
                text += "check whether it is on a coupon site"
                rows.append(("a code that may have leaked", slug, person.name, text))
            elif orders and not visit_count:
                rows.append(
                    ("orders without sessions", slug, person.name, f"{orders:,} orders, and no session by a link")
                )
        if (orders or visit_count) and orders < FEWEST_ORDERS and visit_count < FEWEST_VISITS:
            text = f"{orders:,} orders and {visit_count:,} sessions: too few for a conclusion"
            rows.append(("too few for a conclusion", slug, person.name, text))
        if orders and person.state in ("ended", NOT_IN_CONTENT):
            rows.append(("ended, and still selling", slug, person.name, f"{orders:,} orders in the period"))
    order = ("a code that may have leaked", "sessions without orders", "orders without sessions")
    rows.sort(key=lambda row: (order.index(str(row[0])) if row[0] in order else 9, str(row[0]), str(row[1])))
    return ReportTable(
        "attention", "What needs attention",
        columns(("what", "What"), ("person", "Person"), ("name", "Name"), ("why", "Why")), rows,
    )  # fmt: skip


def _conflicts(store: Store) -> ReportTable:
    rows = store.rows(
        """SELECT source, order_id, day::VARCHAR, code, by_code, utm_source, by_link, person FROM orders
        WHERE conflict AND within ORDER BY source, day, order_id"""
    )
    table = ReportTable(
        "conflicts", "Code of one, link of another",
        columns(
            ("source", "Source"), ("order", "Order"), ("day", "Day", "day"), ("code", "Code"), ("by_code",
            "Person of the code"),
            ("utm_source", "Link"), ("by_link", "Person of the link"), ("counted_for", "Counted for"),
        ), rows[:_LARGEST],
    )  # fmt: skip
    if len(rows) > _LARGEST:
        table.notes.append(f"{len(rows) - _LARGEST:,} more are left out.")
    return table


def _near(store: Store) -> ReportTable:
    return ReportTable(
        "near-misses", "Near misses",
        columns(
            ("kind", "Kind"), ("value", "Value in the file"), ("nearest", "Nearest known value"), ("person", "Whose"),
            ("weight", "Orders or sessions", "count"),
        ),
        [(miss.kind, miss.value, miss.nearest, miss.person, miss.weight) for miss in find_near_misses(store)],
        notes=["These values differ from a known one by one letter. They are not counted: correct the link or the "
        "code where it was published."],
    )  # fmt: skip


def _unmatched_table(frame: TableFrame) -> ReportTable:
    rows = frame.store.rows(
        """SELECT source, 'code' AS kind, code AS value, count(*)::BIGINT AS orders, NULL::BIGINT AS sessions FROM
            orders
            WHERE person IS NULL AND code IS NOT NULL AND within GROUP BY ALL
        UNION ALL SELECT source, 'source', coalesce(utm_source, utm_content), NULL, sum(sessions)::BIGINT FROM visits
            WHERE person IS NULL AND ours GROUP BY ALL
        UNION ALL SELECT source, 'source', utm_source, count(*), NULL FROM orders
            WHERE person IS NULL AND utm_source IS NOT NULL AND within GROUP BY ALL
        UNION ALL SELECT source, 'person', person, NULL, NULL FROM posts_within WHERE slug IS NULL GROUP BY ALL
        ORDER BY 1, 2, coalesce(4, 5) DESC, 3"""
    )
    table = ReportTable(
        "unmatched", "Not matched",
        columns(
            ("source", "Source"), ("kind", "Kind"), ("value", "Value"), ("orders", "Orders", "count"),
            ("sessions", "Sessions", "count"),
        ), rows[:_LARGEST],
    )  # fmt: skip
    table.notes.append(
        "Codes, sources, and people of posts and costs that belong to no person in content, and visits with the "
        "programme's medium."
    )
    if len(rows) > _LARGEST:
        table.notes.append(f"{len(rows) - _LARGEST:,} more are left out.")
    return table


def _other_money(frame: TableFrame, answers: Answers) -> ReportTable:
    """Sales in other currencies than that of the report: sums of their own, never converted."""
    rows: list[tuple[Cell, ...]] = [
        (currency, person or NO_PERSON, orders, _of_units(net, units))
        for currency, person, orders, net, units in frame.store.rows(
            """SELECT currency, person, count(*) FILTER (is_sale), sum(goods - back)::BIGINT, max(units) FROM orders
            WHERE source = ? AND within AND state = 'confirmed' AND currency <> ? GROUP BY 1, 2 ORDER BY 1, 4 DESC,
                2""",
            [answers.sales, answers.currency],
        )
    ]
    return ReportTable(
        "other-currencies", "Other currencies",
        columns(("currency", "Currency"), ("person", "Person"), ("orders", "Orders", "count"), ("net", "Net sales",
        "amount")),
        rows, notes=["Nothing is converted. Each currency has its own sums."],
    )  # fmt: skip


def _side_by_side(frame: TableFrame) -> ReportTable:
    """What each source says of each person: columns beside each other, never added."""
    rows: list[tuple[Cell, ...]] = [
        (
            person, source, currency, orders, _of_units(net, units) if net is not None else None,
            sessions, _of_units(commission, units) if commission is not None else None,
        )
        for person, source, currency, orders, net, units, sessions, commission in frame.store.rows(
            """SELECT person, source, currency, count(*) FILTER (is_sale), sum(goods - back)::BIGINT, max(units),
                NULL::BIGINT,
                CASE WHEN bool_or(has_commission) THEN sum(commission)::BIGINT END FROM orders
                WHERE within AND state = 'confirmed' AND person IS NOT NULL GROUP BY 1, 2, 3
            UNION ALL SELECT person, source || ' (' || replace(replace(cut, 'utm_', ''), '+', ', ') || ')', NULL,
                sum(orders)::BIGINT, round(sum(revenue) * 100)::BIGINT, 100, sum(sessions)::BIGINT, NULL FROM visits
                WHERE person IS NOT NULL GROUP BY ALL ORDER BY 1, 2, 3"""
        )
    ]  # fmt: skip
    return ReportTable(
        "sources-side-by-side", "The same sales, source by source",
        columns(
            ("person", "Person"), ("source", "Source"), ("currency", "Currency"), ("orders", "Orders", "count"),
            ("net", "Net sales", "amount"), ("sessions", "Sessions", "count"), ("commission", "Commission", "amount"),
        ), rows, notes=["Several sources report the same sale. Compare the rows of a person, and do not add them."],
    )  # fmt: skip


def _sources(frame: TableFrame, answers: Answers) -> ReportTable:
    """Every file, and which share of each source is explained."""
    rows: list[tuple[Cell, ...]] = []
    shares = {
        (row[0], row[1]): row[2:]
        for row in frame.store.rows(
            """SELECT source, currency, count(*) FILTER (is_sale), count(*) FILTER (is_sale AND person IS NOT NULL),
            sum(goods - back)::BIGINT, sum(goods - back) FILTER (person IS NOT NULL)::BIGINT, max(units) FROM orders
            WHERE within AND state = 'confirmed' GROUP BY 1, 2 ORDER BY 1, 2"""
        )
    }
    for (source, currency), (orders, matched_count, net, ours, units) in shares.items():
        rows.append(
            (
                source, "sales", currency or "", orders, matched_count, _of_units(net or 0, units),
                _of_units(ours or 0, units), _per(int(ours or 0), int(net or 0), 4),
                "counted" if (source, currency) == (answers.sales, answers.currency) else "beside it",
            )
        )  # fmt: skip
    for source, dimensions, sessions, matched_count, ours in frame.store.rows(
        """SELECT source, cut, sum(sessions)::BIGINT, coalesce(sum(sessions) FILTER (person IS NOT NULL), 0)::BIGINT,
        coalesce(sum(sessions) FILTER (ours), 0)::BIGINT FROM visits GROUP BY 1, 2 ORDER BY 1, 2"""
    ):
        rows.append(
            (
                f"{source} ({dimensions.replace('utm_', '').replace('+', ', ')})", "visits", "", sessions,
                matched_count, None, None, _per(matched_count, ours or sessions, 4),
                "counted" if source == answers.visits else "beside it",
            )
        )  # fmt: skip
    table = ReportTable(
        "sources", "Sources, and what they explain",
        columns(
            ("source", "Source"), ("kind", "Kind"), ("currency", "Currency"), ("rows", "Orders or sessions", "count"),
            ("matched", "of them matched", "count"), ("net", "Net sales", "amount"), ("matched_net",
            "of it matched", "amount"),
            ("explained", "Explained share", "share"), ("use", "Use"),
        ), rows,
    )  # fmt: skip
    table.notes.append(
        "The explained share of visits is that of visits with the programme's medium, where the file has it."
    )
    for file in frame.files:
        period = f", {file.first_day} to {file.last_day}" if file.first_day else ""
        left_out_note = f", {file.left_out:,} left out" if file.left_out else ""
        table.notes.append(f"{file.file}: {file.title}, {file.rows:,} rows{left_out_note}{period}.")
        table.notes.extend(f"{file.file}: {note}" for note in file.notes)
    return table
