"""Words in a column of accounts that are no accounts, as the column itself shows.

No list holds every word that people write there (`requested`, `verificado`, `in Prüfung`). But a bare word that stands
beside several people is the account of none of them, and one among marked handles may be a word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from generator.columns.cells import clean
from generator.importing.entry import SheetSource
from generator.importing.signs import name_words
from generator.tables.table import Row

_BARE = re.compile(r"[^\W_][\w.\-]*")
_NAMES = ("name", "first_name", "last_name")
_MOST_MARKED = 3
"""So many handles of a column begin with `@` or are addresses, where a bare word beside them is doubted."""


@dataclass(slots=True)
class _Column:
    people: dict[str, set[frozenset[str]]] = field(default_factory=lambda: defaultdict(set))
    """Whose names stand beside a bare word."""
    marked: int = 0
    bare: int = 0


class AccountColumns:
    """The columns of accounts of one sheet, each looked at once."""

    def __init__(self, source: SheetSource) -> None:
        self.source = source
        self._columns: dict[int, _Column] = {}

    def shared_by(self, column: int, text: str) -> int:
        """Beside how many people a bare word stands, if it is one; else 0."""
        word = _word(text)
        return len(self._column(column).people.get(word, ())) if word else 0

    def is_odd(self, column: int, text: str) -> bool:
        """Whether a bare word without a digit or a sign is the only bare one in a column of marked handles."""
        looked = self._column(column)
        word = _word(text)
        return bool(word) and word.isalpha() and looked.bare == 1 and looked.marked >= _MOST_MARKED

    def _column(self, column: int) -> _Column:
        looked = self._columns.get(column)
        if looked is None:
            looked = self._columns[column] = _Column()
            for row in self.source.layout.rows:
                text = row.text(column)
                if word := _word(text) if not row.link(column) else "":
                    looked.bare += 1
                    looked.people[word].add(self._name(row))
                elif text or row.link(column):
                    looked.marked += 1
        return looked

    def _name(self, row: Row) -> frozenset[str]:
        columns = self.source.layout.columns
        return name_words(" ".join(row.text(columns[name]) for name in _NAMES if name in columns))


def _word(text: str) -> str:
    """A bare word, compared; "" for anything that is marked as an account."""
    text = clean(text)
    return text.casefold() if len(text) < 60 and _BARE.fullmatch(text) else ""
