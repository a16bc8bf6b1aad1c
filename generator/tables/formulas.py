"""Protection of cells that a spreadsheet would run as formulas, and its reversal.

An apostrophe goes before each sign that begins a formula (OWASP, "CSV Injection"). If the sign already has apostrophes,
it gets one more, so that reading removes exactly one. The sign may also begin a cell in the middle of a text. A
spreadsheet with the list separator `;` reads the CSV `Lea;=cmd` as two cells.
"""

from __future__ import annotations

import re

# East Asian spreadsheets also run the full-width signs.
_SIGN = "[=+@\t\r\n＝＋－＠-]"
_PLAIN = re.compile(rf"(\A|[;\t|\r\n]\"*)(?='*{_SIGN})")
_GUARDED_SIGN = re.compile(rf"(\A|[;\t|\r\n]\"*)'(?='*{_SIGN})")

_MOST = 100_000  # signs in a cell; a hostile one has millions


def guard_formula(value: str) -> str:
    """Return a text that no spreadsheet runs, wherever it assumes a cell to begin."""
    return _PLAIN.sub(r"\1'", value)


def bare(cell: str) -> str:
    """Return the original of a guarded text."""
    return _GUARDED_SIGN.sub(r"\1", cell, count=_MOST) if "'" in cell else cell
