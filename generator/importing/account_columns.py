"""Detection of words in a column of accounts that are not accounts.

No list holds every word that people write there (`requested`, `verificado`, `in Prüfung`). The column itself shows it:
a bare word that several people share is no account. A single bare word among marked handles may be a word.
"""

from __future__ import annotations

import re
from collections import defaultdict

from msgspec import Struct, field

from generator.columns.cells import clean
from generator.importing.entry import SheetSource
from generator.importing.signs import name_words
from generator.tables.table import Row

_BARE = re.compile(r"[^\W_][\w.\-]*")
_NAMES = ("name", "first_name", "last_name")
_MOST_MARKED = 3
"""Number of marked handles (`@` or an address) in a column that makes a bare word next to them doubtful."""


class _ColumnWords(Struct):
    people: dict[str, set[frozenset[str]]] = field(default_factory=lambda: defaultdict(set))
    """Names of the people next to a bare word."""
    marked_count: int = 0
    bare_count: int = 0


class AccountColumns:
    """Account columns of one sheet; each column is scanned once."""

    def __init__(self, source: SheetSource) -> None:
        self.source = source
        self._columns: dict[int, _ColumnWords] = {}

    def shared_by(self, column: int, text: str) -> int:
        """Return how many people share a bare word, or 0 if the text is not one that several share."""
        word = _word(text)
        return len(self._column(column).people.get(word, ())) if word else 0

    def is_odd(self, column: int, text: str) -> bool:
        """Return whether this is the only bare word without digit or sign in a column of marked handles."""
        words = self._column(column)
        word = _word(text)
        return bool(word) and word.isalpha() and words.bare_count == 1 and words.marked_count >= _MOST_MARKED

    def _column(self, column: int) -> _ColumnWords:
        words = self._columns.get(column)
        if words is None:
            words = self._columns[column] = _ColumnWords()
            for row in self.source.layout.rows:
                text = row.text(column)
                if word := _word(text) if not row.link(column) else "":
                    words.bare_count += 1
                    words.people[word].add(self._name(row))
                elif text or row.link(column):
                    words.marked_count += 1
        return words

    def _name(self, row: Row) -> frozenset[str]:
        columns = self.source.layout.columns
        return name_words(" ".join(row.text(columns[name]) for name in _NAMES if name in columns))


def _word(text: str) -> str:
    """Return a bare word in the form for comparison, or "" for text that is marked as an account."""
    text = clean(text)
    return text.casefold() if len(text) < 60 and _BARE.fullmatch(text) else ""
