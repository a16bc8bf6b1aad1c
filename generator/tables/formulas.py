"""Cells that a spreadsheet would run as formulas, made safe and taken back.

Such a cell gets an apostrophe before it (OWASP, "CSV Injection"); a cell that begins with apostrophes before such
a sign gets one more, so that reading can take exactly one away.
"""

from __future__ import annotations

import re

# The wide forms are formulas to spreadsheets of East Asian languages.
_FORMULA = re.compile("'*[=+@\t\r\n＝＋－＠-]")


def guarded(value: str) -> str:
    """A text that no spreadsheet runs."""
    return f"'{value}" if _FORMULA.match(value) else value


def bare(cell: str) -> str:
    """The text that was guarded."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
