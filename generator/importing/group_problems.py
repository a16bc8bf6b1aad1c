"""Problems of a sheet grouped by kind, so that the report does not grow with the rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from generator.problems import Problem, Report

_WHERE = re.compile(r"(?P<unit>row|item) (?P<number>[0-9,]+)(?P<column>.*?): ")
"""Begin of a message from `SheetSource.at`: `row 7, column F (Price): `."""
_QUOTE = re.compile(r"`[^`]*`")
_ROWS = re.compile(r"\(rows [0-9, ]+\)")
_FEW = 2
"""Problems of one kind that stay ungrouped."""
_MOST_TEXTS = 12
"""Rows listed with their texts; with more rows, the list has only numbers."""
_MOST_RANGES = 40


def group_problems(report: Report, details: str) -> Report:
    """Return the report with one problem per frequent kind: the first one, with a last line that lists the others.

    Two problems are of one kind if their messages differ only in rows and in the text between backticks. `details`
    says where to read all of them.
    """
    kinds: dict[tuple[object, ...], list[Problem]] = {}
    for problem in report:
        match = _WHERE.match(problem.message)
        column, remaining_text = (match["column"], problem.message[match.end() :]) if match else ("", problem.message)
        key = (
            problem.name,
            problem.severity,
            problem.place.file,
            column,
            _ROWS.sub("", _QUOTE.sub("`", remaining_text)),
        )
        kinds.setdefault(key, []).append(problem)
    short = Report()
    for problems in kinds.values():
        if len(problems) <= _FEW:
            short.take(problems)
            continue
        first, *later = sorted(problems, key=_number)
        short.add(replace(first, related=(*first.related, (_further(first, later, details), later[0].place))))
    return short


def _number(problem: Problem) -> int:
    match = _WHERE.match(problem.message)
    return int(match["number"].replace(",", "")) if match else problem.place.line


def _further(first: Problem, problems: Sequence[Problem], details: str) -> str:
    match = _WHERE.match(problems[0].message)
    unit = match["unit"] if match else "place"
    rows = {_number(problem) for problem in problems}
    count = f"the same in {len(problems):,} more {unit}{'s' * (len(problems) > 1)}"
    if match and len({_number(first), *rows}) <= len(problems):  # several cells of one row
        count = f"the same in {len(problems):,} more cells of {len(rows):,} {unit}{'s' * (len(rows) > 1)}"
    same = match and all(_quoted_texts(problem) == _quoted_texts(first) for problem in problems)
    if len(problems) <= _MOST_TEXTS and not same:
        return f"{count}: {', '.join(map(_cell_of, problems))}"
    if not match:
        return f"{count}; {details}"
    ranges = _ranges(sorted(rows))
    more = f" …; {details}" if len(ranges) > _MOST_RANGES else ""
    return f"{count}: {', '.join(ranges[:_MOST_RANGES])}{more}"


def _cell_of(problem: Problem) -> str:
    """Return `14 (lots)`: the row and the first quoted text of the message."""
    match = _WHERE.match(problem.message)
    quotes = _quoted_texts(problem)
    if match:
        return f"{_number(problem):,}" + (f" ({_brief(quotes[0])})" if quotes else "")
    return " ".join(quotes[:2]) or f"{problem.place.file}:{problem.place.line}"


def _brief(quote: str) -> str:
    """Return a quoted text of at most 40 letters, shortened in the middle: addresses differ at their ends."""
    text = quote.strip("`")
    return quote if len(text) <= 40 else f"`{text[:12]}…{text[-27:]}`"


def _quoted_texts(problem: Problem) -> list[str]:
    """Return the texts between backticks after the row in a message."""
    match = _WHERE.match(problem.message)
    return _QUOTE.findall(problem.message[match.end() :] if match else problem.message)


def _ranges(numbers: Iterable[int]) -> list[str]:
    """Return sorted numbers as ranges: `3, 5 to 9`."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    return [" to ".join(f"{number:,}" for number in span) for span in ranges]
