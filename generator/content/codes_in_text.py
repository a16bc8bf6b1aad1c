"""Search for discount codes in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"\w+")
_FEW = 8  # up to this number, a search for each word is fastest


class CodeIndex:
    """Index of codes by first word, for searching many texts."""

    def __init__(self, codes: Iterable[str]) -> None:
        self._by_word: dict[str, set[str]] = {}
        for code in codes:
            self._by_word.setdefault(_first_word(code), set()).add(code)

    def codes_in(self, text: str) -> list[str]:
        """Return the codes that occur in a text, sorted."""
        lower = text.lower()
        if len(self._by_word) < _FEW and not any(word in lower for word in self._by_word):
            return []
        # A thousand patterns on a long text take a second, so try only those whose first word occurs.
        words = {"", *_WORD.findall(lower)}
        likely = (code for word in words for code in self._by_word.get(word, ()))
        return sorted(code for code in likely if _pattern(code).search(text))


def codes_in(text: str, codes: Iterable[str]) -> list[str]:
    """Return the codes that occur in a text, sorted."""
    return CodeIndex(codes).codes_in(text)


@lru_cache(maxsize=4096)
def _first_word(code: str) -> str:
    word = _WORD.search(code.lower())
    return word[0] if word else ""


@lru_cache(maxsize=4096)
def _pattern(code: str) -> re.Pattern[str]:
    """Return a pattern for the code as a word; without digits it is case-sensitive, as it may be a name."""
    exact = not any(map(str.isdigit, code))
    return re.compile(rf"(?<!\w){re.escape(code)}(?!\w)", re.NOFLAG if exact else re.IGNORECASE)
