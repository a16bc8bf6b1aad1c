"""Files with which people are paid: for PayPal, and a plain one for a bank. They lie outside the repository."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.commissions.statement import Statement, write_amount
from generator.tables.formulas import bare
from generator.tables.write import data_line

_MOST = 5_000  # rows of one file (developer.paypal.com/docs/payouts)
_LONGEST_ID, _LONGEST_NOTE = 30, 400


class PayeesError(ValueError):
    """A list of payees that cannot be used; the message says why, `row` where, and `help` what to do."""

    def __init__(self, message: str, help: str = "", row: int = 0) -> None:
        super().__init__(message)
        self.row, self.help = row, help


def in_repository(path: Path) -> bool:
    """Whether a place lies in a git repository."""
    place = path.resolve()
    return any((folder / ".git").exists() for folder in (place, *place.parents))


def read_payees(text: str) -> Mapping[str, Mapping[str, str]]:
    """The payees by `ambassador`; `recipient` is what PayPal pays to. Raises PayeesError."""
    text = text.removeprefix("\ufeff")
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = reader.fieldnames or ()
    if "ambassador" not in names or "recipient" not in names:
        raise PayeesError(
            "this is not a list of payees: it has no columns `ambassador` and `recipient`",
            "give a CSV with the columns `ambassador` and `recipient`, and the columns that your bank needs",
        )
    payees: dict[str, Mapping[str, str]] = {}
    for number, row in enumerate(reader, 2):
        cells = {name: bare(cell or "").strip() for name, cell in row.items() if name and not isinstance(cell, list)}
        if cells["ambassador"] in payees:
            message = f"there are two rows of `{cells['ambassador'][:64]}`"
            raise PayeesError(message, "delete the one whose account is not right", number)
        if cells["ambassador"]:
            payees[cells["ambassador"]] = cells
    return payees


def addresses_of(payees: Mapping[str, Mapping[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """The e-mail addresses of each person: the one that is paid to, and those in the column `email`, with spaces."""
    return {
        person: tuple(text for text in f"{cells['recipient']} {cells.get('email', '')}".split() if "@" in text)
        for person, cells in payees.items()
    }


def paypal_csv(
    statements: Sequence[Statement],
    payees: Mapping[str, Mapping[str, str]],
    period: str,
    currency: str,
    unit: int,
    brand: str,
) -> list[bytes]:
    """Files for PayPal's payouts, without a header, of at most 5,000 rows each."""
    rows = [
        ",".join(
            (
                payees[statement.person]["recipient"], write_amount(statement.sums["payable"], unit), currency,
                statement.person[:_LONGEST_ID], f'"{brand.replace(chr(34), "")} {period}"'[:_LONGEST_NOTE], "PAYPAL",
            )
        )
        for statement in statements
        if statement.sums["payable"] > 0 and payees.get(statement.person, {}).get("recipient")
    ]  # fmt: skip
    return [("\r\n".join(rows[at : at + _MOST]) + "\r\n").encode() for at in range(0, len(rows), _MOST)]


def payout_csv(
    statements: Sequence[Statement], payees: Mapping[str, Mapping[str, str]], period: str, currency: str, unit: int
) -> bytes:
    """A plain list: whom to pay how much, with all columns that the payees' list has."""
    extra = list(dict.fromkeys(name for payee in payees.values() for name in payee if name != "ambassador"))
    rows = [data_line(("ambassador", "amount", "currency", "reference", *extra))]
    for statement in statements:
        if statement.sums["payable"] > 0 and statement.person in payees:
            cells = (payees[statement.person].get(name, "") for name in extra)
            amount = write_amount(statement.sums["payable"], unit)
            rows.append(data_line((statement.person, amount, currency, f"{statement.person[:26]} {period}", *cells)))
    return "".join(rows).encode()
