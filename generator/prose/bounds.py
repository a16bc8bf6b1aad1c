"""The limits on one text, so that no text can keep a build busy."""

from __future__ import annotations

import re

from generator.problems import Report
from generator.prose.source import ProseSource

LONGEST = 40_000  # letters; far beyond a story

# Python-Markdown searches the whole text for the end of each of these, so their number bounds the cost of a file. A
# long story has a few dozen. (`*`, `_`, `~`, `&` and `\` take time in proportion to their number.)
MOST = {"[": 300, "<": 500, "`": 500}
MOST_BLOCKS = 500
"""Of lines that begin a heading, a quote, an item, a rule, a fence or a table."""
_BEGINS = re.compile(r"^[ ]*+(?:[#>\-+*=_`~|:<]|[0-9]{1,9}[.)])", re.MULTILINE)


def report_too_much(source: ProseSource, report: Report) -> bool:
    """Report a text that is too long, or has too many signs of one kind. Return whether it does."""
    text = source.text
    if len(text) > LONGEST:
        message = f"this text has {len(text):,} characters; at most {LONGEST:,} are allowed"
        report.error("text-too-long", message, source.place(LONGEST), "shorten it")
        return True
    for sign, most in MOST.items():
        if text.count(sign) > most:
            message = f"this text has {text.count(sign):,} signs `{sign}`; at most {most:,} are allowed"
            _report(message, _nth(text, sign, most), source, report)
            return True
    if text.count("\n") >= MOST_BLOCKS:
        begins = [match.start() for match in _BEGINS.finditer(text)]
        if len(begins) > MOST_BLOCKS:
            message = (
                f"this text has {len(begins):,} lines of lists, quotes, headings and tables; at most {MOST_BLOCKS}"
            )
            _report(message, begins[MOST_BLOCKS], source, report)
            return True
    return False


def _report(message: str, start: int, source: ProseSource, report: Report) -> None:
    hint = "split it, or delete what is not needed"
    report.error("text-too-tangled", message, source.place(start), hint)


def _nth(text: str, sign: str, number: int) -> int:
    """Return the index of a sign that follows `number` others of its kind."""
    at = -1
    for _ in range(number + 1):
        at = text.find(sign, at + 1)
    return at
