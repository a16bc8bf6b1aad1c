"""Reader for dates in figures, with month names, or with a time; one date order for a whole column."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct, field

from generator.columns import cldr
from generator.columns.cells import CellError, clean, short
from generator.columns.context import ColumnReader, Context, Order
from generator.columns.numbers import in_digits

_TIME = re.compile(
    r"(?:T|,?\s+(?:(?:um|at|à|a las|om|kl\.?|alle|,)\s*)?)"
    r"(?:[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?|[0-9]{1,2}(?=\s*(?:[ap]\.?m|uhr|h\b))|[0-9]{1,2}\.[0-9]{2}(?=\s*uhr))"
    r"\s*(?:[ap]\.?m\.?|uhr|h)?\s*(?:z|utc|gmt|ce?st)?\s*(?:[+-][0-9]{2}:?(?:[0-9]{2})?)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s*[(（]?(?:[日月火水木金土]曜日|[월화수목금토일]요일|(?:星期|周|週|礼拜)[一二三四五六日天])[)）]?$|\s*г\.?$"
)
"""Text after a date in figures: the weekday in scripts without blanks, or the word for a year."""
_LONG = {"dmy": "day, month, year", "mdy": "month, day, year", "": ""}
_WRITE = "write it as 2025-03-01"
_FILLERS = frozenset(
    (
        *(
            "st",
            "nd",
            "rd",
            "th",
            "er",
            "re",
            "e",
            "ème",
            "º",
            "ª",
            "°",
            "a",
            "de",
            "del",
            "di",
            "do",
            "of",
            "the",
            "den",
        ),
        *("le", "el", "il", "am", "ngày", "năm", "от", "г", "год", "года", "р", "рік", "m", "d", "gada"),
    )
)
"""Words in a date besides its figures and month: ordinals, prepositions, "year"."""


class DayReader(Struct, frozen=True):
    """Reader for one column of dates. `languages` are those that have all of its month names."""

    order: Order = ""
    languages: frozenset[str] | None = None
    both: bool = False
    """Whether the column shows both orders, which makes its order unknown."""
    dots: Order = "dmy"
    """The order of open dates with points, such as `1.3.2026`, in a column without one order."""
    shown_by: str = ""
    """The cell that shows the order, if the column itself does."""
    site_languages: tuple[str, ...] = field(default=())
    """The languages of the site."""

    def __call__(self, cell: str) -> str:
        """Return YYYY-MM-DD; raise CellError if the date is ambiguous."""
        text = in_digits(short(cell))
        bare = _without_time(text)
        if match := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", bare):
            return _day(text, *map(int, match.groups()))
        if match := re.fullmatch(r"([0-9]{4})\s?[-/.年년]\s?([0-9]{1,2})\s?[-/.月월]\s?([0-9]{1,2})\s?[日일.]?", bare):
            return _day(text, *map(int, match.groups()))
        if match := re.fullmatch(
            r"(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2}),? (?:năm )?([0-9]{4})", bare, re.IGNORECASE
        ):
            return _day(text, int(match[3]), int(match[2]), int(match[1]))
        if match := _in_figures(bare):
            return self._read_digits(text, match[2], int(match[1]), int(match[3]), int(match[4]))
        if re.fullmatch(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{2}", bare):
            raise CellError(f"the year of `{text[:40]}` has two digits", _WRITE)
        if re.fullmatch(r"[1-9][0-9]{4}(\.[0-9]+)?", bare):
            raise CellError(
                f"`{text[:40]}` is a number by which spreadsheets store a day",
                f"format the column as dates, or {_WRITE}",
            )
        return self._read_month_name(text, bare)

    def _read_digits(self, text: str, sign: str, first: int, second: int, year: int) -> str:
        if first > 12 and second > 12:
            raise CellError(f"there is no day `{text[:40]}`")
        readable = {order for order, month in (("dmy", second), ("mdy", first)) if month <= 12}
        order = self.order or (self.dots if sign == "." else "")
        if len(readable) == 2 and first != second and not order:
            why = (
                "the column has days in both orders"
                if self.both
                else ("nothing in the column shows which one is right")
            )
            raise CellError(
                f"`{text[:40]}` may be two different days, and {why}", f"{_WRITE}, or give --dates dmy or mdy"
            )
        if self.order and self.order not in readable:  # a column that shows its own order cannot hold the requested one
            raise CellError(f"there is no day `{text[:40]}` in the order {_LONG[self.order]}")
        chosen_order = order if order in readable else min(readable)
        month, day = (second, first) if chosen_order == "dmy" else (first, second)
        return _day(text, year, month, day)

    def _read_month_name(self, text: str, bare: str) -> str:
        words, figures = _parts(bare)
        if len(words) > 1:  # `Sat` is a month too, in some language
            words = [word for word in words if word not in cldr.weekdays()] or words
        months = [month for word in words if (month := self._months(word))]
        unknown_words = [word for word in words if not cldr.months().get(word) and word not in cldr.weekdays()]
        if len(months) != 1 or unknown_words:
            raise CellError(f"`{text[:40]}` is not a day", _WRITE)
        if len(months[0]) > 1:
            raise CellError(f"the month of `{text[:40]}` means different months in different languages", _WRITE)
        years = [figure for figure in figures if len(figure) == 4]
        days = [figure for figure in figures if len(figure) < 3]
        if len(years) != 1 or len(days) != 1:
            lacks = "is not one exact day" if len(years) == 1 else "has no year in four digits"
            raise CellError(f"`{text[:40]}` {lacks}", _WRITE)
        return _day(text, int(years[0]), months[0].pop(), int(days[0]))

    def _months(self, word: str) -> set[int]:
        """Return the months for a name in the site's languages, else in the column's, else in the main ones."""
        languages_by_month = cldr.months().get(word, {})
        for languages in (self.site_languages, self.languages or (), cldr.MAIN):
            month_numbers = {month for month, by in languages_by_month.items() if not by.isdisjoint(languages)}
            if month_numbers:
                return month_numbers
        return set(languages_by_month)


def read_day(cell: str) -> str:
    """Return YYYY-MM-DD for a date outside a column: `2025-03-01`, `01.03.2025`, `13/03/2025`, `1 March 2025`."""
    return DayReader()(cell)


def day_reader(cells: Sequence[str], day_order: Order, locales: Collection[str]) -> DayReader:
    """Make the reader for a column: its order is the `day_order` one, else the one that its cells show.

    `locales` are the site's. A cell shows an order if only one reading of it is a date.
    """
    example_by_order: dict[str, str] = {}
    dotted_examples: dict[Order, str] = {}  # as `example_by_order`, of dates with points only
    open_dotted = ""
    column_languages: frozenset[str] | None = None
    for cell in dict.fromkeys(cells):
        text = in_digits(short(cell))
        bare = _without_time(text)
        if match := _in_figures(bare):
            first, second = int(match[1]), int(match[3])
            if (first <= 12) != (second <= 12):
                cell_order: Order = "mdy" if first <= 12 else "dmy"
                example_by_order.setdefault(cell_order, text)
                if match[2] == ".":
                    dotted_examples.setdefault(cell_order, text)
            elif match[2] == ".":
                open_dotted = open_dotted or text
        elif re.search(r"[^\W\d_]", bare) and len(bare) < 60:
            for word in _parts(bare)[0]:
                if by := frozenset().union(*cldr.months().get(word, {}).values()):
                    column_languages = by if column_languages is None else column_languages & by
    # Dates with points begin with the day: `05/13/2026` says nothing about `1.3.2026`.
    if open_dotted and "mdy" in example_by_order and not dotted_examples:
        example_by_order.setdefault("dmy", open_dotted)
    dots: Order = "" if "mdy" in dotted_examples else "dmy"
    site_languages = tuple(dict.fromkeys(locale.split("-")[0] for locale in locales))
    order: Order = day_order or ("" if len(example_by_order) != 1 else "dmy" if "dmy" in example_by_order else "mdy")
    mark = "" if day_order or len(example_by_order) != 1 else next(iter(example_by_order.values()))
    main_languages = column_languages & frozenset(cldr.MAIN) if column_languages else None
    return DayReader(
        order,
        main_languages or None,
        len(example_by_order) > 1 and not day_order,
        dots,
        mark,
        _possible_languages(site_languages, main_languages),
    )


def _possible_languages(site_languages: tuple[str, ...], languages: frozenset[str] | None) -> tuple[str, ...]:
    """Return the site's languages that the column may be written in."""
    return tuple(order for order in site_languages if languages is None or order in languages)


def _without_time(text: str) -> str:
    """Return a date without its time, and without a weekday that has no blank after it."""
    return _BEHIND.sub("", _TIME.sub("", text).strip()).strip().rstrip(",")


def _in_figures(text: str) -> re.Match[str] | None:
    return re.fullmatch(r"([0-9]{1,2})\s?([-/.])\s?([0-9]{1,2})\s?\2\s?([0-9]{4})\.?", text)


def _parts(text: str) -> tuple[list[str], list[str]]:
    """Return the words of a date that may be names, and its figures."""
    words = [cldr.fold_word(re.sub("^d['’]", "", word)) for word in re.findall(r"[^\s0-9,/\-]+", text)]
    return [word for word in words if word and word not in _FILLERS], re.findall("[0-9]+", text)


def _day(text: str, year: int, month: int, day: int) -> str:
    try:
        day_read = date(year, month, day)
    except ValueError:
        raise CellError(f"there is no day `{text[:40]}`") from None
    if not 1900 <= year < 2200:
        raise CellError(f"the year of `{text[:40]}` is not plausible", _WRITE)
    return day_read.isoformat()


def survey_days(cells: Sequence[str], context: Context) -> ColumnReader:
    """Make the reader for a column of dates, with a note on its order if the order makes a difference."""
    reader = day_reader(cells, context.dates, [context.settings.locale])
    note = ""
    if reader.shown_by and any(_is_open(cell) for cell in cells):
        note = f"was read as {_LONG[reader.order]}, as `{reader.shown_by[:40]}` shows"
    return ColumnReader(reader, note)


def _is_open(cell: str) -> bool:
    """Return whether a cell by itself may be two dates."""
    match = _in_figures(_without_time(in_digits(clean(cell))))
    return match is not None and int(match[1]) <= 12 and int(match[3]) <= 12 and match[1] != match[3]
