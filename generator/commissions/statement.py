"""Statements as files: the lines of everybody, a summary, a page for each person, and older statements read again."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from msgspec import Struct, field

from generator.commissions.earn import Earning, Kind, OlderLine
from generator.tables.formulas import bare
from generator.tables.write import data_line

COLUMNS = (
    "ambassador", "period", "order_day", "order", "line", "kind", "product", "quantity", "base", "rule", "rate",
    "amount",
    "currency", "status", "payable_from", "note",
)  # fmt: skip
SUMMARY = ("ambassador", "opening", "earned", "reversed", "bonus", "paid", "closing", "payable", "currency")
_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?")
_KINDS: tuple[Kind, ...] = ("sale", "refund", "step", "bonus", "cap")


class StatementError(ValueError):
    """A file that is no statement; the message says why, and `row` where."""

    def __init__(self, message: str, row: int = 0) -> None:
        super().__init__(message)
        self.row = row


class Statement(Struct):
    """One person's statement: `amount` of each line counts once, `is_carried` says that nothing is paid this time."""

    person: str
    lines: list[Earning]
    paid_amount: int = 0
    """What older statements paid."""
    is_carried: bool = False
    sums: dict[str, int] = field(default_factory=dict)


def make_statement(person: str, lines: list[Earning], paid_amount: int, first: date, minimum: int) -> Statement:
    """Put lines together; below the minimum, or below nothing, the balance is carried over."""
    payable = sum(line.amount for line in lines if line.status == "payable")
    is_carried = payable <= 0 or payable < minimum
    statement = Statement(person, lines, paid_amount, is_carried and any(line.status == "payable" for line in lines))
    live = [line for line in lines if line.status != "reversed"]
    opening = sum(line.amount for line in live if line.day < first)
    now = [line for line in live if line.day >= first]
    sums = {
        "opening": opening,
        "earned": sum(line.amount for line in now if line.kind in ("sale", "step") and line.amount > 0),
        "reversed": sum(line.amount for line in now if line.kind == "refund" or line.amount < 0),
        "bonus": sum(line.amount for line in now if line.kind == "bonus" and line.amount > 0),
        "paid": paid_amount,
        "payable": 0 if is_carried else payable,
    }
    sums["closing"] = sums["opening"] + sums["earned"] + sums["reversed"] + sums["bonus"] - sums["payable"]
    statement.sums = sums
    return statement


def write_amount(amount: int, unit: int) -> str:
    """An amount as a statement has it: digits, a point, and all places of the currency."""
    places = len(str(unit)) - 1
    return f"{Decimal(amount).scaleb(-places):.{places}f}"


def say_amount(amount: int, unit: int) -> str:
    """An amount for people: as `write_amount`, with commas between thousands."""
    return f"{Decimal(write_amount(amount, unit)):,f}"


def write_number(value: Decimal) -> str:
    """A number without zeros at its end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def lines_csv(statements: Iterable[Statement], period: str, currency: str, unit: int) -> bytes:
    """The lines of statements as CSV, which later runs read again."""
    rows = [data_line(COLUMNS)]
    for statement in statements:
        for line in statement.lines:
            status = "carried" if statement.is_carried and line.status == "payable" else line.status
            rows.append(
                data_line(
                    (
                        statement.person, period, line.day.isoformat(), line.order, line.key[2], line.kind, line.label,
                        write_number(line.quantity),
                        write_amount(line.base, unit), line.rule, line.rate, write_amount(line.amount, unit), currency,
                        status,
                        line.payable_from.isoformat() if line.payable_from else "", line.note,
                    )
                )
            )  # fmt: skip
    return "".join(rows).encode()


def summary_csv(statements: Iterable[Statement], currency: str, unit: int) -> bytes:
    """One row a person: opening + earned + reversed + bonus - payable = closing."""
    rows = [data_line(SUMMARY)]
    rows += [
        data_line((statement.person, *(write_amount(statement.sums[name], unit) for name in SUMMARY[1:-1]), currency))
        for statement in statements
    ]
    return "".join(rows).encode()


def read_statements(texts: Sequence[str], currency: str, unit: int) -> Mapping[tuple[str, str, str, str], OlderLine]:
    """The sums of older statements by person and key; only what was payable counts as paid. Raises StatementError."""
    lines_by_key: dict[tuple[str, str, str, str], OlderLine] = {}
    for text in texts:
        reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
        if not set(COLUMNS) <= set(reader.fieldnames or ()):
            raise StatementError("it does not have the columns of a statement")
        for number, row in enumerate(reader, 2):
            cells = {name: bare(row[name] or "") for name in COLUMNS}
            if cells["currency"] != currency:
                raise StatementError(
                    f"its currency is {cells['currency'][:10] or 'not given'}, and not {currency}", number
                )
            kind = next((kind for kind in _KINDS if kind == cells["kind"]), None)
            if kind is None:
                raise StatementError(f"`{cells['kind'][:20]}` is not a kind of line", number)
            if cells["status"] != "payable":
                continue
            key = cells["ambassador"], kind, cells["order"], cells["line"]
            before = lines_by_key.get(key)
            base, amount = (_read_amount(cells[name], unit, number) for name in ("base", "amount"))
            window = cells["line"].rpartition("/")[2] if kind in ("bonus", "cap") else cells["order_day"][:7]
            lines_by_key[key] = OlderLine(
                cells["ambassador"], kind, before.base if before else base, amount + (before.amount if before else 0),
                True, window
            )  # fmt: skip
    return lines_by_key


def _read_amount(text: str, unit: int, row: int) -> int:
    try:
        value = Decimal(text) * unit
        if value == int(value):
            return int(value)
    except (InvalidOperation, ValueError, OverflowError):
        pass
    raise StatementError(f"`{text[:30]}` is not an amount in this currency", row)


def by_person(
    older_lines: Mapping[tuple[str, str, str, str], OlderLine],
) -> Mapping[str, Mapping[tuple[str, str, str], OlderLine]]:
    """The sums of older statements, for each person."""
    lines_by_person: dict[str, dict[tuple[str, str, str], OlderLine]] = defaultdict(dict)
    for (person, *key), line in older_lines.items():
        lines_by_person[person][key[0], key[1], key[2]] = line
    return lines_by_person


def days_of(period: str) -> tuple[date, date]:
    """The first and the last day of `2027-03`. Raises ValueError."""
    year, _, month = period.partition("-")
    first = date(int(year), int(month), 1)
    after = (first + timedelta(days=32)).replace(day=1)
    return first, after - timedelta(days=1)


def compare(old: str, new: str) -> list[str]:
    """What moved between two files of statements, a sentence each."""
    before, after = _amounts(old), _amounts(new)
    differences = []
    for key in sorted(before.keys() | after.keys()):
        old_line, new_line = before.get(key), after.get(key)
        if old_line != new_line:
            person, kind, order, line = key
            what = f"{person}: {kind}{f' of {order}' if order else ''} ({line})"
            differences.append(f"{what}: {old_line or 'not there'} → {new_line or 'not there'}")
    return differences


def _with_commas(text: str) -> str:
    """An amount of a file with commas between thousands; what is none stays as it is."""
    amount = bare(text)
    return f"{Decimal(amount):,f}" if _AMOUNT.fullmatch(amount) else text


def _amounts(text: str) -> dict[tuple[str, str, str, str], str]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    if not set(COLUMNS) <= set(reader.fieldnames or ()):
        raise StatementError("it does not have the columns of a statement")
    return {
        (
            row["ambassador"],
            row["kind"],
            bare(row["order"]),
            row["line"],
        ): f"{_with_commas(row['amount'])} {row['currency']}, {row['status']}"
        for row in reader
    }
