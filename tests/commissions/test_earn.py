"""Commissions to the cent: each rule, each rounding, each correction."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.commissions.earn import Earning, OlderLine, OrderLine, earn, round_half_up, settle, total_of
from generator.models.commissions import Commissions

DAY = date(2027, 3, 5)
LATER = date(2027, 6, 1)
UNITS = {"EUR": 100, "JPY": 1, "KWD": 1000}


def rules(**keys: Any) -> Commissions:
    return Commissions.model_validate({"hold": "30", "rules": [{"name": "All", "rate": "10%"}], **keys})


def line(order: str = "1", base: int = 1000, **facts: Any) -> OrderLine:
    given = {"line": 1, "day": DAY, "state": "confirmed", "product": "balm", "label": "Balm", "quantity": Decimal(1)}
    return OrderLine("lea", order, base=base, **{**given, **facts})


def amounts(earnings: list[Earning]) -> list[tuple[str, int]]:
    return [(one.kind, one.amount) for one in earnings]


def test_half_a_cent_goes_up() -> None:
    assert [round_half_up(Decimal(text)) for text in ("0.5", "1.5", "2.4999", "-0.5")] == [1, 2, 2, -1]


def test_the_first_rule_that_fits_counts() -> None:
    given = rules(
        rules=[
            {"name": "Cards", "for": {"tags": "gift-card"}, "rate": "0%"},
            {"name": "Deal", "for": {"ambassador": "lea"}, "rate": "18%", "from": "2027-01-01", "until": "2027-03-04"},
            {"name": "Launch", "for": {"product": "balm", "campaign": "glow"}, "rate": "20%"},
            {"name": "New", "for": {"customer": "new"}, "rate": "15%"},
            {"name": "Nano", "for": {"tier": ["nano", "micro"]}, "rate": "12%"},
            {"name": "Set", "for": {"product": "minis"}, "fixed": "1.50", "per": "item"},
            {"name": "All", "rate": "10%"},
        ]
    )
    found = earn(
        given,
        [
            line("1", tags=frozenset({"gift-card"})),
            line("2", day=DAY - timedelta(days=1)),
            line("3", campaigns=frozenset({"glow"})),
            line("4", is_new=True),
            line("5", tier="nano"),
            line("6", product="minis", quantity=Decimal(3)),
            line("7"),
        ],
        100,
        LATER,
    )
    assert {one.order: (one.rule, one.amount) for one in found} == {
        "1": ("Cards", 0), "2": ("Deal", 180), "3": ("Launch", 200), "4": ("New", 150), "5": ("Nano", 120),
        "6": ("Set", 450), "7": ("All", 100),
    }  # fmt: skip


def test_a_fixed_amount_is_never_more_than_the_base_unless_asked() -> None:
    for extra, amount in (({}, 100), ({"even_if_free": "true"}, 150)):
        given = rules(rules=[{"name": "Fixed", "fixed": "1.50", **extra}])
        assert amounts(earn(given, [line(base=100)], 100, LATER)) == [("sale", amount)]


def test_a_fixed_amount_per_order_is_paid_once() -> None:
    given = rules(rules=[{"name": "Fixed", "fixed": "1.50", "per": "order"}])
    found = earn(given, [line(line=1), line(line=2), line("2")], 100, LATER)
    assert [one.amount for one in found] == [150, 0, 150]


def test_the_state_of_an_order_decides_what_is_paid() -> None:
    given = rules()
    [held] = earn(given, [line()], 100, DAY + timedelta(days=29))
    [free] = earn(given, [line()], 100, DAY + timedelta(days=30))
    [unpaid] = earn(given, [line(state="open")], 100, LATER)
    [lost] = earn(given, [line(state="lost")], 100, LATER)
    assert [one.status for one in (held, free, unpaid, lost)] == ["open", "payable", "open", "reversed"]
    assert lost.amount == 0


def test_a_return_takes_its_share_back() -> None:
    found = earn(rules(), [line(base=333, back=111)], 100, LATER)
    assert amounts(found) == [("sale", 33), ("refund", -11)]
    assert amounts(earn(rules(), [line(base=333, back=333)], 100, LATER)) == [("sale", 33), ("refund", -33)]


@given(
    st.sampled_from(sorted(UNITS)),
    st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)), max_size=12),
    st.decimals(0, 100, places=2),
)
def test_printed_lines_sum_to_the_total_and_no_order_goes_below_zero(
    currency: str, orders: list[tuple[int, int]], rate: Decimal
) -> None:
    given = rules(rules=[{"name": "All", "rate": f"{rate}%"}])
    lines = [line(str(at), base, back=min(base, back)) for at, (base, back) in enumerate(orders)]
    found = earn(given, lines, UNITS[currency], LATER)
    assert total_of(found, "payable") == sum(one.amount for one in found)
    for at in range(len(orders)):
        assert sum(one.amount for one in found if one.order == str(at)) >= 0
    for one in found:
        if one.kind == "sale":
            assert one.amount == round_half_up(one.base * rate / 100)


def naive_above(bases: list[int], levels: list[tuple[int, Decimal]]) -> dict[int, int]:
    """Cent by cent: each cent of sales earns what the level it lies in adds; rounded for each line and level."""
    sums, at = {}, 0
    for number, base in enumerate(bases):
        parts: dict[int, int] = {}
        for _ in range(base):
            reached = [level for level, (start, _) in enumerate(levels) if at >= start]
            if reached:
                parts[reached[-1]] = parts.get(reached[-1], 0) + 1
            at += 1
        sums[number] = sum(round_half_up(cents * levels[level][1]) for level, cents in parts.items())
    return sums


@given(
    st.lists(st.integers(0, 400), max_size=8),
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 30)), min_size=1, max_size=3, unique_by=lambda one: one[0]),
)
def test_above_is_what_a_count_of_each_cent_says(bases: list[int], steps: list[tuple[int, int]]) -> None:
    steps.sort()
    assert all(one[0] < other[0] for one, other in pairwise(steps))
    at = [{"from": f"{start}.00", "add": f"{add}%"} for start, add in steps]
    found = earn(rules(steps=[{"name": "S", "at": at}]), [line(str(n), b) for n, b in enumerate(bases)], 100, LATER)
    wanted = naive_above(bases, [(start * 100, Decimal(add) / 100) for start, add in steps])
    for number in range(len(bases)):
        assert sum(one.amount for one in found if one.kind == "step" and one.order == str(number)) == wanted[number]
    for one in found:
        if one.kind == "step":
            assert one.amount == round_half_up(one.base * Decimal(one.rate.strip("+%")) / 100)


def test_all_pays_the_whole_window_once_it_is_reached() -> None:
    given = rules(steps=[{"name": "S", "applies": "all", "at": [{"from": "20.00", "add": "5%"}]}])
    assert amounts(earn(given, [line("1"), line("2", 999)], 100, LATER)) == [("sale", 100), ("sale", 100)]
    found = earn(given, [line("1"), line("2"), line("3", day=date(2027, 4, 1))], 100, LATER)
    assert [(one.order, one.amount) for one in found if one.kind == "step"] == [("1", 50), ("2", 50)]


def test_open_lines_count_for_no_step_and_no_bonus() -> None:
    given = rules(
        steps=[{"name": "S", "count": "orders", "at": [{"from": "1", "add": "5%"}]}],
        bonuses=[{"name": "B", "when": {"orders": "2"}, "amount": "20.00"}],
    )
    assert amounts(earn(given, [line("1"), line("2")], 100, DAY)) == [("sale", 100), ("sale", 100)]
    found = earn(given, [line("1"), line("2")], 100, LATER)
    assert amounts(found) == [("sale", 100), ("sale", 100), ("step", 50), ("bonus", 2000)]


def test_of_several_steps_the_best_counts() -> None:
    steps = [{"name": name, "at": [{"from": "0", "add": add}]} for name, add in (("A", "2%"), ("B", "3%"), ("C", "1%"))]
    found = earn(rules(steps=steps), [line()], 100, LATER)
    assert [(one.rule, one.amount) for one in found] == [("All", 100), ("B", 30)]


def test_a_cap_takes_off_what_lies_beyond() -> None:
    given = rules(caps=[{"name": "C", "amount": "1.50"}])
    assert amounts(earn(given, [line("1"), line("2")], 100, LATER)) == [("sale", 100), ("sale", 100), ("cap", -50)]


def paid_from(earnings: list[Earning]) -> dict[tuple[str, str, str], OlderLine]:
    found: dict[tuple[str, str, str], OlderLine] = {}
    for one in earnings:
        before = found.get(one.key)
        if one.status == "payable":
            amount = one.amount + (before.amount if before else 0)
            base = one.base if before is None else before.base
            found[one.key] = OlderLine(one.person, one.kind, base, amount, True, one.window)
    return found


MARCH = (date(2027, 3, 1), date(2027, 3, 31))
APRIL = (date(2027, 4, 1), date(2027, 4, 30))


def test_again_after_payment_gives_only_differences() -> None:
    given = rules(
        steps=[{"name": "S", "at": [{"from": "5.00", "add": "5%"}]}],
        bonuses=[{"name": "B", "when": {"orders": "1"}, "amount": "20.00"}],
    )
    lines = [line("1"), line("2", back=300)]
    first = settle(earn(given, lines, 100, LATER), {}, "lea", *MARCH)
    paid = paid_from(first)
    assert settle(earn(given, lines, 100, LATER), paid, "lea", *MARCH) == []
    # A return after payment: taken back at the rate that was paid, and its part of the step too.
    later = [line("1", back=500), line("2", back=300)]
    found = settle(earn(given, later, 100, LATER), paid, "lea", *APRIL)
    assert [(one.kind, one.order, one.amount) for one in found if one.kind == "refund"] == [("refund", "1", -50)]
    together = sum(one.amount for one in (*first, *found))
    assert together == sum(one.amount for one in earn(given, later, 100, LATER))


def test_later_rules_do_not_rewrite_what_was_paid() -> None:
    paid = paid_from(settle(earn(rules(), [line()], 100, LATER), {}, "lea", *MARCH))
    dearer = rules(rules=[{"name": "All", "rate": "50%"}])
    assert settle(earn(dearer, [line()], 100, LATER), paid, "lea", *APRIL) == []
    [back] = settle(earn(dearer, [line(back=500)], 100, LATER), paid, "lea", *APRIL)
    assert back.amount == -50


def test_an_order_that_was_cancelled_after_payment_is_taken_back() -> None:
    paid = paid_from(settle(earn(rules(), [line()], 100, LATER), {}, "lea", *MARCH))
    [back] = settle(earn(rules(), [line(state="lost")], 100, LATER), paid, "lea", *APRIL)
    assert (back.amount, back.status, back.note) == (-100, "payable", "correction: the order was cancelled")
    [gone] = settle([], paid, "lea", *APRIL)
    assert gone.amount == -100


def test_a_line_that_was_held_comes_in_a_later_statement() -> None:
    early = settle(earn(rules(), [line()], 100, DAY), {}, "lea", *MARCH)
    assert [one.status for one in early] == ["open"]
    # Another order was paid in March, so that there is a statement to go on from.
    paid = {("sale", "0", "1"): OlderLine("lea", "sale", 100, 10, True)}
    lines = [line("0", 100), line(), line("2", day=date(2027, 4, 2))]
    found = settle(earn(rules(), lines, 100, date(2027, 4, 10)), paid, "lea", *APRIL)
    assert [(one.order, one.amount, one.status) for one in found] == [("1", 100, "payable"), ("2", 100, "open")]


@pytest.mark.parametrize("text", ["10", "101%", "-1%", "ten %", "1.23456%"])
def test_what_is_no_percentage(text: str) -> None:
    with pytest.raises(ValueError, match="percentage"):
        rules(rules=[{"name": "All", "rate": text}])
