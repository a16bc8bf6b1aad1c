"""Rows of exports to orders and their lines: each order once, its discount and its refunds spread to the cent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from babel.numbers import get_currency_precision
from msgspec import Struct

from generator.problems import Place, Report
from generator.problems.formats import count_phrase
from generator.report.dialects import DIALECTS, MAPPED_ORDERS
from generator.report.read_file import ReadFile
from generator.report.store import Store

_ONCE = sorted({dialect.name for dialect in (*DIALECTS, MAPPED_ORDERS) if dialect.once})
_REPEATS_HEAD = ", ".join(sorted({f"'{dialect.name}'" for dialect in DIALECTS if dialect.repeats_head}))
_FACTS = "refunded, subtotal, total, tax, currency, code, state, day"
"""The facts of an order, in which its copies may differ."""
_KEY = "utm_source, utm_medium, utm_campaign, utm_content, partner, sub"
_MOST_LISTED = 20


class OrderRules(Struct, frozen=True):
    """How orders are counted. `attribution` names the evidence that decides first: `code` or `link`."""

    attribution: tuple[str, ...] = ("code", "link")
    prices_include_tax: bool = False
    first_day: str = ""
    last_day: str = ""


def make_orders(store: Store, files: Sequence[ReadFile], rules: OrderRules, report: Report) -> None:
    """Make the tables `orders` and `lines` of the rows that were read."""
    _load_files(store, files)
    _keep_each_once(store, files, report)
    _load_currencies(store)
    _make_orders(store, rules)
    _make_lines(store, rules)
    _report_days(store, files, rules, report)


def _load_files(store: Store, files: Sequence[ReadFile]) -> None:
    columns = {"file": "INTEGER", "source": "VARCHAR", "age": "VARCHAR", "once": "BOOLEAN"}
    store.create("files", columns)
    rows = [(file.number, file.dialect, f"{file.last_day} {file.digest}", file.dialect in _ONCE) for file in files]
    if rows:
        store.load_rows("files", columns, rows)


def _keep_each_once(store: Store, files: Sequence[ReadFile], report: Report) -> None:
    """Make `unique_rows`: the rows without those of an order, or a transaction, that another file has too."""
    store.run(
        """CREATE OR REPLACE TABLE heads AS SELECT r.source, coalesce(tx, order_id) AS id, file, count(*) AS heads,
        first(age) AS age FROM order_rows r JOIN files USING (file) WHERE head AND (once OR tx IS NOT NULL) GROUP BY
            ALL"""
    )
    _count_copies(store)
    store.run(
        """CREATE OR REPLACE TABLE newest AS SELECT source, id, arg_max(file, age) AS file, count(*) AS files,
        arg_max(heads, age) AS heads FROM heads GROUP BY ALL"""
    )
    names = {file.number: file.file for file in files}
    _choose_of_copies(store, names, report)
    # Where each line repeats the facts, only its place makes a row a head.
    is_head = f"head AND source NOT IN ({_REPEATS_HEAD})"
    same = f"file, source, order_id, tx, {is_head}, type, item, item_name, quantity, line_gross, line_discount"
    # Of copies of an order, the one whose facts were kept; a transaction has no such copies.
    same += ", CASE WHEN NOT once THEN subtotal END"
    # Nearly every order is in its file once: its rows need no counting.
    single = "(once OR tx IS NOT NULL) AND coalesce(heads, 1) = 1"
    alike = "source, order_id, type, day, item, item_name, quantity, line_gross, subtotal, commission"
    store.run(
        f"""CREATE OR REPLACE TABLE unique_rows AS
        WITH joined AS (
            SELECT r.*, newest.heads AS heads, f.once AS once
            FROM order_rows r JOIN files f ON f.file = r.file
            LEFT JOIN newest ON newest.source = r.source AND newest.id = coalesce(r.tx, r.order_id)
            WHERE coalesce(newest.files, 1) = 1 OR r.file = newest.file),
        numbered AS (
            SELECT *, row_number() OVER (PARTITION BY {same} ORDER BY subtotal IS NULL, NOT head, row) AS nth,
                count(*) OVER (PARTITION BY {same}) AS times
            FROM joined WHERE NOT ({single})),
        one_file AS (SELECT * FROM numbered WHERE NOT (once OR tx IS NOT NULL) OR nth <= greatest(1, times // heads))
        SELECT * EXCLUDE (heads) FROM joined WHERE {single}
        UNION ALL SELECT * EXCLUDE (heads, nth, times) FROM (SELECT * FROM one_file
        QUALIFY once OR tx IS NOT NULL OR row_number() OVER (PARTITION BY {alike}, nth ORDER BY file, row) = 1)"""
    )
    for file, count, order in store.rows(
        """SELECT file, count(*), min(id) FROM newest WHERE files > 1 GROUP BY file ORDER BY file"""
    ):
        message = (
            f"{count:,} orders, such as `{order[:40]}`, are in other files too; those of this file, the newest, count"
        )
        report.warning("order-in-two-files", message, Place(names[file]), "nothing is counted twice")
    for file, count, order, row in store.rows(
        """SELECT h.file, count(*), min(h.id), min(first_row) FROM heads h JOIN (SELECT source, file,
        coalesce(tx, order_id) AS id, min(row) AS first_row FROM order_rows WHERE head GROUP BY ALL) USING (source,
            file, id)
        WHERE heads > 1 AND NOT EXISTS (SELECT 1 FROM copies c WHERE c.source = h.source AND c.file = h.file
            AND c.order_id = h.id) GROUP BY h.file ORDER BY h.file"""
    ):
        place = Place(names[file], line=row, column=1)
        message = f"{count:,} orders, such as `{order[:40]}`, are in this file more than once; each was counted once"
        report.warning("repeated-order", message, place, "export the file again")
    orphans = store.rows(
        """SELECT file, count(DISTINCT order_id), min(order_id), min(row) FROM unique_rows k WHERE once AND NOT EXISTS
        (SELECT 1 FROM heads WHERE heads.source = k.source AND heads.id = k.order_id) GROUP BY file ORDER BY file"""
    )
    for file, count, order, row in orphans:
        place = Place(names[file], line=row, column=1)
        message = (
            f"{count:,} orders, such as `{order[:40]}`, lack their first row, which has the facts of the order; "
            f"they were left out"
        )
        report.error("order-without-head", message, place, "add the file in which the order begins")
    if orphans:
        store.run(
            """DELETE FROM unique_rows WHERE once AND NOT EXISTS
            (SELECT 1 FROM heads WHERE heads.source = unique_rows.source AND heads.id = unique_rows.order_id)"""
        )


def _count_copies(store: Store) -> None:
    """Count the copies of orders whose lines are apart from each other, as in a file that was sorted by product.

    Each part of such an order begins with a head. The order is there as often as its goods are in the sum of its lines.
    """
    worth = "sum(line_gross - coalesce(line_discount, 0))"
    store.run(
        f"""UPDATE heads SET heads = counted.copies FROM (
            SELECT source, file, order_id, least(count(*) FILTER (head), greatest(1, round({worth} / max(subtotal))))
                AS copies
            FROM order_rows SEMI JOIN (SELECT source, file, id AS order_id FROM heads
                WHERE heads > 1 AND source IN ({_REPEATS_HEAD})) USING (source, file, order_id)
            GROUP BY ALL HAVING max(subtotal) > 0 AND {worth} IS NOT NULL
                AND count(DISTINCT row({_FACTS})) FILTER (head) = 1) counted
        WHERE heads.source = counted.source AND heads.file = counted.file AND heads.id = counted.order_id"""
    )


def _choose_of_copies(store: Store, names: Mapping[int, str], report: Report) -> None:
    """Of copies of an order that differ in one file, keep the facts of one: the most returned, then the largest.

    Without this the order would be put together of both. Which one it is does not depend on the order of rows.
    """
    store.run(
        f"""CREATE OR REPLACE TABLE copies AS SELECT source, file, order_id, min(row) AS first_row,
            max(row) AS last_row, max_by(row, struct_pack(refunded := coalesce(refunded, 0),
            subtotal := coalesce(subtotal, 0), total := coalesce(total, 0), currency := coalesce(currency, ''),
            code := coalesce(code, ''), state := coalesce(state, ''), day := coalesce(day, DATE '1900-01-01')))
            AS chosen
        FROM order_rows JOIN files USING (file, source)
        SEMI JOIN (SELECT source, file, id AS order_id FROM heads WHERE heads > 1) USING (source, file, order_id)
        WHERE once AND head GROUP BY ALL HAVING count(DISTINCT row({_FACTS})) > 1"""
    )
    for file, count, order, first, last in store.rows(
        """SELECT file, count(*), min_by(order_id, first_row), min(first_row), min_by(last_row, first_row) FROM copies
        GROUP BY file ORDER BY file"""
    ):
        message = (
            f"{count:,} orders are in this file more than once, and say different things, such as `{order[:40]}` in "
            f"lines {first:,} and {last:,}; the copy with the largest return, then the largest amount, was counted"
        )
        hint = "find out which is right, and delete the other"
        report.warning("repeated-order", message, Place(names[file], line=first, column=1), hint)
    if store.first_value("SELECT count(*) FROM copies"):
        nothing = ", ".join(f"{name} = NULL" for name in (*_FACTS.split(", "), "commission", "customer", "is_new"))
        store.run(
            f"""UPDATE order_rows r SET {nothing} FROM copies c WHERE r.source = c.source AND r.file = c.file
            AND r.order_id = c.order_id AND r.head AND r.row <> c.chosen"""
        )


def _report_days(store: Store, files: Sequence[ReadFile], rules: OrderRules, report: Report) -> None:
    """Report the orders that a period cannot hold, because they have no day."""
    if not (rules.first_day or rules.last_day):
        return
    names = {file.number: file.file for file in files}
    for file, count, order, row in store.rows(
        """SELECT file, count(*), min_by(order_id, row), min(row) FROM orders WHERE day IS NULL
        GROUP BY file ORDER BY file"""
    ):
        message = f"{count_phrase(count, 'order')}, such as `{order[:40]}`, have no day, and are in no period"
        place = Place(names[file], line=row, column=1)
        report.warning("orders-without-day", message, place, "export them with the day of the order")


def _load_currencies(store: Store) -> None:
    columns = {"currency": "VARCHAR", "unit": "BIGINT"}
    store.create("currencies", columns)
    query = "SELECT DISTINCT currency FROM unique_rows WHERE currency IS NOT NULL ORDER BY 1"
    codes = [row[0] for row in store.rows(query)]
    rows = [(code, 10 ** get_currency_precision(code)) for code in codes]
    if rows:
        store.load_rows("currencies", columns, rows)


def _make_orders(store: Store, rules: OrderRules) -> None:
    """Make `orders`: amounts in the currency's smallest unit, as whole numbers."""
    first = ("coalesce(by_code, by_link)", "coalesce(by_link, by_code)")[rules.attribution[:1] == ("link",)]
    days = [
        f"day >= '{rules.first_day}'" if rules.first_day else "",
        f"day <= '{rules.last_day}'" if rules.last_day else "",
    ]
    within = " AND ".join(filter(None, days)) or "true"
    is_taxed = "total > 0 AND tax > 0" if rules.prices_include_tax else "false"
    # A share of whole numbers, rounded half up; a division of decimals would be one of floats.
    store.run(
        """CREATE OR REPLACE MACRO share_of(amount, part, whole) AS sign(amount)::HUGEINT *
        ((abs(amount)::HUGEINT * part::HUGEINT * 2 + whole::HUGEINT) // (2 * whole::HUGEINT))"""
    )
    key = ", ".join(f"max({name}) AS {name}" for name in _KEY.split(", "))
    store.run(
        f"""CREATE OR REPLACE TABLE orders AS
        WITH grouped AS (
            SELECT source, order_id, max(once) AS once, min(file) AS file, min(row) AS row, min(day) FILTER (type <>
                'refund'
                OR once) AS day, max(day) FILTER (type = 'refund') AS refund_day,
                CASE WHEN bool_and(state = 'lost') FILTER (state IS NOT NULL) THEN 'lost'
                    WHEN bool_or(state = 'open') THEN 'open' ELSE 'confirmed' END AS state,
                max(currency) AS currency, max(code) AS code, {key}, max(customer) AS customer, bool_or(is_new) AS
                    new_by_file,
                CASE WHEN max(once) THEN max(subtotal)
                    ELSE sum(subtotal) FILTER (type = 'sale' AND state <> 'lost') END AS subtotal,
                sum(subtotal) FILTER (type = 'sale') AS all_subtotal,
                sum(line_gross - coalesce(line_discount, 0)) FILTER (type = 'sale') AS line_sum,
                sum(abs(coalesce(line_gross, CASE WHEN NOT once THEN subtotal END))) FILTER (type = 'refund') AS
                    refund_lines,
                max(refunded) AS refunded, max(total) AS total, max(tax) AS tax,
                sum(commission) FILTER (state IS NULL OR state <> 'lost') AS commission,
                count(*) FILTER (type = 'bonus') AS bonuses, bool_or(type = 'sale') AS is_sale, count(*) AS rows
            FROM unique_rows GROUP BY source, order_id),
        amounts AS (
            SELECT * EXCLUDE (refunded, total, tax, refund_lines), coalesce(unit, 100) AS units,
                round(coalesce(subtotal, CASE WHEN state = 'lost' THEN all_subtotal END, line_sum, 0) * units)::BIGINT
                    AS goods, round(coalesce(refunded, 0) * units)::BIGINT AS refunded,
                round(coalesce(total, 0) * units)::BIGINT AS total, round(coalesce(tax, 0) * units)::BIGINT AS tax,
                round(refund_lines * units)::BIGINT AS refund_lines
            FROM grouped LEFT JOIN currencies USING (currency)),
        refunds AS (
            SELECT *, CASE WHEN refund_lines IS NOT NULL AND NOT is_sale THEN refund_lines
                WHEN refund_lines IS NOT NULL THEN least(refund_lines, goods)
                WHEN refunded <= 0 THEN 0
                WHEN total <= 0 OR refunded >= total THEN least(refunded, goods)
                ELSE least(share_of(goods, refunded, total), goods) END AS back,
                CASE WHEN {is_taxed} THEN total - tax ELSE 1 END AS untaxed,
                CASE WHEN {is_taxed} THEN total ELSE 1 END AS taxed
            FROM amounts)
        SELECT r.source, r.order_id, file, row, r.day, refund_day, state, r.currency, units, r.code,
            share_of(goods, untaxed, taxed)::BIGINT AS goods, share_of(back, untaxed, taxed)::BIGINT AS back,
            round(coalesce(r.commission, 0) * units)::BIGINT AS commission, r.commission IS NOT NULL AS has_commission,
            code_people.person AS by_code, coalesce(code_people.people, 0) AS code_people,
            found.person AS by_link, found.people AS link_people, found.how, {first} AS person,
            coalesce(by_code <> by_link, false) AS conflict,
            CASE WHEN by_link = {first} OR {first} IS NULL THEN found.placement END AS placement,
            CASE WHEN by_link = {first} OR {first} IS NULL THEN found.channel END AS channel,
            CASE WHEN by_link = {first} OR {first} IS NULL THEN found.product END AS link_product,
            found.campaign, r.utm_source, r.utm_medium, r.utm_campaign, r.utm_content, customer, new_by_file, r.once,
            bonuses, rows, is_sale,
            CASE WHEN customer IS NULL THEN new_by_file ELSE coalesce(new_by_file, row_number() OVER (
                PARTITION BY r.source, customer, state <> 'lost' ORDER BY r.day, r.order_id) = 1) END AS is_new,
            {within} AS within, untaxed, taxed
        FROM refunds r LEFT JOIN code_people ON code_people.code = r.code
        LEFT JOIN found ON {" AND ".join(f"found.{name} IS NOT DISTINCT FROM r.{name}" for name in _KEY.split(", "))}"""
    )


def _spread(amount: str, weight: str) -> str:
    """Spread a whole number over the lines of an order by their weight; the remainder goes to the largest lines."""
    each = "PARTITION BY source, order_id"
    return (
        f"CASE WHEN sum({weight}) OVER ({each}) > 0 THEN ({amount}::HUGEINT * {weight}) // sum({weight}) OVER ({each}) "
        f"ELSE {amount} // count(*) OVER ({each}) END"
    )


def _make_lines(store: Store, rules: OrderRules) -> None:
    """Make `lines`: each order's goods and refunds, spread over its lines."""
    del rules
    fold = "lower(strip_accents(trim({})))"
    store.run(
        f"""CREATE OR REPLACE TABLE known_products AS SELECT {fold.format("name")} AS name, min(product) AS product
        FROM product_names GROUP BY 1 HAVING count(DISTINCT product) = 1"""
    )
    each = "PARTITION BY source, order_id"
    store.run(
        f"""CREATE OR REPLACE TABLE lines AS
        WITH raw AS (
            SELECT k.source, k.order_id, k.row, k.item, k.item_name, k.quantity, k.line_gross,
                greatest(coalesce(k.line_gross, k.subtotal, 0) - coalesce(k.line_discount, 0), 0) AS worth
            FROM unique_rows k WHERE k.type = 'sale'
                AND (k.item IS NOT NULL OR k.item_name IS NOT NULL OR k.line_gross IS NOT NULL)
            UNION ALL
            SELECT source, order_id, row, NULL, NULL, NULL, NULL, 0 FROM orders o WHERE NOT EXISTS (
                SELECT 1 FROM unique_rows k WHERE k.source = o.source AND k.order_id = o.order_id AND k.type = 'sale'
                AND (k.item IS NOT NULL OR k.item_name IS NOT NULL OR k.line_gross IS NOT NULL))),
        weighed AS (
            SELECT raw.*, o.goods, o.back, o.units, o.untaxed, o.taxed, (worth * 10000)::BIGINT AS weight,
                row_number() OVER ({each} ORDER BY worth DESC, raw.item, raw.item_name, raw.quantity, raw.row) AS rank
            FROM raw JOIN orders o USING (source, order_id)),
        floored AS (SELECT *, {_spread("goods", "weight")} AS floor FROM weighed),
        net AS (SELECT *, (floor + CASE WHEN rank <= goods - sum(floor) OVER ({each}) THEN 1 ELSE 0 END)::BIGINT AS net
            FROM floored),
        returns AS (
            SELECT source, order_id, coalesce(item, item_name) AS what, sum(abs(line_gross)) AS gross FROM unique_rows
            WHERE type = 'refund' AND line_gross IS NOT NULL GROUP BY ALL),
        with_returns AS (
            SELECT net.*, coalesce(CASE WHEN row_number() OVER (PARTITION BY net.source, net.order_id,
                coalesce(item, item_name) ORDER BY rank) = 1 AND worth > 0 AND r.gross IS NOT NULL THEN
                    least(net.net, share_of(net.net, (r.gross * 10000)::HUGEINT, weight)::BIGINT) END, 0) AS known
            FROM net LEFT JOIN returns r ON r.source = net.source AND r.order_id = net.order_id
                AND r.what = coalesce(item, item_name)),
        left_over AS (
            SELECT *, greatest(back - sum(known) OVER ({each}), 0)::BIGINT AS rest, greatest(net - known, 0)::BIGINT
                AS remains
            FROM with_returns),
        shares AS (SELECT *, {_spread("rest", "remains")} AS part,
            row_number() OVER ({each} ORDER BY remains DESC, rank) AS turn FROM left_over),
        backs AS (SELECT *, (least(known, back) + part + CASE WHEN turn <= rest - sum(part) OVER ({each}) THEN 1
            ELSE 0 END)::BIGINT AS back_line FROM shares)
        SELECT b.source, b.order_id, b.row, b.rank,
            coalesce(share_of(round(b.line_gross * b.units)::BIGINT, b.untaxed, b.taxed)::BIGINT, b.net) AS gross,
                b.item, b.item_name,
                coalesce(b.quantity, 1) AS quantity, b.net,
            CASE WHEN b.goods = 0 AND b.rank = 1 THEN b.back_line ELSE least(b.back_line, b.net) END AS back,
                coalesce(p1.product, p2.product, p3.product) AS product,
            coalesce(p1.product, p2.product, p3.product, b.item_name, b.item) AS label
        FROM backs b LEFT JOIN known_products p1 ON p1.name = {fold.format("b.item")}
        LEFT JOIN known_products p2 ON p2.name = {fold.format("b.item_name")}
        LEFT JOIN known_products p3 ON p3.name = {fold.format("split_part(b.item_name, ' - ', 1)")}"""
    )


def make_visits(store: Store, files: Sequence[ReadFile], rules: OrderRules, report: Report) -> None:
    """Make `visits`: rows of visits with their person, each row once, though several files hold it."""
    _report_overlaps(store, files, report)
    key = ", ".join(f"v.{name}" for name in _KEY.split(", "))
    conditions = " AND ".join(f"found.{name} IS NOT DISTINCT FROM v.{name}" for name in _KEY.split(", "))
    within = [f"coalesce(last_day, '{rules.first_day}') >= '{rules.first_day}'" if rules.first_day else ""]
    within.append(f"coalesce(first_day, '{rules.last_day}') <= '{rules.last_day}'" if rules.last_day else "")
    # A row can be in two files only where two have rows of its days.
    store.run(
        """CREATE OR REPLACE TABLE shared_days AS SELECT source, cut, first_day, last_day FROM visit_rows
        WHERE first_day IS NOT NULL GROUP BY ALL HAVING min(file) <> max(file)"""
    )
    store.run(
        f"""CREATE OR REPLACE TABLE visits AS
        WITH numbered AS (SELECT v.*, age, row_number() OVER (PARTITION BY v.file, cut, first_day, last_day, {key}, rest
            ORDER BY row) AS nth FROM visit_rows v SEMI JOIN shared_days USING (source, cut, first_day, last_day)
            JOIN files USING (file)),
        once AS (SELECT * EXCLUDE (nth, age) FROM numbered v QUALIFY row_number() OVER (PARTITION BY source, cut,
            first_day, last_day, {key}, rest, nth ORDER BY age DESC, file) = 1
            UNION ALL SELECT v.* FROM visit_rows v ANTI JOIN shared_days USING (source, cut, first_day, last_day))
        SELECT v.*, found.person, found.placement, found.channel, found.product, found.campaign,
            found.how, found.people, coalesce(v.utm_medium IN (SELECT utm_medium FROM mediums), false) AS ours
        FROM once v LEFT JOIN found ON {conditions} WHERE {" AND ".join(filter(None, within)) or "true"}"""
    )


def _report_overlaps(store: Store, files: Sequence[ReadFile], report: Report) -> None:
    """Leave out tables whose period overlaps another one's of the same kind, where rows name no single day."""
    periods: dict[tuple[str, str], list[ReadFile]] = {}
    for read_file in files:
        if read_file.table == "visit_rows" and read_file.first_day:
            periods.setdefault((read_file.dialect, read_file.dimensions), []).append(read_file)
    for same in periods.values():
        earlier_files: list[ReadFile] = []
        for read_file in sorted(same, key=lambda file: (_length(file), file.first_day, file.file), reverse=True):
            daily = store.first_value(
                "SELECT bool_and(first_day = last_day) FROM visit_rows WHERE file = ?", [read_file.number]
            )
            overlap = next(
                (
                    before
                    for before in earlier_files
                    if before.first_day <= read_file.last_day
                    and read_file.first_day <= before.last_day
                    and (before.first_day, before.last_day) != (read_file.first_day, read_file.last_day)
                ),
                None,
            )
            if not daily and overlap is not None:
                message = (
                    f"its period, {read_file.first_day} to {read_file.last_day}, overlaps that of `{overlap.file}`, "
                    f"{overlap.first_day} to {overlap.last_day}; it was left out, because its rows have no days"
                )
                report.error("overlapping-exports", message, read_file.place(), "export periods that follow each other")
                store.run("DELETE FROM visit_rows WHERE file = ?", [read_file.number])
            else:
                earlier_files.append(read_file)


def _length(file: ReadFile) -> int:
    return (date.fromisoformat(file.last_day) - date.fromisoformat(file.first_day)).days
