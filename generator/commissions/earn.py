"""Order lines to amounts, by the rules of commissions.yaml.

Amounts are whole numbers of the currency's smallest unit, and rates exact decimals. There is one place that rounds:
`round_half_up`, half up, once for each printed line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from generator.models.commissions import Commissions, For, Rule, Steps, Window

OWN_ORDER = "the person's own order"
"""The note of a line that earns nothing because the person is the customer."""
Kind = Literal["sale", "refund", "step", "bonus", "cap"]
Status = Literal["open", "payable", "reversed"]
_ORDER: tuple[Kind, ...] = ("sale", "refund", "step", "bonus", "cap")
_WINDOWS: tuple[Window, ...] = ("month", "quarter", "year", "all")


class OrderLine(Struct, frozen=True):
    """One line of one order, of one person. `base` and `back` are in the smallest unit; `back` is what was returned."""

    person: str
    order: str
    line: int
    day: date
    state: Literal["confirmed", "open", "lost"]
    product: str
    label: str
    quantity: Decimal
    base: int
    back: int = 0
    refund_day: date | None = None
    tier: str = ""
    campaigns: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    is_new: bool | None = None
    is_own: bool = False
    """Whether the person is the customer."""
    tier_day: date | None = None
    """The day of the number that `tier` follows from; None for the tier that the profile has today."""


class Earning(Struct, frozen=True):
    """One line of a statement. `key` knows it again; `rule` is the rule's name, `number` its place among the rules."""

    key: tuple[str, str, str]
    person: str
    kind: Kind
    day: date
    order: str
    label: str
    quantity: Decimal
    base: int
    rule: str
    rate: str
    amount: int
    status: Status
    payable_from: date | None
    window: str = ""
    """The window that a step, a bonus or a cap belongs to."""
    number: int = -1
    note: str = ""
    tier: str = ""
    """The tier that the rule asked for; "" where it asks for none."""
    tier_day: date | None = None


def round_half_up(amount: Decimal) -> int:
    """Round to the smallest unit, half up: away from zero for amounts that are taken back too."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def window_of(day: date, window: Window) -> str:
    """The name of a day's window: `2027-03`, `2027-Q1`, `2027`, `all`."""
    if window == "month":
        return f"{day:%Y-%m}"
    if window == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return str(day.year) if window == "year" else "all"


def fits(rule: For, line: OrderLine) -> bool:
    """Whether a line is one of those that a rule is for."""
    return (
        (not rule.ambassador or line.person in rule.ambassador)
        and (not rule.product or line.product in rule.product)
        and (not rule.tags or not line.tags.isdisjoint(rule.tags))
        and (not rule.tier or line.tier in rule.tier)
        and (not rule.campaign or not line.campaigns.isdisjoint(rule.campaign))
        and (rule.customer is None or line.is_new is (rule.customer == "new"))
    )


def earn(rules: Commissions, lines: Iterable[OrderLine], unit: int, day: date) -> list[Earning]:
    """What one person's lines earn, as on a day. `unit` is how many of the smallest unit make one of the currency."""
    sorted_lines = sorted(lines, key=lambda line: (line.day, line.order, line.line))
    earnings: list[Earning] = []
    paid_once: set[tuple[str, str]] = set()
    payable_lines: list[OrderLine] = []
    for line in sorted_lines:
        number, rule = _rule_of(rules, line)
        if line.is_own and not rules.own_orders:
            earnings.append(_own(line, line.day + timedelta(days=rules.hold)))
            continue
        sale = _sale(rules, line, rule, number, unit, day, paid_once)
        earnings.append(sale)
        if line.state == "confirmed" and line.back:
            earnings.append(_refund(line, sale))
        if sale.status == "payable":
            payable_lines.append(line)
    earnings.extend(_steps(rules, payable_lines, earnings, unit))
    earnings.extend(_bonuses(rules, payable_lines, unit))
    earnings.extend(_caps(rules, sorted_lines, earnings, unit))
    return earnings


def _rule_of(rules: Commissions, line: OrderLine) -> tuple[int, Rule | None]:
    for number, rule in enumerate(rules.rules):
        if rule.runs_on(line.day) and fits(rule.for_, line):
            return number, rule
    return -1, None


def _own(line: OrderLine, payable_from: date) -> Earning:
    return Earning(
        ("sale", line.order, str(line.line)), line.person, "sale", line.day, line.order, line.label, line.quantity,
        line.base, "", "0%", 0, "reversed", payable_from, note=OWN_ORDER,
    )  # fmt: skip


def _sale(
    rules: Commissions, line: OrderLine, rule: Rule | None, number: int, unit: int, day: date,
    paid_once: set[tuple[str, str]],
) -> Earning:  # fmt: skip
    payable_from = line.day + timedelta(days=rules.hold)
    status: Status = "open"
    note = ""
    if line.state == "lost":
        status, note = "reversed", "the order was cancelled"
    elif line.state == "confirmed" and payable_from <= day:
        status = "payable"
    elif line.state == "open":
        note = "the order is not paid"
    amount, rate = 0, "0%"
    if rule is None:
        note = note or "no rule fits it"
    elif line.state != "lost":
        amount, rate = _amount(line, rule, unit, paid_once)
    tier = line.tier if rule is not None and rule.for_.tier else ""
    if tier:
        note = "; ".join(filter(None, (note, _tier_note(line))))
    return Earning(
        ("sale", line.order, str(line.line)), line.person, "sale", line.day, line.order, line.label, line.quantity,
        line.base,
        rule.name if rule else "", rate, amount, status, payable_from, number=number, note=note,
        tier=tier, tier_day=line.tier_day if tier else None,
    )  # fmt: skip


def _tier_note(line: OrderLine) -> str:
    """Which tier a rule went by, and of which day."""
    return f"tier {line.tier}, " + (
        f"by followers of {line.tier_day}" if line.tier_day else "as the profile has it today"
    )


def _amount(line: OrderLine, rule: Rule, unit: int, paid_once: set[tuple[str, str]]) -> tuple[int, str]:
    if rule.rate is not None:
        return round_half_up(line.base * rule.rate), as_percent(rule.rate)
    assert rule.fixed is not None
    fixed_amount = rule.fixed * unit
    if rule.per == "order":
        if (line.order, rule.name) in paid_once:
            return 0, f"{rule.fixed} per order, once"
        paid_once.add((line.order, rule.name))
        amount, rate = round_half_up(fixed_amount), f"{rule.fixed} per order"
    else:
        amount, rate = round_half_up(fixed_amount * line.quantity), f"{rule.fixed} per item"
    return (amount if rule.even_if_free else min(amount, line.base)), rate


def as_percent(rate: Decimal) -> str:
    """A rate as people write it."""
    return f"{(rate * 100).normalize():f}%"


def _refund(line: OrderLine, sale: Earning) -> Earning:
    """What a return takes back: the same share of the amount as of the base, at the rate of that line."""
    amount = sale.amount if line.back >= line.base else round_half_up(Decimal(sale.amount) * line.back / line.base)
    return Earning(
        ("refund", line.order, str(line.line)), line.person, "refund", line.refund_day or line.day, line.order,
        line.label,
        Decimal(0), -line.back, sale.rule, sale.rate, -min(amount, sale.amount), sale.status, sale.payable_from,
        number=sale.number, note="returned",
    )  # fmt: skip


def _net_base(line: OrderLine) -> int:
    return line.base - line.back


def _steps(
    rules: Commissions, payable_lines: Sequence[OrderLine], earnings: Sequence[Earning], unit: int
) -> Iterator[Earning]:
    """Of several steps that pay for a line, the one that pays most."""
    best: dict[tuple[str, str], list[Earning]] = {}
    paying_keys = {entry.key[1:] for entry in earnings if entry.kind == "sale" and entry.number >= 0}
    lines = [line for line in payable_lines if (line.order, str(line.line)) in paying_keys]
    for steps in rules.steps:
        steps_by_item: dict[tuple[str, str], list[Earning]] = defaultdict(list)
        for step in _one_steps(steps, lines, unit):
            steps_by_item[step.order, step.key[2].rpartition("/")[2]].append(step)
        for key, entries in steps_by_item.items():
            if key not in best or total_of(entries, "payable") > total_of(best[key], "payable"):
                best[key] = entries
    for entries in best.values():
        yield from (entry for entry in entries if entry.amount)


def _one_steps(steps: Steps, payable_lines: Sequence[OrderLine], unit: int) -> Iterator[Earning]:
    windows: dict[str, list[OrderLine]] = defaultdict(list)
    for line in payable_lines:
        if fits(steps.for_, line):
            windows[window_of(line.day, steps.of)].append(line)
    levels = [(step.from_ * (unit if steps.count == "sales" else 1), step.add) for step in steps.at]
    for window, lines in windows.items():
        if steps.applies == "all":
            yield from _whole_window(steps, window, lines, levels)
        else:
            yield from _beyond(steps, window, lines, levels)


def _beyond(
    steps: Steps, window: str, lines: Sequence[OrderLine], levels: Sequence[tuple[Decimal, Decimal]]
) -> Iterator[Earning]:
    """What lies beyond each step earns more; the line that crosses one is split."""
    before = Decimal(0)
    orders: set[str] = set()
    for line in lines:
        net_base = _net_base(line)
        orders.add(line.order)
        for at, (level, add) in enumerate(levels):
            top = levels[at + 1][0] if at + 1 < len(levels) else None
            if steps.count == "orders":
                is_beyond = len(orders) > level and (top is None or len(orders) <= top)
                beyond = Decimal(net_base if is_beyond else 0)
            else:
                low = max(before, level)
                beyond = max((before + net_base if top is None else min(before + net_base, top)) - low, Decimal(0))
            if beyond > 0:
                yield _step(steps, window, line, at, beyond, add)
        before += net_base


def _whole_window(
    steps: Steps, window: str, lines: Sequence[OrderLine], levels: Sequence[tuple[Decimal, Decimal]]
) -> Iterator[Earning]:
    volume = len({line.order for line in lines}) if steps.count == "orders" else sum(map(_net_base, lines))
    add = max((add for level, add in levels if volume >= level), default=Decimal(0))
    if add:
        for line in lines:
            yield _step(steps, window, line, 0, Decimal(_net_base(line)), add)


def _step(steps: Steps, window: str, line: OrderLine, level: int, base: Decimal, add: Decimal) -> Earning:
    return Earning(
        ("step", line.order, f"{steps.name}/{level}/{line.line}"), line.person, "step", line.day, line.order,
        line.label,
        Decimal(0), round_half_up(base), steps.name, f"+{as_percent(add)}", round_half_up(base * add), "payable",
        line.day, window,
        note=_tier_note(line) if steps.for_.tier else "",
    )  # fmt: skip


def _bonuses(rules: Commissions, payable_lines: Sequence[OrderLine], unit: int) -> Iterator[Earning]:
    for bonus in rules.bonuses:
        sums: dict[str, int] = defaultdict(int)
        orders: dict[str, set[str]] = defaultdict(set)
        reached_windows: set[str] = set()
        for line in payable_lines:
            if not fits(bonus.for_, line) or _net_base(line) <= 0:
                continue
            window = window_of(line.day, bonus.when.of)
            sums[window] += _net_base(line)
            orders[window].add(line.order)
            enough = (
                len(orders[window]) >= bonus.when.orders
                if bonus.when.orders is not None
                else sums[window] >= (bonus.when.sales or 0) * unit
            )
            if enough and window not in reached_windows:
                reached_windows.add(window)
                yield Earning(
                    ("bonus", "", f"{bonus.name}/{window}"), line.person, "bonus", line.day, "", "", Decimal(0), 0,
                    bonus.name,
                    "", round_half_up(bonus.amount * unit), "payable", line.day, window,
                )  # fmt: skip


def _caps(rules: Commissions, lines: Sequence[OrderLine], earnings: Sequence[Earning], unit: int) -> Iterator[Earning]:
    """What lies beyond a cap is taken off again, in a line of its own."""
    if not lines:
        return
    for cap in rules.caps:
        if not fits(cap.for_, lines[0]):
            continue
        sums: dict[str, int] = defaultdict(int)
        last: dict[str, date] = {}
        for entry in earnings:
            if entry.status == "payable":
                window = window_of(entry.day, cap.of)
                sums[window] += entry.amount
                last[window] = max(entry.day, last.get(window, entry.day))
        for window, total in sums.items():
            most = round_half_up(cap.amount * unit)
            if total > most:
                yield Earning(
                    ("cap", "", f"{cap.name}/{window}"), lines[0].person, "cap", last[window], "", "", Decimal(0), 0,
                    cap.name, "",
                    most - total, "payable", last[window], window,
                )  # fmt: skip


def total_of(earnings: Iterable[Earning], *statuses: Status) -> int:
    """The sum of the printed lines of some statuses."""
    return sum(entry.amount for entry in earnings if entry.status in statuses)


class OlderLine(Struct, frozen=True):
    """A line of an older statement. `is_paid`: it was payable then, and counts as paid since."""

    person: str
    kind: Kind
    base: int
    amount: int
    is_paid: bool
    window: str = ""


def settle(
    earnings: Sequence[Earning],
    older_lines: Mapping[tuple[str, str, str], OlderLine],
    person: str,
    first: date,
    last: date,
) -> list[Earning]:
    """Return the lines of a statement for a period: new lines, and corrections of lines in older statements.

    A paid line keeps its amount while its order does not change: later changes of rules and of people do not
    rewrite it. `older_lines` are the sums of older statements by key.
    """
    now = {entry.key: entry for entry in earnings if entry.day <= last}
    lines: list[Earning] = []
    changed_windows: set[str] = set()
    for entry in now.values():
        if entry.kind in ("sale", "refund"):
            line = _settled_line(entry, older_lines)
            if line is not None and (older_lines or entry.day >= first):
                lines.append(line)
                if line.day < first:
                    changed_windows.update(window_of(line.day, window) for window in _WINDOWS)
    for entry in now.values():
        if entry.kind in ("sale", "refund") or (not older_lines and entry.day < first):
            continue
        before = older_lines.get(entry.key)
        if entry.day < first and before is not None and entry.window not in changed_windows:
            continue
        difference = entry.amount - (before.amount if before else 0)
        if difference:
            note = "correction" if before else entry.note
            lines.append(replace(entry, amount=difference, note=note))
    for key, before in older_lines.items():
        if key in now or not before.amount or before.person != person:
            continue
        if before.kind in ("sale", "refund") or before.window in changed_windows:
            lines.append(
                Earning(
                    key, person, before.kind, first, key[1], "", Decimal(0), -before.base, "", "", -before.amount,
                    "payable",
                    first, before.window, note="correction: the files no longer have this",
                )
            )  # fmt: skip
    return sorted(
        lines, key=lambda step: (step.day, step.order, step.key[2].rpartition("/")[2], _ORDER.index(step.kind))
    )


def _settled_line(entry: Earning, older_lines: Mapping[tuple[str, str, str], OlderLine]) -> Earning | None:
    """A sale or a refund beside what was paid for it; None where nothing is left to say."""
    before = older_lines.get(entry.key)
    if before is None:
        sale = older_lines.get(("sale", *entry.key[1:])) if entry.kind == "refund" else None
        if sale is not None and sale.amount:  # taken back at the rate that was paid
            amount = (
                sale.amount
                if -entry.base >= sale.base
                else round_half_up(Decimal(sale.amount) * -entry.base / sale.base)
            )
            return replace(entry, amount=-min(amount, sale.amount))
        return entry
    if entry.status == "reversed":
        return (
            replace(entry, amount=-before.amount, status="payable", note=f"correction: {entry.note}")
            if before.amount
            else None
        )
    if before.base == entry.base:
        return None
    difference = entry.amount - before.amount
    return replace(entry, amount=difference, note="correction: the order changed") if difference else None
