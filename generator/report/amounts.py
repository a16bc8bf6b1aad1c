"""Amounts and numbers of exports, as exact decimals. A cell that is none raises AmountError."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

PLACES = 4
"""Decimal places that the facts keep. No currency has more."""
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_CURRENCY = re.compile(r"^[^\d.,()+-]{1,5}|[^\d.,()%+-]{1,5}$")
_POINT = re.compile(r"\d{1,15}(?:\.\d{1,12})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,12})?|\.\d{1,12}")
_COMMA = re.compile(r"\d{1,15}(?:,\d{1,12})?|\d{1,3}(?:\.\d{3})+(?:,\d{1,12})?|,\d{1,12}")
_ONLY_THOUSANDS = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")
_PLAIN = re.compile(r"-?\d{1,13}(?:\.\d{1,4})?")


class AmountError(ValueError):
    """A cell that holds no amount; the message says why."""


def read_amount(cell: str, sign: str = ".") -> Decimal | None:
    """Read an amount whose decimal sign is `sign`; None for an empty cell.

    A currency before or after it, spaces and apostrophes between thousands, brackets for a negative amount, and the
    apostrophe that guards against formulas are no part of the number.
    """
    if _PLAIN.fullmatch(cell) and sign == ".":
        return Decimal(cell)
    text = _SPACES.sub("", cell).replace("−", "-")
    if not text or text in ("-", "–", "—"):
        return None
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1]
    if text.startswith(("-", "+")):
        negative, text = negative or text[0] == "-", text[1:]
    text = _CURRENCY.sub("", _CURRENCY.sub("", text))
    if text.startswith("-"):
        negative, text = True, text[1:]
    elif text.endswith("-"):
        negative, text = True, text[:-1]
    pattern = _POINT if sign == "." else _COMMA
    if not pattern.fullmatch(text):
        raise AmountError(f"`{cell.strip()[:40]}` is not a number with `{sign}` as its decimal sign")
    digits = text.replace(",", "") if sign == "." else text.replace(".", "").replace(",", ".")
    value = Decimal(digits)
    if value >= 10**13:
        raise AmountError(f"`{cell.strip()[:40]}` is too large for an order")
    if value != round(value, PLACES):
        raise AmountError(f"`{cell.strip()[:40]}` has more decimal places than money has")
    return -value if negative else value


def read_share(cell: str, sign: str = ".") -> Decimal | None:
    """Read a share: `0.625`, `62,5 %`; None for an empty cell."""
    text = _SPACES.sub("", cell)
    if text.endswith("%"):
        value = read_amount(text[:-1], sign)
        return value / 100 if value is not None else None
    return read_amount(text, sign)


def find_sign(cells: Iterable[str], usual: str) -> tuple[str, str]:
    """The decimal sign of a column's cells, and a cell that leaves it open ("" where none does).

    `usual` decides where no cell shows the sign: that of the dialect, or of the file's language.
    """
    points = commas = 0
    doubtful = ""
    for cell in cells:
        text = _CURRENCY.sub("", _CURRENCY.sub("", _SPACES.sub("", cell).lstrip("-−+(").rstrip(")%")))
        if _ONLY_THOUSANDS.fullmatch(text):
            doubtful = doubtful or cell.strip()
            continue
        last = max(text.rfind("."), text.rfind(","))
        if last < 0 or not re.fullmatch(r"[\d.,]+", text):
            continue
        before = text[:last]
        if text[last] == "." and "." not in before:
            points += 1
        elif text[last] == "," and "," not in before:
            commas += 1
        elif text[last] in before:  # 1.234.567: it divides thousands
            points, commas = (points, commas + 1) if text[last] == "." else (points + 1, commas)
    if points != commas:
        return ("." if points > commas else ","), ""
    return usual, doubtful
