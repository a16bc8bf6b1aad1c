"""The command `ambassador commissions`: the earnings of people in a month, as statements."""

from __future__ import annotations

import csv
import re
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import click
from msgspec import Struct
from msgspec.structs import replace

from generator.build.options import today
from generator.cli.options import SITE, Day
from generator.cli.print_report import print_report
from generator.cli.progress import watch_progress
from generator.cli.report import AS_OF, FILES, LINKS, MAP, PROBLEMS, SHEET, open_site, read_sheets, stop
from generator.cli.streams import note_done
from generator.commissions.earn import Earning, earn, settle
from generator.commissions.page import render_statement
from generator.commissions.payouts import PayeesError, addresses_of, in_repository, payout_csv, paypal_csv, read_payees
from generator.commissions.statement import (
    Statement,
    StatementError,
    by_person,
    compare,
    days_of,
    lines_csv,
    make_statement,
    read_statements,
    say_amount,
    summary_csv,
)
from generator.content.discovery import COMMISSIONS
from generator.content.positions import Positions
from generator.content.site import Site
from generator.models.commissions import Commissions
from generator.problems import Place, Report
from generator.problems.formats import count_phrase
from generator.report.explain import explain_order
from generator.report.order_lines import LineQuery, lines_by_person, unit_of
from generator.report.orders import OrderRules
from generator.report.run import Inputs, JoinedFacts, join_facts, report_other_period
from generator.report.write import write_folder
from generator.tables.table import LARGEST_FILE

LINES, SUMS = "statements.csv", "summary.csv"


class Month(click.ParamType[str]):
    """The type of a month written as 2027-03."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the month."""
        if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", str(value)):
            self.fail(f"`{str(value)[:40]}` is not a month: write it as 2027-03", param, ctx)
        return str(value)


class _Money(Struct, frozen=True):
    """The currency of statements, and the number of its smallest units in one."""

    currency: str
    unit: int


@click.command()
@FILES
@click.option("--period", required=True, type=Month(), help="The month: 2027-03.")
@click.option(
    "--paid", multiple=True, type=SHEET, metavar="STATEMENTS.csv", help="Earlier statements, which are paid already."
)
@click.option("--explain", default="", metavar="ORDER", help="Explain every amount of one order, and write nothing.")
@click.option("--against", type=SHEET, metavar="OLD.csv", help="Also print what changed since older statements.")
@click.option(
    "--payees",
    type=SHEET,
    metavar="PAYEES.csv",
    help="A CSV with the payees' accounts. Keep it outside the repository.",
)
@click.option("--pay-to", type=click.Path(path_type=Path), metavar="DIR", help="The folder for payment files.")
@click.option("--customers-since", type=Day(), help="The files contain every order since this day.")
@click.option(
    "--output", type=click.Path(path_type=Path), help="The folder for statements (default: statements/PERIOD)."
)
@LINKS
@MAP
@PROBLEMS
@AS_OF
@SITE
def commissions(
    files: tuple[Path, ...],
    period: str,
    paid: tuple[Path, ...],
    explain: str,
    against: Path | None,
    payees: Path | None,
    pay_to: Path | None,
    customers_since: date | None,
    output: Path | None,
    sheets: tuple[Path, ...],
    columns: tuple[tuple[str, str], ...],
    style: str,
    as_of: date | None,
    site: Path,
) -> None:
    """Compute commissions by the rules in content/commissions.yaml, and write statements."""
    if pay_to is not None and payees is None:
        raise click.UsageError("--pay-to needs --payees")
    report = Report()
    content = open_site(site, report, style)
    rules = _rules(content, report)
    if rules is None:
        stop(report, site, style)
        return
    money = _Money(rules.currency or content.settings.currency, unit_of(rules.currency or content.settings.currency))
    before = _read_paid(paid, money, report)
    payees_list = _read_payees(payees, pay_to, report)
    if report.errors:
        stop(report, site, style)
    day = as_of or today(content)
    older = read_sheets(sheets, site, report, style)
    inputs = Inputs(files, day, older, dict(columns), OrderRules(tuple(rules.attribution), rules.prices_include_tax))
    needs_customers = any(target.customer for target in rules.targets)
    needs_tiers = any(target.tier for target in rules.targets)
    with ExitStack() as stack:
        progress = stack.enter_context(watch_progress(style))
        joined_facts = stack.enter_context(join_facts(content, inputs, report, progress))
        own = {
            person: frozenset(map(joined_facts.hash_customer, addresses))
            for person, addresses in addresses_of(payees_list).items()
        }
        query = LineQuery(money.currency, rules.base, needs_customers, customers_since, own, needs_tiers)
        if explain:
            _explain(joined_facts, content, query, rules, explain, day, money, report, site, style)
            return
        statements = _statements(joined_facts, content, query, rules, before, period, day, money, report)
        if not statements:
            first, last = days_of(period)
            report_other_period(joined_facts.files, first.isoformat(), last.isoformat(), report)
    if report.errors:
        stop(report, site, style)
    new = lines_csv(statements, period, money.currency, money.unit)
    contents = {LINES: new, SUMS: summary_csv(statements, money.currency, money.unit)}
    for row in statements:
        person = joined_facts.roster.people[row.person]
        contents[f"{row.person}.csv"] = lines_csv([row], period, money.currency, money.unit)
        contents[f"{row.person}.html"] = render_statement(
            row,
            person.name,
            person.locale,
            content.settings.brand,
            period,
            money.currency,
            money.unit,
            {id_: product.name for id_, product in content.products.items()},
        )
    place = output or Path("statements") / period
    if place.exists() and not (place / LINES).exists() and (not place.is_dir() or any(place.iterdir())):
        message = "this folder has other files than statements, and they would be lost"
        report.error("foreign-report-folder", message, Place(str(place)), "name another folder: --output DIR")
        stop(report, site, style)
    changed_lines = _compare_lines(against, new, report)
    if report.errors:
        stop(report, site, style)
    try:
        write_folder(place, contents)
        note_done(f"The statements were written to {place}.")
        if pay_to is not None:
            _write_payments(pay_to, statements, payees_list, period, money, content, report)
    except OSError as error:
        raise click.FileError(str(place), error.strerror) from None
    if style == "full":
        for line in changed_lines:
            click.echo(line)
    due = sum(statement.sums["payable"] for statement in statements)
    closing = (
        f"{count_phrase(len(statements), 'statement')}, {say_amount(due, money.unit)} {money.currency} payable: {place}"
    )
    print_report(report, site, style, closing if style == "full" else "")
    if report.errors:
        raise click.exceptions.Exit(1)


def _rules(content: Site, report: Report) -> Commissions | None:
    if content.commissions is None:
        hint = "write rules, for example `rules: [{name: Everybody, rate: 10%}]`"
        report.error("no-commission-rules", "there are no commission rules", Place(COMMISSIONS), hint)
    return content.commissions


_UNREADABLE = f"it cannot be read as a CSV of UTF-8 text of at most {LARGEST_FILE:,} bytes"


def _read_file(path: Path) -> str:
    """Return the text of a statement or a list of payees. Raises OSError also for a file that is too large."""
    if not path.is_file() or path.stat().st_size > LARGEST_FILE:
        raise OSError(f"it is not a file of at most {LARGEST_FILE:,} bytes")
    return path.read_bytes().decode()


def _read_paid(paid_files: tuple[Path, ...], money: _Money, report: Report) -> Any:
    texts = []
    for path in paid_files:
        try:
            text = _read_file(path)
            read_statements([text], money.currency, money.unit)
            texts.append(text)
        except (StatementError, csv.Error, UnicodeDecodeError, OSError) as error:
            row = error.row if isinstance(error, StatementError) else 0
            why = str(error) if isinstance(error, StatementError) else _UNREADABLE
            hint = f"name the file {LINES} in a folder that this command wrote"
            place = Place(str(path), line=row, column=1) if row else Place(str(path))
            report.error("not-a-statement", f"this is not a statement: {why}", place, hint)
    return by_person(read_statements(texts, money.currency, money.unit)) if not report.errors else {}


def _read_payees(payees: Path | None, pay_to: Path | None, report: Report) -> Any:
    if payees is None:
        return {}
    for path, what in ((payees, "this list of payees"), (pay_to, "this folder for payment files")):
        if path is not None and in_repository(path):
            hint = "name a place outside the repository: bank data must not get into a history that others can read"
            report.error("payees-in-repository", f"{what} is in a git repository", Place(str(path)), hint)
    try:
        return read_payees(_read_file(payees))
    except (PayeesError, csv.Error, UnicodeDecodeError, OSError) as error:
        wrong = error if isinstance(error, PayeesError) else PayeesError(f"this is not a list of payees: {_UNREADABLE}")
        place = Place(str(payees), line=wrong.row, column=1) if wrong.row else Place(str(payees))
        report.error("not-a-payee-list", str(wrong), place, wrong.help)
        return {}


def _statements(
    joined_facts: JoinedFacts, content: Site, query: LineQuery, rules: Commissions, before: Any, period: str, day: date,
    money: _Money, report: Report,
) -> list[Statement]:  # fmt: skip
    first, last = days_of(period)
    minimum = int((rules.minimum or 0) * money.unit)
    statements = []
    with_rule_name = _rule_names(content, rules)
    rules_used: set[str] = set()
    for person, lines in lines_by_person(joined_facts, content, query, report):
        rules_used.add(person)
        earned_lines = settle(earn(rules, lines, money.unit, day), before.get(person, {}), person, first, last)
        if earned_lines:
            paid_sum = sum(payment.amount for payment in before.get(person, {}).values())
            statements.append(
                make_statement(person, [with_rule_name(line) for line in earned_lines], paid_sum, first, minimum)
            )
    for person in sorted(before.keys() - rules_used):
        if person in joined_facts.roster.people:
            earned_lines = settle([], before[person], person, first, last)
            if earned_lines:
                paid_sum = sum(payment.amount for payment in before[person].values())
                statements.append(make_statement(person, earned_lines, paid_sum, first, minimum))
    return sorted(statements, key=lambda row: row.person)


def _rule_names(content: Site, rules: Commissions) -> Any:
    """Return the names of rules with their lines in content/commissions.yaml."""
    positions = Positions(content.root)
    lines = {}
    for at in range(len(rules.rules)):
        span = positions.find(Place(COMMISSIONS).at("rules", at))
        lines[at] = span.line if span else 0

    def name(line: Earning) -> Earning:
        return replace(line, rule=f"{line.rule} (line {lines[line.number]})") if lines.get(line.number) else line

    return name


def _compare_lines(against: Path | None, new: bytes, report: Report) -> list[str]:
    if against is None:
        return []
    try:
        return compare(_read_file(against), new.decode())
    except (StatementError, csv.Error, UnicodeDecodeError, OSError) as error:
        why = str(error) if isinstance(error, StatementError) else _UNREADABLE
        hint = f"name the file {LINES} in a folder that this command wrote"
        report.error("not-a-statement", f"this is not a statement: {why}", Place(str(against)), hint)
        return []


def _write_payments(
    pay_to: Path, statements: list[Statement], payees: Any, period: str, money: _Money, content: Site, report: Report
) -> None:
    """Write the payment files. Report each person with a payment who is missing from the list of payees."""
    pay_to.mkdir(parents=True, exist_ok=True)
    without = [row.person for row in statements if row.sums["payable"] > 0 and row.person not in payees]
    if without:
        names = ", ".join(without[:12])
        message = f"{count_phrase(len(without), 'person')} to be paid are not in the list of payees: {names}"
        report.warning("payee-missing", message, Place(str(pay_to)), "add a row for each, and run the command again")
    batches = paypal_csv(statements, payees, period, money.currency, money.unit, content.settings.brand)
    for at, data in enumerate(batches, 1):
        number = f"-{at}" if len(batches) > 1 else ""
        (pay_to / f"paypal-{period}{number}.csv").write_bytes(data)
    (pay_to / f"payout-{period}.csv").write_bytes(payout_csv(statements, payees, period, money.currency, money.unit))


def _explain(
    joined_facts: JoinedFacts, content: Site, query: LineQuery, rules: Commissions, order: str, day: date,
    money: _Money, report: Report, site: Path, style: str,
) -> None:  # fmt: skip
    text = explain_order(joined_facts, order)
    if not text:
        message = f"no order is called `{order[:60]}` in these files"
        report.error(
            "unknown-order", message, Place("the command line"), "write the order as the file has it, such as #1001"
        )
        stop(report, site, style)
    with_rule_name = _rule_names(content, rules)
    for _, lines in lines_by_person(joined_facts, content, query, report):
        if any(line.order == order for line in lines):
            for step in map(with_rule_name, earn(rules, lines, money.unit, day)):
                if step.order == order:
                    amounts = (
                        say_amount(step.base, money.unit),
                        step.rate or "–",
                        say_amount(step.amount, money.unit),
                    )
                    text.append(
                        f"{step.kind} {step.label}: {amounts[0]} × {amounts[1]} = {amounts[2]} {money.currency}; "
                        f"{step.rule or 'no rule'}; {step.status}"
                        f"{f' from {step.payable_from}' if step.payable_from and step.status != 'reversed' else ''}"
                        f"{f'; {step.note}' if step.note else ''}"
                    )
    click.echo("\n".join(text))
    print_report(report, site, style, "")
