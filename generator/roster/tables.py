"""The roster as tables: what a terminal, a page, CSV, XLSX and JSON are written from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from generator.models.product import Product
from generator.report.settings import Benchmarks
from generator.report.table import (
    Cell,
    Column,
    ReportTable,
    columns,
    in_groups,
)
from generator.roster.agenda import Event, Need, length_of
from generator.roster.entry import Entry
from generator.roster.matching import RosterMatch, gaps
from generator.roster.numbers import STALE, checked_of, percent, views_of
from generator.roster.signals import signals_of
from generator.roster.states import RUNNING, STATES

TIERS = ("nano", "micro", "mid", "macro", "mega")


def _amounts(by_currency: Mapping[str, Decimal]) -> str:
    return ", ".join(f"{amount} {currency}" for currency, amount in sorted(by_currency.items()) if amount)


def _total(entry: Entry) -> str:
    return _amounts({currency: entry.costs.total(currency) for currency in entry.costs.currencies})


def _next_due(entry: Entry) -> date | None:
    return min((piece.due for piece in entry.roster.pieces if piece.due and piece.posted is None), default=None)


def _age(entry: Entry) -> int | None:
    checked_day = checked_of(entry.roster)
    return None if checked_day is None else (entry.day - checked_day).days


def _engagement(entry: Entry) -> Decimal | None:
    return entry.engagement.share if entry.engagement else None


def _formula(entry: Entry) -> str:
    engagement = entry.engagement
    if engagement is None:
        return ""
    posts = f", {engagement.posts} posts" if engagement.posts is not None else ", of an unknown number of posts"
    days = (entry.day - engagement.checked_day).days if engagement.checked_day else None
    age = "on an unknown day" if days is None else f"{days} days ago"
    old = ", old" if days is not None and days >= STALE else ""
    return f"{engagement.formula} on {engagement.platform}{posts}, read {age}{old}"


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


Value = Callable[[Entry], Cell]
COLUMNS: Mapping[str, tuple[Column, Value]] = {
    column.name: (column, value)
    for column, value in (
        (Column("slug", "Address"), lambda entry: entry.slug),
        (Column("name", "Name"), lambda entry: entry.name),
        (Column("state", "State"), lambda entry: entry.state),
        (Column("tier", "Tier"), lambda entry: entry.tier),
        (Column("followers", "Followers", "count"), lambda entry: entry.followers),
        (Column("engagement", "Engagement", "share"), _engagement),
        (Column("formula", "How it was computed"), _formula),
        (Column("views", "Median views", "count"), lambda entry: views_of(entry.roster)[0]),
        (Column("age", "Age of numbers, days", "count"), _age),
        (Column("country", "Country"), lambda entry: entry.country),
        (Column("languages", "Languages"), lambda entry: ", ".join(entry.languages)),
        (Column("niches", "Niches"), lambda entry: ", ".join(entry.niches)),
        (Column("platforms", "Platforms"), lambda entry: ", ".join(entry.platforms)),
        (Column("owner", "Owner"), lambda entry: entry.roster.owner or ""),
        (Column("since", "Since", "day"), lambda entry: _day(entry.profile.person.since)),
        (Column("length", "Partnership"), length_of),
        (Column("campaigns", "Campaigns"), lambda entry: ", ".join(entry.profile.person.campaigns)),
        (Column("last_post", "Last piece", "day"), lambda entry: _day(entry.last_post)),
        (Column("next_due", "Next piece due", "day"), lambda entry: _day(_next_due(entry))),
        (
            Column("posted", "Pieces posted", "count"),
            lambda entry: sum(p.posted is not None for p in entry.roster.pieces),
        ),
        (Column("pieces", "Pieces", "count"), lambda entry: len(entry.roster.pieces)),
        (Column("gifts", "Gifts", "count"), lambda entry: sum(gift.quantity for gift in entry.roster.gifts)),
        (Column("next_right", "First right ends", "day"), lambda entry: _day(entry.next_right)),
        (
            Column("contract_until", "Contract until", "day"),
            lambda entry: _day(entry.roster.contract.until if entry.roster.contract else None),
        ),
        (Column("page_until", "Page until", "day"), lambda entry: _day(entry.profile.person.until)),
        (Column("cost", "Cost this year", "amounts"), _total),
    )
}
"""Every column of the roster, by the name by which it is sorted."""
SHORT = ("slug", "name", "state", "tier", "followers", "engagement", "country", "languages", "last_post", "next_right")
"""Those that a terminal shows."""


def sort_entries(entries: Iterable[Entry], order: str) -> list[Entry]:
    """Sort by a column, a `-` before its name turns the order round. Who has no value there comes last."""
    name, down = order.removeprefix("-"), order.startswith("-")
    value = COLUMNS[name][1]
    sort_values = {entry.slug: value(entry) for entry in entries_of(entries)}
    by_slug = sorted(entries_of(entries), key=lambda entry: entry.slug)
    if name == "tier":
        sort_values = {slug: TIERS.index(str(tier)) if tier in TIERS else None for slug, tier in sort_values.items()}
    elif name == "state":
        sort_values = {slug: STATES.index(str(state)) for slug, state in sort_values.items()}
    there = [entry for entry in by_slug if sort_values[entry.slug] not in (None, "")]
    there.sort(key=lambda entry: _sortable(sort_values[entry.slug]), reverse=down)
    return there + [entry for entry in by_slug if sort_values[entry.slug] in (None, "")]


def entries_of(entries: Iterable[Entry]) -> Sequence[Entry]:
    """The entries, as often as they are asked for."""
    return entries if isinstance(entries, Sequence) else tuple(entries)


def _sortable(cell: Cell) -> tuple[bool, Decimal, str]:
    if isinstance(cell, int | Decimal | float):
        return False, Decimal(str(cell)), ""
    return True, Decimal(), str(cell).casefold()


def people_table(entries: Sequence[Entry], names: Sequence[str] = tuple(COLUMNS)) -> ReportTable:
    """A row a person."""
    table = ReportTable("people", "People", tuple(COLUMNS[name][0] for name in names))
    table.rows = [tuple(COLUMNS[name][1](entry) for name in names) for entry in entries]
    old = sum((age := _age(entry)) is not None and age >= STALE for entry in entries)
    if old:
        table.notes.append(f"Numbers of {old} {'person' if old == 1 else 'people'} are {STALE} days old or older.")
    unknown_amounts = [f"{entry.name}: {what}" for entry in entries for what in entry.costs.unknown_amounts]
    table.notes += [f"Not counted in the cost: {what}." for what in unknown_amounts[:20]]
    if len(unknown_amounts) > 20:
        table.notes.append(f"Not counted in the cost: {len(unknown_amounts) - 20} more amounts.")
    return table


def board_table(entries: Sequence[Entry]) -> ReportTable:
    """A row a state, with the people in it."""
    table = ReportTable("board", "Board", columns(("state", "State"), ("count", "People", "count"), ("people", "Who")))
    for state in STATES:
        there = [entry for entry in entries if entry.state == state]
        if there:
            table.rows.append((state, len(there), ", ".join(entry.name for entry in there)))
    return table


def needs_table(needs: Sequence[Need]) -> ReportTable:
    """A row a thing to do."""
    heads = columns(
        ("day", "Day", "day"),
        ("kind", "What"),
        ("slug", "Address"),
        ("name", "Name"),
        ("text", "Why"),
        ("place", "Where it is written"),
    )
    table = ReportTable("today", "Needs you today", heads)
    for need in needs:
        keys = "".join(f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in need.keys).lstrip(".")
        where = f"{need.entry.place.file}{f' {keys}' if keys else ''}"
        table.rows.append((need.day.isoformat(), need.kind, need.entry.slug, need.entry.name, need.text, where))
    return table


def calendar_table(events: Sequence[Event]) -> ReportTable:
    """A row a dated event."""
    table = ReportTable(
        "calendar",
        "Calendar",
        columns(("day", "Day", "day"), ("kind", "What"), ("people", "Addresses"), ("text", "Text")),
    )
    table.rows = [(event.day.isoformat(), event.kind, ", ".join(event.people), event.text) for event in events]
    return table


def coverage_tables(
    entries: Sequence[Entry], products: Mapping[str, Product], campaigns: Iterable[str]
) -> list[ReportTable]:
    """How many running people there are for each pair; a pair without one is written as 0, and listed beneath."""
    running = [entry for entry in entries if entry.state in RUNNING]
    niches = sorted({niche for entry in entries for niche in entry.niches})
    countries = sorted({entry.country for entry in entries if entry.country})
    languages = sorted({language for entry in entries for language in entry.languages})
    unknown_count = sum(not entry.country for entry in running)
    by_country = _matrix(
        "tier_country",
        "Tier and country",
        "Tier",
        TIERS,
        countries,
        [((entry.tier,), (entry.country,)) for entry in running],
    )
    if unknown_count:
        who = "1 running person has" if unknown_count == 1 else f"{unknown_count} running people have"
        by_country.notes.append(f"{who} no country, and {'is' if unknown_count == 1 else 'are'} in no column.")
    return [
        by_country,
        _matrix(
            "niche_product",
            "Niche and product",
            "Niche",
            niches,
            list(products),
            [(entry.niches, tuple(entry.products)) for entry in running],
        ),
        _matrix(
            "language_campaign",
            "Language and campaign",
            "Language",
            languages,
            list(campaigns),
            [(entry.languages, entry.profile.person.campaigns) for entry in running],
        ),
    ]


def _matrix(
    name: str,
    title: str,
    corner: str,
    rows: Sequence[str],
    heads: Sequence[str],
    pairs: Iterable[tuple[Iterable[str], Iterable[str]]],
) -> ReportTable:
    count = {(row, head): 0 for row in rows for head in heads}
    for left, right in pairs:
        right_heads = tuple(right)
        for row in left:
            for head in right_heads:
                if (row, head) in count:
                    count[row, head] += 1
    table = ReportTable(name, title, columns((name, corner), *((head, head, "count") for head in heads)))
    table.rows = [(row, *(count[row, head] for head in heads)) for row in rows]
    missing = [f"{row} × {head}" for row in rows for head in heads if not count[row, head]]
    if missing:
        more = f" and {len(missing) - 12} more" if len(missing) > 12 else ""
        table.notes.append(f"Missing: {', '.join(missing[:12])}{more}.")
    return table


def costs_table(entries: Sequence[Entry], currency: str) -> ReportTable:
    """Cost of each person this year, against their sales where a report says them."""
    year = entries[0].day.year if entries else 0
    heads = columns(
        ("slug", "Address"),
        ("name", "Name"),
        ("fees", "Fees", "amounts"),
        ("gifts", "Gifts", "amounts"),
        ("commission", "Commission", "amounts"),
        ("cost", "Cost", "amounts"),
        ("net", "Net sales", "money"),
        ("per_cost", "Net sales per cost", "number"),
    )
    table = ReportTable("costs", f"Costs of {year}", heads, currency=currency)
    days = ""
    for entry in entries:
        row = entry.sales
        days = days or (row or {}).get("days", "")
        net = _amount(row, "net")
        total = entry.costs.total(currency)
        has_other_currency = any(cost_currency != currency for cost_currency in entry.costs.currencies)
        ratio = (
            (net / total).quantize(Decimal("0.01")) if net is not None and total and not has_other_currency else None
        )
        costs = entry.costs
        table.rows.append(
            (
                entry.slug,
                entry.name,
                _amounts(costs.fees),
                _amounts(costs.gifts),
                _amounts(costs.commission),
                _total(entry),
                net,
                ratio,
            )
        )
        table.notes += [f"{entry.name}: {what}; it is not counted." for what in costs.unknown_amounts]
    if days:
        table.notes.append(f"Fees and gifts are those of {year}; sales and commission are the report's: {days}.")
    else:
        table.notes.append("Without --report, there are no sales and commissions.")
    return table


def _amount(row: Mapping[str, str] | None, name: str) -> Decimal | None:
    return Decimal(row[name]) if row and row.get(name) else None


def signals_table(entries: Sequence[Entry], benchmarks: Benchmarks) -> ReportTable:
    """A row a signal. None is a verdict."""
    heads = columns(
        ("slug", "Address"),
        ("name", "Name"),
        ("signal", "Signal"),
        ("value", "Value"),
        ("formula", "Formula"),
        ("usual", "Usual"),
        ("innocent", "Possible reason"),
    )
    table = ReportTable("signals", "Numbers to check", heads)
    table.rows = [
        (entry.slug, entry.name, signal.name, signal.value, signal.formula, signal.usual, signal.innocent)
        for entry in entries
        for signal in signals_of(entry, benchmarks.tiers, benchmarks.source)
    ]
    table.notes.append("These are hints, not verdicts. Nothing is computed from fewer than five posts.")
    return table


def matches_table(matches: Sequence[RosterMatch], of: str) -> ReportTable:
    """A row a pair. `of` is the one product, or person, that was asked for."""
    heads = columns(("slug", "Address"), ("name", "Name"), ("product", "Product"), ("score", "Score"), ("why", "Why"))
    table = ReportTable("matches", f"Matches of {of}", heads)
    table.rows = [
        (match.entry.slug, match.entry.name, match.product_id, "–" if match.exclusion else str(match.score), match.why)
        for match in matches
    ]
    return table


def gaps_table(entries: Sequence[Entry], products: Mapping[str, Product]) -> ReportTable:
    """What does not fit, or is missing."""
    table = ReportTable("gaps", "Gaps", columns(("name", "Name"), ("gap", "Gap")))
    table.rows = list(gaps(tuple(entries), products))
    return table


def show_cell(cell: Cell, column: Column) -> str:
    """A value as a terminal shows it."""
    if cell is None:
        return ""
    if column.kind == "share":
        return percent(Decimal(str(cell)))
    if column.kind == "amounts":
        return in_groups(str(cell))
    return f"{cell:,}" if isinstance(cell, int | Decimal) else str(cell)
