"""Tests that commissions are right to the cent: each rule, each rounding and each correction."""

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
    defaults = {"line": 1, "day": DAY, "state": "confirmed", "product": "balm", "label": "Balm", "quantity": Decimal(1)}
    return OrderLine("lea", order, base=base, **{**defaults, **facts})


def amounts(earnings: list[Earning]) -> list[tuple[str, int]]:
    return [(earning.kind, earning.amount) for earning in earnings]


def test_half_a_cent_is_rounded_up() -> None:
    assert [round_half_up(Decimal(text)) for text in ("0.5", "1.5", "2.4999", "-0.5")] == [1, 2, 2, -1]


def test_the_first_rule_that_fits_counts() -> None:
    commissions = rules(
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
    earnings = earn(
        commissions,
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
    assert {earning.order: (earning.rule, earning.amount) for earning in earnings} == {
        "1": ("Cards", 0), "2": ("Deal", 180), "3": ("Launch", 200), "4": ("New", 150), "5": ("Nano", 120),
        "6": ("Set", 450), "7": ("All", 100),
    }  # fmt: skip


def test_a_fixed_amount_above_the_base_needs_an_option() -> None:
    for extra, amount in (({}, 100), ({"even_if_free": "true"}, 150)):
        commissions = rules(rules=[{"name": "Fixed", "fixed": "1.50", **extra}])
        assert amounts(earn(commissions, [line(base=100)], 100, LATER)) == [("sale", amount)]


def test_a_fixed_amount_per_order_is_paid_once() -> None:
    commissions = rules(rules=[{"name": "Fixed", "fixed": "1.50", "per": "order"}])
    earnings = earn(commissions, [line(line=1), line(line=2), line("2")], 100, LATER)
    assert [earning.amount for earning in earnings] == [150, 0, 150]


def test_the_state_of_an_order_decides_what_is_paid() -> None:
    commissions = rules()
    [early] = earn(commissions, [line()], 100, DAY + timedelta(days=29))
    [due] = earn(commissions, [line()], 100, DAY + timedelta(days=30))
    [unpaid] = earn(commissions, [line(state="open")], 100, LATER)
    [cancellation] = earn(commissions, [line(state="lost")], 100, LATER)
    assert [earning.status for earning in (early, due, unpaid, cancellation)] == ["open", "payable", "open", "reversed"]
    assert cancellation.amount == 0


def test_a_return_deducts_its_share() -> None:
    earnings = earn(rules(), [line(base=333, back=111)], 100, LATER)
    assert amounts(earnings) == [("sale", 33), ("refund", -11)]
    assert amounts(earn(rules(), [line(base=333, back=333)], 100, LATER)) == [("sale", 33), ("refund", -33)]


@given(
    st.sampled_from(sorted(UNITS)),
    st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)), max_size=12),
    st.decimals(0, 100, places=2),
)
def test_printed_lines_sum_to_the_total_and_no_order_goes_below_zero(
    currency: str, orders: list[tuple[int, int]], rate: Decimal
) -> None:
    commissions = rules(rules=[{"name": "All", "rate": f"{rate}%"}])
    lines = [line(str(at), base, back=min(base, back)) for at, (base, back) in enumerate(orders)]
    earnings = earn(commissions, lines, UNITS[currency], LATER)
    assert total_of(earnings, "payable") == sum(earning.amount for earning in earnings)
    for at in range(len(orders)):
        assert sum(earning.amount for earning in earnings if earning.order == str(at)) >= 0
    for earning in earnings:
        if earning.kind == "sale":
            assert earning.amount == round_half_up(earning.base * rate / 100)


def naive_above(bases: list[int], levels: list[tuple[int, Decimal]]) -> dict[int, int]:
    """Count cent by cent: each cent of sales earns the addition of its level. Round once for each line and level."""
    sums, at = {}, 0
    for number, base in enumerate(bases):
        parts: dict[int, int] = {}
        for _ in range(base):
            levels_reached = [level for level, (start, _) in enumerate(levels) if at >= start]
            if levels_reached:
                parts[levels_reached[-1]] = parts.get(levels_reached[-1], 0) + 1
            at += 1
        sums[number] = sum(round_half_up(cents * levels[level][1]) for level, cents in parts.items())
    return sums


@given(
    st.lists(st.integers(0, 400), max_size=8),
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 30)), min_size=1, max_size=3, unique_by=lambda step: step[0]),
)
def test_steps_earn_what_a_count_of_each_cent_gives(bases: list[int], steps: list[tuple[int, int]]) -> None:
    steps.sort()
    assert all(lower[0] < higher[0] for lower, higher in pairwise(steps))
    at = [{"from": f"{start}.00", "add": f"{add}%"} for start, add in steps]
    earnings = earn(rules(steps=[{"name": "S", "at": at}]), [line(str(n), b) for n, b in enumerate(bases)], 100, LATER)
    expected = naive_above(bases, [(start * 100, Decimal(add) / 100) for start, add in steps])
    for number in range(len(bases)):
        assert (
            sum(earning.amount for earning in earnings if earning.kind == "step" and earning.order == str(number))
            == expected[number]
        )
    for earning in earnings:
        if earning.kind == "step":
            assert earning.amount == round_half_up(earning.base * Decimal(earning.rate.strip("+%")) / 100)


def test_a_step_for_all_counts_for_the_whole_window() -> None:
    commissions = rules(steps=[{"name": "S", "applies": "all", "at": [{"from": "20.00", "add": "5%"}]}])
    assert amounts(earn(commissions, [line("1"), line("2", 999)], 100, LATER)) == [("sale", 100), ("sale", 100)]
    earnings = earn(commissions, [line("1"), line("2"), line("3", day=date(2027, 4, 1))], 100, LATER)
    assert [(earning.order, earning.amount) for earning in earnings if earning.kind == "step"] == [("1", 50), ("2", 50)]


def test_open_orders_count_for_no_step_and_no_bonus() -> None:
    commissions = rules(
        steps=[{"name": "S", "count": "orders", "at": [{"from": "1", "add": "5%"}]}],
        bonuses=[{"name": "B", "when": {"orders": "2"}, "amount": "20.00"}],
    )
    assert amounts(earn(commissions, [line("1"), line("2")], 100, DAY)) == [("sale", 100), ("sale", 100)]
    earnings = earn(commissions, [line("1"), line("2")], 100, LATER)
    assert amounts(earnings) == [("sale", 100), ("sale", 100), ("step", 50), ("bonus", 2000)]


def test_the_best_of_several_steps_counts() -> None:
    steps = [{"name": name, "at": [{"from": "0", "add": add}]} for name, add in (("A", "2%"), ("B", "3%"), ("C", "1%"))]
    earnings = earn(rules(steps=steps), [line()], 100, LATER)
    assert [(earning.rule, earning.amount) for earning in earnings] == [("All", 100), ("B", 30)]


def test_a_cap_deducts_the_amount_above_it() -> None:
    commissions = rules(caps=[{"name": "C", "amount": "1.50"}])
    assert amounts(earn(commissions, [line("1"), line("2")], 100, LATER)) == [
        ("sale", 100),
        ("sale", 100),
        ("cap", -50),
    ]


def paid_from(earnings: list[Earning]) -> dict[tuple[str, str, str], OlderLine]:
    paid_lines: dict[tuple[str, str, str], OlderLine] = {}
    for earning in earnings:
        before = paid_lines.get(earning.key)
        if earning.status == "payable":
            amount = earning.amount + (before.amount if before else 0)
            base = earning.base if before is None else before.base
            paid_lines[earning.key] = OlderLine(earning.person, earning.kind, base, amount, True, earning.window)
    return paid_lines


MARCH = (date(2027, 3, 1), date(2027, 3, 31))
APRIL = (date(2027, 4, 1), date(2027, 4, 30))


def test_a_settlement_after_payment_has_only_the_differences() -> None:
    commissions = rules(
        steps=[{"name": "S", "at": [{"from": "5.00", "add": "5%"}]}],
        bonuses=[{"name": "B", "when": {"orders": "1"}, "amount": "20.00"}],
    )
    lines = [line("1"), line("2", back=300)]
    first = settle(earn(commissions, lines, 100, LATER), {}, "lea", *MARCH)
    paid_lines = paid_from(first)
    assert settle(earn(commissions, lines, 100, LATER), paid_lines, "lea", *MARCH) == []
    # A return after payment is deducted at the paid rate, together with its part of the step.
    later_lines = [line("1", back=500), line("2", back=300)]
    differences = settle(earn(commissions, later_lines, 100, LATER), paid_lines, "lea", *APRIL)
    assert [(earning.kind, earning.order, earning.amount) for earning in differences if earning.kind == "refund"] == [
        ("refund", "1", -50)
    ]
    together = sum(earning.amount for earning in (*first, *differences))
    assert together == sum(earning.amount for earning in earn(commissions, later_lines, 100, LATER))


def test_new_rules_do_not_change_paid_amounts() -> None:
    paid_lines = paid_from(settle(earn(rules(), [line()], 100, LATER), {}, "lea", *MARCH))
    higher_rate = rules(rules=[{"name": "All", "rate": "50%"}])
    assert settle(earn(higher_rate, [line()], 100, LATER), paid_lines, "lea", *APRIL) == []
    [correction] = settle(earn(higher_rate, [line(back=500)], 100, LATER), paid_lines, "lea", *APRIL)
    assert correction.amount == -50


def test_an_order_that_is_cancelled_after_payment_is_deducted() -> None:
    paid_lines = paid_from(settle(earn(rules(), [line()], 100, LATER), {}, "lea", *MARCH))
    [correction] = settle(earn(rules(), [line(state="lost")], 100, LATER), paid_lines, "lea", *APRIL)
    assert (correction.amount, correction.status, correction.note) == (
        -100,
        "payable",
        "correction: the order was cancelled",
    )
    [correction] = settle([], paid_lines, "lea", *APRIL)
    assert correction.amount == -100


def test_an_order_on_hold_comes_in_a_later_statement() -> None:
    early = settle(earn(rules(), [line()], 100, DAY), {}, "lea", *MARCH)
    assert [earning.status for earning in early] == ["open"]
    # Another order was paid in March, so there is an earlier statement.
    paid_lines = {("sale", "0", "1"): OlderLine("lea", "sale", 100, 10, True)}
    lines = [line("0", 100), line(), line("2", day=date(2027, 4, 2))]
    earnings = settle(earn(rules(), lines, 100, date(2027, 4, 10)), paid_lines, "lea", *APRIL)
    assert [(earning.order, earning.amount, earning.status) for earning in earnings] == [
        ("1", 100, "payable"),
        ("2", 100, "open"),
    ]


@pytest.mark.parametrize("text", ["10", "101%", "-1%", "ten %", "1.23456%"])
def test_a_rate_that_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="percentage"):
        rules(rules=[{"name": "All", "rate": text}])
