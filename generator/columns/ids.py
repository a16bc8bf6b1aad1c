"""Reader for ids and codes, with checks for damage by a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from generator.columns import cldr
from generator.columns.cells import FALSE, TRUE, CellError, clean, short
from generator.columns.context import ColumnReader, Context
from generator.columns.guess import Guess

_SHORTENED_NUMBER = re.compile(r"[0-9](?:[.,][0-9]+)?e[+-][0-9]{1,3}|[0-9][.,][0-9]+e[0-9]{1,3}", re.IGNORECASE)
_EXACT_DIGITS = 15
"""Digits of a number that a spreadsheet keeps."""
_DAY_FIRST = re.compile(r"[0-9]{1,2}[-.\s]\s?([^\W\d_]{3,9})\.?(?:[-.\s][0-9]{2,4})?")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,9})\.?[-\s][0-9]{2}(?:[0-9]{2})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9:.]+)?|[0-9]{1,2}([/.])[0-9]{1,2}\1(?:[0-9]{2}|[0-9]{4})")
_AS_TEXT = "format the column as text in the spreadsheet, write the value again, and export the sheet"


def read_id(cell: str) -> str:
    """Return an id or number of another system unchanged."""
    reading = guess_id("an id", cell)
    return str(reading.value) if isinstance(reading, Guess) else reading


def read_code(cell: str) -> str:
    """Return a discount code unchanged; `false` if the person wants none."""
    reading = guess_code(cell)
    return str(reading.value) if isinstance(reading, Guess) else reading


def guess_code(cell: str) -> str | Guess:
    """Return a code; `false` for `no`."""
    text = clean(cell)
    if text.casefold() in FALSE:
        return "false"
    if re.fullmatch(r"[-–+]?\s?[0-9.,]+\s?%.*", text):
        raise CellError(f"`{text[:40]}` is a discount, not a code")
    _refuse_shortened(text)
    if re.search(r"[^\W\d_][\w-]*\s*[,;|/]\s*[\w-]", text) and "//" not in text:
        raise CellError(f"`{text[:40]}` has more than one code", "write the code that the page should show")
    return guess_id("a code", text)


def read_handle(cell: str) -> str:
    """Return an online handle; raise CellError for one that a spreadsheet has changed."""
    text = clean(cell)
    _refuse_shortened(text)
    return text


def guess_id(what: str, cell: str) -> str | Guess:
    """Return an id, or a Guess for one that was a number: `12345.0`, or more digits than a spreadsheet keeps."""
    text = short(cell, 600)
    _refuse_shortened(text)
    if is_changed_to_day(text):
        raise CellError(f"a spreadsheet has turned this into a day, `{text[:40]}`", _AS_TEXT)
    if not text.isdigit() and (text.casefold() in TRUE or text.casefold() in FALSE):
        raise CellError(f"`{text[:40]}` is a tick, not {what}")
    if re.match("(?:https?:)?//|www\\.", text, re.IGNORECASE):
        raise CellError(f"`{text[:60]}` is a web address, not {what}")
    if re.fullmatch("[1-9][0-9]{0,14}[.,]0", text):
        return Guess(text[:-2], f"`{text}` is a number with a decimal place; `{text[:-2]}` was used")
    if re.fullmatch(r"[1-9][0-9]{0,2}(?:([., '’])[0-9]{3})(?:\1[0-9]{3})*", text):
        raise CellError(f"`{text[:40]}` has other characters between its digits, and is not {what}", _AS_TEXT)
    if text.startswith("=") or re.fullmatch(r"[-+−–]?[0-9]*[.,][0-9]+|[-+−–][0-9]+", text):
        kind = "a formula" if text.startswith("=") else "a number with a sign or decimal places"
        raise CellError(f"`{text[:40]}` is {kind}, not {what}", _AS_TEXT)
    if re.fullmatch("[1-9][0-9]{15}", text) and text.endswith("0"):
        return Guess(text, f"`{text}` has 16 digits, of which a spreadsheet keeps 15: make sure that the last one is 0")
    return text


def _refuse_shortened(text: str) -> None:
    """Raise CellError for a number that a spreadsheet has shortened."""
    if _SHORTENED_NUMBER.fullmatch(text):
        raise CellError(f"a spreadsheet has shortened this number, `{text[:40]}`", _AS_TEXT)
    if re.fullmatch("[1-9][0-9]{16,}", text) and not text[_EXACT_DIGITS:].strip("0"):
        raise CellError(f"a spreadsheet has shortened this number, `{text[:40]}`, to {_EXACT_DIGITS} digits", _AS_TEXT)


def is_changed_to_day(text: str) -> bool:
    """Return whether a text is a date that a spreadsheet wrote for a code: `15-Mar` for `MAR15`, `2026-03-15`."""
    if _DAY.fullmatch(text):
        return True
    match = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    # Spreadsheets write no month in capitals, so MAR-15 is a code.
    return bool(match) and not match[1].isupper() and cldr.fold_word(match[1]) in cldr.months()  # type: ignore[index]


def is_shortened(current_id: str, claim: str) -> bool:
    """Return whether a spreadsheet turns `current_id` into `claim`: 123 for 00123, or zeros after the 15th digit."""
    if current_id == claim or not (
        current_id.isascii() and claim.isascii() and current_id.isdigit() and claim.isdigit()
    ):
        return False
    lost_zeros = (
        current_id.startswith("0") and current_id.lstrip("0") == claim.lstrip("0") and len(claim) < len(current_id)
    )
    is_rounded = (
        len(current_id) == len(claim) > _EXACT_DIGITS
        and current_id[:14] == claim[:14]
        and not claim[_EXACT_DIGITS:].strip("0")
    )
    return lost_zeros or is_rounded


def survey_ids(_cells: Sequence[str], _context: Context) -> ColumnReader:
    """Make the reader for a column of ids."""
    return ColumnReader(partial(guess_id, "an id"))
