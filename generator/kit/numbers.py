"""A person's own numbers, out of the folder that `ambassador report` wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from generator.kit.kit import Numbers
from generator.kit.words import Words
from generator.pages.locale_format import money, number

_FIGURES = {"sessions": "visits", "orders": "orders", "net": "net", "commission": "commission", "before": "before"}
_LARGEST = 64_000_000  # bytes
_MONEY = frozenset({"net", "commission", "before"})


class ReportFolderError(Exception):
    """A folder that holds no report."""


def read_people(folder: Path) -> tuple[str, dict[str, Mapping[str, str]]]:
    """The currency of a report, and each person's row by its columns."""
    file = folder / "report.json"
    try:
        if file.stat().st_size > _LARGEST:
            raise ReportFolderError(f"{file} has more than {_LARGEST:,} bytes")
        data = json.loads(file.read_bytes())
        table = data["people"]
        columns = [str(column["name"]) for column in table["columns"]]
        rows = [dict(zip(columns, map(_text, row), strict=True)) for row in table["rows"]]
        return str(table.get("currency") or ""), {row["person"]: row for row in rows}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReportFolderError(f"{folder} has no report: {error}") from None


def numbers_of(row: Mapping[str, str], currency: str, words: Words) -> Numbers:
    """One person's numbers, in their language."""
    return Numbers(tuple(_rows(row, currency, words)))


def _rows(row: Mapping[str, str], currency: str, words: Words) -> Iterator[tuple[str, str]]:
    for name, key in _FIGURES.items():
        with suppress(InvalidOperation, ValueError):
            value = Decimal(row.get(name) or "")
            text = money(value, currency, words.locale) if name in _MONEY else number(int(value), words.locale)
            yield words.say(key), text


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell)
