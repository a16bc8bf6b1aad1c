"""Cells that a spreadsheet would run as formulas, made safe and taken back.

A sign that begins a formula gets an apostrophe before it (OWASP, "CSV Injection"), and one that has apostrophes gets
one more, so that reading can take exactly one away. It may begin a cell within a text, too: a spreadsheet whose list
separator is `;` reads the CSV `Lea;=cmd` as two cells.
"""

from __future__ import annotations

import re

# The wide forms are formulas to spreadsheets of East Asian languages.
_SIGN = "[=+@\t\r\n＝＋－＠-]"
_PLAIN = re.compile(rf"(\A|[;\t|\r\n]\"*)(?='*{_SIGN})")
_GUARDED = re.compile(rf"(\A|[;\t|\r\n]\"*)'(?='*{_SIGN})")

_MOST = 100_000  # in a cell; a hostile one has millions


def guarded(value: str) -> str:
    """A text that no spreadsheet runs, wherever it takes a cell to begin."""
    return _PLAIN.sub(r"\1'", value)


def bare(cell: str) -> str:
    """The text that was guarded."""
    return _GUARDED.sub(r"\1", cell, count=_MOST) if "'" in cell else cell
