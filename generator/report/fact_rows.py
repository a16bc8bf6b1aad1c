"""Rows of one table to facts, a column at a time: exports repeat their values, and each text is read once."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import chain, compress, islice
from typing import Any, NamedTuple

from msgspec import Struct

from generator.columns.cells import CellError
from generator.columns.currencies import find_currencies
from generator.importing.totals import is_total
from generator.problems import Report
from generator.report.amounts import AmountError, find_sign, read_amount
from generator.report.dialect import ReportDialect
from generator.report.facts import KEY, SUBS
from generator.report.moments import Days
from generator.report.names import fold_name, fold_value, plain_code
from generator.report.open import ReportSheet
from generator.report.read_file import ReadFile, Wish
from generator.report.rows import ReportRow
from generator.report.store import Store

NOBODY = frozenset(
    map(fold_name, ("(not set)", "(direct)", "(none)", "(other)", "(data not available)", "(organic)", "not set", ""))
)
"""Values that name no source."""
_HEAD = 200
"""Rows by which a column's decimal sign and order of days are found."""
_BLOCK = 5_000
"""Rows that are read at once."""
_MOST_KNOWN = 50_000
"""Texts of one column whose values are remembered."""
_PROGRESS_STEP = 50_000  # rows between two looks at the progress
_LONGEST = 300  # letters of a value; analytics cut at 100
_EACH = 20  # problems that are reported with their row, for each file
_NUMBER = re.compile(r"[-−+]?[\d.,\s\u00a0\u202f%€$£]*\d[\d.,\s\u00a0\u202f%€$£]*")
_MONEY = (
    "line_price", "line_gross", "line_discount", "subtotal", "total", "tax", "refunded", "commission", "revenue",
    "cost",
)  # fmt: skip
_COUNTS = ("sessions", "engaged", "orders", "reach", "views", "likes", "comments", "shares", "saves", "clicks")
_POST_COUNTS = ("reach", "views", "likes", "comments", "shares", "saves", "clicks")
_SHORTENED_NUMBER = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
"""A number that a spreadsheet has shortened: what it was is lost."""
_CLEAR_TOTAL = re.compile("tota|gesamt|summe|somme|итого|всего|合計|合计|합계")
_SIGN_BESIDE = re.compile(r"[\d.,\s'’()+\-−–%]+")
_USUAL_OF_SIGN = {"$": "USD", "£": "GBP", "¥": "JPY"}
"""What a sign of several currencies is taken for, and reported, where nothing else decides."""
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "order_rows": (
        "order_id", "tx", "head", "type", "day", "state", "item", "item_name", "quantity", "line_price", "line_gross",
        "line_discount", "subtotal", "total", "tax", "refunded", "commission", "currency", "code", "customer", "is_new",
        *KEY, *SUBS,
    ),
    "visit_rows": ("day", "sessions", "engaged", "orders", "revenue", "currency", "source_medium", *KEY, *SUBS),
    "post_rows": ("person", "platform", "format", "day", "link", *_POST_COUNTS, "cost", "currency"),
}  # fmt: skip
"""What the columns of a table may be."""


class _UnreadableText(NamedTuple):
    """What is known of a text that cannot be read."""

    why: str


class _FactBlock(Struct):
    """Some rows. `texts` has each fact's cells; `failures` says why a row, by its place, cannot be used."""

    numbers: list[int]
    rows: list[list[str]]
    texts: dict[str, list[str]]
    failures: dict[int, str]

    def column(self, fact: str) -> list[str]:
        """The cells of a fact, "" where the table has no such column."""
        return self.texts.get(fact) or [""] * len(self.numbers)


class Target(Struct, frozen=True):
    """Where facts and problems go. `hash_customer` makes a stand-in for a customer."""

    store: Store
    wish: Wish
    report: Report
    hash_customer: Callable[[str], str]
    show_rows: Callable[[int, str], None]


class FactRows:
    """The rows of one table, and what is known of its columns."""

    def __init__(
        self,
        target: Target,
        sheet: ReportSheet,
        dialect: ReportDialect,
        columns: dict[str, int],
        header: Sequence[str],
        file: ReadFile,
        days: tuple[str, str],
    ) -> None:
        self._target, self._sheet, self._dialect, self._columns, self._header = target, sheet, dialect, columns, header
        self._file, self._period = file, days
        self._unreadable = self._skipped_count = self._split_codes = self._without_day = 0
        self._totals_at: list[int] = []
        self._like_totals: dict[tuple[str, str, bool], list[int]] = {}
        """Rows that look like totals and like a person's, by the text, the person, and whether they count."""
        self._states: Counter[str] = Counter()
        self._missing_currency = False
        self._signs: dict[str, str] = {}
        self._days: Days | None = None
        self._order = ""
        self._other_columns: list[int] = []
        self._subs = [name for name in SUBS if name in columns]
        self._width = max(columns.values()) + 1
        self._widest = len(header)
        """Cells of the longest row that is none with an unquoted delimiter."""
        self._with_signs: set[str] = set()
        """The facts whose amounts have a currency beside them."""
        self._read_signs: Counter[tuple[str, str]] = Counter()
        self._values_by_text: dict[str, dict[str, Any]] = {}
        self._with_bad: set[str] = set()
        """The facts of which a remembered text is bad."""

    def read(self, rows: Iterable[ReportRow], find_total: Callable[[], Sequence[str]]) -> None:
        """Read all rows into the store."""
        source = iter(rows)
        head = list(islice(source, _HEAD))
        self._survey(head)
        remaining_rows = chain(head, source)
        block = list(islice(remaining_rows, _BLOCK))
        while block:
            following = list(islice(remaining_rows, _BLOCK))
            if not following:
                self._leave_out_cut_row(block)
            self._read_block(block)
            block = following
        self._close(find_total())

    def _leave_out_cut_row(self, block: list[ReportRow]) -> None:
        """Leave out a last row that alone is shorter than the header: a download that ended early cuts its amounts."""
        *complete, last = block
        width, has = len(self._header), len(last.cells)
        is_cut = has < width and complete and all(len(row.cells) >= width for row in complete)
        if is_cut and self._sheet.is_text and not is_total(last.cells[0]):
            self._file.left_out += 1
            message = f"the last row alone ends after {has:,} of {width:,} columns: the file was cut off"
            self._report_unreadable(message, last.number)
            block.pop()

    def _survey(self, head: Sequence[ReportRow]) -> None:
        """Find the decimal sign and the way of days of each column from its first cells."""
        for fact in (*_MONEY, "quantity", *_COUNTS):
            at = self._columns.get(fact)
            if at is None:
                continue
            cells = [row.cells[at] for row in head if at < len(row.cells)]
            sign, doubtful = find_sign(cells, self._dialect.sign)
            if fact in _COUNTS and doubtful:  # a count has no decimal places: the sign divides thousands
                sign = "," if "." in doubtful else "."
            elif doubtful:
                name = self._header[at] if at < len(self._header) else fact
                message = (
                    f"the amounts of column `{name[:40]}`, such as `{doubtful[:20]}`, do not show which decimal "
                    f"sign they use"
                )
                hint = f"they were read with `{sign}` as the decimal sign; export them with two decimal places"
                self._target.report.warning("doubtful-amount", message, self._sheet.place(), hint)
            self._signs[fact] = sign
        widths = Counter(len(row.cells) for row in head)
        if widths:
            self._widest = max(self._widest, max(widths, key=lambda width: (widths[width], -width)))
        self._find_doubles()
        used_columns = set(self._columns.values())
        for at in range(len(self._header)):
            texts = [row.cells[at] for row in head if at < len(row.cells) and row.cells[at].strip()]
            if at not in used_columns and texts and not all(_NUMBER.fullmatch(text.strip()) for text in texts):
                self._other_columns.append(at)
        at = self._columns.get("day")
        cells = [row.cells[at] for row in head if at is not None and at < len(row.cells)]
        self._days = Days(cells, self._target.wish.zone, self._target.wish.locales)

    def _find_doubles(self) -> None:
        """Name the used columns that the table has twice: only the first of them is read."""
        names = Counter(map(fold_name, self._header))
        used_names = dict.fromkeys(self._header[at].strip() for at in self._columns.values() if at < len(self._header))
        doubles = [name for name in used_names if names[fold_name(name)] > 1]
        if doubles:
            name_list = ", ".join(f"`{name[:40]}`" for name in doubles[:8])
            self._file.notes.append(f"These columns are there more than once, and the first was read: {name_list}.")

    def _read_block(self, rows: list[ReportRow]) -> None:
        block = self._make_block(rows)
        if not block.numbers:
            return
        table = self._dialect.table
        columns = self._ADDERS[table](self, block)
        for at, why in sorted(block.failures.items()):
            self._file.left_out += 1
            self._report_unreadable(why, block.numbers[at])
        count = len(block.numbers) - len(block.failures)
        if block.failures:
            good = [at not in block.failures for at in range(len(block.numbers))]
            columns = {name: list(compress(values, good)) for name, values in columns.items()}
        for fact in ("subtotal", "sessions", "revenue"):
            if amounts := [value for value in columns.get(fact, ()) if value is not None]:
                self._file.sums[fact] = sum(amounts, self._file.sums.get(fact, Decimal(0)))
        days = [*filter(None, columns.get("day") or (*columns.get("first_day", ()), *columns.get("last_day", ())))]
        if days:
            self._file.first_day = min(self._file.first_day or "9999", *days)
            self._file.last_day = max(self._file.last_day, *days)
        constants = {"file": self._file.number, "source": self._dialect.name}
        if table == "visit_rows":
            constants["cut"] = self._dialect.dimensions
        self._target.store.add(table, constants, columns)
        before, self._file.rows = self._file.rows, self._file.rows + count
        if before // _PROGRESS_STEP != self._file.rows // _PROGRESS_STEP:
            self._target.show_rows(self._file.rows // _PROGRESS_STEP * _PROGRESS_STEP, self._file.file)
        for fact, values_by_text in self._values_by_text.items():
            if len(values_by_text) > _MOST_KNOWN:
                values_by_text.clear()
                self._with_bad.discard(fact)

    def _make_block(self, rows: list[ReportRow]) -> _FactBlock:
        """The rows that hold facts: repeated headers, empty rows, totals, and those that the dialect leaves out go."""
        first, header, width = self._header[0], self._header, self._width
        # Files that were put together have their header again.
        rows = [row for row in rows if row.cells[0] != first or row.cells != header]
        cells = [row.cells if len(row.cells) >= width else [*row.cells, *[""] * width] for row in rows]
        texts = {fact: [row[at] for row in cells] for fact, at in self._columns.items()}
        block = _FactBlock([row.number for row in rows], [row.cells for row in rows], texts, {})
        anchor = next((name for name in ("order_id", "sessions", "person") if name in texts), next(iter(texts)))
        self._drop(
            block, [at for at, text in enumerate(texts[anchor]) if not text.strip() and self._is_empty(block, at)]
        )
        if self._dialect.change is not None:
            self._change(block)
        ends = self._find_totals(block)
        for at in ends:
            self._add_total({fact: column[at] for fact, column in block.texts.items()})
        self._totals_at.extend(block.numbers[at] for at in ends)
        self._drop(block, ends)
        if self._sheet.is_text:
            for at in [at for at, row in enumerate(block.rows) if len(row) > self._widest]:
                block.failures[at] = (
                    f"the row has {len(block.rows[at]):,} cells, and the others have {self._widest:,}: a cell "
                    "without quotes holds the sign between cells"
                )
        return block

    def _find_totals(self, block: _FactBlock) -> list[int]:
        """The places of rows whose order, person or first cell is a word for a total; GA4 has found its own."""
        if self._dialect.name == "ga4":
            return []
        orders, codes = block.column("order_id"), block.column("code")
        # No total ends with a digit, and nearly every number of an order does.
        doubtful = [at for at, text in enumerate(orders) if not text[-1:].isdigit()]
        identities = [block.column(name) for name in ("person", "partner", "tx")]
        totals = []
        for at in doubtful:
            texts = [orders[at], *(column[at] for column in identities), *block.rows[at]]
            place, text = next(((place, text) for place, text in enumerate(texts) if text.strip()), (0, ""))
            # Where it names no order, it may be a person or a source: `Media`, `Som`.
            may_be_total = is_total(text.partition("(")[0]) and (not place or _CLEAR_TOTAL.search(text.casefold()))
            if may_be_total and not self._is_person((text.strip(), codes[at].strip()), block.numbers[at]):
                totals.append(at)
        return totals

    def _is_person(self, texts: Sequence[str], number: int) -> bool:
        """Whether a row that looks like a total is a person's: it has their slug, code or id, letter by letter."""
        text, person = next(
            ((text, person) for text in texts if (person := self._target.wish.like_totals.get(fold_value(text)))),
            ("", None),
        )
        if person is None:
            return False
        is_theirs = text in person.ids
        self._like_totals.setdefault((text, person.slug, is_theirs), []).append(number)
        return is_theirs

    def _is_empty(self, block: _FactBlock, at: int) -> bool:
        """Whether a row has nothing in the columns that are used; what it has in others is counted as left out."""
        if any(column[at].strip() for column in block.texts.values()):
            return False
        self._skipped_count += any(cell.strip() for cell in block.rows[at])
        return True

    def _change(self, block: _FactBlock) -> None:
        """Let the dialect change each row."""
        assert self._dialect.change is not None
        names = tuple(block.texts)
        new_rows = [self._dialect.change(dict(zip(names, row))) for row in zip(*block.texts.values())]  # noqa: B905
        left_out = [at for at, row in enumerate(new_rows) if row is None]
        self._skipped_count += len(left_out)
        self._drop(block, left_out)
        kept_rows = [row for row in new_rows if row is not None]
        if self._dialect.repeats_head:
            for row in kept_rows:
                order = row["order_id"].strip()
                row["head"], self._order = "" if order == self._order else "1", order
        block.texts = {name: [row.get(name, "") for row in kept_rows] for name in _FIELDS[self._dialect.table]}

    @staticmethod
    def _drop(block: _FactBlock, places: Sequence[int]) -> None:
        if places:
            dropped_places = frozenset(places)
            good = [at not in dropped_places for at in range(len(block.numbers))]
            block.numbers = list(compress(block.numbers, good))
            block.rows = list(compress(block.rows, good))
            block.texts = {fact: list(compress(column, good)) for fact, column in block.texts.items()}

    def _close(self, total: Sequence[str]) -> None:
        file, report = self._file, self._target.report
        if self._skipped_count:
            reason = self._dialect.skips or "nothing in them could be used"
            file.notes.append(f"{self._skipped_count:,} rows were left out: {reason}.")
        for name, count in self._states.items():
            message = f"{count:,} rows have the status `{name[:40]}`, which is not known; they count as open"
            report.warning(
                "unknown-status", message, self._sheet.place(), "open an issue, and say what the status means"
            )
        if self._unreadable > _EACH:
            message = f"{self._unreadable - _EACH:,} more rows with such cells were left out"
            hint = "export the file again, or correct these cells"
            report.error("unreadable-cell", message, self._sheet.place(), hint)
        if self._totals_at:
            number_list = ", ".join(f"{number:,}" for number in self._totals_at[:_EACH])
            number_list += " ..." if len(self._totals_at) > _EACH else ""
            what = "lines" if self._sheet.is_text else "rows"
            file.notes.append(f"Totals of the file itself were not counted: {what} {number_list}.")
        for (text, slug, is_theirs), numbers in self._like_totals.items():
            which = f"row {numbers[0]:,} was" if len(numbers) == 1 else f"{len(numbers):,} rows were"
            outcome = "counted as theirs" if is_theirs else "left out"
            message = f"`{text[:60]}` is a word for a total, and `{slug}` is a person: {which} {outcome}"
            hint = "delete a row that is a total" if is_theirs else f"write `{slug}` in a row that is theirs"
            report.warning("doubtful-name", message, self._sheet.place(numbers[0]), hint)
        if self._without_day:
            file.notes.append(f"{self._without_day:,} rows of orders have no day: no period holds them.")
        for (sign, currency), rows in self._read_signs.items():
            message = (
                f"{rows:,} rows have amounts in `{sign}`, and the file names no currency; they were read as {currency}"
            )
            hint = "add a column with the currency, and name it: --map currency=COLUMN"
            report.warning("doubtful-amount", message, self._sheet.place(), hint)
        if self._missing_currency:
            file.notes.append(f"The file names no currency: its amounts were read as {self._target.wish.currency}.")
        if self._split_codes:
            file.notes.append(f"{self._split_codes:,} orders name several codes; the cell was split at its commas.")
        if self._days and self._days.without_offset:
            file.notes.append("Its times have no time zone: their days were not converted.")
        if total:
            self._add_total({fact: total[at] for fact, at in self._columns.items() if at < len(total)})
        for name, own in file.totals.items():
            amount = file.sums.get(name, Decimal(0))
            if own > amount:
                share = f"{amount / own:.1%}" if own else "0%"
                file.notes.append(f"The file's own total of {name} is {own:,}; its rows explain {amount:,} ({share}).")
            elif own < amount:
                message = f"the rows add up to {amount:,} {name}, and the file's own total is {own:,}"
                report.warning("totals-differ", message, self._sheet.place(), "check whether rows are in it twice")

    def _report_unreadable(self, message: str, number: int) -> None:
        self._unreadable += 1
        if self._unreadable <= _EACH:
            at = "" if self._sheet.is_text else f"row {number:,}: "
            hint = "the row was left out; correct the cell, or export the file again"
            self._target.report.error("unreadable-cell", f"{at}{message}", self._sheet.place(number), hint)

    def _add_total(self, cells: Mapping[str, str]) -> None:
        """Keep a total of the file itself, which is no row of anybody."""
        for fact in ("sessions", "revenue", "subtotal"):
            if cells.get(fact):
                try:
                    value = read_amount(cells[fact], self._signs.get(fact, self._dialect.sign))
                except AmountError:
                    continue
                if value is not None:
                    self._file.totals[fact] = value

    def _values(self, block: _FactBlock, fact: str, read_text: Callable[[str], Any], of: str = "") -> list[Any]:
        """Read a fact's cells, or those of another fact (`of`), each text once.

        `read_text` raises AmountError or CellError.
        """
        texts = block.column(of or fact)
        values_by_text = self._values_by_text.setdefault(fact, {})
        for text in dict.fromkeys([text for text in texts if text not in values_by_text]):
            try:
                values_by_text[text] = read_text(text)
            except (AmountError, CellError) as error:
                values_by_text[text] = _UnreadableText(str(error))
                self._with_bad.add(fact)
        values = [values_by_text[text] for text in texts]
        if fact in self._with_bad:
            for at, value in enumerate(values):
                if isinstance(value, _UnreadableText):
                    block.failures.setdefault(at, value.why)
                    values[at] = None
        return values

    def _amounts(self, block: _FactBlock, fact: str) -> list[Decimal | None]:
        return self._values(block, fact, lambda text: self._amount(text, fact))

    def _amount(self, text: str, fact: str) -> Decimal | None:
        if not text:
            return None
        try:
            amount = read_amount(text, self._signs.get(fact, self._dialect.sign))
        except AmountError as error:
            raise AmountError(f"column `{self._name_of(fact)}`: {error}") from None
        if not text[-1].isdigit() or not text.lstrip("-+−")[:1].isdigit():
            self._with_signs.add(fact)
        return amount

    def _name_of(self, fact: str) -> str:
        """What the file calls a fact."""
        at = self._columns.get(fact, len(self._header))
        return self._header[at].strip()[:40] if at < len(self._header) else fact

    def _counts(self, block: _FactBlock, fact: str) -> list[int | None]:
        return self._values(block, fact, lambda text: self._count(text, fact))

    def _count(self, text: str, fact: str) -> int | None:
        value = self._amount(text, fact)
        if value is None:
            return None
        if value != int(value) or value < 0:
            raise AmountError(f"column `{fact}`: `{text.strip()[:40]}` is not a count")
        return int(value)

    def _find_days(self, block: _FactBlock) -> list[str | None]:
        assert self._days is not None
        days = self._days
        return self._values(block, "day", lambda text: days(text) or None)

    def _names(self, block: _FactBlock, fact: str, longest: int = _LONGEST) -> list[str | None]:
        return self._values(block, fact, lambda text: text.strip()[:longest] or None)

    def _key(self, block: _FactBlock) -> dict[str, list[str | None]]:
        """What a link left, in the columns of KEY; values that name no source are None."""
        key_values = {name: self._values(block, name, _value) for name in KEY if name in block.texts}
        if "source_medium" in block.texts:
            pairs = self._values(block, "source_medium", _split_medium)
            for at, name in enumerate(("utm_source", "utm_medium")):
                key_values.setdefault(name, [pair[at] for pair in pairs])
        if self._subs:
            known_subs = self._target.wish.known_subs
            columns = [self._values(block, name, _value) for name in self._subs]
            key_values["sub"] = [
                next((sub for sub in subs if sub in known_subs), next(filter(None, subs), None))
                for subs in zip(*columns)  # noqa: B905
            ]
        return key_values

    def _currencies(self, block: _FactBlock, where: Sequence[object], fact: str) -> list[str | None]:
        """The currency of the rows for which `where` has something: as the row names it, or its amount's sign does."""
        columns = [*map(bool, where)]
        if not all(columns):
            texts = [text if there else "" for text, there in zip(block.column("currency"), columns, strict=True)]
            block.texts["currency"] = texts
        codes = self._values(block, "currency", _currency)
        own = self._dialect.currency
        usual = own or self._target.wish.currency
        if fact in self._with_signs:
            signs: list[frozenset[str] | None] = self._values(block, f"sign of {fact}", _currencies_beside, fact)
            codes = [
                self._check_sign(block, at, code, sign_currencies, fact) if there and sign_currencies else code
                for at, (code, sign_currencies, there) in enumerate(zip(codes, signs, columns, strict=True))
            ]
        if not own and any(
            there and not code and at not in block.failures
            for at, (there, code) in enumerate(zip(columns, codes, strict=True))
        ):
            self._missing_currency = True
        return [(code or usual) if there else None for there, code in zip(columns, codes, strict=True)]

    def _check_sign(
        self, block: _FactBlock, at: int, code: str | None, sign_currencies: frozenset[str], fact: str
    ) -> str | None:
        """The currency of a row whose amount has a sign; a row that says two currencies cannot be used."""
        usual = code or self._dialect.currency
        if usual:
            if usual not in sign_currencies:
                text = block.column(fact)[at].strip()[:40]
                block.failures.setdefault(at, f"column `{self._name_of(fact)}`: `{text}` is not in {usual}")
            return code
        if self._target.wish.currency in sign_currencies:
            return self._target.wish.currency
        if len(sign_currencies) == 1:
            return next(iter(sign_currencies))
        for sign, currency in _USUAL_OF_SIGN.items():
            if currency in sign_currencies and sign in block.column(fact)[at]:
                self._read_signs[sign, currency] += 1
                return currency
        block.failures.setdefault(
            at, f"column `{self._name_of(fact)}`: the currency of `{block.column(fact)[at][:40]}` is not clear"
        )
        return None

    def _state(self, text: str) -> str:
        text = " ".join(text.casefold().split())
        if not text:
            return "confirmed"
        return self._dialect.states.get(text) or (text if text in ("confirmed", "open", "lost") else f"?{text}")

    def _find_states(self, block: _FactBlock, heads: Sequence[bool]) -> list[str | None]:
        states: list[str | None] = self._values(block, "state", self._state)
        if self._dialect.once:
            states = [state if head else None for state, head in zip(states, heads, strict=True)]
        unknown_states = Counter(state[1:] for state in states if state and state[0] == "?")
        if unknown_states:
            self._states.update(unknown_states)
            states = ["open" if state and state[0] == "?" else state for state in states]
        return states

    def _orders(self, block: _FactBlock) -> dict[str, Sequence[Any]]:
        heads = [*map(bool, block.column("head"))]
        orders = [text.strip()[:_LONGEST] for text in block.column("order_id")]
        transactions = [text.strip()[:_LONGEST] for text in block.column("tx")]
        for at in [at for at, text in enumerate(orders) if "+" in text and _SHORTENED_NUMBER.fullmatch(text)]:
            why = f"column `{self._name_of('order_id')}`: a spreadsheet has shortened the number `{orders[at]}`"
            block.failures.setdefault(at, why)
        if not all(orders):  # each row is a sale: two equal rows are two of them
            digest = self._sheet.digest[:12]
            transactions = [
                tx or (f"{digest}:{number}" if not order else "")
                for tx, order, number in zip(transactions, orders, block.numbers, strict=True)
            ]
        prices, quantities = self._amounts(block, "line_price"), self._amounts(block, "quantity")
        gross = self._amounts(block, "line_gross")
        if "line_price" in block.texts:
            amounts: dict[tuple[Decimal, Decimal | None], Decimal] = {}
            for at, (value, price, pieces) in enumerate(zip(gross, prices, quantities, strict=True)):
                if value is None and price is not None:
                    amount = amounts.get((price, pieces))
                    if amount is None:
                        amount = amounts[price, pieces] = round(price * (pieces if pieces is not None else 1), 4)
                    gross[at] = amount
        codes = self._values(block, "code", lambda text: plain_code(text)[:_LONGEST] or None)
        self._split_codes += sum("," in code for code in codes if code)
        hash_customer = self._target.hash_customer
        customers: dict[str, str | None] = {text: hash_customer(text) or None for text in set(block.column("customer"))}
        days = self._find_days(block)
        # In this order: of a row with several bad cells, the first is reported.
        columns: dict[str, Sequence[Any]] = {
            "row": block.numbers,
            "order_id": [order or tx for order, tx in zip(orders, transactions, strict=True)],
            "tx": [tx or None for tx in transactions],
            "head": heads,
            "type": [text or "sale" for text in block.column("type")],
            "subtotal": self._amounts(block, "subtotal"),
            "day": days,
            "state": self._find_states(block, heads),
            "item": self._names(block, "item"),
            "item_name": self._names(block, "item_name"),
            "quantity": quantities,
            "line_gross": gross,
        }
        for fact in ("line_discount", "total", "tax", "refunded", "commission"):
            columns[fact] = self._amounts(block, fact)
        columns["refunded"] = [abs(value) if value is not None else None for value in columns["refunded"]]
        columns["currency"] = self._currencies(block, heads, "subtotal" if "subtotal" in block.texts else "total")
        columns["code"] = codes
        columns["customer"] = [customers[text] for text in block.column("customer")]
        columns["is_new"] = self._values(block, "is_new", _is_new)
        if not all(days):
            self._without_day += sum(
                head and not day and at not in block.failures
                for at, (day, head) in enumerate(zip(days, heads, strict=True))
            )
        return columns | self._key(block)

    def _visits(self, block: _FactBlock) -> dict[str, Sequence[Any]]:
        days = self._find_days(block)
        first, last = (day or None for day in self._period)
        sessions = self._counts(block, "sessions")
        for at in [at for at, count in enumerate(sessions) if count is None]:
            block.failures.setdefault(at, "column `sessions`: the cell is empty")
        revenue = self._amounts(block, "revenue")
        columns: dict[str, Sequence[Any]] = {
            "row": block.numbers,
            "first_day": [day or first for day in days],
            "last_day": [day or last for day in days],
            "sessions": sessions,
            "revenue": revenue,
            "currency": self._currencies(block, [value is not None for value in revenue], "revenue"),
            **self._key(block),
        }
        if "engaged" in block.texts:
            columns["engaged"] = self._counts(block, "engaged")
        if "orders" in block.texts:
            columns["orders"] = self._amounts(block, "orders")
        if self._other_columns:
            columns["rest"] = self._rest_of(block)
        return columns

    def _rest_of(self, block: _FactBlock) -> list[str | None]:
        """A stand-in for the dimensions that are not used: by it a row is known again in another file."""
        texts = ["\0".join([row[at] for at in self._other_columns if at < len(row)]) for row in block.rows]
        block.texts["rest"] = texts
        return self._values(block, "rest", _digest)

    def _posts(self, block: _FactBlock) -> dict[str, Sequence[Any]]:
        cost = self._amounts(block, "cost")
        counts = {fact: self._counts(block, fact) for fact in _POST_COUNTS}
        people = self._names(block, "person")
        for at in [at for at, person in enumerate(people) if not person]:
            block.failures.setdefault(at, "the row names no person")
        return {
            "row": block.numbers,
            "person": people,
            "platform": self._names(block, "platform", 40),
            "format": self._names(block, "format", 40),
            "day": self._find_days(block),
            "link": self._names(block, "link"),
            **counts,
            "cost": cost,
            "currency": self._currencies(block, [value is not None for value in cost], "cost"),
        }

    _ADDERS: Mapping[str, Callable[[FactRows, _FactBlock], dict[str, Sequence[Any]]]] = {
        "order_rows": _orders,
        "visit_rows": _visits,
        "post_rows": _posts,
    }


def _value(text: str) -> str | None:
    value = text.strip().replace("\0", "\ufffd")[:_LONGEST]
    return None if not value or (value[0] == "(" and fold_name(value) in NOBODY) else value


def _split_medium(text: str) -> tuple[str | None, str | None]:
    source, _, medium = text.rpartition(" / ")
    return _value(source), _value(medium)


def _currency(text: str) -> str | None:
    code = text.strip().upper()
    if not code or (len(code) == 3 and code.isascii() and code.isalpha()):
        return code or None
    raise AmountError(f"column `currency`: `{text.strip()[:40]}` is not a currency in three letters")


def _is_new(text: str) -> bool | None:
    word = text.strip().casefold()
    return True if word in ("1", "true", "yes", "new") else False if word in ("0", "false", "no", "returning") else None


def _currencies_beside(text: str) -> frozenset[str] | None:
    """The currencies that the sign or word beside an amount may mean; None where there is none, or no known one."""
    beside = _SIGN_BESIDE.sub(" ", text).strip()
    if not beside:
        return None
    try:
        return find_currencies(beside) or None
    except CellError:
        return None


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()
